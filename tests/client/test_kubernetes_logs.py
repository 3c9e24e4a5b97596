"""Logs of pods from the Kubernetes API, blocking and asynchronous, over loopback."""

from __future__ import annotations

import asyncio
import gc
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from client._kubernetes_both import SIDES, driving, told, workflow
from client._kubernetes_server import KubernetesServer, Refusal, status

from hera_client import (
    Config,
    ConfigError,
    KubernetesClient,
    NotFoundError,
    PermissionDeniedError,
    RequestInfo,
    StreamInterruptedError,
)
from hera_client._http import http
from hera_client._kubernetes_logs import LineDecoder


@pytest.fixture
def server() -> Iterator[KubernetesServer]:
    with KubernetesServer() as running:
        yield running


@pytest.fixture(params=SIDES)
def driver(request: pytest.FixtureRequest, server: KubernetesServer) -> Iterator[Any]:
    with driving(request.param, server) as made:
        yield made


LINES = (
    b"2026-01-01T00:00:00.1Z one\n"
    b"2026-01-01T00:00:00.2Z zw\xc3\xb6lf\n"
    b"2026-01-01T00:00:09Z last, without an end"
)


def test_logs_come_pod_by_pod(server: KubernetesServer, driver: Any) -> None:
    server.state.put("workflows", workflow("wf"))
    server.add_pod("wf", "a-young", b"2026-01-01T00:01:00Z young\n", created="2026-01-01T00:00:05Z")
    server.add_pod("wf", "b-old", LINES, created="2026-01-01T00:00:00Z")
    server.add_pod("wf", "c-pending", None)
    server.add_pod("other", "d-other", LINES)
    found = driver.all(driver.client.workflows.logs("wf"))
    assert [(line.pod_name, line.content) for line in found] == [
        ("b-old", "one"),
        ("b-old", "zwölf"),
        ("b-old", "last, without an end"),
        ("a-young", "young"),
    ]
    only = driver.all(driver.client.workflows.logs("wf", pod_name="a-young", timestamps=True))
    assert [line.content for line in only] == ["2026-01-01T00:01:00Z young"]


def test_followed_logs_wait_for_the_next_pod(server: KubernetesServer, driver: Any) -> None:
    running = server.state.put("workflows", {**workflow("wf"), "status": {"phase": "Running"}})
    server.add_pod("wf", "first", b"2026-01-01T00:00:00Z one\n", created="1")

    def next_pod() -> None:
        server.on_log_end = None
        server.add_pod("wf", "second", b"2026-01-01T00:00:01Z two\n", created="2")
        server.state.put("workflows", {**running, "status": {"phase": "Succeeded"}}, "MODIFIED")

    server.on_log_end = next_pod
    found = driver.all(driver.client.workflows.logs("wf", follow=True))
    assert [line.content for line in found] == ["one", "two"]


@pytest.mark.parametrize("cut", [0, 1, 28, 40, len(LINES) - 1])
def test_a_cut_log_raises_or_goes_on(server: KubernetesServer, driver: Any, cut: int) -> None:
    server.state.put("workflows", workflow("wf"))
    server.add_pod("wf", "pod", LINES)
    server.cut_logs.append(cut)
    with pytest.raises(StreamInterruptedError):
        driver.all(driver.client.workflows.logs("wf", timestamps=True))
    server.cut_logs.append(cut)
    found = driver.all(driver.client.workflows.logs("wf", reconnect=True))
    assert [line.content for line in found] == ["one", "zwölf", "last, without an end"]


def test_silence_of_a_stream_is_not_the_timeout_of_a_call(
    server: KubernetesServer, driver: Any
) -> None:
    quick, silence = 0.25, 0.6
    other = driver.client.with_options(timeout=quick)
    running = server.state.put("workflows", {**workflow("wf"), "status": {"phase": "Succeeded"}})
    server.add_pod("wf", "pod", LINES)
    server.on_log_end = lambda: time.sleep(silence)
    assert len(driver.all(other.workflows.logs("wf", follow=True))) == 3
    server.asked.clear()
    watch = other.workflows.watch()
    assert told(driver.next(watch)) == ("ADDED", "wf")
    timer = threading.Timer(silence, server.state.put, ("workflows", running, "MODIFIED"))
    timer.start()
    assert told(driver.next(watch)) == ("MODIFIED", "wf")
    timer.join()
    driver.end(watch)
    assert len(server.asked) == 1


def test_logs_take_a_time_or_an_age(server: KubernetesServer, driver: Any) -> None:
    server.state.put("workflows", workflow("wf"))
    server.add_pod("wf", "pod", LINES)
    moment = datetime(2026, 1, 1, 1, 2, 3, tzinfo=timezone.utc)
    driver.all(driver.client.workflows.logs("wf", since=moment, tail_lines=5))
    assert server.asked[-1].query == {
        "container": "main",
        "sinceTime": "2026-01-01T01:02:03Z",
        "tailLines": "5",
    }
    driver.all(driver.client.workflows.logs("wf", since=timedelta(milliseconds=1)))
    assert server.asked[-1].query == {"container": "main", "sinceSeconds": "1"}


@pytest.mark.parametrize("since", [5, "1h", datetime(2026, 1, 1), timedelta(seconds=-1)], ids=repr)
@pytest.mark.parametrize("follow", [True, False])
def test_a_wrong_time_is_refused_before_anything_is_asked(
    server: KubernetesServer, driver: Any, since: Any, follow: bool
) -> None:
    with pytest.raises(ConfigError, match=r"not negative, or a datetime with a time zone.* got"):
        driver.all(driver.client.workflows.logs("wf", since=since, follow=follow))
    assert not server.asked


def test_logs_of_no_workflow_are_an_error(driver: Any) -> None:
    with pytest.raises(NotFoundError):
        driver.all(driver.client.workflows.logs("nope"))


def test_lines_are_the_same_however_they_are_split() -> None:
    text = "eins\r\nzwölf\n\nend".encode()
    for size in range(1, len(text) + 1):
        decoder = LineDecoder(RequestInfo("GET", "http://localhost/"))
        lines: list[str] = []
        for start in range(0, len(text), size):
            lines += decoder.feed(text[start : start + size])
        last, truncated = decoder.finish()
        assert lines + last == ["eins", "zwölf", "", "end"]
        assert not truncated


# -- several pods at once --------------------------------------------------------------------------


def begin(server: KubernetesServer, *pods: str) -> None:
    """Put a workflow that runs, with pods that write until they are told to end."""
    server.state.put("workflows", {**workflow("wf"), "status": {"phase": "Running"}})
    for pod in pods:
        add(server, pod)


def add(server: KubernetesServer, pod: str) -> None:
    server.writing[pod].empty()  # makes its queue: it is followed without an end
    server.add_pod("wf", pod, b"")


def write(server: KubernetesServer, pod: str, text: str) -> None:
    server.writing[pod].put(text.encode())


def finish(server: KubernetesServer) -> None:
    running = server.state.objects["workflows", "ml", "wf"]
    server.state.put("workflows", {**running, "status": {"phase": "Succeeded"}}, "MODIFIED")
    for queue in server.writing.values():
        queue.put(None)


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait for something that comes; if it does not, the test fails rather than hangs."""
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


def line(driver: Any, stream: Any) -> tuple[str, str]:
    entry = driver.next(stream)
    return entry.pod_name, entry.content


def test_followed_pods_are_interleaved_as_they_write(server: KubernetesServer, driver: Any) -> None:
    begin(server, "a", "b")
    stream = driver.client.workflows.logs("wf", follow=True)
    # Each line is read before the next is written, so none can have waited for a pod to end.
    for pod, text in (("a", "one"), ("b", "two"), ("a", "three"), ("b", "zwölf"), ("b", "five")):
        write(server, pod, f"{text}\n")
        assert line(driver, stream) == (pod, text)
    add(server, "late")
    write(server, "late", "six\n")
    assert line(driver, stream) == ("late", "six")
    write(server, "a", "last, without an end")
    finish(server)
    assert [(entry.pod_name, entry.content) for entry in driver.all(stream)] == [
        ("a", "last, without an end")
    ]
    assert not server.followed


def test_followed_pods_are_let_go_when_the_stream_is_left(
    server: KubernetesServer, driver: Any
) -> None:
    begin(server, "a", "b")
    stream = driver.client.workflows.logs("wf", follow=True)
    write(server, "a", "one\n")
    assert line(driver, stream) == ("a", "one")
    wait_until(lambda: driver.turn() or server.followed == {"a", "b"})
    threads = threading.active_count()
    driver.end(stream)
    wait_until(lambda: not server.followed)
    # The server's two threads have ended, and the blocking client's.
    wait_until(lambda: threading.active_count() < threads)
    assert not [one for one in threading.enumerate() if one.name == "hera-client"]


def test_followed_pods_are_let_go_when_nobody_refers_to_the_stream(
    server: KubernetesServer, driver: Any
) -> None:
    begin(server, "a", "b")
    write(server, "b", "one\n")
    stream = driver.client.workflows.logs("wf", follow=True)
    assert line(driver, stream) == ("b", "one")
    del stream
    gc.collect()
    wait_until(lambda: driver.turn() or not server.followed)


def test_a_pod_that_fails_ends_the_stream_and_lets_the_others_go(
    server: KubernetesServer, driver: Any
) -> None:
    begin(server, "a")
    stream = driver.client.workflows.logs("wf", follow=True)
    write(server, "a", "one\n")
    assert line(driver, stream) == ("a", "one")
    server.add_pod("wf", "cut", LINES)
    server.cut_logs.append(3)
    with pytest.raises(StreamInterruptedError):
        driver.all(stream)
    wait_until(lambda: not server.followed)


def test_a_refusal_while_pods_are_followed_is_raised(server: KubernetesServer, driver: Any) -> None:
    begin(server, "a")
    stream = driver.client.workflows.logs("wf", follow=True)
    write(server, "a", "one\n")
    assert line(driver, stream) == ("a", "one")
    server.refusals.append(Refusal(403, status(403, "Forbidden", "may not")))
    with pytest.raises(PermissionDeniedError, match="may not"):
        driver.all(stream)
    wait_until(lambda: not server.followed)


@pytest.mark.parametrize("follow", [True, False], ids=["follow", "once"])
def test_a_pod_that_is_gone_has_no_lines(
    server: KubernetesServer, driver: Any, follow: bool
) -> None:
    server.state.put("workflows", {**workflow("wf"), "status": {"phase": "Succeeded"}})
    server.add_pod("wf", "a", b"2026-01-01T00:00:00Z one\n")
    server.add_pod("wf", "gone", b"never\n")
    del server.logs["gone", "main"]
    stream = driver.client.workflows.logs("wf", follow=follow)
    assert [entry.content for entry in driver.all(stream)] == ["one"]


@pytest.mark.parametrize("follow", [True, False], ids=["follow", "once"])
def test_a_pod_resumes_where_it_was_cut_whatever_others_wrote(
    server: KubernetesServer, driver: Any, follow: bool
) -> None:
    server.state.put("workflows", {**workflow("wf"), "status": {"phase": "Succeeded"}})
    server.add_pod("wf", "a", b"2026-01-01T09:00:00Z young\n", created="1")
    server.add_pod("wf", "b", LINES, created="2")
    server.cut_after("b", 3)
    stream = driver.client.workflows.logs("wf", follow=follow, reconnect=True)
    found = [(entry.pod_name, entry.content) for entry in driver.all(stream)]
    assert sorted(found) == [
        ("a", "young"),
        ("b", "last, without an end"),
        ("b", "one"),
        ("b", "zwölf"),
    ]
    assert all("sinceTime" not in asked.query for asked in server.asked)


def test_the_blocking_client_follows_pods_within_an_event_loop(server: KubernetesServer) -> None:
    begin(server, "a")
    write(server, "a", "one\n")

    async def cell_of_a_notebook() -> list[str | None]:
        with (
            KubernetesClient(Config(server.url, namespace="ml")) as client,
            client.workflows.logs("wf", follow=True) as lines,
        ):
            return [next(lines).content]

    assert asyncio.run(cell_of_a_notebook()) == ["one"]
    wait_until(lambda: not server.followed)


def test_an_interrupt_while_nothing_comes_lets_the_pods_go(server: KubernetesServer) -> None:
    begin(server, "a")
    program = """
import sys
from hera_client import Config, KubernetesClient
client = KubernetesClient(Config(sys.argv[1], namespace="ml"))
try:
    for line in client.workflows.logs("wf", follow=True):
        print(line.content, flush=True)
except KeyboardInterrupt:
    print("interrupted")
"""
    running = run(program, server)
    write(server, "a", "one\n")
    assert running.stdout is not None
    assert running.stdout.readline() == "one\n"
    running.send_signal(signal.SIGINT)
    assert running.communicate(timeout=60) == ("interrupted\n", "")
    assert running.returncode == 0


def test_a_program_ends_though_its_log_is_open(server: KubernetesServer) -> None:
    begin(server, "a")
    write(server, "a", "one\n")
    program = """
import sys
from hera_client import Config, KubernetesClient
client = KubernetesClient(Config(sys.argv[1], namespace="ml"))
lines = client.workflows.logs("wf", follow=True)
print(next(lines).content)
"""
    running = run(program, server)
    assert running.communicate(timeout=60) == ("one\n", "")
    assert running.returncode == 0


def run(program: str, server: KubernetesServer) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", program, server.url],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


class BlockingTransport(http.BaseTransport):
    def handle_request(self, request: http.Request) -> http.Response:
        raise AssertionError(f"{request.url} was asked for")


def test_a_transport_that_cannot_follow_is_refused(server: KubernetesServer) -> None:
    config = Config(server.url, namespace="ml")
    wanted = r"AsyncBaseTransport as well.*pod_name"
    with (
        KubernetesClient(config, transport=BlockingTransport()) as client,
        pytest.raises(ConfigError, match=wanted),
    ):
        client.workflows.logs("wf", follow=True)
    assert not server.asked
