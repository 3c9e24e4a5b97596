"""One file judged: its objects, with the templates of other files that they refer to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hera_models._runtime.gc_pause import gc_paused

from ..engine import judge
from ..finding import Finding
from ..lookup import Lookup, holds_templates
from ..project_rules import Double, Unfinished
from ..registry import Report
from ..shape import is_list, mapping, string
from .cache import digest_of
from .chosen import Chosen
from .foreign import mentions_argo
from .known import BESIDES, Definition, Question
from .messages import Answer, Ask, NotYet, Request, not_yet
from .model import FileResult, Located, Options
from .source import Object, Source, read, without_templates

# So many bytes of files with templates are held in memory, so that they need not be read again.
_KEPT = 2**20


class Judge:
    """Judges files, one after the other.

    Args:
        options: How to judge.

    Raises:
        ValueError: An option has a value that there is not.
    """

    def __init__(self, options: Options) -> None:
        self.options: Options = options
        self._chosen = Chosen(options)
        # What was read, but waits for templates of others.
        self._read: dict[str, Source] = {}
        self._room = _KEPT
        # Raises what is wrong with the options before any file is to blame.
        self._judged(Object({}), not_yet)

    def judge(self, request: Request, ask: Ask) -> Answer:
        """Judge a file; whatever it holds, nothing is raised.

        Args:
            request: The file.
            ask: Gives what other files define. Where it raises `NotYet`, there is no result.
        """
        try:
            if request.is_program and request.source is None:
                request = request._replace(source=self._run(request))
            # Reading and judging make many objects and no garbage.
            with gc_paused():
                return self._answer(request, ask)
        except Exception as error:
            message = f"the linter failed here: {type(error).__name__}: {error}"
            return self.give_up(request, message, "this is its fault: please report it")

    def give_up(self, request: Request, message: str, hint: str) -> Answer:
        """Return the answer for a file that cannot be judged to the end."""
        report = Report()
        report.check(Unfinished(message, hint))
        found = [Located(each, request.name) for each in report.findings if self._chosen(each)]
        return Answer(FileResult(request.name, tuple(found)), is_lasting=False)

    def _answer(self, request: Request, ask: Ask) -> Answer:
        known = self._read.pop(request.name, None) or request.source
        source: Source = known or read(request.name, request.data)
        is_foreign = _is_foreign(source, request)
        if is_foreign and not request.is_meant:
            source.problems.clear()
        if request.is_patch:
            problems = tuple(each for each in source.problems if self._chosen(each.finding))
            return Answer(FileResult(request.name, problems) if request.is_judged else None)
        definitions = tuple(_definitions(source, request))
        shared = source if request.is_program or self._is_kept(request, definitions, ask) else None
        if not request.is_judged:
            unread = tuple(without_templates(request.name, each) for each in _broken(source))
            told = FileResult(request.name, tuple(e for e in unread if self._chosen(e.finding)))
            return Answer(
                told if unread else None, definitions, source=shared, is_lasting=not unread
            )
        if ask is not_yet and source.refers and not request.is_program:
            # To judge it until it asks would be for nothing.
            self._read[request.name] = source
            return Answer(None, definitions, source=shared)
        asked: dict[Question, str] = {}

        def find(question: Question) -> tuple[str, Mapping[str, Any] | None]:
            found = ask(question)
            asked[question] = found[0]
            return found

        try:
            found = self._found(source, find)
        except NotYet:
            self._read[request.name] = source
            return Answer(None, definitions, source=shared)
        result = FileResult(request.name, found, len(source.objects))
        # Among others it is passed over, which is what is kept.
        is_lasting = not (is_foreign and request.is_meant)
        return Answer(result, definitions, asked, shared, is_lasting=is_lasting)

    def _is_kept(self, request: Request, definitions: Sequence[Definition], ask: Ask) -> bool:
        """Tell whether what was read is kept for other files, which may refer to it."""
        if not definitions or ask is not not_yet or len(request.data) > self._room:
            return False
        self._room -= len(request.data)
        return True

    def _run(self, request: Request) -> Source:
        from .programs import run  # loads all of `hera.workflows`, which manifests do not need

        return run(request.name, request.path, request.data, argo=self.options.argo)

    def _found(self, source: Source, find: Ask) -> tuple[Located, ...]:
        found = list(source.problems)
        seen: set[Question] = set()
        for each in source.objects:
            for finding in [*_doubles(each.manifest, seen, find), *self._judged(each, find)]:
                found.append(source.locate(finding, each))
        production = self._chosen.profile == "production"
        found = source.heeded(found, production=production)
        return tuple(sorted((one for one in found if self._chosen(one.finding)), key=_place))

    def _judged(self, found: Object, find: Ask) -> list[Finding]:
        judged = self._as_alone(found.manifest, find)
        if all(one.within is None for one in judged):
            return judged
        return list(self._not_told_elsewhere(judged, _namespace(found.manifest), find))

    def _not_told_elsewhere(
        self, judged: Sequence[Finding], namespace: str, find: Ask
    ) -> Iterator[Finding]:
        """Give each finding once, and those in other objects only where these are not judged."""
        told: dict[str, set[tuple[str, str]]] = {}
        for one in judged:
            other = one.within
            if other is None:
                yield one
                continue
            if other not in told:
                told[other] = self._told_of(other, namespace, find)
            if (one.code, one.message) not in told[other]:
                told[other].add((one.code, one.message))
                yield _said_of(other, one)

    def _told_of(self, subject: str, namespace: str, find: Ask) -> set[tuple[str, str]]:
        """Return the codes and messages of what is told of another object where it stands."""
        kind, _, name = subject.partition(" ")
        answer, manifest = find(Question("template", kind, name, namespace))
        if manifest is None or answer.startswith(BESIDES):
            return set()
        return {(one.code, one.message) for one in self._as_alone(manifest, find)}

    def _as_alone(self, manifest: Mapping[str, Any], find: Ask) -> list[Finding]:
        options, elsewhere = self.options, _Elsewhere(manifest, find)
        try:
            return judge(
                manifest,
                elsewhere,
                mode=options.mode,
                defaults=options.defaults,
                missing=options.missing,
                argo=options.argo,
                profile=self._chosen.profile,
            )
        finally:
            elsewhere.forget()


class _Elsewhere(Lookup):
    """The templates of a manifest, and those of other objects and files."""

    def __init__(self, manifest: Mapping[str, Any], find: Ask) -> None:
        self._namespace = _namespace(manifest)
        self._find = find
        super().__init__([manifest] if holds_templates(manifest) else [], self._namespace)

    def _manifest(self, kind: str, name: str) -> Mapping[str, Any] | None:
        own = super()._manifest(kind, name)
        if own is not None:
            return own
        return self._find(Question("template", kind, name, self._namespace))[1]


def _said_of(subject: str, one: Finding) -> Finding:
    message = f"in {subject}: {one.message}"
    return Finding(
        one.code, one.severity, message, one.path, one.text, one.hint, one.fix, one.at, one.within
    )


def _is_foreign(source: Source, request: Request) -> bool:
    """Tell whether a file cannot be read, or not in full, and is not Argo's by its looks."""
    return bool(source.problems) and not request.is_program and not mentions_argo(request.data)


def _broken(source: Source) -> list[Located]:
    """Return what keeps the file or a part of it from being read."""
    return [each for each in source.problems if each.finding.code in ("HL003", "HL004")]


def _definitions(source: Source, request: Request) -> Iterator[Definition]:
    for number, each in enumerate(source.objects):
        if holds_templates(each.manifest):
            digest = f"{request.digest}:{number}"
            if request.is_program:
                # What it defines may depend on anything.
                digest = digest_of(json.dumps(each.manifest, default=str).encode())
            yield Definition(*_identity(each.manifest), _is_whole(each.manifest), digest, number)


def _doubles(manifest: Mapping[str, Any], seen: set[Question], find: Ask) -> list[Finding]:
    """Tell that the file, or another one beside it, has defined a template before."""
    if not holds_templates(manifest) or not _is_whole(manifest):
        return []
    question = Question("double", *_identity(manifest))
    if not question.name:
        return []
    file, double = "", question in seen
    if not double:
        seen.add(question)
        file = find(question)[0]
    if not double and not file:
        return []
    report = Report()
    subject = f"{question.kind} {question.name}"
    report.check(Double(subject, file, ("metadata", "name")))
    return report.findings


def _identity(manifest: Mapping[str, Any]) -> tuple[str, str, str]:
    name = string(mapping(manifest.get("metadata")).get("name"))
    return string(manifest.get("kind")), name, _namespace(manifest)


def _namespace(manifest: Mapping[str, Any]) -> str:
    if manifest.get("kind") == "ClusterWorkflowTemplate":
        return ""
    return string(mapping(manifest.get("metadata")).get("namespace"))


def _is_whole(manifest: Mapping[str, Any]) -> bool:
    spec = mapping(manifest.get("spec"))
    return is_list(spec.get("templates")) or bool(spec.get("workflowTemplateRef"))


def _place(located: Located) -> tuple[int, int]:
    span = located.span
    return (span.line, span.column) if span else (0, 0)
