"""A whole run: files are found, what is known is taken from the cache, the rest is judged."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import replace
from functools import partial

from . import files
from .cache import Cache, digest_of
from .foreign import file_mentions_argo
from .known import BESIDES, Templates
from .kustomize import Patches
from .messages import Answer, Request, not_yet
from .model import FileResult, Located, Options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any, TypeAlias

    from .files import File
    from .judging import Judging
    from .known import Question
    from .messages import Ask

    Progress: TypeAlias = Callable[[int, int, str], None]

# No two parts of it take the same characters in turn, so that no line can take long.
_IMPORTS_HERA = re.compile(
    rb"^[ \t]*(?:from[ \t]+|import[ \t](?:[\w., \t\x80-\xff]*,)?[ \t]*)hera\b", re.MULTILINE
)
# The reader of larger files knows what to say about them.
_AT_ONCE = 16 * 2**20


def lint_paths(
    paths: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    options: Options | None = None,
    *,
    contents: Mapping[str, bytes] | None = None,
    cache: str | os.PathLike[str] | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> list[FileResult]:
    """Find what is wrong in files: manifests in YAML or JSON, and programs that define workflows.

    Objects may refer to the workflow templates of all these files, and to those of
    ``options.templates``. Where several have one name, that is meant which lies nearest: in the
    same file, then in the same folder, then the fewest folders up and down. So the variants that
    kustomize knows, a base and what is laid over it, each use their own.

    Programs are run, each in a process of its own, which is ended after
    ``options.program_timeout`` seconds. In a folder only those are that import `hera`.

    Args:
        paths: Files and folders, or one of them; ``-`` is standard input.
        options: How to judge.
        contents: What counts as the content of files, by their names; that of ``-`` is needed
            where standard input is meant, other files are read by default.
        cache: The folder in which to keep what was found, so that files which did not change need
            not be judged again; by default nothing is kept. `cache.default_folder` gives the usual
            one. Programs are run each time, since what they define may depend on anything.
        jobs: How many processes may judge at once; by default as many as there are processors.
            Where there is little to do, it is done without.
        progress: Called when a file is done, with the number of files that are, the number of all,
            and the file's name.

    Returns:
        What was found, in the order of the files; findings in the order of their places. Python
        files in a folder that do not import `hera` are left out.

    Raises:
        FileNotFoundError: A path leads nowhere.
        ValueError: An option has a value that there is not, or standard input is meant and
            ``contents`` does not have it.
    """
    options, contents = options or Options(), contents or {}
    # A text is a sequence of texts as well.
    paths = [paths] if isinstance(paths, (str, os.PathLike)) else paths
    if jobs is not None and jobs < 1:
        raise ValueError(f"jobs: expected 1 or more, got {jobs}")
    linted = files.find(paths, options.exclude, force_exclude=options.force_exclude)
    if not options.programs:
        linted = [file for file in linted if not file.is_program]
    if files.STDIN not in contents and any(file.name == files.STDIN for file in linted):
        raise ValueError("standard input is to be linted, but contents has no '-'")
    there = {file.path for file in linted}
    given = files.find(options.templates, options.exclude, files.MANIFESTS)
    kept = None if cache is None else Cache(cache, options)
    run = _Run(options, contents, kept, progress)
    results = run.results(linted, [file for file in given if file.path not in there], jobs)
    told = {result.file for result in results if result.findings}
    lacking = [os.fspath(each) for each in options.templates if not run.defines(each)]
    return [*results, *_without_templates([each for each in lacking if each not in told], options)]


def _without_templates(paths: list[str], options: Options) -> list[FileResult]:
    if not paths:
        return []
    from .chosen import Chosen
    from .source import without_templates

    is_told = Chosen(options)
    found = [without_templates(each) for each in paths]
    return [FileResult(each.file, (each,)) for each in found if is_told(each.finding)]


def _once(results: list[FileResult]) -> list[FileResult]:
    """Tell once what is found in a module that several programs import, where it is linted itself."""
    if all(each.file == result.file for result in results for each in result.findings):
        return results
    own = {_key(each) for result in results for each in result.findings if each.file == result.file}
    found: list[FileResult] = []
    for result in results:
        left = [e for e in result.findings if e.file == result.file or _key(e) not in own]
        own.update(_key(each) for each in left)
        found.append(replace(result, findings=tuple(left)))
    return found


def _key(found: Located) -> tuple[object, ...]:
    # A module is not always named as whoever lints it does.
    return os.path.realpath(found.file), found.span, found.finding


class _Run:
    """One run. What it knows of a file is kept by the file's name."""

    def __init__(
        self,
        options: Options,
        contents: Mapping[str, bytes],
        cache: Cache | None,
        progress: Progress | None,
    ) -> None:
        self._options = options
        self._contents = contents
        self._cache = cache
        self._progress = progress
        self._templates = Templates()
        # What was read and is to be judged; and what came of those that are.
        self._requests: dict[str, Request] = {}
        self._answers: dict[str, Answer] = {}
        self._manifests: dict[str, list[Mapping[str, Any]]] = {}
        self._done: set[str] = set()
        self._number = 0
        self._defining: list[str] = []
        self._only: File | None = None
        self._patches = Patches(())

    def results(self, linted: list[File], given: list[File], jobs: int | None) -> list[FileResult]:
        """Return what was found.

        Args:
            linted: The files to judge.
            given: Other files, to whose templates they may refer.
            jobs: How many processes there may be.
        """
        self._only = linted[0] if len(linted) == 1 and linted[0].named else None
        self._patches = Patches(file.path for file in (*linted, *given))
        linted = [file for file in linted if self._is_read(file, judged=True)]
        given = [file for file in given if self._is_read(file, judged=False)]
        self._number = len(linted)
        judging = None
        try:
            # What the cache holds for these options shows that they are right.
            if self._requests or self._cache is None or self._cache.is_empty:
                judging = self._judging(jobs)
                self._judge(judging, lambda _: not_yet)
            self._add_templates(linted)
            self._add_templates(given, mark=BESIDES)
            again = [file for file in linted if not self._is_settled(file)]
            if again:
                judging = judging or self._judging(jobs)
                self._requests = {file.name: self._again(file) for file in again}
                self._judge(judging, lambda request: partial(self._ask, request))
                for file in again:
                    self._tell(file.name)
        finally:
            if judging:
                judging.close()
        if self._cache is not None:
            self._cache.save()
        all_ = [*linted, *given]
        return _once([result for file in all_ if (result := self._answers[file.name].result)])

    def defines(self, path: str | os.PathLike[str]) -> bool:
        """Tell whether there is a workflow template in a file or folder that was read."""
        top = os.path.abspath(path)
        return any(each == top or each.startswith(top + os.sep) for each in self._defining)

    def _judging(self, jobs: int | None) -> Judging:
        from .judging import Judging  # loads the linter, which nobody needs where all is known

        return Judging(self._options, jobs)

    def _is_read(self, file: File, *, judged: bool) -> bool:
        """Read a file, or learn from the cache what is in it; tell whether it is meant at all."""
        data = self._data(file)
        if isinstance(data, Located):
            if not self._is_meant(file) and not file_mentions_argo(file.path):
                return False
            self._answers[file.name] = Answer(FileResult(file.name, (data,)), is_lasting=False)
            return True
        if file.is_program and not file.named and not _IMPORTS_HERA.search(data):
            return False
        digest = digest_of(data)
        known = None
        if self._cache is not None and self._is_kept(file):
            known = self._cache.get(file.path, file.name, digest)
        if file is self._only and known and known.result and known.result.is_empty:
            # It may have been passed over.
            known = None
        if known is not None and (known.result is not None or not judged):
            self._answers[file.name] = known if judged else known._replace(result=None)
        else:
            self._requests[file.name] = self._request(file, data, digest, judged)
        return True

    def _request(self, file: File, data: bytes, digest: str, judged: bool) -> Request:
        return Request(
            file.name,
            file.path,
            data,
            digest,
            file.is_program,
            judged,
            is_meant=self._is_meant(file),
            is_patch=file.path in self._patches,
        )

    def _is_meant(self, file: File) -> bool:
        return file is self._only or file.name == files.STDIN

    def _is_kept(self, file: File | Request) -> bool:
        is_other = file.is_program or file.path in self._patches
        return not is_other and file.name not in self._contents

    def _again(self, file: File) -> Request:
        """Return the request for a file about which an answer was wrong or is missing."""
        request = self._requests.get(file.name)
        if request is None:
            data = self._data(file)
            # What vanishes during the run counts as empty.
            data = b"" if isinstance(data, Located) else data
            request = self._request(file, data, digest_of(data), judged=True)
        return request._replace(source=self._answers[file.name].source)

    def _data(self, file: File) -> bytes | Located:
        given = self._contents.get(file.name)
        if given is not None:
            return given
        try:
            # Opening a pipe would wait for one who writes.
            number = os.open(file.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
            try:
                status = os.fstat(number)
                if stat.S_ISREG(status.st_mode) and status.st_size < _AT_ONCE:
                    return os.read(number, status.st_size + 1)
            finally:
                os.close(number)
        except OSError:
            pass  # The reader tells why.
        from pathlib import Path

        from .source import content

        return content(file.name, Path(file.path))

    def _judge(self, judging: Judging, asking: Callable[[Request], Ask]) -> None:
        for request, answer in judging.answers(list(self._requests.values()), asking):
            self._answers[request.name] = answer
            if answer.result is None and request.is_judged:
                continue
            if self._cache is not None and answer.is_lasting and self._is_kept(request):
                self._cache.put(request.path, request.digest, answer)
            if not answer.asked:
                self._tell(request.name)
                # Only what may be judged again is held in memory.
                del self._requests[request.name]

    def _tell(self, name: str) -> None:
        if self._progress is not None and name not in self._done:
            self._done.add(name)
            self._progress(len(self._done), self._number, name)

    def _add_templates(self, all_: Iterable[File], mark: str = "") -> None:
        for file in all_:
            definitions = self._answers[file.name].definitions
            if definitions:
                self._defining.append(file.path)
            if mark:
                definitions = tuple(e._replace(digest=mark + e.digest) for e in definitions)
            manifests = partial(self._manifests_of, file)
            self._templates.add(file.path, file.name, definitions, manifests)

    def _manifests_of(self, file: File) -> list[Mapping[str, Any]]:
        found = self._manifests.get(file.name)
        if found is None:
            from .source import read

            source = self._answers[file.name].source
            if source is None:
                data = self._data(file)
                source = read(file.name, b"" if isinstance(data, Located) else data)
            found = self._manifests[file.name] = [each.manifest for each in source.objects]
        return found

    def _is_settled(self, file: File) -> bool:
        """Tell whether a file has a result that is right now that all files are known."""
        answer = self._answers[file.name]
        settled = answer.result is not None and all(
            self._templates.answer(question, file.path, file.name) == given
            for question, given in answer.asked.items()
        )
        if settled:
            self._tell(file.name)
        return settled

    def _ask(self, request: Request, question: Question) -> tuple[str, Mapping[str, Any] | None]:
        path, name = request.path, request.name
        answer = self._templates.answer(question, path, name)
        if question.about == "double":
            return answer, None
        return answer, self._templates.manifest(question, path, name)
