"""Runs many workflows, some at a time: `python -m examples.fan_out COUNT [--at-once N]`.

The server is the one of the `ARGO_*` variables, as for the `argo` command. The exit status is 0 if
all workflows succeeded.
"""

import argparse
import asyncio
import sys
from collections import Counter

from hera_client import ArgoError, AsyncArgoClient
from hera_models import Container, ObjectMeta, Template, Workflow, WorkflowSpec


def shard(number: int) -> Workflow:
    """Return the workflow for one part of the work."""
    container = Container(image="busybox", command=["echo"], args=[f"shard {number}"])
    return Workflow(
        metadata=ObjectMeta(generate_name=f"shard-{number}-"),
        spec=WorkflowSpec(
            entrypoint="main", templates=[Template(name="main", container=container)]
        ),
    )


async def run(argo: AsyncArgoClient, number: int, slots: asyncio.Semaphore) -> str:
    """Run one workflow as soon as a slot is free; return the phase in which it ended."""
    async with slots:
        created = await argo.workflows.create(shard(number))
        name = (created.metadata and created.metadata.name) or ""
        done = await argo.workflows.wait(name)
        phase = (done.status and done.status.phase) or "unknown"
        print(f"{name}: {phase}", flush=True)
        return phase


async def fan_out(count: int, at_once: int) -> Counter[str]:
    """Run workflows, so many at once; return how often each phase came."""
    slots = asyncio.Semaphore(at_once)
    async with AsyncArgoClient.from_env() as argo:
        return Counter(await asyncio.gather(*(run(argo, n, slots) for n in range(count))))


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Run many workflows, some at a time.")
    parser.add_argument("count", type=int, help="how many workflows")
    parser.add_argument("--at-once", type=int, default=10, metavar="N", help="default: 10")
    options = parser.parse_args()
    if options.count < 1 or options.at_once < 1:
        parser.error("expected numbers from 1")
    try:
        phases = asyncio.run(fan_out(options.count, options.at_once))
    except ArgoError as error:
        print(error, file=sys.stderr)
        return 1
    print(", ".join(f"{phase}: {times}" for phase, times in phases.items()))
    return 0 if set(phases) == {"Succeeded"} else 1


if __name__ == "__main__":
    sys.exit(main())
