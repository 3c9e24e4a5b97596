"""The walk through templates in the order of Argo's validator.

The order matters: a global output is known only once the template that has it was called, and a
template is looked at when it is first called. Unlike Argo, the walk goes on after an error.
"""

from __future__ import annotations

from .artifacts import Location
from .fields import check_results, check_tagged, check_template
from .known import InTemplate
from .lookup import Borrowed, Missing
from .mixed import check_outputs, check_text
from .mounts import Mounting
from .names import are_good, names_in_list, names_of
from .objects import Holding, Reference
from .overlooked import check_open_parameter, check_pod_metadata, check_unvalidated
from .place import ALWAYS, Place, seen_by_argo
from .roots import check_root
from .scope import CHECKED, global_names
from .shape import is_object, mapping, objects, places, string, under
from .tagged import look_into, tags_in, unclosed_in
from .tags import (
    OPEN,
    Placeholders,
    has_expression,
    has_no_plain_tag,
    has_placeholder,
    is_parameter,
)
from .template import IN_POD, PODS, Holder, Opaque, Template
from .template_rules import Filled, PodResources
from .variables import NoPlainTag, Unclosed, Unresolved, UnresolvedInput

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from .finding import Path
    from .lookup import Lookup
    from .registry import Report
    from .scope import Scope
    from .shape import Object

    Inner = Callable[["Walk", "Place"], None]

# Argo itself ends a workflow whose templates call each other deeper than 100.
_DEEPEST = 120


class Walk:
    """One walk.

    Attributes:
        report: Runs the rules.
        globals: The workflow's variables with their values.
        placeholders: What stands for values that are not known yet.
        open_parameters: Whether this is a workflow template, whose parameters may come from the
            workflow that uses it.
        missing_is_error: Whether a reference to what nobody gave is an error.
        volumes: The names of the volumes that the workflow gives to all its pods.
        recurs: Whether a template may call itself, also by way of others.
    """

    def __init__(
        self,
        report: Report,
        lookup: Lookup,
        inner: Mapping[str, Inner],
        *,
        open_parameters: bool,
        missing_is_error: bool,
    ) -> None:
        """Begin a walk.

        Args:
            report: Runs the rules.
            lookup: The templates elsewhere.
            inner: How to walk through what calls other templates, by the key of its type.
            open_parameters: As in the class.
            missing_is_error: As in the class.
        """
        self.report = report
        self.globals: dict[str, str] = dict(ALWAYS)
        self.placeholders: Placeholders = Placeholders(ALWAYS)
        self.open_parameters = open_parameters
        self.missing_is_error = missing_is_error
        self.volumes: set[str] = set()
        self._lookup = lookup
        self._inner = inner
        self._entered: set[tuple[str, str]] = set()
        self._looked_at: dict[int, Template] = {}
        self._referred_to: dict[str, Template] = {}
        self._depth = 0
        self._open: set[int] = set()
        self.recurs: bool = False
        self._later: list[Template] = []
        # The tags that were told of templates that stand inline, with their templates' places.
        self._told_inline: set[tuple[Path, str]] = set()

    def add_global(self, name: str, value: str | None = None) -> None:
        """Make a variable of the workflow known."""
        self.globals[name] = self.placeholders.of(name) if value is None else value

    def has_seen(self, template: Template) -> bool:
        """Tell whether a template was looked at."""
        return id(template) in self._looked_at

    def enter(self, template: Template, given: Object | None = None) -> None:
        """Look at a template and at all that it calls.

        Args:
            template: The template.
            given: Its caller's arguments; None where any may come.
        """
        key = id(template)
        if key in self._looked_at:
            self.recurs = self.recurs or key in self._open
            return
        if self._depth >= _DEEPEST:
            self._later.append(template)
            self.recurs = True
            return
        self._depth += 1
        self._open.add(key)
        self._enter(template, given)
        self._open.remove(key)
        self._depth -= 1
        while self._later and not self._depth:
            self.enter(self._later.pop())

    def _enter(self, template: Template, given: Object | None) -> None:
        key = (template.holder.key, template.name)
        # All templates that stand inline have the name "": as Argo, look at the tags of one only.
        again = key in self._entered
        self._entered.add(key)
        place = Place(self, template, given)
        self._look_at(place)
        if again or not template.kind:
            return
        check_template(self.report, place)
        inner = self._inner.get(template.kind)
        seen = seen_by_argo(template, given) if inner is None else None
        if "inputs" in template.raw:
            self._check_inputs(place, mapping(seen).get("inputs"))
        if inner is not None:
            inner(self, place)
            if "outputs" in template.raw:
                outputs = mapping(template.raw["outputs"])
                start = f"templates.{template.name}.outputs"
                self.check_tags(place, outputs, under(template.path, "outputs"), start)
                check_outputs(self.report, template)
            check_unvalidated(self.report, place)
        else:
            if template.artifacts:
                check_text(self.report, template)
            start = f"templates.{template.name}:"
            self.check_tags(place, template.raw, template.path, start, seen=seen)
            if "podMetadata" in template.holder.spec:
                check_pod_metadata(self, place, start)
        if "outputs" in template.raw:
            check_results(self.report, place)

    def _look_at(self, place: Place) -> None:
        template = place.template
        self._looked_at[id(template)] = template
        raw, path = template.raw, template.path
        self.report.check(template)
        self.report.check(Filled(template, place.fill))
        if IN_POD in template.fields:
            self.report.check(Mounting(template, self.volumes, is_open=self.open_parameters))
        for side in ("inputs", "outputs"):
            if side in raw:
                self._check_names_of(side, place)
        if template.artifacts:
            for index, artifact in enumerate(objects(mapping(raw["inputs"]).get("artifacts"))):
                argo = f"templates.{template.name}.inputs.artifacts.{string(artifact.get('name'))}"
                at = under(path, "inputs", "artifacts", index)
                self.report.check(Location(argo, at, artifact))
        if "archiveLocation" in raw and is_object(raw["archiveLocation"]):
            argo = f"templates.{template.name}.archiveLocation"
            self.report.check(
                Location(argo, under(path, "archiveLocation"), raw["archiveLocation"])
            )
        if "podResources" in raw and template.kind in PODS and is_object(raw["podResources"]):
            argo = f"templates.{template.name}.podResources"
            self.report.check(PodResources(argo, under(path, "podResources"), raw["podResources"]))

    def _check_names_of(self, side: str, place: Place) -> None:
        template = place.template
        space = " " if side == "outputs" else ""
        for kind in ("parameters", "artifacts"):
            part = mapping(template.raw[side]).get(kind)
            if part:
                names = names_of(part)
                if are_good(names, values=True):
                    continue
                argo = f"templates.{template.name}.{side}.{kind}{space}"
                # Argo looks at the names of inputs before it replaces tags.
                names = [place.fill(name) for name in names] if side == "outputs" else names
                self.check_names(names, argo, under(template.path, side, kind), values=True)

    def check_names(
        self, names: list[str], argo: str, path: Path, *, values: bool = False, repeated: str = ""
    ) -> None:
        """Check the names in a list."""
        view = names_in_list(names, argo, path, values=values, repeated=repeated)
        if view is not None:
            self.report.check(view)

    def check_tags(
        self,
        place: Place,
        part: Any,
        path: Path,
        argo: str,
        *,
        seen: Any = None,
        waits: Callable[[str], bool] | None = None,
    ) -> list[str]:
        """Check the tags in a part of a manifest; return them and the variables of expressions.

        Args:
            place: The template that the part belongs to.
            part: The part.
            path: Its place in the manifest.
            argo: How Argo's text begins.
            seen: What Argo sees of the part, if not all.
            waits: Tells whether a tag that is not known is judged later.
        """
        found, whole, expressed = look_into(part if seen is None else seen, place.value_of)
        if not found and whole and not expressed:
            return found
        scope = place.scope
        if not whole:
            for where, tag, text in unclosed_in(part, path):
                # Argo's tag goes on to wherever the next one ends.
                passes = scope.resolves(f"{tag.strip()} ")
                self.report.check(Unclosed(argo, where, tag, text, passes=passes))
        for tag in found:
            name = tag.strip()
            if not scope.resolves(name):
                if waits is not None and waits(tag):
                    continue
                self._report_unresolved(place, path, part, argo, tag)
                continue
            if not name.startswith(CHECKED):
                check_root(self.report, place, tag, part, path)
            elif self.open_parameters and name not in self.globals:
                check_open_parameter(self.report, place, tag, part, path)
            value = place.value_of(name) or ""
            if OPEN in value:
                self._check_value(place, path, part, argo, name, found)
            if has_no_plain_tag(value):
                self._report_no_plain_tag(place, path, part, tag, value)
        if expressed:
            return found + check_tagged(self.report, _without_inline(part), path, InTemplate(place))
        return found

    def _report_unresolved(self, place: Place, path: Path, part: Any, argo: str, tag: str) -> None:
        why = place.scope.explain(tag.strip(), place.called)
        if place.template.path[-1:] == ("inline",):
            self._told_inline.add((place.template.path, tag))
        elif (under(path, "inline"), tag) in self._told_inline:
            # Of what stands inline, it was told when that was looked at as a template of its own.
            part = _without_inline(part)
            if not places(part, path, f"{{{{{tag}}}}}"):
                return
        self.report.check(Unresolved(argo, path, part, tag, why))

    def _check_value(
        self, place: Place, path: Path, part: Any, argo: str, name: str, told: list[str]
    ) -> None:
        for tag in tags_in(place.value_of(name), place.value_of)[0]:
            if tag not in told and not place.scope.resolves(tag.strip()):
                why = f"the value of {{{{{name}}}}} has it"
                self.report.check(Unresolved(argo, path, part, tag, why, by=name))

    def _report_no_plain_tag(
        self, place: Place, path: Path, part: Any, tag: str, value: str
    ) -> None:
        argo = (
            f"templates.{place.template.name} cannot finish template replacement because the "
            "result was invalid JSON"
        )
        self.report.check(NoPlainTag(argo, path, part, tag, value))

    def _check_inputs(self, place: Place, seen: Any) -> None:
        # Argo puts arguments in their place before it looks, so it never sees the other tags.
        inputs = place.template.raw.get("inputs")
        if not inputs:
            return
        path, argo = under(place.template.path, "inputs"), f"templates.{place.template.name}"
        found, _, expressed = look_into(inputs, place.value_of)
        for tag in found:
            if not place.scope.resolves(tag.strip()) and f"{{{{{tag}}}}}" not in repr(seen):
                why = place.scope.explain(tag.strip(), place.called)
                self.report.check(UnresolvedInput(argo, path, inputs, tag, why))
        if expressed:
            check_tagged(self.report, inputs, path, InTemplate(place))

    def resolve(
        self, place: Place, raw: Object, path: Path, argo: str, *, is_hook: bool = False
    ) -> Template:
        """Return the template that a step, task or hook calls.

        Args:
            place: The template of the step or task.
            raw: The step or task.
            path: Its place.
            argo: How Argo's text begins.
            is_hook: Whether it is a hook, into which Argo's validator does not look.
        """
        holder = place.template.holder
        name = raw.get("template")
        if "templateRef" not in raw and "inline" not in raw and isinstance(name, str):
            template = holder.templates.get(name)
            if template is not None and name:
                return template
        self.report.check(Holding(argo, path, raw))
        template = None
        if is_object(raw.get("templateRef")):
            reference = mapping(raw["templateRef"])
            template = self._referred(place, reference, path, argo, is_hook=is_hook)
        elif name and isinstance(name, str):
            # The name that a hook's tag makes is known when it runs.
            if is_hook and OPEN in name and place.fill(name) not in holder.templates:
                return Opaque(holder, certain=False)
            template = self._named(place, name, under(path, "template"), argo)
        if is_object(raw.get("inline")):
            return Template(raw["inline"], holder, under(path, "inline"))
        return template or Opaque(holder, certain=False)

    def _named(self, place: Place, name: str, path: Path, argo: str) -> Template:
        holder = place.template.holder
        filled = place.fill(name)
        template = holder.templates.get(filled)
        if template is None and not holder.origin:
            template = self._referred_to.get(filled)
            if template is not None:
                self.report.check(Borrowed(path, filled))
        if template is None:
            if not has_expression(name):
                text = f"{argo}template name '{name}' undefined"
                self.report.check(Reference(text, path, name, holder.templates))
            template = Opaque(holder, certain=False)
        return template

    def _referred(
        self, place: Place, reference: Object, path: Path, argo: str, *, is_hook: bool
    ) -> Template | None:
        holder, path = place.template.holder, under(path, "templateRef")
        name, wanted = place.fill(reference.get("name")), place.fill(reference.get("template"))
        if not name or not wanted:
            return None
        if OPEN in name + wanted or has_expression(f"{reference['name']}{reference['template']}"):
            return Opaque(holder, certain=True)
        text = f"{argo}template reference {name}.{wanted} not found"
        cluster = bool(reference.get("clusterScope"))
        found = self.find(name, path, text, cluster=cluster, is_hook=is_hook)
        if found is None:
            return None
        template = found.templates.get(wanted)
        if template is None:
            if has_placeholder(wanted):
                return Opaque(holder, certain=True)
            self.report.check(Reference(text, under(path, "template"), wanted, found.templates))
        else:
            self._referred_to.setdefault(wanted, template)
        return template

    def find(
        self, name: str, path: Path, argo: str, *, cluster: bool, is_hook: bool = False
    ) -> Holder | None:
        """Return what has the templates of another object; that it is missing is reported."""
        found = self._lookup.find(name, path, cluster=cluster)
        if found is None:
            fatal = self.missing_is_error or has_placeholder(name)
            self.report.check(Missing(argo, path, fatal=fatal and not is_hook))
        return found

    def add_outputs(self, scope: Scope, template: Template) -> None:
        """Make the outputs of a called template known that become global."""
        if not template.output_parameters and not template.output_artifacts:
            return
        for kind in ("parameters", "artifacts"):
            for name in global_names(template, kind):
                if not is_parameter(name):
                    self.add_global(f"workflow.outputs.{kind}.{name}")
        scope.add_open_outputs(template)


def _without_inline(part: Any) -> Any:
    # What stands inline is looked at as a template of its own, which knows more.
    if not is_object(part) or "inline" not in part:
        return part
    return {key: inner for key, inner in mapping(part).items() if key != "inline"}
