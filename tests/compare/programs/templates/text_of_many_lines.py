"""Texts of many lines, special characters and long lines in a manifest."""

from hera.workflows import Container, Workflow

lines = [
    "a\nb\n",
    "a\nb",
    "\na",
    "a\n\n",
    " a\n  b",
    "x" * 200,
    "a: b",
    "#c",
    "- d",
    "{{e}}",
    "é ü 漢 😀",
    "\t",
    "",
    " ",
    "yes",
    "null",
    "~",
    "1e3",
    "0o14",
    "0x1F",
    "12:30:45",
    "2024-01-02",
    "1_000",
    "=",
    "<<",
    "a\\b",
    "a'b\"c",
    "%d",
    "@x",
    "`x`",
    "[x]",
    "trailing ",
    "a\r\nb",
    "\x07",
]
with Workflow(generate_name="text-", entrypoint="c") as w:
    Container(name="c", image="i", args=lines)
