"""Manifests of any shape: what our models take Argo reads as it was meant, what one refuses both do."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from models._documents import TIMES, Maker, Mistake
from models._examples import examples
from models._facts import models as definitions

import hera_models
from hera_models import (
    Arguments,
    Container,
    DAGTask,
    DAGTemplate,
    EnvVar,
    Inputs,
    Model,
    ObjectMeta,
    Parameter,
    ScriptTemplate,
    SuspendTemplate,
    Template,
    ValidationError,
    Workflow,
    WorkflowSpec,
)

from ._judge import Verdict
from ._programs import ARGO_RELEASE
from ._rewritten import HELLO, LINTED, read, rewritten
from .judge_fixtures import ArgoLint

UNREAD = re.compile(r"failed to parse YAML|cannot unmarshal|decoding error|cannot parse|quantities")
SEEDS = st.integers(0, 2**32)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,8}[a-z0-9]", fullmatch=True)


@st.composite
def leaves(draw: st.DrawFn, name: str) -> Template:
    """Draw a template without further templates."""
    inputs = Inputs(parameters=[Parameter(name="message", default=draw(TEXTS))])
    env = [
        EnvVar(name="X", value=draw(TEXTS)),
        EnvVar(name="Y", value="{{inputs.parameters.message}}"),
    ]
    kind = draw(st.sampled_from(["container", "script", "suspend"]))
    if kind == "container":
        arguments = draw(st.lists(TEXTS, max_size=3))
        container = Container(image="busybox", command=["echo"], args=arguments, env=env)
        return Template(name=name, inputs=inputs, container=container)
    if kind == "script":
        script = ScriptTemplate(image="python", command=["python"], source=draw(TEXTS), env=env)
        return Template(name=name, inputs=inputs, script=script)
    duration = draw(st.one_of(st.none(), st.integers(0, 9).map(str)))
    return Template(name=name, inputs=inputs, suspend=SuspendTemplate(duration=duration))


@st.composite
def workflows(draw: st.DrawFn) -> Workflow:
    """Draw a workflow that Argo may find good or bad: a DAG whose tasks say any text."""
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    tasks = [
        DAGTask(
            name=name,
            template="run",
            dependencies=names[:place] or None,
            arguments=Arguments(parameters=[Parameter(name="message", value=draw(TEXTS))]),
        )
        for place, name in enumerate(names)
    ]
    label = draw(st.dictionaries(NAMES, TEXTS, max_size=2))
    entrypoint = draw(st.sampled_from(["main", "main", "nowhere"]))
    return Workflow(
        metadata=ObjectMeta(generate_name="any-", annotations=label),
        spec=WorkflowSpec(
            entrypoint=entrypoint,
            parallelism=draw(st.one_of(st.none(), st.integers(0, 2**31))),
            templates=[
                Template(name="main", dag=DAGTemplate(tasks=tasks)),
                draw(leaves("run")),
            ],
        ),
    )


@given(workflow=workflows())
@examples(80)
def test_both_our_texts_are_judged_alike(argo_lint: ArgoLint, workflow: Workflow) -> None:
    as_yaml, as_json = argo_lint(workflow.to_yaml()), argo_lint(workflow.to_json())
    assert as_yaml == as_json
    assert as_yaml.linted
    if workflow.spec.entrypoint == "nowhere":
        assert as_yaml.errors


@given(text=TEXTS.filter(bool))
@examples(150)
def test_argo_reads_in_both_our_texts_what_was_meant(argo_lint: ArgoLint, text: str) -> None:
    # Its message quotes what it read.
    workflow = Workflow(metadata=ObjectMeta(name="x"), spec=WorkflowSpec(entrypoint=text))
    told = (f"in \"x\" (Workflow): template name '{text}' undefined",)
    assert argo_lint(workflow.to_yaml()).errors == told
    assert argo_lint(workflow.to_json()).errors == told


class Plain(Maker):
    """Makes documents without values that Argo alone refuses."""

    def _scalar(self, name: str) -> Any:
        plain: dict[str, tuple[Any, ...]] = {
            "integer": (0, 1, -1, 8080),
            "int_or_string": (0, 8080, "http"),
            "quantity": (1, 0.5, "100m", "1Gi"),
            "time": TIMES[:2],
        }
        return self._random.choice(plain[name]) if name in plain else super()._scalar(name)


def document(seed: int, kind: str) -> tuple[dict[str, Any], list[Mistake]]:
    """Return a document that the models take, and the same with one mistake, in each way."""
    random = Random(seed)
    maker = Plain(ARGO_RELEASE, random)
    (definition,) = (each for each in definitions(ARGO_RELEASE) if each.endswith(f"1.{kind}"))
    made = maker.document(definition, share=random.choice((0.1, 0.2, 0.4)), depth=4)
    made = {**made, "apiVersion": "argoproj.io/v1alpha1", "kind": kind}
    made.pop("status", None)
    if kind == "ClusterWorkflowTemplate":
        # Argo's linter panics: it looks for the template where there are none.
        made["spec"].pop("workflowTemplateRef", None)
    return made, maker.mistakes(definition, made)


def is_unread(verdict: Verdict) -> bool:
    """Tell whether Argo could not make an object of a text."""
    return not verdict.linted or any(UNREAD.search(error) for error in verdict.errors)


@given(seed=SEEDS, kind=st.sampled_from(sorted(LINTED)))
@examples(150)
def test_argo_reads_all_that_the_models_take(argo_lint: ArgoLint, seed: int, kind: str) -> None:
    made, _ = document(seed, kind)
    before = argo_lint(json.dumps(made))
    assert not is_unread(before), before
    for way, text in rewritten(read(json.dumps(made))).items():
        after = argo_lint(text)
        assert not is_unread(after), (way, after)
        # Of several errors Argo tells any one, so only whether there is one can be compared.
        assert after.good == before.good, (way, before, after)


# What the models refuse and Argo reads: it leaves empty what is missing, and some values unchecked.
OURS_ALONE = ("missing", "wrong enum", "wrong constant", "wrong number", "wrong object")
# Argo takes any JSON for these texts.
ANY_TEXT = re.compile(r"arguments\.parameters\[\d+\]\.(value|default|description|enum\[\d+\])")


def is_ours_alone(mistake: Mistake) -> bool:
    return mistake.what in OURS_ALONE or bool(ANY_TEXT.search(mistake.path))


@given(seed=SEEDS, kind=st.sampled_from(sorted(LINTED)))
@examples(100)
def test_argo_and_the_models_refuse_the_same_mistakes(
    argo_lint: ArgoLint, seed: int, kind: str
) -> None:
    _, mistakes = document(seed, kind)
    model: type[Model] = getattr(hera_models, kind)
    for mistake in Random(seed).sample(mistakes, min(len(mistakes), 10)):
        refused = False
        try:
            model.from_dict(mistake.document)
        except ValidationError:
            refused = True
        unread = is_unread(argo_lint(json.dumps(mistake.document)))
        if unread != refused:
            assert refused, mistake
            assert is_ours_alone(mistake), mistake


ARGO_ALONE = [
    ({"priority": 2**31}, "cannot unmarshal number 2147483648 into .* of type int32"),
    ({"ttlStrategy": {"secondsAfterSuccess": 2**31}}, "2147483648 into .* of type int32"),
    ({"volumes": [{"name": "v", "emptyDir": {"sizeLimit": "big"}}]}, "quantities must match"),
    ({"activeDeadlineSeconds": 2**63 - 1}, ""),
]


@pytest.mark.parametrize(("fields", "told"), ARGO_ALONE)
def test_what_argo_alone_refuses(argo_lint: ArgoLint, fields: dict[str, Any], told: str) -> None:
    # Argo's document says neither how long an integer is nor what a quantity looks like.
    document = yaml.safe_load(HELLO)
    document["spec"].update(fields)
    verdict = argo_lint(Workflow.from_dict(document).to_yaml())
    assert verdict.good == (told == "")
    assert all(re.search(told, error) for error in verdict.errors)


def test_a_tag_is_no_time_to_argo(argo_lint: ArgoLint) -> None:
    meta = ObjectMeta(name="x", creation_timestamp="{{workflow.creationTimestamp}}")
    workflow = Workflow(metadata=meta, spec=WorkflowSpec(entrypoint="main"))
    (error,) = argo_lint(workflow.to_yaml()).errors
    assert 'parsing time "{{workflow.creationTimestamp}}"' in error


def test_argo_does_not_look_at_the_api_version(argo_lint: ArgoLint) -> None:
    text = HELLO.replace("argoproj.io/v1alpha1", "argoproj.io/v2")
    assert argo_lint(text).good
    with pytest.raises(ValidationError, match="apiVersion"):
        Workflow.from_yaml(text)
