"""Parameters arrive with the types of the function's annotations, whatever their text holds."""

from datetime import date
from typing import Literal

from hera.workflows import Steps, Workflow, script


@script(image="python:3.12")
def report(
    title: str,
    day: date,
    columns: list[str],
    scale: float = 1.0,
    form: Literal["html", "pdf"] = "html",
) -> None:
    print(f"{title}, {day:%A}: {len(columns)} columns as {form}, times {scale}")


with Workflow(generate_name="typed-parameters-", entrypoint="main") as w, Steps(name="main"):
    report(
        name="monday",
        arguments={
            "title": "'quoted', \"twice\",\nand on two lines",
            "day": "2026-01-05",
            "columns": ["price", "amount"],
            "scale": 2.5,
        },
    )
    # A text stays a text, though this one looks like a number.
    report(name="tuesday", arguments={"title": "123", "day": "2026-01-06", "columns": []})
