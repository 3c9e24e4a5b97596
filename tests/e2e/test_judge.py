"""Argo's own linter judges every manifest alike before and after our models had it in hand."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from inspect import get_annotations, getmembers, isfunction, signature
from pathlib import Path
from typing import Any

import pytest
from _shared import shared

import hera_models
from hera_models import Model, ParseError, ValidationError, Workflow, check_release

from ._judge import Linter, NoJudge, Verdict
from ._programs import ARGO_RELEASE, NO_JUDGE
from ._rewritten import HELLO, LINTED, Folder, defined, read, referred, rewritten
from .judge_fixtures import ArgoLint, programs

REPOSITORY = Path(__file__).resolve().parents[2]


# The fixture itself.


def test_a_good_manifest_is_good(argo_lint: ArgoLint) -> None:
    assert argo_lint(HELLO) == Verdict(linted=True, errors=(), log="")
    assert argo_lint(HELLO).good


def test_a_bad_manifest_is_told_in_argos_words(argo_lint: ArgoLint) -> None:
    verdict = argo_lint(HELLO.replace("entrypoint: main", "entrypoint: man"), ARGO_RELEASE)
    assert verdict.errors == ("""in "hello-" (Workflow): template name 'man' undefined""",)
    assert not verdict.good


def test_unknown_fields_are_errors_unless_asked_otherwise(argo_lint: ArgoLint) -> None:
    text = HELLO.replace("entrypoint: main", "entrypoint: main\n  entripoint: man")
    (error,) = argo_lint(text).errors
    assert error.endswith('strict decoding error: unknown field "spec.entripoint"')
    assert argo_lint(text, strict=False).good


def test_references_are_found_among_the_texts(argo_lint: ArgoLint) -> None:
    meta = "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {name: caller}\n"
    caller = f"{meta}spec: {{workflowTemplateRef: {{name: shared}}}}\n"
    template = HELLO.replace("kind: Workflow", "kind: WorkflowTemplate")
    template = template.replace("generateName: hello-", "name: shared")
    assert argo_lint([caller, template]).good
    (error,) = argo_lint(caller).errors
    assert error.endswith('couldn\'t find workflow template "shared" in namespace ""')


@pytest.mark.parametrize("text", ["", "kind: ConfigMap\napiVersion: v1\n", "]"])
def test_nothing_to_lint_is_not_good(argo_lint: ArgoLint, text: str) -> None:
    assert not argo_lint(text).linted
    assert not argo_lint(text).good


def test_the_same_manifest_gets_the_same_verdict_again(argo_lint: ArgoLint) -> None:
    text = HELLO.replace("name: main", "name: 'main {{workflow.uid}}'")
    first, second = argo_lint(text), argo_lint(text)
    assert first.errors
    assert first == second


@pytest.mark.parametrize("release", sorted(NO_JUDGE))
def test_a_release_that_cannot_be_had_skips_the_test(argo_lint: ArgoLint, release: str) -> None:
    with pytest.raises(pytest.skip.Exception, match=f"no linter of Argo {release}"):
        argo_lint(HELLO, release)


def test_a_release_that_no_one_knows_is_an_error(argo_lint: ArgoLint) -> None:
    with pytest.raises(NoJudge, match=r"no linter of Argo v0\.1: there are: v3\.7\.18"):
        argo_lint(HELLO, "v0.1")


def test_without_the_programs_the_test_is_skipped_or_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HERA_ARGO_CACHE", str(tmp_path))
    monkeypatch.delenv("HERA_E2E", raising=False)
    with programs(Linter) as linter:
        with pytest.raises(pytest.skip.Exception, match="run `make argo`"):
            linter(ARGO_RELEASE)
        monkeypatch.setenv("HERA_E2E", "required")
        with pytest.raises(pytest.fail.Exception, match="run `make argo`"):
            linter(ARGO_RELEASE)


# Manifests before and after.


def changed(lint: ArgoLint, text: str, others: list[str]) -> Iterator[str]:
    """Yield how a round trip through the models changes the verdict on a text."""
    before = lint([text, *others])
    for way, again in rewritten(read(text)).items():
        after = lint([again, *others])
        if (before.linted, before.errors) != (after.linted, after.errors):
            yield f"{way}: {before} became {after}"


def excuse(verdict: Verdict, text: str, others: list[str]) -> str:
    """Return why Argo may refuse a manifest that is not at fault; nothing if it may not."""
    documents = read(text)
    found = [item for item in documents if isinstance(item, Model)]
    if not verdict.errors and not any(type(item).__name__ in LINTED for item in found):
        return "of no kind that Argo lints"
    later = [problem for item in found for problem in check_release(item, ARGO_RELEASE)]
    if later and all("unknown field" in error for error in verdict.errors):
        return "has fields of a later release"
    everything = [*documents, *(item for other in others for item in read(other))]
    missing = {name for _, name in set(referred(everything)) - defined(everything)}
    if missing and all(_names_missing(error, missing) for error in verdict.errors):
        return "refers to templates that are not there"
    return ""


def _names_missing(error: str, missing: set[str]) -> bool:
    return any(f'couldn\'t find workflow template "{name}"' in error for name in missing)


def corpus() -> list[Path]:
    found = sorted(shared("corpus", "examples").rglob("*.yaml"))
    assert len(found) > 120
    return found


def is_refused(text: str) -> bool:
    try:
        read(text)
    except ParseError:
        return True
    return False


def test_argos_examples_are_judged_as_before(argo_lint: ArgoLint) -> None:
    paths = corpus()
    folder = Folder(paths)
    differences, reasons = {}, Counter[str]()
    for path in paths:
        text, others = path.read_text(encoding="utf-8"), folder.needed(path)
        verdict = argo_lint([text, *others])
        if is_refused(text):
            reason = "" if verdict.good else "refused by both"
        else:
            differences[path.name] = list(changed(argo_lint, text, others))
            reason = "good" if verdict.good else excuse(verdict, text, others)
        reasons[reason or f"{path.name}: {verdict}"] += 1
    assert {name: found for name, found in differences.items() if found} == {}
    assert set(reasons) == {
        "good",
        "refused by both",
        "of no kind that Argo lints",
        "has fields of a later release",
        "refers to templates that are not there",
    }
    assert reasons["good"] > 110
    assert reasons["refused by both"] == 1


def test_argos_cases_are_judged_as_before(argo_lint: ArgoLint) -> None:
    judged = 0
    for path in sorted(shared("corpus", "validate").rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        try:
            found = list(changed(argo_lint, text, []))
        except (ParseError, ValidationError):
            # What we refuse, Argo refuses; most of it for the same reason.
            assert not argo_lint(text).good, path.name
            continue
        assert found == [], path.name
        judged += 1
    assert judged > 90


def golden() -> dict[str, str]:
    """Return the manifests in the repository's files."""
    found = {}
    for folder in ("examples", "docs", "bench", "tests"):
        for path in sorted((REPOSITORY / folder).rglob("*.y*ml")):
            text = path.read_text(encoding="utf-8")
            if "apiVersion: argoproj.io/" in text:
                found[str(path.relative_to(REPOSITORY))] = text
    return found


def test_every_manifest_of_the_repository_is_good(argo_lint: ArgoLint) -> None:
    manifests = golden()
    assert len(manifests) > 100
    bad = {name: argo_lint(text) for name, text in manifests.items()}
    assert {name: verdict for name, verdict in bad.items() if not verdict.good} == {}
    differences = {name: list(changed(argo_lint, text, [])) for name, text in manifests.items()}
    assert {name: found for name, found in differences.items() if found} == {}


def made_by_examples() -> Iterator[Workflow]:
    for path in sorted((REPOSITORY / "examples").glob("*.py")):
        module = import_module(f"examples.{path.stem}")
        for _, function in getmembers(module, isfunction):
            own = function.__module__ == module.__name__
            if own and get_annotations(function, eval_str=True).get("return") is Workflow:
                # The one argument that an example takes is a number.
                yield function(*(3 for _ in signature(function).parameters))


def made_by_readme() -> Iterator[Workflow]:
    """Yield what the README makes of models; the rest of it needs a server or a file."""
    text = (REPOSITORY / "README.md").read_text(encoding="utf-8").split("\n## The models\n")[1]
    names: dict[str, Any] = {}
    for block in re.findall(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        for statement in ast.parse(block).body:
            imports = isinstance(statement, ast.ImportFrom) and statement.module == "hera_models"
            if imports or (isinstance(statement, ast.Assign) and _constructs(statement)):
                exec(ast.unparse(statement), names)
    for value in names.values():
        yield from (item for item in _items(value) if isinstance(item, Workflow))


def _constructs(statement: ast.stmt) -> bool:
    called = (node.func for node in ast.walk(statement) if isinstance(node, ast.Call))
    return any(isinstance(each, ast.Name) and hasattr(hera_models, each.id) for each in called)


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_what_the_examples_and_the_readme_make_is_good(
    argo_lint: ArgoLint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(REPOSITORY))
    found = [*made_by_examples(), *made_by_readme()]
    # The diamond and a shard; the README's hello and its twenty shards.
    assert len(found) == 2 + 1 + 20
    for workflow in found:
        assert argo_lint(workflow.to_yaml()).good
        assert argo_lint(workflow.to_json()).good
