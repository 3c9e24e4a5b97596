"""The linter and Argo's own judge thousands of manifests alike, good ones and broken ones.

Argo's linter here is that of an older release than the one whose validator ours follows, so ours
is told to judge for that release. Where the two differ all the same, the reason stands here; one
that no longer explains anything fails.
"""

from __future__ import annotations

import functools
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

import pytest
import yaml
from _shared import shared
from e2e._judge import Verdict
from e2e.judge_fixtures import ArgoLint
from lint import _defects, _more_defects, _tag_defects
from lint._generated import generate
from lint._manifests import leaf, steps, workflow
from lint._mutations import Mutation, Pool, at, mutate
from lint._seeding import DEFECTS, Broken, seed

from hera.lint import Finding, lint

_RELEASE = "3.7"
_KINDS = ("Workflow", "WorkflowTemplate", "ClusterWorkflowTemplate", "CronWorkflow")
# Defects are registered by being loaded.
_LOADED = (_defects, _more_defects, _tag_defects)
_GOOD = 800
_OF_EACH_DEFECT = 20
_AMONG = 1200
_OF_EACH_FILE = 12

# What stands for unknown values is numbered; not so in Argo's words, as the judge gives them.
_PLACEHOLDER = re.compile(r"(?<=__argo__internal__placeholder)-\d+")

Documents: TypeAlias = Sequence[dict[str, Any]]
Holds: TypeAlias = Callable[[Mutation, Verdict, Sequence[Finding]], bool]


def errors_of(documents: Documents) -> list[Finding]:
    return [
        finding
        for one in documents
        for finding in lint(one, templates=documents, missing="error", argo=_RELEASE)
        if finding.severity == "error"
    ]


def verdict_of(argo_lint: ArgoLint, documents: Documents) -> Verdict:
    return argo_lint([json.dumps(one) for one in documents])


def says_the_same(found: Sequence[Finding], verdict: Verdict) -> bool:
    texts = [_PLACEHOLDER.sub("", one.text) for one in found if one.text]
    return any(text in error for text in texts for error in verdict.errors)


@pytest.mark.parametrize("block", range(4))
def test_what_is_generated_is_good(argo_lint: ArgoLint, block: int) -> None:
    size = _GOOD // 4
    wrong: dict[int, Any] = {}
    for number in range(block * size, block * size + size):
        case = generate(f"good {number}")
        documents = [case.manifest, *case.others]
        verdict, found = verdict_of(argo_lint, documents), errors_of(documents)
        if found or not verdict.good:
            wrong[number] = (verdict.errors, [str(one) for one in found])
    assert wrong == {}


_IN_HOOKS = "Argo does not look into hooks; what they call is missing when they run"
_ORDER = "Argo counts the tasks in an order that changes from run to run"
# Kinds of defects that both refuse, not always in the same words.
OTHER_WORDS = {
    "bad-step-name": _ORDER,
    "long-task-name": _ORDER,
    "missing-name": _ORDER,
    "removed-reference": "ours are the words of the server, which looks the template up elsewhere",
    "unclosed-tag": "Argo's tag goes on through its JSON until some other ends",
    "unknown-field": "ours says what there is",
    "wrong-type": "ours says what is expected",
}


def broken(kind: str) -> Iterator[Broken]:
    found = 0
    for number in range(_AMONG):
        case = _case(number)
        defect = seed(kind, case, random.Random(f"differential {kind} {number}"))
        if defect is not None:
            yield defect
            found += 1
        if found == _OF_EACH_DEFECT:
            return


@functools.cache
def _case(number: int) -> Any:
    return generate(f"differential {number}")


@pytest.mark.parametrize("kind", DEFECTS)
def test_a_defect_is_judged_alike(argo_lint: ArgoLint, kind: str) -> None:
    differ: list[Any] = []
    other_words: list[Any] = []
    tried = 0
    for defect in broken(kind):
        documents = [defect.case.manifest, *defect.case.others]
        verdict, found = verdict_of(argo_lint, documents), errors_of(documents)
        tried += 1
        if bool(found) == verdict.good:
            differ.append((defect.path, verdict.errors, [str(one) for one in found]))
        elif found and not says_the_same(found, verdict):
            other_words.append((verdict.errors, [str(one) for one in found]))
    assert tried == _OF_EACH_DEFECT
    assert differ == []
    assert bool(other_words) == (kind in OTHER_WORDS), other_words[:3]


class Explained(NamedTuple):
    """Why the two differ about some changes, how those are told, and one of them."""

    why: str
    holds: Holds
    example: Mutation


def _error_has(pattern: str) -> Holds:
    return lambda _, verdict, found: not found and bool(re.search(pattern, verdict.errors[0]))


def _all_found(holds: Callable[[Finding], bool]) -> Holds:
    return lambda _, verdict, found: verdict.good and all(map(holds, found))


def _other_case(change: Mutation, verdict: Verdict, found: Sequence[Finding]) -> bool:
    if not verdict.good or change.verb != "rename" or "steps" not in change.path[:-4]:
        return False
    holder = at(change.manifest, change.path[:-1])
    return str(change.path[-1]).upper() in holder


def _changed(manifest: dict[str, Any], *path: str | int, verb: str = "junk") -> Mutation:
    return Mutation(verb, path, manifest)


_DATA = "inputs: {artifacts: [{name: data, path: /data}]}, container: {image: busybox}"
EXPLAINED = [
    Explained(
        _IN_HOOKS,
        _all_found(lambda one: bool({"hooks", "onExit"} & set(one.path))),
        _changed(leaf("container: {image: busybox}", hooks={"exit": {"template": "nothing"}})),
    ),
    Explained(
        "Argo does not look into conditions; they fail when they are evaluated",
        _all_found(lambda one: one.code in ("HL710", "HL714", "HL716")),
        _changed(steps("[{name: a, template: generate, when: a b}]")),
    ),
    Explained(
        "Argo reads what is within a step whatever its case",
        _other_case,
        _changed(
            steps("[{name: a, template: say, arguments: {PARAMETERS: [{name: text, value: x}]}}]"),
            *("spec", "templates", 0, "steps", 0, 0, "arguments", "parameters"),
            verb="rename",
        ),
    ),
    Explained(
        "the definitions of Argo's kinds list these values, so the cluster refuses others",
        _all_found(lambda one: one.message.startswith("expected one of")),
        _changed(leaf("container: {image: busybox}", artifactGC={"strategy": "Sometimes"})),
    ),
    Explained(
        "the text leads to no artifact when it runs",
        _all_found(lambda one: one.code in ("HL310", "HL311")),
        _changed(
            workflow(
                "[{name: main, dag: {tasks: [{name: a, template: take,"
                f" arguments: {{artifacts: [{{name: data, from: x}}]}}}}]}}}}, {{name: take, {_DATA}}}]"
            )
        ),
    ),
    Explained(
        "names that tags are part of are looked at more closely since",
        _error_has("'[^']*__argo__internal__placeholder[^']*' is invalid"),
        _changed(steps("[{name: 'a-{{workflow.name}}', template: generate}]")),
    ),
    Explained(
        "templates are found in whatever namespace: files seldom say it",
        _error_has("couldn't find workflow template .* in namespace"),
        _changed(
            {
                "apiVersion": "argoproj.io/v1alpha1",
                "kind": "Workflow",
                "metadata": {"name": "case", "namespace": "here"},
                "spec": {"workflowTemplateRef": {"name": "case"}},
            }
        ),
    ),
]


@pytest.mark.parametrize("reason", EXPLAINED, ids=lambda one: one.why)
def test_a_difference_is_still_one(argo_lint: ArgoLint, reason: Explained) -> None:
    template = workflow("[{name: main, container: {image: busybox}}]", kind="WorkflowTemplate")
    documents = [reason.example.manifest, template]
    verdict, found = verdict_of(argo_lint, documents), errors_of(documents)
    assert bool(found) == verdict.good
    assert reason.holds(reason.example, verdict, found)


def documents_in(path: Any) -> list[dict[str, Any]]:
    found: list[Any] = list(yaml.load_all(path.read_bytes(), Loader=_PlainLoader))
    return [one for one in found if one and one.get("kind") in _KINDS]


class _PlainLoader(yaml.SafeLoader):
    """Reads times as text, as Argo does."""


_PlainLoader.yaml_implicit_resolvers = {
    first: [one for one in known if one[0] != "tag:yaml.org,2002:timestamp"]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def groups() -> dict[str, list[dict[str, Any]]]:
    """Return the documents of each file, with the templates that they refer to."""
    root = shared("corpus")
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(root.rglob("*.yaml")):
        referred = path.with_suffix(".refs.yaml")
        documents = documents_in(path)
        if referred.exists():
            documents += documents_in(referred)
        if documents and not path.name.endswith(".refs.yaml"):
            found[path.relative_to(root).as_posix()] = documents
    return found


def test_small_changes_to_real_manifests_are_judged_alike(argo_lint: ArgoLint) -> None:
    known = groups()
    pool = Pool([one for documents in known.values() for one in documents])
    differ: list[Any] = []
    tried = words = same_words = 0
    for name, documents in known.items():
        if bool(errors_of(documents)) == verdict_of(argo_lint, documents).good:
            # The releases differ about the file itself.
            continue
        for number in range(_OF_EACH_FILE):
            draw = random.Random(f"{name} {number}")
            index = draw.randrange(len(documents))
            change = mutate(documents[index], draw, pool)
            changed = [*documents[:index], change.manifest, *documents[index + 1 :]]
            verdict, found = verdict_of(argo_lint, changed), errors_of(changed)
            tried += 1
            if bool(found) != verdict.good:
                judged_by_rules = bool(found) and not _is_about_reading(verdict)
                words += judged_by_rules
                same_words += judged_by_rules and says_the_same(found, verdict)
                continue
            if not any(one.holds(change, verdict, found) for one in EXPLAINED):
                shown = [str(one) for one in found]
                differ.append((name, change.verb, change.path, verdict.errors, shown))
    assert differ == []
    assert tried > 2000
    # Almost always in Argo's words, unless the manifest cannot even be read.
    assert same_words > 0.9 * words, (same_words, words)


def _is_about_reading(verdict: Verdict) -> bool:
    return bool(re.search("failed to parse YAML|strict decoding|couldn't find", verdict.errors[0]))
