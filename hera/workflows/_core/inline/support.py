"""The code that is added to a script: plain Python 3.7, standard library alone.

A script gets those functions that it uses. None of these texts may hold two braces in a row,
which Argo would take for a tag.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable
from functools import lru_cache

_TEXTS = r'''
def _hera_text(name):
    """Return the text that arrived for a parameter."""
    import base64
    import zlib
    encoded = _hera_given[name]
    if encoded.startswith("{"):
        sys.exit(
            "hera: Argo did not evaluate the tag of the parameter %r: it stands in the source as "
            "it was written. Run the script through Argo, and give the template that input." % name
        )
    text = base64.b64decode(encoded).decode("utf-8")
    if text.startswith("hera-literal:"):  # made by hera.literal(), if the checksum says so
        checksum, _, literal = text[13:].partition(":")
        try:
            content = base64.b64decode(literal, validate=True)
            if checksum == "%08x" % zlib.crc32(content):
                return content.decode("utf-8")
        except ValueError:
            pass
    return text


def _hera_read(name, read, meant):
    """Return a parameter's value as its annotation says."""
    text = _hera_text(name)
    try:
        return read(text)
    except (ValueError, TypeError, LookupError, ArithmeticError) as error:
        sys.exit("hera: the parameter %r should be %s, but is %.200r (%s)" % (name, meant, text, error))


def _hera_any(text):
    """Return what the text means as JSON, or the text."""
    import json
    try:
        return json.loads(text)
    except ValueError:
        return text


def _hera_same(value):
    return value


def _hera_json(read):
    """Read the JSON in a text."""
    import json
    return lambda text: read(json.loads(text))


def _hera_sent(read, read_text):
    """Read what was sent as JSON; the item of a loop escapes it, or brings text that is none."""
    def from_sent(text):
        import json
        forms = [text]
        try:
            forms.append(json.loads('"' + text + '"'))
        except ValueError:
            pass
        for form in forms:
            try:
                return read(json.loads(form, strict=False))
            except (ValueError, TypeError, LookupError, ArithmeticError):
                pass
        plain = forms[-1]
        # A result that was put between the quotes of a JSON text, and holds quotes itself.
        quoted = len(plain) > 1 and plain[0] == plain[-1] == '"'
        return read_text(plain[1:-1] if quoted else plain)
    return from_sent


def _hera_str(value):
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _hera_none(value):
    if value is not None:
        raise TypeError("not null")


def _hera_int(value):
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != int(value):
        raise TypeError("not an integer")
    return int(value)


def _hera_float(value):
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError("not a number")
    return float(value)


def _hera_bool(value):
    words = {"true": True, "false": False}
    if str(value).lower() not in words:
        raise TypeError("neither true nor false")
    return words[str(value).lower()]


def _hera_bytes(value):
    return value.encode("utf-8")


def _hera_path(value):
    import pathlib
    return pathlib.Path(value)


def _hera_moment(kind):
    """Read a datetime, date or time, by the name of its class."""
    import datetime
    def from_text(value):
        text = value.strip('"')
        text = text[:-1] + "+00:00" if text[-1:] in ("Z", "z") else text
        return getattr(datetime, kind).fromisoformat(text)
    return from_text


def _hera_list(kind, read):
    make = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}[kind]
    def from_list(value):
        if not isinstance(value, list):
            raise TypeError("not a list")
        return make(read(each) for each in value)
    return from_list


def _hera_tuple(*reads):
    def from_list(value):
        if not isinstance(value, list) or len(value) != len(reads):
            raise TypeError("not a list of %d" % len(reads))
        return tuple(read(each) for read, each in zip(reads, value))
    return from_list


def _hera_dict(read_key, read):
    def from_dict(value):
        if not isinstance(value, dict):
            raise TypeError("not a dict")
        return dict((read_key(key), read(each)) for key, each in value.items())
    return from_dict


def _hera_union(*reads):
    """Take the first alternative that fits."""
    def from_either(value):
        for read in reads:
            try:
                return read(value)
            except (ValueError, TypeError, LookupError, ArithmeticError):
                pass
        raise TypeError("none of the alternatives fits")
    return from_either


def _hera_choice(*pairs):
    """Take one of the known values: as it is, or as its JSON."""
    import json
    def from_known(value):
        for known, meant in pairs:
            if type(known) is type(value) and known == value:
                return meant
        for known, meant in pairs:
            if value == json.dumps(known, default=str):
                return meant
        raise ValueError("known are " + ", ".join(str(known) for known, _ in pairs))
    return from_known


def _hera_enum(kind):
    return _hera_choice(*[(member.value, member) for member in kind])


def _hera_record(kind, reads):
    """Make a dataclass of a dict."""
    def from_dict(value):
        if not isinstance(value, dict):
            raise TypeError("not a dict")
        return kind(**dict((key, reads.get(key, _hera_same)(each)) for key, each in value.items()))
    return from_dict


def _hera_model(kind):
    """Make a pydantic model."""
    return getattr(kind, "model_validate", None) or kind.parse_obj


def _hera_namespace(**fields):
    import types
    return types.SimpleNamespace(**fields)


def _hera_finish(output):
    """End as an Output says: with its result and its exit code."""
    if getattr(output, "result", None) is not None:
        print(_hera_shown(output.result))
    sys.exit(getattr(output, "exit_code", None) or 0)


def _hera_load(path, read, optional, binary):
    """Return what lies in an artifact's file."""
    if optional and not os.path.exists(path):
        return None
    with open(path, "rb") as stream:
        content = stream.read()
    try:
        return read(content if binary else content.decode("utf-8"))
    except (ValueError, TypeError, LookupError, ArithmeticError) as error:
        sys.exit("hera: the artifact in %s does not fit the annotation: %s" % (path, error))


def _hera_output(path):
    """Return the path of an output that the function writes itself."""
    import pathlib
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    return pathlib.Path(path)


def _hera_plain(value):
    """Return what JSON can hold of a value that it does not know."""
    import dataclasses
    import datetime
    import enum
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (set, frozenset)):
        return sorted(value, key=repr)
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if dataclasses.is_dataclass(value):
        return dict((each.name, getattr(value, each.name)) for each in dataclasses.fields(value))
    for way in ("model_dump", "dict", "tolist"):  # pydantic's, of version 1, numpy's
        if hasattr(value, way):
            return getattr(value, way)()
    raise TypeError("hera: a %s has no JSON: return text, or what JSON knows" % type(value).__name__)


def _hera_dumps(value):
    """Return JSON in ASCII that Argo takes for no tag."""
    import json
    return json.dumps(value, default=_hera_plain).replace("{" * 2, "{\\u007b")


def _hera_shown(value):
    """Return a text as it is, anything else as JSON."""
    return str.__str__(value) if isinstance(value, str) else _hera_dumps(value)


def _hera_print(call, show):
    """Print what the function returns; what else it prints goes to stderr."""
    result = os.dup(1)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    value = call()
    with open(result, "wb") as stream:
        stream.write((show(value) + "\n").encode("utf-8"))


def _hera_write(path, value, is_file):
    """Write an output; of a path that is returned as an artifact, what lies there."""
    import shutil
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    if is_file and isinstance(value, os.PathLike):
        if os.path.abspath(os.fspath(value)) != os.path.abspath(path):
            copy = shutil.copytree if os.path.isdir(os.fspath(value)) else shutil.copyfile
            copy(os.fspath(value), path)
        return
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
    content = value if isinstance(value, bytes) else _hera_shown(value).encode("utf-8")
    with open(path, "wb") as stream:
        stream.write(content)


def _hera_await(coroutine):
    import asyncio
    return asyncio.run(coroutine)


def _hera_define(function, arguments):
    """Define what stands inside the function, where multiprocessing starts a process anew."""
    import ast
    globals().update(arguments)
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
    with open(__file__, encoding="utf-8") as stream:
        module = ast.parse(stream.read(), __file__)
    bodies = [node.body for node in module.body if getattr(node, "name", None) == function]
    for node in bodies[-1]:
        if isinstance(node, kinds):
            module.body = [node]
            try:
                exec(compile(module, __file__, "exec"), globals())
            except NameError:  # it needs what only the function's run knows
                pass


def _hera_install(*packages):
    """Install packages with pip, whose messages go to stderr."""
    import importlib
    import site
    import subprocess
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.call(pip + list(packages), stdout=2) != 0:
        sys.exit("hera: pip could not install " + " ".join(packages))
    site.addsitedir(site.getusersitepackages())
    importlib.invalidate_caches()
'''

_NAME = re.compile(r"\b_hera_\w+\b")


@lru_cache(maxsize=1)
def functions() -> dict[str, str]:
    """Return the text of every function that may be added, by its name."""
    pieces = re.split(r"\n\n\n(?=def )", _TEXTS.strip())
    return {piece[4 : piece.index("(")]: piece + "\n" for piece in pieces}


def added_functions(text: str, user_names: Iterable[str]) -> list[str]:
    """Return the added functions that a text uses, those that they use themselves included.

    Args:
        text: what calls them.
        user_names: what the user's module defines; a builtin among these is not what our code
            means by its name.
    """
    known = functions()
    wanted = list(dict.fromkeys(_NAME.findall(text)))
    for name in wanted:  # grows while it is gone through
        found = _NAME.findall(known.get(name, ""))
        wanted += [each for each in dict.fromkeys(found) if each not in wanted]
    taken = frozenset(user_names)
    return [_guarded(text, taken) for name, text in known.items() if name in wanted]


def _guarded(text: str, taken: frozenset[str]) -> str:
    """Let a function mean the builtins and modules themselves, whatever the user's names hide."""
    hidden = sorted(_words(text) & taken)
    if not hidden:
        return text
    modules = [name for name in hidden if name in ("os", "sys")]
    others = [name for name in hidden if name not in modules]
    lines = [f"    from builtins import {', '.join(others)}\n"] if others else []
    lines += [f"    import {name}\n" for name in modules]
    head, _, body = text.partition("\n")
    if body.lstrip().startswith('"""'):  # a docstring stays first
        docstring, _, body = body.partition("\n")
        head = f"{head}\n{docstring}"
    return f"{head}\n{''.join(lines)}{body}"


@lru_cache(maxsize=64)
def _words(text: str) -> set[str]:
    """Return the names of builtins and modules in a text of ours."""
    words = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    return words & {*dir(builtins), "os", "sys"}
