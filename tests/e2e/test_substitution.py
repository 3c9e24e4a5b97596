"""What of a parameter's value reaches a script, by Argo's own substitution."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from models._examples import examples

from .judge_fixtures import ArgoLint, ArgoSubstitute

NAMES = {"workflow.name": "wf", "workflow.parameters.p": "P"}
POD = {"pod.name": "wf-t-1"}
SIMPLE = "{{inputs.parameters.x}}"
EXPRESSION = "{{=inputs.parameters['x']}}"
ENCODED = "{{=sprig.b64enc(inputs.parameters['x'])}}"
ALL = "{{inputs.parameters}}"
AS_JSON = "{{=toJson(inputs.parameters['x'])}}"

INVALID = "cannot finish template replacement because the result was invalid JSON"
NO_EXPRESSION = "failed to unmarshall JSON expression"

QUIET = ['a"b', "two\nlines\n", "tab\t", "back\\slash", "\\n", "'", "", " ", "<&>", "é日", "🧪"]
QUIET += ["👩\u200d👧", "\u2028", "\x85", "\ufeff", "\b\f", "}}", "$(NAME) $$", "#}}"]
# Where Go's quoting of text is not JSON's.
LOUD = ["\x1b[0m", "\x7f", "\a", "\v", "\x00", "🏴\U000e0067\U000e007f"]


def template(source: str, *names: str, **fields: Any) -> dict[str, Any]:
    inputs = {"parameters": [{"name": name} for name in names or ("x",)]}
    script = {"image": "python", "command": ["python"], "source": source, **fields}
    return {"name": "t", "inputs": inputs, "script": script}


def given_values(**values: str) -> dict[str, Any]:
    return {"parameters": [{"name": name, "value": value} for name, value in values.items()]}


class Script:
    """Asks what a source with a tag becomes."""

    def __init__(self, substitute: ArgoSubstitute) -> None:
        self._substitute = substitute

    def answer(self, source: str, **values: str) -> dict[str, Any]:
        asked = template(source, *values)
        return self._substitute(asked, given_values(**values), known=NAMES, local=POD)

    def __call__(self, source: str, **values: str) -> str:
        """Return the source that the pod's executor writes into the script's file."""
        answer = self.answer(source, **values)
        assert "error" not in answer, answer["error"]
        text: str = answer["executed"]["script"]["source"]
        return text

    def decoded(self, source: str, **values: str) -> str:
        return base64.b64decode(self(source, **values)).decode()


@pytest.fixture
def script(argo_substitute: ArgoSubstitute) -> Script:
    return Script(argo_substitute)


# The ways of a value.


@pytest.mark.parametrize("value", QUIET)
def test_most_texts_arrive_by_every_way(script: Script, value: str) -> None:
    assert script(SIMPLE, x=value) == value
    assert script(EXPRESSION, x=value) == value
    assert script.decoded(ENCODED, x=value) == value
    assert json.loads(script(AS_JSON, x=value)) == value
    assert json.loads(script(ALL, x=value)) == [{"name": "x", "value": value}]


@pytest.mark.parametrize("value", LOUD)
def test_what_go_quotes_unlike_json_ends_a_simple_tag(script: Script, value: str) -> None:
    assert script.answer(SIMPLE, x=value)["error"] == INVALID
    assert script(EXPRESSION, x=value) == value
    assert script.decoded(ENCODED, x=value) == value
    assert json.loads(script(AS_JSON, x=value)) == value


@pytest.mark.parametrize("value", LOUD)
def test_all_parameters_as_json_are_quoted_twice(script: Script, value: str) -> None:
    # Once as JSON, which escapes what lies below a space, and nothing above.
    if value.startswith(("\x7f", "🏴")):
        assert script.answer(ALL, x=value)["error"] == INVALID
    else:
        assert json.loads(script(ALL, x=value)) == [{"name": "x", "value": value}]


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="{"), max_size=40)


@given(value=TEXTS)
@examples(200)
def test_any_text_without_braces_arrives_encoded(
    argo_substitute: ArgoSubstitute, value: str
) -> None:
    assert Script(argo_substitute).decoded(ENCODED, x=value) == value
    assert Script(argo_substitute)(EXPRESSION, x=value) == value


@pytest.mark.parametrize("source", [SIMPLE, EXPRESSION])
def test_a_long_text_arrives_whole(script: Script, source: str) -> None:
    value = 'é"\n{ ' * 15_000
    assert len(value.encode()) == 90_000
    assert script(source, x=value) == value
    assert script.decoded(ENCODED, x=value) == value


@pytest.mark.parametrize("value", ['a"b\nc', "é", "$(HOME) $$"])
def test_a_value_reaches_the_environment_as_the_source(
    argo_substitute: ArgoSubstitute, value: str
) -> None:
    env = [{"name": "S", "value": SIMPLE}, {"name": "E", "value": EXPRESSION}]
    answer = argo_substitute(template("", env=env), given_values(x=value), local=POD)
    assert [each["value"] for each in answer["container"]["env"]] == [value, value]


# Values are scanned again.


@pytest.mark.parametrize(
    ("value", "arrives"),
    [("{{workflow.name}}", "wf"), ("{{=1+1}}", "2"), ("{{=workflow.name + '!'}}", "wf!")],
)
def test_tags_in_a_value_are_replaced_by_every_way(
    script: Script, value: str, arrives: str
) -> None:
    # Before any tag of the source is looked at: the arguments stand in the same JSON. So the
    # encoding comes too late for what the workflow knows.
    assert script(SIMPLE, x=value) == arrives
    assert script(EXPRESSION, x=value) == arrives
    assert script.decoded(ENCODED, x=value) == arrives


@pytest.mark.parametrize("value", ["{{inputs.parameters.y}}", "{{=inputs.parameters.y}}"])
def test_tags_of_inputs_in_a_value_are_not_replaced_once_it_is_encoded(
    script: Script, value: str
) -> None:
    assert script(SIMPLE, x=value, y="Y") == "Y"
    assert script.decoded(ENCODED, x=value, y="Y") == value


@pytest.mark.parametrize("value", ["{{tasks.A.outputs.result}}", "{{nowhere}}", "{{item}}"])
def test_tags_of_nothing_known_are_left(script: Script, value: str) -> None:
    assert script(SIMPLE, x=value) == value
    assert script.decoded(ENCODED, x=value) == value


@pytest.mark.parametrize("value", ["{{=", "{{=1}", "a {{= b"])
@pytest.mark.parametrize("source", [SIMPLE, EXPRESSION, ENCODED, ALL, AS_JSON])
def test_a_broken_expression_in_a_value_is_an_error_by_every_way(
    script: Script, value: str, source: str
) -> None:
    # It reaches over the JSON between it and the next closing braces.
    assert script.answer(source, x=value)["error"].startswith(NO_EXPRESSION)


@pytest.mark.parametrize("value", ["{{", "a{{b", "{ {{ {"])
def test_open_braces_in_a_value_arrive(script: Script, value: str) -> None:
    assert script(SIMPLE, x=value) == value
    assert script(EXPRESSION, x=value) == value
    assert script.decoded(ENCODED, x=value) == value


@pytest.mark.parametrize("value", ["{{", "a{{b"])
def test_open_braces_hide_the_tag_until_there_is_a_pod(script: Script, value: str) -> None:
    answer = script.answer(ENCODED, x=value)
    assert answer["template"]["script"]["source"] == ENCODED
    assert base64.b64decode(answer["executed"]["script"]["source"]).decode() == value


def test_open_braces_break_the_text_that_the_pod_carries(script: Script) -> None:
    # Replaced in the pod alone, a quote of the result ends the JSON within JSON.
    assert "error" in script.answer(AS_JSON, x="{{")
    assert script(AS_JSON, x="}}") == '"}}"'


# The source.


def test_open_braces_of_the_user_before_the_tag_leave_it_unresolved(script: Script) -> None:
    source = f"print('{{{{')\nx = {ENCODED}\n"
    assert script(source, x="X") == source
    assert script(f"#}}}}\nx = {ENCODED}\n", x="X") == "#}}\nx = WA==\n"
    assert script(f"x = {ENCODED}\nprint('{{{{')\n", x="X") == "x = WA==\nprint('{{')\n"


def test_open_braces_before_a_simple_tag_do_not(script: Script) -> None:
    assert script("{{ open " + SIMPLE, x="X") == "{{ open X"


@pytest.mark.parametrize(
    ("source", "becomes"),
    [
        ("{{ inputs.parameters.x }}", "X"),
        ("{{inputs.parameters.{{inputs.parameters.y}}}}", "X"),
        ("{{workflow.name}} {{workflow.parameters.p}} {{pod.name}}", "wf P wf-t-1"),
        ("{{=asInt(inputs.parameters.n) + 1}}", "5"),
        ("{{=asFloat(inputs.parameters.n) / 8}}", "0.5"),
        ("{{=jsonpath(inputs.parameters.j, '$.a')}}", "1"),
        ("{{=toJson({'a': [1]})}}", '{"a":[1]}'),
        ("{{=[1, true]}}", "[1,true]"),
        ("{{=inputs.parameters.nothing ?? 'else'}}", "else"),
        ("{{=sprig.trim(' a ')}}", "a"),
    ],
)
def test_tags_are_replaced(script: Script, source: str, becomes: str) -> None:
    assert script(source, x="X", y="x", n="4", j='{"a": 1}') == becomes


@pytest.mark.parametrize(
    "source",
    [
        "{{nowhere.at.all}}",
        "{{inputs.parameters.nothing}}",
        "{{=nowhere.at.all}}",
        "{{=inputs.parameters['nothing']}}",
        "{{=sprig.nothing(1)}}",
        "{{item}}",
        "{{=retries}}",
        "{{lastRetry.exitCode}}",
        "{{node.name}}",
    ],
)
def test_undefined_tags_stay(script: Script, source: str) -> None:
    assert script(source, x="X") == source


def test_an_undefined_name_given_to_a_function_is_nothing(script: Script) -> None:
    assert script("<{{=sprig.b64enc(nothing)}}>", x="X") == "<>"


def test_an_expression_that_is_none_is_an_error(script: Script) -> None:
    assert "unexpected token EOF" in script.answer("{{=1+}}", x="X")["error"]


def test_the_retries_pass_resolves_what_the_first_left(argo_substitute: ArgoSubstitute) -> None:
    first = argo_substitute(template("{{retries}} " + SIMPLE), given_values(x="{{retries}}"))
    made = first["template"]
    assert made["script"]["source"] == "{{retries}} {{retries}}"
    again = argo_substitute(made, local={"retries": "2"})
    assert again["template"]["script"]["source"] == "2 2"


# Inputs.


def test_an_input_without_a_value_is_an_error(argo_substitute: ArgoSubstitute) -> None:
    assert argo_substitute(template("")) == {"error": "inputs.parameters.x was not supplied"}


def test_defaults_and_arguments_take_their_turns(argo_substitute: ArgoSubstitute) -> None:
    asked = template(SIMPLE)
    asked["inputs"]["parameters"] = [{"name": "x", "default": "D {{workflow.name}}"}]
    for arguments, source in ((None, "D wf"), (given_values(x="A"), "A")):
        answer = argo_substitute(asked, arguments, known=NAMES)
        assert answer["template"]["script"]["source"] == source


def test_an_artifact_is_known_by_its_path(argo_substitute: ArgoSubstitute) -> None:
    asked = template("{{inputs.artifacts.a.path}} {{outputs.parameters.o.path}}")
    asked["inputs"] = {"artifacts": [{"name": "a", "path": "/in"}]}
    asked["outputs"] = {"parameters": [{"name": "o", "valueFrom": {"path": "/out"}}]}
    arguments = {"artifacts": [{"name": "a", "raw": {"data": "x"}}]}
    assert argo_substitute(asked, arguments)["template"]["script"]["source"] == "/in /out"
    error = argo_substitute(asked)["error"]
    assert error == "inputs.artifacts.a was not supplied"


def test_a_script_is_run_with_the_path_of_its_file(argo_substitute: ArgoSubstitute) -> None:
    asked = template("pass", args=["-x"])
    container = argo_substitute(asked, given_values(x="X"))["container"]
    assert container["args"] == ["-x", "/argo/staging/script"]


def test_a_template_without_a_pod_has_no_container(argo_substitute: ArgoSubstitute) -> None:
    inputs = {"parameters": [{"name": "x"}]}
    asked = {"name": "t", "inputs": inputs, "suspend": {"duration": SIMPLE}}
    answer = argo_substitute(asked, given_values(x="3"))
    assert answer.keys() == {"template"}
    assert answer["template"]["suspend"] == {"duration": "3"}


# What the linter thinks of it.


@pytest.mark.parametrize("source", [ENCODED, EXPRESSION, "{{=nowhere.at.all}}", "{{=1 +}}"])
def test_the_linter_takes_any_expression(argo_lint: ArgoLint, source: str) -> None:
    head = {"apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow", "metadata": {"name": "w"}}
    asked = template(source)
    asked["inputs"]["parameters"] = [{"name": "x", "default": ""}]
    spec = {"entrypoint": "t", "templates": [asked]}
    assert argo_lint(json.dumps({**head, "spec": spec})).good
