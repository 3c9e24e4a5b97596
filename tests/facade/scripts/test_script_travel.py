"""What travels with a function, and what is reported because it does not."""

# The functions are users', who annotate as they like.
# mypy: disable-error-code="no-untyped-def, no-untyped-call, name-defined, import-not-found"

from __future__ import annotations

import collections.abc
import json as js
import math
import textwrap as tw
import xml.dom
import xml.etree.ElementTree
from os.path import basename
from pathlib import Path
from typing import TYPE_CHECKING, Any

from facade.scripts import _own
from facade.scripts._own import Derived, scaled
from facade.scripts._pods import findings_of, run_with, source_of

from hera.workflows import Artifact, Parameter

if TYPE_CHECKING:
    import decimal

try:
    import tomllib as toml
except ImportError:
    import json as toml

LIMIT = 10
PATTERN = "{{ jinja }}"
HERE = Path(__file__).name


def line_of(text: str) -> int:
    return Path(__file__).read_text().splitlines().index(text) + 1


def imports(x: int):
    found = xml.etree.ElementTree.fromstring("<a/>").tag + str(xml.dom.NAMESPACE_ERR)
    return [basename("/a/b"), math.floor(x), js.dumps(tw.dedent(" a")), found, toml is not None]


def lacks(x: int):
    y: collections.abc.Sequence[int] = [x]
    print(nowhere)  # noqa: F821
    decimal.Decimal(1)
    return LIMIT + scaled(x) + len(y)


def needs(x: float):
    return [Derived(x).grown(), scaled(x), LIMIT]


def even(n: int):
    return True if n == 0 else odd(n - 1)


def odd(n: int):
    return False if n == 0 else even(n - 1)


def parity(n: int):
    return even(n)


def here():
    return [HERE, PATTERN]


def test_imports_of_the_module_travel() -> None:
    source = source_of(imports)
    for line in (
        "from os.path import basename",
        "import math",
        "import json as js",
        "import xml.dom",
    ):
        assert f"{line}\n" in source
    assert "import collections.abc" not in source
    assert "except ImportError:" in source
    assert run_with(imports, {"x": "2"}).result == '["b", 2, "\\"a\\"", "a14", true]'


def test_what_is_missing_is_reported_with_its_line() -> None:
    found = findings_of(lacks)
    line = line_of("    return LIMIT + scaled(x) + len(y)")
    told = f"{__file__}:{line}: name 'LIMIT' is not defined in the script: define it inside the function, pass include=[LIMIT], or make it a parameter"
    assert told in found
    names = sorted(each.partition("name '")[2].partition("'")[0] for each in found)
    assert names == ["LIMIT", "decimal", "nowhere"]


def test_includes_come_with_their_own_needs() -> None:
    source = source_of(needs, include=[Derived, scaled, LIMIT])
    assert source.index("class Base:") < source.index("class Derived(Base)")
    assert source.index("FACTOR = 2") < source.index("TABLE = ")
    assert "import facade" not in source
    assert "from facade" not in source
    assert run_with(needs, {"x": "2.5"}, include=[Derived, scaled, LIMIT]).result == "[5, 4, 10]"


def test_helpers_may_call_each_other() -> None:
    assert run_with(parity, {"n": "7"}, include=[even]).result == "false"


def test_constants_travel_by_value_or_as_they_were_written() -> None:
    pod = run_with(here, include=[HERE, PATTERN])
    assert js.loads(pod.result) == [HERE, PATTERN]


def test_includes_that_cannot_travel_are_reported() -> None:
    (finding,) = findings_of(parity, include=[even, 123456789])
    assert "include=123456789: no name of the module stands for it" in finding
    assert any(
        "a module cannot travel" in each for each in findings_of(parity, include=[even, math])
    )
    assert _own.FACTOR == 2


def test_a_loader_that_cannot_travel_is_reported() -> None:
    from typing import Annotated

    def made(x: Annotated[int, Parameter(loads=lambda text: 1)]) -> None:
        print(x)

    made.__annotations__["x"] = Annotated[int, Parameter(loads=lambda text: 1)]
    (finding,) = findings_of(made)
    assert "cannot travel: name a module's function in its place" in finding
    assert Artifact is not None


def test_foreign_expressions_are_reported_and_argos_own_stay() -> None:
    def tagged():
        print("{{workflow.name}} {{=workflow.name}} {{ pod.name }}")
        print("{{= item.x }}")
        print("{{ {{= item.y }}")
        return f"{{={LIMIT}}}"

    found = findings_of(tagged, include=[LIMIT])
    assert ["'{{= item.x }}'" in found[0], "'{{={LIMIT}}'" in found[1], len(found)] == [
        True,
        True,
        2,
    ]
    line = line_of('        print("{{= item.x }}")')
    assert found[0].startswith(f"{__file__}:{line}: Argo takes")


def braces(user: dict[str, str]) -> str:
    """Greets {{ user.name }}."""
    # {{ todo }}
    name = f"{{{user['name']}}}"
    print("Hello {{ user.name }} {{", "{{}}".format(), "{% if {{x}} %}", {"a": {"b": {}}})
    return name


def test_what_argo_leaves_as_it_is_is_not_reported(argo_substitute: Any) -> None:
    assert findings_of(braces) == []
    source = source_of(braces)
    template = {
        "name": "a",
        "inputs": {"parameters": [{"name": "user"}]},
        "script": {"image": "python:3.12", "command": ["python"], "source": source},
    }
    made = argo_substitute(template, {"parameters": [{"name": "user", "value": "{}"}]})
    # But for the parameter, whose value is there in base64.
    own = "{{=sprig.b64enc(inputs.parameters['user'])}}"
    assert made["template"]["script"]["source"] == source.replace(own, "e30=")
