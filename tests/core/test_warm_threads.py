"""Work goes to the warm thread, nothing is lost, and the end waits for what was taken."""

import json
import threading
import time

import pytest

from portal.config.threads import WarmThreads, too_long


@pytest.fixture
def threads():
    """Return three threads, closed at the end."""
    made = WarmThreads(3)
    yield made
    made.shutdown()


def _who() -> int:
    return threading.get_ident()


def test_one_after_the_other_is_one_thread(threads):
    assert len({threads.submit(_who).result() for _ in range(50)}) == 1


def test_after_a_crowd_the_last_to_rest_is_asked_first(threads):
    gates = [threading.Event() for _ in range(3)]
    busy = [threads.submit(lambda gate=gate: (gate.wait(5), _who())[1]) for gate in gates]
    for gate in gates:
        gate.set()
        time.sleep(0.05)
    assert threads.submit(_who).result() == busy[-1].result()


def test_what_comes_when_all_are_busy_waits_in_turn(threads):
    gate, order = threading.Event(), []
    for _ in range(3):
        threads.submit(gate.wait, 5)
    late = [threads.submit(order.append, n) for n in range(40)]
    assert not any(task.done() for task in late)
    gate.set()
    for task in late:
        task.result(5)
    assert sorted(order) == list(range(40)) and order[0] < 3


def test_a_failure_is_told_to_who_asked_and_the_thread_goes_on(threads):
    with pytest.raises(ZeroDivisionError):
        threads.submit(lambda: 1 / 0).result()
    assert threads.submit(lambda: 7).result() == 7


def test_shutdown_ends_what_was_taken_and_takes_no_more(threads):
    gate = threading.Event()
    taken = [threads.submit(gate.wait, 5) for _ in range(3)] + [threads.submit(lambda: "late")]
    threading.Timer(0.1, gate.set).start()
    threads.shutdown()
    assert taken[-1].result(0) == "late" and all(task.done() for task in taken)
    with pytest.raises(RuntimeError):
        threads.submit(_who)


def test_what_waits_can_be_dropped_at_the_end(threads):
    gate = threading.Event()
    for _ in range(3):
        threads.submit(gate.wait, 5)
    late = threads.submit(_who)
    threading.Timer(0.1, gate.set).start()
    threads.shutdown(cancel_futures=True)
    assert late.cancelled()


def test_an_address_beyond_the_limit_is_answered_with_a_problem_document():
    head, _, body = too_long(8190).partition(b"\r\n\r\n")
    told = json.loads(body)
    assert head.startswith(b"HTTP/1.1 414 ") and b"application/problem+json" in head
    assert f"Content-Length: {len(body)}".encode() in head
    assert told["status"] == 414 and told["facts"] == {"limit": 8190}
    assert told["type"] == "urn:problem:address_too_long"
