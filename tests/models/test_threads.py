"""First use from many threads at once, and the garbage collector's state after it."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor

import pytest
from models._process import run_python

from hera_models import Container, ModelsError, Workflow, load_all

THREADS = 16

FIRST_USE = """
import sys, threading
sys.setswitchinterval(1e-6)
import hera_models

barrier = threading.Barrier({threads})
results, failures = [], []
document = {{
    "kind": "Workflow",
    "metadata": {{"name": "a", "labels": {{"a": "b"}}}},
    "spec": {{
        "entrypoint": "main",
        "volumes": [{{"name": "v", "emptyDir": {{}}}}],
        "affinity": {{"nodeAffinity": {{"requiredDuringSchedulingIgnoredDuringExecution":
            {{"nodeSelectorTerms": [{{"matchExpressions": [{{"key": "a", "operator": "In"}}]}}]}}}}}},
        "templates": [
            {{"name": "main", "dag": {{"tasks": [{{"name": "t", "inline": {{"script": {{"image": "x", "source": "y",
                "env": [{{"name": "E", "valueFrom": {{"secretKeyRef": {{"name": "s", "key": "k"}}}}}}]}}}}}}]}}}},
            {{"name": "s", "steps": [[{{"name": "u", "template": "main",
                "arguments": {{"artifacts": [{{"name": "p", "s3": {{"key": "k", "bucket": "b"}}}}]}}}}]]}},
            {{"name": "c", "container": {{"image": "x", "resources": {{"limits": {{"cpu": 1}}}},
                "readinessProbe": {{"httpGet": {{"port": 80}}}}}}}},
        ],
    }},
}}

def use(number):
    barrier.wait()
    try:
        lenient = number % 2 == 1
        if number % 4 < 2:
            model = hera_models.Workflow.from_dict(document, lenient=lenient)
        else:
            (model,) = hera_models.load_all(__import__("json").dumps(document), lenient=lenient)
        results.append(model.to_dict() == document and type(model) is hera_models.Workflow)
        try:
            hera_models.Workflow.from_dict({{"spec": {{"templates": [{{"container": {{"comand": 1}}}}]}}}})
        except hera_models.ValidationError as error:
            results.append("did you mean 'command'" in str(error))
    except BaseException as error:
        failures.append(repr(error))

threads = [threading.Thread(target=use, args=(number,)) for number in range({threads})]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(failures, len(results), all(results))
"""

ALL_TYPES = """
import sys, threading
sys.setswitchinterval(1e-6)
import hera_models

barrier = threading.Barrier({threads})
failures, seen = [], []

def use(number):
    barrier.wait()
    try:
        names = sorted(hera_models.__all__)
        names = names[number * 7 % len(names):] + names[:number * 7 % len(names)]
        found = {{}}
        for name in names:
            value = found[name] = getattr(hera_models, name)
            if isinstance(value, type) and issubclass(value, hera_models.Model):
                value.from_dict({{}}, lenient=True).to_json()
        seen.append(found)
    except BaseException as error:
        failures.append(repr(error))

threads = [threading.Thread(target=use, args=(number,)) for number in range({threads})]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(failures, len(seen), all(item == seen[0] for item in seen))
"""


@pytest.mark.parametrize("attempt", range(3))
def test_the_first_use_may_come_from_many_threads(attempt: int) -> None:
    del attempt  # the same again: each run is another interleaving
    assert run_python(FIRST_USE.format(threads=THREADS)) == f"[] {2 * THREADS} True\n"


def test_every_type_may_be_loaded_from_many_threads() -> None:
    assert run_python(ALL_TYPES.format(threads=THREADS)) == f"[] {THREADS} True\n"


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_is_left_as_it_was(enabled: bool) -> None:
    was_enabled = gc.isenabled()
    text = "kind: Workflow\nspec: {entrypoint: a}\n---\nkind: Workflow\nspec: {wrong: 1}\n"

    def work(number: int) -> int:
        refused = 0
        for _ in range(20):
            Container.from_dict({"image": str(number)}).to_dict()
            for read in (
                lambda: list(load_all(text)),
                lambda: Workflow.from_yaml("{"),
                lambda: Workflow.from_json('{"spec":{"wrong":1}}'),
                lambda: next(load_all(text)).wrong,
            ):
                try:
                    read()
                except (ModelsError, AttributeError):
                    refused += 1
        return refused

    try:
        (gc.enable if enabled else gc.disable)()
        with ThreadPoolExecutor(THREADS) as pool:
            assert list(pool.map(work, range(THREADS))) == [80] * THREADS
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was_enabled else gc.disable)()


def test_a_document_that_is_half_read_leaves_the_collector_on() -> None:
    gc.enable()
    documents = load_all("kind: Workflow\nspec: {}\n---\nkind: Workflow\nspec: {}\n")
    next(documents)
    assert gc.isenabled()
