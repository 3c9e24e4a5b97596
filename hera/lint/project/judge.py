"""One file judged: its objects, with the templates of other files that they refer to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
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
from .known import Definition, Question
from .messages import Answer, Ask, NotYet, Request, not_yet
from .model import FileResult, Located, Options
from .source import Object, Source, read


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
        known = request.source or self._read.pop(request.name, None)
        source: Source = known or read(request.name, request.data)
        definitions = tuple(_definitions(source, request))
        shared = source if request.is_program else None
        if not request.is_judged:
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
        return Answer(result, definitions, asked, shared)

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
        options = self.options
        return judge(
            found.manifest,
            _Elsewhere(found.manifest, find),
            mode=options.mode,
            defaults=options.defaults,
            missing=options.missing,
            argo=options.argo,
            profile=self._chosen.profile,
        )


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
