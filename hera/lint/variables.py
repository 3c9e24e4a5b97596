"""What is wrong with the tags of a template, step or task."""

from __future__ import annotations

from .computed import hint_of
from .mending import closed_tag
from .registry import rule
from .scope import CHECKED
from .shape import Fixed, places, string
from .tags import without_tags

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from .finding import Edit, Path
    from .registry import Say

# So much of a name is looked for where another tag makes the rest.
_LONGEST = 100
_OPEN_TOLD = "the tag does not end in the same text"
_OPEN_HINT = "close it with }}"


class Unresolved:
    """A tag that Argo's validator does not let pass.

    Attributes:
        argo: How Argo's text begins.
        path: The place of what has the tag.
        raw: What has the tag.
        tag: The tag as Argo sees it.
        why: What is the matter with it.
        by: The variable whose value has it; empty where it stands as it is.
    """

    __slots__ = ("argo", "by", "path", "raw", "tag", "why")

    def __init__(
        self, argo: str, path: Path, raw: Any, tag: str, why: str, *, by: str = ""
    ) -> None:
        self.argo: str = argo
        self.path: Path = path
        self.raw: Any = raw
        self.tag: str = tag
        self.why: str = why
        self.by: str = by

    @property
    def places(self) -> list[Path]:
        """The places of the tag, or of what makes it."""
        shown = f"{{{{{self.tag}}}}}"
        found = places(self.raw, self.path, shown)
        if not found and self.by:
            found = places(self.raw, self.path, f"{{{{{self.by}}}}}")
        # Another tag may have made a part of its name.
        end = min(len(self.tag), _LONGEST)
        while not found and end:
            found = places(self.raw, self.path, f"{{{{{self.tag[:end]}{{{{")
            end -= 1
        return found or [self.path]


class UnresolvedInput(Unresolved):
    """A tag among a template's inputs, which Argo's validator does not look at."""

    __slots__ = ()


class Unclosed:
    """Text in which a tag begins and does not end.

    Attributes:
        argo: How Argo's text begins.
        path: The place of the text.
        tag: The tag with what follows it.
        text: The text.
        passes: Whether Argo lets a tag pass that begins so, whatever follows.
    """

    __slots__ = ("argo", "passes", "path", "tag", "text")

    def __init__(self, argo: str, path: Path, tag: str, text: str, *, passes: bool) -> None:
        self.argo: str = argo
        self.path: Path = path
        self.tag: str = tag
        self.text: str = text
        self.passes: bool = passes


class NotAwaited:
    """A reference to a node that has not ended for sure when it is used.

    Attributes:
        argo: How Argo's text begins.
        path: The place of the step or task.
        raw: The step or task.
        kind: ``task`` or ``step``.
        name: The name of the node that is used.
        argument: The kind and name of an argument that is nothing but the reference, such as
            ``parameter 'message'``; Argo looks at these only.
        fix: Edits that make the task wait, if that is what was meant for sure.
    """

    __slots__ = ("argo", "argument", "fix", "kind", "name", "path", "raw")

    def __init__(
        self,
        argo: str,
        path: Path,
        raw: Any,
        kind: str,
        name: str,
        argument: str = "",
        fix: Sequence[Edit] = (),
    ) -> None:
        self.argo: str = argo
        self.path: Path = path
        self.raw: Any = raw
        self.kind: str = kind
        self.name: str = name
        self.argument: str = argument
        self.fix: Sequence[Edit] = fix

    @property
    def shown(self) -> str:
        """The reference as it is mostly written."""
        return f"{self.kind}s.{self.name}."

    @property
    def places(self) -> list[Path]:
        """The places of the reference."""
        root, name = f"{self.kind}s", self.name
        # Expressions have names with hyphens in brackets.
        for shown in (f"{root}.{name}.", f"{root}['{name}']", f'{root}["{name}"]'):
            found = places(self.raw, self.path, shown)
            if found:
                return found
        return [self.path]

    def argument_at(self, place: Path) -> str:
        """Return the kind and name of the argument at a place that is nothing but the reference."""
        if isinstance(place, Fixed):
            return self.argument
        way = place[len(self.path) :]
        if len(way) != 4 or way[0] != "arguments" or way[3] not in ("value", "from"):
            return ""
        _, kind, index, key = way
        argument = self.raw["arguments"][kind][index]
        if not argument[key].startswith(f"{{{{{self.kind}s.{self.name}."):
            return ""
        return f"{str(kind)[:-1]} '{string(argument.get('name'))}'"


class NoPlainTag:
    """A plain tag for a text that such a tag cannot carry.

    Attributes:
        argo: Argo's text, empty where only a run tells.
        path: The place of what has the tag.
        raw: What has the tag.
        tag: The tag as Argo sees it.
        value: The text.
    """

    __slots__ = ("argo", "path", "raw", "tag", "value")

    def __init__(self, argo: str, path: Path, raw: Any, tag: str, value: str) -> None:
        self.argo: str = argo
        self.path: Path = path
        self.raw: Any = raw
        self.tag: str = tag
        self.value: str = value


@rule("HL701", Unresolved, "Variables are there")
def resolved(view: Unresolved, say: Say) -> None:
    """A tag names something that is known where it stands.

    Argo checks tags that begin with `inputs.`, `outputs.`, `steps.`, `tasks.`, `item.`, `pod.` or
    `workflow.`; a status, in a DAG, is known of tasks that the task waits for.

    ```yaml
    - name: print
      template: print
      arguments:
        parameters:
        - {name: text, value: "{{tasks.generte.outputs.result}}"}
    ```

    Correct the name, declare the input or output, or wait for the task.
    """
    shown = f"{{{{{view.tag}}}}}"
    for path in view.places:
        say(
            path,
            view.why,
            argo=f"{view.argo} failed to resolve {shown}",
            hint=hint_of(view.tag),
            at=shown,
        )


@rule("HL705", UnresolvedInput, "Variables among inputs are there", "warning")
def input_resolved(view: UnresolvedInput, say: Say) -> None:
    """A tag in the value or location of an input names something that is known there.

    Argo does not look at these tags before it runs the template, and leaves them as they are.

    ```yaml
    inputs:
      artifacts:
      - {name: data, path: /data, s3: {key: "{{workflow.parametres.key}}"}}
    ```

    Correct the name.
    """
    shown = f"{{{{{view.tag}}}}}"
    for path in places(view.raw, view.path, shown) or [view.path]:
        say(path, f"nothing is known as {shown}: {view.why}", at=shown)


@rule("HL702", Unclosed, "Tags end")
def closed(view: Unclosed, say: Say) -> None:
    """After `{{` and the name of a variable comes `}}`.

    ```yaml
    args: ["{{inputs.parameters.text}"]
    ```

    Add the brace.
    """
    if not view.passes:
        argo = f"{view.argo} failed to resolve {{{{{view.tag}"
        say(
            view.path,
            _OPEN_TOLD,
            argo=argo,
            hint=_OPEN_HINT,
            fix=closed_tag(view.text, view.path),
            at=f"{{{{{view.tag}",
        )


@rule("HL707", Unclosed, "Tags that Argo does not look at end as well", "warning")
def closed_all_the_same(view: Unclosed, say: Say) -> None:
    """After `{{item` and the like comes `}}`; else the text often arrives as it is written.

    ```yaml
    withItems: [a, b]
    arguments: {parameters: [{name: text, value: "{{item}"}]}
    ```

    Add the brace.
    """
    if view.passes:
        say(
            view.path,
            _OPEN_TOLD,
            hint=_OPEN_HINT,
            fix=closed_tag(view.text, view.path),
            at=f"{{{{{view.tag}",
        )


@rule("HL512", NotAwaited, "A task waits for the task whose output it takes")
def argument_awaited(view: NotAwaited, say: Say) -> None:
    """A task of a DAG that takes another's output as an argument waits for it.

    ```yaml
    tasks:
    - {name: a, template: generate}
    - name: b
      template: print
      arguments: {parameters: [{name: text, value: "{{tasks.a.outputs.result}}"}]}
    ```

    Add `depends: a`.
    """
    if not view.argument:
        return
    hint = f"add {view.name!r} to what it waits for"
    for path in view.places:
        argument = view.argument_at(path)
        if argument:
            argo = f"{view.argo} missing dependency '{view.name}' for {argument}"
            say(path, argo=argo, hint=hint, fix=view.fix, at=view.shown)


@rule("HL704", NotAwaited, "What is used has ended", "warning")
def use_awaited(view: NotAwaited, say: Say) -> None:
    """A step or task that uses another runs after it; else its tag may stay as it is.

    Argo sees this in arguments that are a reference and nothing else; elsewhere, in `when` or
    within longer text, it lets it pass. Steps of one group run at the same time.

    ```yaml
    tasks:
    - {name: a, template: generate}
    - {name: b, template: print, when: "{{tasks.a.outputs.result}} == heads"}
    ```

    Let it wait: `depends: a`; put the step into a later group.
    """
    if not view.argument:
        for path in view.places:
            told = f"{view.kind} {view.name!r} is used and need not have ended by then"
            say(path, told, fix=view.fix, at=view.shown)


@rule("HL706", NoPlainTag, "Plain tags can carry their texts")
def plain_tag(view: NoPlainTag, say: Say) -> None:
    """A plain tag carries no control characters but tab and line ends, and no DEL.

    Argo quotes the text in a form that is no JSON then; an expression tag carries any text.

    ```yaml
    inputs: {parameters: [{name: text, default: "\\e[31mred"}]}
    container: {image: busybox, args: ["{{inputs.parameters.text}}"]}
    ```

    Write `{{=inputs.parameters.text}}`, or leave the characters out.
    """
    shown = f"{{{{{view.tag}}}}}"
    hint = f"write {{{{={view.tag.strip()}}}}}, or leave the characters out"
    for path in places(view.raw, view.path, shown) or [view.path]:
        say(path, f"{shown} cannot carry {view.value!r:.80}", argo=view.argo, hint=hint, at=shown)


def unclosed_tag(text: str) -> str:
    """Return the tag of Argo's that begins in a text and does not end there; empty if none."""
    if "}}" in text:
        # Of several tags, one in the middle may be the one that does not end.
        text = without_tags(text)
    start = text.rfind("{{")
    if start < 0 or "}}" in text[start:]:
        return ""
    tag = text[start + 2 :]
    return tag if tag.lstrip().startswith(("item", *CHECKED)) else ""
