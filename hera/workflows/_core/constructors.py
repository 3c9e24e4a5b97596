"""How a script template gets its source: by the function's text, or by the runner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal, cast

import hera_models as api
from hera.shared import BaseMixin, global_config

from .flat import Place, as_list
from .inline import InlineRequest, hera_source, inline_source
from .parameter import wire_of
from .runner_template import SOURCE, runner_args, runner_env
from .signature import OUTPUTS_DIRECTORY, Signature, read_signature

if TYPE_CHECKING:

    from ..script import Script
    from .volume import VolumeBase

Wire = dict[str, Any]


class ScriptConstructor(BaseMixin):
    """Makes a script template's source. Subclass it for a way of your own.

    For each build, ``transform_values`` gets a copy of the script first, then ``generate_source``
    is called, and what was built goes through the two other methods.
    """

    def generate_source(self, instance: Script) -> str:
        """Return the text of ``script.source``.

        Raises:
            NotImplementedError: the subclass does not say how.
        """
        raise NotImplementedError(f"{type(self).__name__} has no method generate_source")

    def transform_values(self, script: Script) -> None:
        """Change the script's attributes before it is built."""

    def transform_script_template_post_build(
        self, instance: Script, script: api.ScriptTemplate
    ) -> api.ScriptTemplate:
        """Return what becomes ``script`` of the template."""
        return script

    def transform_template_post_build(
        self, instance: Script, template: api.Template
    ) -> api.Template:
        """Return what becomes the template."""
        return template


# `None` in a field is "not given", as elsewhere; set_class_defaults knows fields by `_fields`.
_Fields = Mapping[str, tuple[str, ...]]


def _take_class_defaults(constructor: Any, config: Any = global_config) -> None:
    cls: Any = constructor.__class__
    for name, value in config._class_defaults.get(cls, {}).items():
        if getattr(constructor, name) in (None, getattr(cls, name, None)):
            setattr(constructor, name, value)


@dataclass(kw_only=True)
class InlineScriptConstructor(ScriptConstructor):
    """Puts the function's text into the template: the image needs Python and nothing else.

    Attributes:
        add_cwd_to_sys_path: whether modules in the working directory can be imported; so they can
            where the script's ``add_cwd_to_sys_path`` says so, which it does by default.
    """

    add_cwd_to_sys_path: bool | None = None

    _fields: ClassVar[_Fields] = {"add_cwd_to_sys_path": ()}
    # Whether the arguments of texts are JSON, too.
    _json_values: ClassVar[bool] = False

    def __post_init__(self) -> None:
        _take_class_defaults(self)

    def generate_source(self, instance: Script) -> str:
        """Return the function's text, or the text that was given."""
        return self.source_and_findings(instance)[0]

    def source_and_findings(
        self, instance: Script, *, looped: bool = False
    ) -> tuple[str, list[tuple[Place, str]]]:
        """Return the source, and where what in it will not work.

        Args:
            instance: the script.
            looped: whether the template is used in a loop, so that Argo wants its result as JSON.
        """
        function: Any = instance.source
        if not callable(function):
            return ("" if function is None else str(function)), []
        signature = read_signature(function)
        names = [slot.name for slot in signature.inputs if slot.kind == "parameter"]
        own = (wire_of("inputs", instance.inputs) or {}).get("parameters") or ()
        names += [item["name"] for item in own if item["name"] not in names]
        add_cwd = bool(instance.add_cwd_to_sys_path or self.add_cwd_to_sys_path)
        if global_config.script_source == "hera":
            return hera_source(signature, add_cwd=add_cwd, input_names=names), []
        return inline_source(
            InlineRequest(
                function=function,
                signature=signature,
                include=as_list(getattr(instance, "include", None)),
                packages=as_list(getattr(instance, "packages", None)),
                add_cwd=add_cwd,
                looped=looped,
                input_names=names,
                json_values=self._json_values,
            )
        )


@dataclass(kw_only=True)
class RunnerScriptConstructor(ScriptConstructor):
    """Calls the function in an image that holds its module and this library, or Hera 7.

    Attributes:
        outputs_directory: where the outputs are written whose annotations name no path.
        volume_for_outputs: a volume to mount there; by default none.
        DEFAULT_HERA_OUTPUTS_DIRECTORY: the directory where ``outputs_directory`` is not given.
        pydantic_mode: the version of pydantic, 1 or 2, that checks the values; by default 2.

    Raises:
        ValueError: ``pydantic_mode`` is something else.
    """

    outputs_directory: str | None = None
    volume_for_outputs: VolumeBase | None = None
    DEFAULT_HERA_OUTPUTS_DIRECTORY: str = OUTPUTS_DIRECTORY
    pydantic_mode: Literal[1, 2] | None = None

    _fields: ClassVar[_Fields] = {
        "outputs_directory": (),
        "volume_for_outputs": (),
        "DEFAULT_HERA_OUTPUTS_DIRECTORY": (),
        "pydantic_mode": (),
    }

    def __post_init__(self) -> None:
        _take_class_defaults(self)
        if self.pydantic_mode not in (None, 1, 2):
            raise ValueError(f"pydantic_mode is 1, 2 or None; got {self.pydantic_mode!r}")

    def transform_values(self, script: Script) -> None:
        """Set the arguments that call the function, and the volume for its outputs.

        Raises:
            ValueError: the script has arguments of its own.
        """
        if not callable(script.source):
            return
        if script.args is not None:
            raise ValueError(f"Cannot specify args when callable is True; got {script.args!r}")
        script.args = runner_args(script.source)
        if self.volume_for_outputs is not None and read_signature(script.source).has_outputs:
            volume: Any = self.volume_for_outputs
            if volume.mount_path is None:
                volume = volume._copy(mount_path=self.directory_for_outputs)
            script.volumes = [*as_list(script.volumes), volume]

    def generate_source(self, instance: Script) -> str:
        """Return the tag by which the runner gets the values."""
        return SOURCE

    def transform_script_template_post_build(
        self, instance: Script, script: api.ScriptTemplate
    ) -> api.ScriptTemplate:
        """Add the environment variables that the runner reads."""
        added = self.env_for(instance)
        if added:
            script.env = [*(script.env or ()), *map(api.EnvVar.from_dict, added)]
        return script

    @property
    def directory_for_outputs(self) -> str:
        """The directory where outputs are written whose annotations name no path."""
        return self.outputs_directory or self.DEFAULT_HERA_OUTPUTS_DIRECTORY

    def env_for(self, instance: Script) -> list[dict[str, str]]:
        """Return the environment variables that the runner reads for this script."""
        function: Any = instance.source
        needed = callable(function) and read_signature(function).has_outputs
        directory = self.directory_for_outputs if needed else self.outputs_directory
        return runner_env(directory, self.pydantic_mode)


def constructor_of(value: Any) -> ScriptConstructor:
    """Return the constructor that a script names or gives; the inline one for None.

    Raises:
        ValueError: there is none of that name.
        TypeError: it is no constructor.
    """
    if value is None or value == "inline":
        return InlineScriptConstructor()
    if value == "runner":
        return RunnerScriptConstructor()
    if isinstance(value, str):
        raise ValueError(f"Unknown constructor {value}; there are 'inline' and 'runner'")
    if not isinstance(value, ScriptConstructor):
        raise TypeError(
            "constructor is 'inline', 'runner' or an object of a ScriptConstructor class; "
            f"got {value!r}"
        )
    return value


def outputs_directory_of(constructor: ScriptConstructor) -> str | None:
    """Return where a template's outputs lie that name no path; None leaves them without one."""
    if isinstance(constructor, RunnerScriptConstructor):
        return constructor.directory_for_outputs
    ours = type(constructor).generate_source is InlineScriptConstructor.generate_source
    # Argo refuses outputs without a path, as Hera's are; with its source goes its manifest.
    return OUTPUTS_DIRECTORY if ours and global_config.script_source != "hera" else None


def finish_script(constructor: ScriptConstructor, instance: Script, data: Wire) -> Wire:
    """Return ``script`` of a template as the constructor wants it."""
    hook: Any = type(constructor).transform_script_template_post_build
    if hook is ScriptConstructor.transform_script_template_post_build:
        return data
    if hook is RunnerScriptConstructor.transform_script_template_post_build:
        # The same without API objects, which take time.
        added = cast(RunnerScriptConstructor, constructor).env_for(instance)
        return {**data, "env": [*data.get("env", ()), *added]} if added else data
    changed: Wire = hook(constructor, instance, api.ScriptTemplate.from_dict(data)).to_dict()
    return changed


def finish_template(constructor: ScriptConstructor, instance: Script, data: Wire) -> Wire:
    """Return a script's template as the constructor wants it."""
    hook: Any = type(constructor).transform_template_post_build
    if hook is ScriptConstructor.transform_template_post_build:
        return data
    changed: Wire = hook(constructor, instance, api.Template.from_dict(data)).to_dict()
    return changed


def signature_of(instance: Script) -> Signature | None:
    """Return what a script's function takes and gives; None where the source is a text."""
    function: Any = instance.source
    return read_signature(function) if callable(function) else None
