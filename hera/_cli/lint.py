"""``hera lint``: finds what Argo would refuse, and what looks wrong, without a cluster.

Exit status: 0 nothing but warnings, 1 errors, 2 misuse or bad input.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hera._files import replace_file
from hera.lint import project
from hera.lint.project import config
from hera.lint.project.cache import default_folder
from hera.lint.project.formats import FORMATS, Style, render
from hera.lint.project.formats.excerpt import Texts, visible
from hera.lint.project.formats.summary import counted, summary
from hera.lint.project.formats.uris import repository
from hera.lint.project.model import FileResult, Located
from hera.lint.project.run import lint_paths
from hera.lint.project.settings import options

from .progress import Progress

if TYPE_CHECKING:
    from hera.lint.project.mending import Mended

_STDIN = "-"


def _codes(_: object, __: object, given: tuple[str, ...]) -> tuple[str, ...]:
    """Return codes that are given one by one, or several with commas between them."""
    codes = tuple(code.strip() for each in given for code in each.split(","))
    if not all(codes):
        raise click.BadParameter("expected codes with commas between them, such as HL4,HL701")
    # What is no code stays as it was written, to be told so.
    return tuple(code.upper() if code[:2].upper() == "HL" else code for code in codes)


def _many(name: str, about: str, **options: Any) -> Callable[..., Any]:
    return click.option(name, multiple=True, help=f"{about}; may be repeated.", **options)


_FILE = click.Path(path_type=Path)
_OPTIONS = (
    click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=str)),
    click.option(
        "--mode",
        type=click.Choice(["validate", "lint", "submit"]),
        help="Judge as the server when an object is created, as `argo lint` (the default), or as "
        "the server when a workflow is made from a template.",
    ),
    click.option(
        "--argo", metavar="VERSION", help="The Argo release, such as 3.6; 4.1 by default."
    ),
    click.option(
        "--profile",
        type=click.Choice(["default", "production"]),
        help="`production` adds advice for what matters in production.",
    ),
    click.option(
        "--workflow-defaults",
        type=_FILE,
        metavar="FILE",
        help="A file with the controller's workflow defaults.",
    ),
    _many(
        "--templates",
        "A file or folder with templates that may be referred to",
        type=_FILE,
        metavar="PATH",
    ),
    click.option(
        "--missing",
        type=click.Choice(["error", "warning"]),
        help="What a reference to a template is that is in no file.",
    ),
    _many("--select", "Tell only findings of these codes", metavar="CODES", callback=_codes),
    _many("--ignore", "Do not tell findings of these codes", metavar="CODES", callback=_codes),
    _many("--exclude", "Leave out what matches when a folder is searched", metavar="GLOB"),
    click.option(
        "--force-exclude",
        is_flag=True,
        help="Treat files that are named as those in folders: leave out what is excluded, and what "
        "is not Argo's.",
    ),
    click.option(
        "--programs/--no-programs", default=None, help="Whether to run Python programs; they are."
    ),
    click.option("--strict/--no-strict", default=None, help="Exit with 1 for warnings, too."),
    click.option("--allow-empty", is_flag=True, help="Be content where there is nothing to lint."),
    click.option("--fix", is_flag=True, help="Mend what can be mended for sure."),
    click.option("--diff", is_flag=True, help="Show what --fix would change, and write nothing."),
    click.option("--format", type=click.Choice(FORMATS), default="text", help="How to write."),
    click.option(
        "-o",
        "--output",
        type=_FILE,
        metavar="FILE",
        help="Write to a file, whole or not at all, instead of to the terminal.",
    ),
    click.option("-q", "--quiet", is_flag=True, help="Write nothing but what was found."),
    click.option(
        "--stdin-filename",
        metavar="NAME",
        help="What standard input, PATH `-`, is called in what is written.",
    ),
    click.option(
        "--config", type=_FILE, metavar="FILE", help="Read the settings of this pyproject.toml."
    ),
    click.option("--isolated", is_flag=True, help="Read no settings."),
    click.option("--no-cache", is_flag=True, help="Judge files anew that are known."),
    click.option(
        "--jobs", type=click.IntRange(1), metavar="N", help="How many processes work at once."
    ),
    click.option(
        "--program-timeout",
        type=click.FloatRange(0, min_open=True),
        metavar="SECONDS",
        help="How long a Python program may run; 60 by default.",
    ),
    click.option("--rules", is_flag=True, help="List all rules."),
    click.option(
        "--explain", metavar="CODE", help="Tell what a rule is about; `all` for all of them."
    ),
)


def _with_options(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command(
    short_help="Find what Argo would refuse, in manifests and programs.",
    epilog="Exit status: 0 nothing but warnings, 1 errors, 2 misuse or bad input.",
)
@_with_options
def lint(paths: tuple[str, ...], rules: bool, explain: str | None, **given: Any) -> None:
    """Find what Argo would refuse, and what looks wrong, without a cluster.

    PATH is a YAML or JSON file, a Python program, which is run, a folder of them, or `-` for
    standard input; the current folder by default. Settings are read from the table
    `[tool.hera.lint]` of the nearest pyproject.toml that has one.
    """
    stdout: Any = sys.stdout
    if stdout is None:
        click.echo("hera: standard output is closed", err=True)
        raise SystemExit(2)
    # What a file holds may be more than the terminal can show.
    stdout.reconfigure(errors="backslashreplace")
    try:
        if rules or explain:
            _tell_rules(explain, given["output"])
            return
        status = _lint(paths or (".",), given)
    except BrokenPipeError:
        raise  # click ends silently then
    except (OSError, ValueError) as error:
        click.echo(f"hera: {visible(_told(error))}", err=True)
        raise SystemExit(2) from None
    except KeyboardInterrupt:
        click.echo("hera: interrupted", err=True)
        raise SystemExit(130) from None
    raise SystemExit(status)


def _told(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'standard output'}: {error.strerror}"
    return str(error)


def _tell_rules(code: str | None, output: Path | None) -> None:
    text = _about_rules(code)
    if output is not None:
        _replace(output, text)
    elif code not in (None, "all") and sys.stdout.isatty():
        from rich.console import Console
        from rich.markdown import Markdown

        Console().print(Markdown(text))
    else:
        click.echo(text, nl=False)


def _about_rules(code: str | None) -> str:
    if code is None:
        return project.explain.table()
    if code == "all":
        return project.explain.all_markdown()
    return project.explain.markdown(project.explain.known(code))


def _lint(paths: Sequence[str], given: dict[str, Any]) -> int:
    """Lint, write what was found, and return the exit status."""
    settled = _settled(paths[0], given)
    if _STDIN in paths and (given["stdin_filename"] or "").endswith(".py"):
        raise ValueError("standard input is read as YAML or JSON: name the file of a program")
    chosen = options(settled, given)
    contents = {_STDIN: sys.stdin.buffer.read()} if _STDIN in paths else {}
    progress = Progress() if sys.stderr.isatty() and not given["quiet"] else None

    def judged(contents: Mapping[str, bytes]) -> list[FileResult]:
        results = lint_paths(
            paths,
            chosen,
            contents=contents,
            cache=None if given["no_cache"] else default_folder(),
            jobs=given["jobs"],
            progress=progress,
        )
        return settled.without_ignored(results)

    with progress or nullcontext():
        mended = project.mending.mend(judged, contents) if given["fix"] or given["diff"] else None
        results = mended.results if mended else judged(contents)
    if not given["allow_empty"] and not any(each.objects or each.findings for each in results):
        raise ValueError(_nothing(paths, results))
    if mended and given["diff"]:
        return _show_difference(mended, given)
    failed: dict[str, str] = {}
    if mended:
        failed = _save(mended, given)
        contents |= {file: data for file, data in mended.after.items() if file not in failed}
        if failed:
            results = judged(contents)
    strict = settled.strict if given["strict"] is None else given["strict"]
    status = _write(results, contents, strict, given)
    return 2 if failed else status


def _nothing(paths: Sequence[str], results: Sequence[FileResult]) -> str:
    files = f"{counted(len(results), 'file')} of {', '.join(paths)}"
    text = f"found nothing to lint in {files}; --allow-empty is content with that"
    programs = [each.file for each in results if each.file.endswith(".py")]
    if programs:
        shown = programs[0] + (f" and {len(programs) - 1} more" if programs[1:] else "")
        text += (
            f" ({shown}: no workflow is among the variables, and none is built; "
            "functions are not called)"
        )
    return text


def _settled(path: str, given: dict[str, Any]) -> config.Config:
    if given["config"]:
        return config.load(given["config"])
    if given["isolated"]:
        return config.Config()
    return config.find(Path(os.curdir if path == _STDIN else path))


def _show_difference(mended: Mended, given: dict[str, Any]) -> int:
    sys.stdout.writelines(project.mending.differences(mended))
    sys.stdout.flush()
    _tell_mended(mended.findings, "would be mended", given)
    if mended.findings and not given["quiet"]:
        count = counted(len(mended.findings), "finding")
        click.echo(f"{count} would be mended in {counted(len(mended.before), 'file')}", err=True)
    return 1 if mended.before else 0


def _save(mended: Mended, given: dict[str, Any]) -> dict[str, str]:
    """Write what was mended into the files; return those that are left, with the reason."""
    failed = project.mending.save(mended)
    _tell_mended([each for each in mended.findings if each.file not in failed], "mended", given)
    for file, why in failed.items():
        click.echo(f"hera: {visible(file)}: {why}", err=True)
    return failed


def _tell_mended(findings: Sequence[Located], verb: str, given: dict[str, Any]) -> None:
    if given["quiet"]:
        return
    for each in findings:
        place = f"{each.file}:{each.span.line}:{each.span.column}" if each.span else each.file
        text = f"{place}: {verb}: {each.finding.code}: {each.finding.message}"
        click.echo(visible(text), err=True)


def _write(
    results: Sequence[FileResult], contents: dict[str, bytes], strict: bool, given: dict[str, Any]
) -> int:
    output: Path | None = given["output"]
    stream = sys.stdout
    if given["fix"] and _STDIN in contents:
        sys.stdout.buffer.write(contents[_STDIN])
        stream = sys.stderr
    name = given["stdin_filename"] or _STDIN
    style = Style(
        texts=Texts({name: contents[_STDIN]} if _STDIN in contents else {}),
        root=repository(Path.cwd()),
        colour=output is None and _shows_colour(stream),
        width=shutil.get_terminal_size((100, 24)).columns,
        summed_up=not given["quiet"],
    )
    pieces = render(given["format"], [_called(name, each) for each in results], style)
    total = summary(results)
    if output is None:
        stream.writelines(pieces)
    else:
        _replace(output, "".join(pieces))
        if not given["quiet"]:
            click.echo(total, err=True)
    stream.flush()
    return 1 if total.errors or (strict and total.warnings) else 0


def _replace(file: Path, text: str) -> None:
    try:
        replace_file(file, text)
    except OSError as error:
        raise ValueError(f"{file}: cannot be written: {error.strerror}") from None


def _called(name: str, result: FileResult) -> FileResult:
    """Return a result of standard input under the name that it was given."""
    if result.file != _STDIN:
        return result
    findings = tuple(replace(each, file=name) for each in result.findings)
    return replace(result, file=name, findings=findings)


def _shows_colour(stream: Any) -> bool:
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return stream.isatty() and not plain
