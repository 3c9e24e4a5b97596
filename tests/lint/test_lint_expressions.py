"""Expressions and conditions are read as Argo reads them, and what is wrong in them is told."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from typing import Any

import pytest
from e2e.judge_fixtures import ArgoSubstitute
from hypothesis import given, settings
from hypothesis import strategies as st
from lint._manifests import cron, dag, leaf, steps, text, workflow

from hera.lint import lint
from hera.lint.expressed import read
from hera.lint.expressions.parser import parse
from hera.lint.expressions.tree import variables
from hera.lint.expressions.when import find_trouble

GOOD = [
    "1 + 2 * -3 ** 2 % 0x1F - 1_000 / .5 + 5. + 1e-3 + 0b11 + 0o17",
    "'a\\n\\x41\\u{1F600}\\'' + \"b\\\"\" + `raw ``quoted`` \\`",
    "a and b or not c && !d || e",
    "x in [1, 2,] and y not in {a: 1, 'b': 2, 3: 4, (1 + 2): 5,}",
    "name matches '^a' and name not contains 'b' or name startsWith 'c' and name endsWith 'd'",
    "1..3 | map(# * 2) | filter({# > 2}) | sum()",
    "filter(steps, {.status == 'Failed' && #.name != ''})[0]?.name ?? 'none'",
    "let x = 1; let y = x + 1; x * y",
    "if a > 1 { 'big' } else if a == 1 { 'one' } else { 'small'; 'really' }",
    "a ? b : c ? d : e",
    "a ?: b",
    "1 < a <= 3",
    "text[1:2] + text[:1] + text[1:] + text[:] + map['key']['x-y'] + list?.[0]",
    "::len(items) // with a comment\n + /* and\nanother */ 1",
    "reduce(1..9, #acc + #, 0) + count(xs) + count(xs, # > 1) + sortBy(xs, .age, 'desc')[0].age",
    "a.not.in.matches.let",
    "a; b;",
    "toJson(filter([1, 3], {# > 1}))",
    "-asInt(inputs.parameters.count) + sprig.date('2006', workflow.creationTimestamp)",
    "#let" and "any(xs, #let)",
    "$env['a'] + é",
]
BAD = [
    ("", 0, "expected a value, got the end"),
    ("1 +", 3, "expected a value after '+', got the end"),
    ("asInt(a", 7, "expected ',' or ')' after 'a'"),
    ("a = 1", 2, "to compare, write =="),
    ("a & b", 2, "write &&"),
    ("a b", 2, "got 'b'"),
    ("'abc", 0, "does not end"),
    ("'a\nb'", 0, "does not end on its line"),
    ("'\\q'", 1, "backslash"),
    ("a ?? b == c", 7, "needs parentheses"),
    ("filter(a)", 8, "a predicate"),
    ("0b12", 0, "is neither a number nor a name"),
    ("9223372036854775808", 0, "too large"),
    ("1e999", 0, "too large"),
    ("0x", 0, "is no number"),
    ("{1 2}", 3, "expected ':'"),
    ("[1 2]", 3, "expected ',' or ']'"),
    ("a not b", 6, "'in', 'matches'"),
    ("# > 1", 0, "expected a value"),
    ("map(a, #; 1)", 8, "need { }"),
    ("a @ b", 2, "'@' is no part"),
    ("/* a", 0, "the comment does not end"),
    ("true.a", 4, "expected an operator or the end"),
    ("a(b)(c)", 4, "expected an operator or the end"),
    ("if a {1}", 8, "expected 'else'"),
    ("let a 1", 6, "expected '='"),
]


@pytest.mark.parametrize("source", GOOD)
def test_a_good_expression_is_read(source: str) -> None:
    tree, trouble = read(source)
    assert trouble is None
    assert tree is not None


@pytest.mark.parametrize(("source", "at", "why"), BAD)
def test_a_bad_expression_is_told_with_its_place(source: str, at: int, why: str) -> None:
    tree, trouble = read(source)
    assert tree is None
    assert trouble is not None
    assert trouble[0] == at
    assert why in trouble[1]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("tasks['my-task'].outputs.result == 'x'", ["tasks.my-task.outputs.result"]),
        ("a.b[c.d].e", ["a.b", "c.d"]),
        ("let x = a.b; x.c + d", ["a.b", "d"]),
        ("filter(a, .b == c.d) | map(#.e)", ["a", "c.d"]),
        ("foo(a).b + sprig.trim(c?.d)", ["a", "sprig.trim", "c"]),
        ("a?.b.c + d?.['e'] + f.g?.h", ["a", "d", "f.g"]),
        ("{a: b, (c): 1}[d]", ["b", "c", "d"]),
        ("a ? b : c ?? d", ["a", "b", "c", "d"]),
        ("a.b-c.d", ["a.b", "c.d"]),
    ],
)
def test_the_variables_of_an_expression(source: str, names: list[str]) -> None:
    assert [variable.name for variable in variables(parse(source))] == names


WORDS = """
    a inputs.parameters.x tasks['a-b'].outputs.result 1 1.5 .5 0x1f 'a' "b" `c` # . .. ?. ?? ? : ::
    | || && & == != = < <= + - * ** / % ^ not in and or matches contains let if else { } ( ) [ ] , ;
    true nil filter( map( count( len( foo( /* */ // @ $ ## #x '\\
"""
expressions = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join),
    st.lists(st.sampled_from(WORDS.split()), max_size=12).map("".join),
)


@settings(max_examples=500, deadline=None)
@given(expressions)
def test_any_text_is_read_or_told(source: str) -> None:
    tree, trouble = read(source)
    assert (tree is None) != (trouble is None)
    if trouble is not None:
        assert 0 <= trouble[0] <= len(source)
        assert trouble[1]


@settings(max_examples=500, deadline=None)
@given(expressions, st.booleans())
def test_any_condition_is_judged(when: str, words_are_texts: bool) -> None:
    trouble = find_trouble(when, words_are_texts=words_are_texts)
    assert trouble is None or trouble.why


@pytest.mark.parametrize(
    "source",
    ["(" * 9_000, "[" * 9_000, "-" * 9_000 + "1", "a[" * 9_000, "{a:" * 9_000, "a ? " * 9_000],
)
def test_nothing_is_said_of_what_is_nested_too_deep(source: str) -> None:
    assert read(source) == (None, None)


def calls(work: Callable[[], object]) -> int:
    """Count the calls of functions within some work."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "unit", ["a + ", "a.b['c'] && ", "f(1, 2) | ", "[1, 2][0] == ", "'text' + ", "a - -b < "]
)
def test_the_work_grows_with_the_length(unit: str) -> None:
    def reading(count: int) -> Callable[[], object]:
        return lambda: variables(parse(unit * count + "x()"))

    assert calls(reading(2_000)) < 2.5 * calls(reading(1_000))


@pytest.mark.parametrize(
    "unit", ["'", "`", "/*", "{{", "{{=", "a == b && ", "{{a}} == b || ", "(", "\\"]
)
def test_long_conditions_are_judged(unit: str) -> None:
    def judging(count: int) -> Callable[[], object]:
        return lambda: find_trouble(unit * count + "a == b")

    assert calls(judging(4_000)) < 2.5 * calls(judging(2_000)) + 1_000


def expression(random_: random.Random, depth: int = 0) -> str:
    """Return an expression, most of them good."""
    kind = random_.randrange(14)
    if depth > 3 or kind < 3:
        known = ["a.b", "1", "'s'", "true", "nil", "1.5", "c['d-e']", "[]", "x()", "0x1F", '"t"']
        return random_.choice(known)

    def one() -> str:
        return expression(random_, depth + 1)

    operators = [
        "+",
        "-",
        "**",
        "..",
        "??",
        "==",
        "&&",
        "or",
        "in",
        "matches",
        "not",
        "&",
        "=",
        "|",
    ]
    forms: list[Callable[[], str]] = [
        lambda: f"{one()} {random_.choice(operators)} {one()}",
        lambda: f"({one()})",
        lambda: f"{one()} ? {one()} : {one()}",
        lambda: f"filter({one()}, {{# == {one()} }})",
        lambda: f"let y = {one()}; {one()}",
        lambda: f"if {one()} {{ {one()} }} else {{ {one()} }} ",
        lambda: f"[{one()}, {one()}]",
        lambda: f"{{k: {one()}, 'l': {one()} }} ",
        lambda: f"{one()}.k[{one()}:{one()}]",
        lambda: f"{random_.choice(['!', '-', 'not '])}{one()}",
        lambda: f"{one()} {one()}",
    ]
    return random_.choice(forms)()


def test_argo_reads_the_same_expressions(argo_substitute: ArgoSubstitute) -> None:
    random_ = random.Random(7)
    compared = 0
    for source in (*GOOD, *(bad for bad, _, _ in BAD), *(expression(random_) for _ in range(900))):
        # What Argo cannot compute it looks at again, within JSON within JSON, where these differ.
        if "}}" in source or set(source) & set('\\"\n<>'):
            continue
        template = {"name": "t", "container": {"image": "i", "args": [f"{{{{={source} }}}}"]}}
        error = str(argo_substitute(template).get("error", ""))
        # Argo adds the line with a mark where it could not read on; it leaves for later what it
        # could read and not compute.
        refused = error.startswith("failed to evaluate expression: ") and "cannot" not in error
        if refused or not error:
            compared += 1
            assert (read(source)[1] is not None) == refused, (source, error)
    assert compared > 300


# What the evaluator of conditions, govaluate, makes of them once words are texts.
EVALUATED = [
    ("a == b", True),
    ("a_1 == a_1 && !(b != c)", True),
    ("x in (a, 'b c')", True),
    ("[a-b] == 'a-b'", True),
    ("-1 > -2 || true", True),
    ("true ? true : false", True),
    ("5 > 3 == true", True),
    ("2020-01-01 == 2020-01-01", True),
    ("a =~ '^a'", True),
    ("", True),
    ("x == my-value", False),
    ("x == a/b", False),
    ("a = b", False),
    ("a === b", False),
    ("'a == b", False),
    ("(a == b", False),
    ("a == b)", False),
    ("a ==", False),
    ("== b", False),
    ("a b", False),
    ("a and b", False),
    ("not a == b", False),
    ("1 + 2", False),
    ("a", False),
    ("'a'", False),
    ("!a", False),
    ("x == 1.2.3", False),
    ("x == v1.2", False),
    ("a == -b", False),
    ("x == 10Gi", False),
    ("a && b == c", False),
    ("foo(a) == b", False),
    ("'5' > 3", False),
    ("x == /tmp", False),
    ("a@b == c", False),
    ("a == [b", False),
    (" ", False),
]


@pytest.mark.parametrize(("when", "evaluated"), EVALUATED)
def test_conditions_without_tags(when: str, evaluated: bool) -> None:
    trouble = find_trouble(when)
    assert (trouble is None) == evaluated
    assert trouble is None or trouble.certain


@pytest.mark.parametrize(
    "when",
    [
        "{{x}}",
        "!{{x}}",
        "{{a}} {{operator}} {{b}}",
        "{{a}} == b && {{c}}",
        "'{{a}} b' == \"c\"",
        "{{a}}-1 > 0",
        "{{steps.run-{{inputs.parameters.x}}.status}} == Succeeded",
        "{{=asInt(inputs.parameters.x) > 1 ? {'a': true}.a : false}}",
        "prefix_{{a}}_suffix == b",
        "({{a}} == {{b}}) || {{c}} in (d, '{{e}}')",
        "{{a}} == true",
        "{{unclosed",
    ],
)
def test_conditions_whose_tags_can_make_them_good(when: str) -> None:
    assert find_trouble(when) is None


@pytest.mark.parametrize(
    ("when", "certain"),
    [
        ("{{a}} = b", True),
        ("{{a}} ==", True),
        ("{{a}} == my-value", True),
        ("{{a}} == b c", True),
        ("{{a}} == 'b", True),
        ("{{a}} == b.c", True),
        ("({{a}} == b", False),
        ("{{a}} and {{b}}", False),
        ("not {{a}}", False),
        ("'{{a}}' == 1", False),
        ("'{{a}}' > 1", False),
        ("{{a}} == b || {{a}} == c-d", False),
    ],
)
def test_conditions_that_no_value_mends(when: str, certain: bool) -> None:
    trouble = find_trouble(when)
    assert trouble is not None
    assert trouble.certain == certain


@pytest.mark.parametrize(("when", "good"), [("'a' == 'b'", True), ("a == b", False)])
def test_words_of_cron_workflows_are_no_texts(when: str, good: bool) -> None:
    assert (find_trouble(when, words_are_texts=False) is None) == good


def told(manifest: dict[str, Any]) -> list[str]:
    """Return what is told of expressions, conditions and variables, shortly."""
    codes = ("HL512", "HL70", "HL71", "HL72")
    found = [one for one in lint(manifest) if one.code.startswith(codes)]
    return [f"{one.code} {one.path[-1]}: {one.message} | {one.hint}" for one in found]


def dag_with(expression: str, depends: str = "depends: my-task,") -> dict[str, Any]:
    second = f'{{name: b, template: generate, {depends} when: "{{{{={expression}}}}}"}}'
    return dag("{name: my-task, template: generate}", second)


@pytest.mark.parametrize(
    ("manifest", "parts"),
    [
        (dag_with("tasks['my-task'].outputs.result == 'x'"), []),
        (dag_with("tasks['my-task'].status == 'Succeeded' && tasks['my-task'].id != ''"), []),
        (dag_with("keys(tasks) == [] || tasks['my-task'].outputs != nil"), []),
        (dag_with("(inputs.parameters.a ?? 'x') == workflow?.nothing"), []),
        (dag_with("(inputs.parameters.a.b ?? 'x') == 'x'"), ["no input parameter 'a'"]),
        (dag_with("workflow.labels['workflows.argoproj.io/creator'] == 'x'"), []),
        (
            dag_with("tasks['my-task'].outputs.result == 'x'", ""),
            ["HL704 when: task 'my-task' is used"],
        ),
        (
            dag_with("tasks.my-task.outputs.result == 'x'"),
            ["HL712 when", "write tasks['my-task'].outputs.result"],
        ),
        (dag_with("tasks['my-taks'].outputs.result == 'x'"), ["did you mean 'my-task'?"]),
        (dag_with("tasks['my-task'].outputs.parameters.a == 'x'"), ["no output parameter 'a'"]),
        (dag_with("steps['my-task'].outputs.result == 'x'"), ["is a DAG; its tasks are"]),
        (dag_with("task['my-task'].outputs.result == 'x'"), ["did you mean 'tasks'?"]),
        (dag_with("inputs.parameters.a == 'x'"), ["has no input parameter 'a'"]),
        (dag_with("workflow.parameters['a-b'] == 'x'"), ["has no parameter 'a-b'"]),
        (dag_with("workflow.parameters == inputs.parameters && workflow.name.x == nil"), []),
        (dag_with("inputs.artifacts.data.path == 'x'"), ["has no input artifact 'data"]),
        (dag_with("sprig.trimm(workflow.name) == 'x'"), ["did you mean 'trim'?"]),
        (dag_with("tolower(workflow.name) == 'x'"), ["HL713 when: no function 'tolower'"]),
        (dag_with("trunc(3, workflow.name) == 'x'"), ["write sprig.trunc(…)"]),
        (dag_with("tasks['my-task'].outputs.result > 3"), ["HL717", "write asInt("]),
        (dag_with("retries == '1'"), ["HL712 when", "has no retryStrategy"]),
        (dag_with("status == 'x'"), ["HL712 when", "metrics only"]),
        (dag_with("cronworkflow.name == 'x'"), ["HL712 when", "`stopStrategy` only"]),
    ],
)
def test_variables_in_the_expressions_of_a_task(manifest: dict[str, Any], parts: list[str]) -> None:
    found = told(manifest)
    assert bool(found) == bool(parts)
    assert all(part in " ".join(found) for part in parts), found


def test_steps_of_one_group_do_not_see_each_other_in_expressions() -> None:
    first, second = "{name: a, template: generate}", "{{=steps['a'].outputs.result}}"
    found = told(steps(f"[{first}, {{name: b, template: say, {text(second)}}}]"))
    assert any(one.startswith("HL704 value: step 'a' is used") for one in found)
    assert told(steps(f"[{first}]", f"[{{name: b, template: say, {text(second)}}}]")) == []


def test_items_are_known_in_their_loop_only() -> None:
    looped = f"{{name: a, template: say, withItems: [1], {text('{{item}} {{=item}}')}}}"
    other = f"{{name: b, template: say, {text('{{item}} {{=item}}')}}}"
    assert told(steps(f"[{looped}]")) == []
    codes = [one[:5] for one in told(steps(f"[{looped}]", f"[{other}]"))]
    assert codes == ["HL721", "HL712"]
    assert [one[:5] for one in told(dag(looped, other))] == ["HL721", "HL712"]


def test_what_stands_inline_knows_the_item() -> None:
    inline = "inline: {container: {image: b, args: ['{{item}} {{=item}}']}}"
    assert told(steps(f"[{{name: a, withItems: [1], {inline}}}]")) == []


@pytest.mark.parametrize(
    ("expression", "parts"),
    [
        ("steps.a.status == 'Running'", []),
        ("workflow.status == 'Running' || steps['a'].outputs.result == ''", []),
        ("steps.b.status == 'Running'", ["HL712 expression", "there are: a"]),
        ("steps.a.status == ", ["HL710 expression"]),
        ("'Running'", ["HL717 expression", "neither true nor false"]),
        ("steps.a.status == '{{workflow.name}}'", []),
    ],
)
def test_expressions_of_hooks(expression: str, parts: list[str]) -> None:
    hooks = f'hooks: {{running: {{template: generate, expression: "{expression}"}}}}'
    found = told(steps(f"[{{name: a, template: generate, {hooks}}}]"))
    assert bool(found) == bool(parts)
    assert all(part in " ".join(found) for part in parts), found


def test_expressions_of_the_workflows_own_hooks() -> None:
    hooks = {
        "running": {"template": "main", "expression": "workflow.status == 'Running'"},
        "other": {"template": "main", "expression": "steps.a.status == 'Running'"},
    }
    (found,) = told(leaf("container: {image: busybox}", hooks=hooks))
    assert found.startswith("HL712 expression: 'steps.a.status'")


@pytest.mark.parametrize(
    ("fields", "parts"),
    [
        ("retryStrategy: {expression: 'asInt(lastRetry.exitCode) > 1'},", []),
        ("retryStrategy: {expression: 'lastretry.status == 1'},", ["did you mean 'lastRetry'?"]),
        ("retryStrategy: {expression: 'lastRetry.exitCode > 1'},", ["asInt(lastRetry.exitCode)"]),
        ("retryStrategy: {expression: 'lastRetry.exitCode >'},", ["HL710 expression"]),
        ("retryStrategy: {expression: 'workflow.name == \"\"'},", ["knows nothing as 'workflow'"]),
        ("metrics: {prometheus: [{name: m, help: h, when: '{{status}} = a'}]},", ["HL715 when"]),
        (
            "metrics: {prometheus: [{name: m, help: h, when: '{{status}} == a', "
            "gauge: {value: '{{resourcesDuration.cpu}}'}}]},",
            [],
        ),
    ],
)
def test_expressions_of_a_template(fields: str, parts: list[str]) -> None:
    found = told(leaf(f"{fields} container: {{image: busybox}}"))
    assert bool(found) == bool(parts)
    assert all(part in " ".join(found) for part in parts), found


def test_expressions_of_other_templates() -> None:
    http = "http: {url: 'http://a', successCondition: 'response.statuscode == 200'}"
    assert "did you mean 'statusCode'?" in " ".join(told(leaf(http)))
    data = (
        "data: {source: {artifactPaths: {name: x}}, transformation: [{expression: 'map(dta, #)'}]}"
    )
    assert "knows nothing as 'dta'" in " ".join(told(leaf(data)))


def test_outputs_chosen_by_an_expression() -> None:
    def choosing(expression: str) -> dict[str, Any]:
        outputs = (
            f'outputs: {{parameters: [{{name: r, valueFrom: {{expression: "{expression}"}}}}],'
            f' artifacts: [{{name: s, fromExpression: "{expression}"}}]}}'
        )
        made = "{name: x, script: {image: python, source: pass}}"
        return workflow(f"[{{name: main, steps: [[{{name: a, template: x}}]], {outputs}}}, {made}]")

    assert told(choosing("steps.a.outputs.result ?? inputs.parameters")) == []
    found = told(choosing("steps.b.outputs.result"))
    assert [one.split(":")[0] for one in found] == ["HL712 expression", "HL712 fromExpression"]


@pytest.mark.parametrize(
    ("when", "codes"),
    [
        (
            "{{= cronworkflow.lastScheduledTime == nil || now() > cronworkflow.lastScheduledTime }}",
            [],
        ),
        ("'{{cronworkflow.name}}' == 'a'", []),
        ("{{= cronworkflow.fialed > 1 }}", ["HL712"]),
        ("{{= cronworkflow.failed > }}", ["HL710"]),
        ('{{= cronworkflow.name == "a" }}', ["HL715"]),
        ("{{workflow.name}} == 'a'", ["HL714"]),
        ("{{cronworkflow.name}} == a", ["HL714"]),
    ],
)
def test_conditions_of_cron_workflows(when: str, codes: list[str]) -> None:
    assert [one[:5] for one in told(cron(when=when))] == codes


def test_when_a_cron_workflow_stops() -> None:
    assert told(cron(stopStrategy={"expression": "cronworkflow.failed >= 3"})) == []
    (found,) = told(cron(stopStrategy={"expression": "failed >= 3"}))
    assert found.startswith("HL712 expression: 'failed'")


def test_expressions_of_event_bindings() -> None:
    def binding(selector: str, event: str, name: str) -> dict[str, Any]:
        parameter = {"name": "message", "valueFrom": {"event": event}}
        submit = {
            "workflowTemplateRef": {"name": "a"},
            "metadata": {"generateName": name, "labels": {"l": name}},
            "arguments": {"parameters": [parameter]},
        }
        spec = {"event": {"selector": selector}, "submit": submit}
        return {
            "apiVersion": "argoproj.io/v1alpha1",
            "kind": "WorkflowEventBinding",
            "metadata": {"name": "b"},
            "spec": spec,
        }

    selector = "payload.message != '' && metadata['x-event'] == ['true'] && discriminator == 'a'"
    assert told(binding(selector, "payload.message", "sprig.trim(payload.name) + '-'")) == []
    found = told(binding("payload.message = ''", "payloads.message", "payload.name +"))
    assert [one.split(":")[0] for one in found] == [
        "HL710 selector",
        "HL712 event",
        "HL711 generateName",
        "HL711 l",
    ]


def test_where_a_tag_ends_too_early_the_hint_says_so() -> None:
    def saying(tag: str) -> str:
        return " ".join(told(leaf(f'container: {{image: busybox, args: ["{tag}"]}}')))

    assert "put a space between the braces" in saying("{{=toJson({'a': {'b': 1}})}}")
    assert "without braces" in saying("{{=sprig.trim('{{workflow.name}}')}}")
    assert saying("{{=toJson({'a': {'b': 1} })}}") == ""


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("{{input.parameters.x}}", ["HL720"]),
        ("{{task.a.outputs.result}}", ["HL720"]),
        ("{{workflows.name}}", ["HL720"]),
        ("{{cronworkflow.name}}", ["HL721"]),
        ("{{lastRetry.message}}", ["HL721"]),
        ("{{duration}}", ["HL721"]),
        ("{{ page.title }} {{.Names}} {{ item | upper }} {{#each x}} ${{ github.ref }}", []),
        ("{{node.name}} {{workflow.name}} {{ workflow.uid }}", []),
    ],
)
def test_what_plain_tags_begin_with(value: str, codes: list[str]) -> None:
    assert [one[:5] for one in told(steps(f"[{{name: a, template: say, {text(value)}}}]"))] == codes


@pytest.mark.parametrize(
    "source",
    [
        "{{ item }} {{item.name}}"[:10],
        "{{ input.parameters.x }} {{page.title}} {{tasks}} {{task.name}} {{user}} {{status}}",
        "{{range .Items}}{{.Name}}{{end}} {% if x %}{{ x.y }}{% endif %}",
        "${{ steps.a.outputs.b }}"[:5],
    ],
)
def test_templates_for_other_programs_are_left_alone(source: str) -> None:
    assert told(leaf(f'script: {{image: python, source: "{source}"}}')) == []
