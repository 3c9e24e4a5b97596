"""What is asked of both servers, by topic."""

from __future__ import annotations

from ._same_act import acting
from ._same_around import addresses, others, permission
from ._same_create import creation, objects
from ._same_read import archive, reading
from ._same_steps import Step
from ._same_stream import logs, watching

CASES: dict[str, tuple[Step, ...]] = {
    **objects(),
    **creation(),
    **reading(),
    **acting(),
    **archive(),
    **others(),
    **addresses(),
    **permission(),
    **watching(),
    **logs(),
}
