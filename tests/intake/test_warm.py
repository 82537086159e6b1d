"""Children of the warm process: as bounded, as clean and as surely ended as those that begin from nothing."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from spatial.intake import warm
from spatial.intake.limits import Limits
from spatial.intake.sandbox import Child, FileRefused

MODULE = "tests.intake.warmed"


@pytest.fixture(autouse=True)
def afresh():
    yield
    warm.end_all()


def done(task, module=MODULE, **limits):
    """Have a task done; return what the child told of itself."""
    return next(iter(told(task, module, **limits)))


def told(task, module=MODULE, **limits):
    bounds = Limits(**limits)
    with Child({"task": task, "limits": bounds}, bounds, module=module, warm=True) as child:
        return list(child.messages())


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def ends(*pids):
    deadline = time.monotonic() + 60
    while any(map(alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not any(map(alive, pids))


def test_children_have_one_parent_that_is_not_us_and_nothing_else_in_common():
    one, other = done("tell"), done("tell")
    assert one["parent"] == other["parent"] != os.getpid()
    assert one["pid"] != other["pid"]
    assert one["folder"] != other["folder"]
    assert [one["session"], one["temporary"], one["threads"]] == [one["pid"], one["folder"], 1]
    assert one["files"] == other["files"]


def test_a_child_sees_none_of_the_servers_secrets(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    assert done("tell")["secret"] == ""


def test_what_one_child_used_is_not_counted_against_the_next():
    before = done("tell")
    with pytest.raises(FileRefused):
        told("spin", cpu_seconds=2)
    assert done("tell", cpu_seconds=2)["parent"] == before["parent"]
    assert done("tell")["processor"] < 1


@pytest.mark.parametrize(
    ("task", "limits", "facts"),
    [
        ("spin", {"cpu_seconds": 1}, {"problem": "reader_out_of_time", "limit": 1}),
        ("hoard", {}, {"problem": "reader_out_of_memory", "limit_mb": 3072}),
        ("crash", {}, {"problem": "reader_died", "signal": "SIGSEGV"}),
        ("fail", {}, {"problem": "reader_failed", "detail": "SystemExit: It would not."}),
        ("hang", {"silence_seconds": 1}, {"problem": "reader_slow", "limit": 1}),
    ],
)  # fmt: skip
def test_how_a_child_ended_is_said_and_the_next_one_is_well(task, limits, facts):
    parent = done("tell")["parent"]
    with pytest.raises(FileRefused) as refused:
        told(task, **limits)
    assert refused.value.facts == {**facts, "address": ""}
    assert done("tell")["parent"] == parent


def test_leaving_ends_a_child_and_all_it_started():
    bounds = Limits()
    with Child({"task": "hang", "limits": bounds}, bounds, module=MODULE, warm=True) as child:
        messages = child.messages()
        pids = [next(messages)["pid"], next(messages)["pid"]]
        assert all(map(alive, pids))
    assert ends(*pids)
    assert alive(done("tell")["parent"])


def test_a_child_does_not_outlive_the_warm_process_and_the_next_has_a_new_one():
    bounds = Limits()
    with Child({"task": "wait", "limits": bounds}, bounds, module=MODULE, warm=True) as child:
        messages = child.messages()
        told_first = next(messages)
        os.kill(told_first["parent"], signal.SIGKILL)
        with pytest.raises(FileRefused) as refused:
            list(messages)
        assert refused.value.facts["problem"] == "reader_died"
    assert ends(told_first["pid"])
    assert done("tell")["parent"] != told_first["parent"]


def test_several_at_once_have_one_parent_and_their_own_answers():
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _number: done("tell"), range(12)))
    assert len({one["parent"] for one in found}) == 1
    assert len({one["pid"] for one in found}) == 12


def test_one_that_is_ended_leaves_the_others_alone():
    bounds = Limits()
    with Child({"task": "hang", "limits": bounds}, bounds, module=MODULE, warm=True) as child:
        stays = next(child.messages())["pid"]
        with pytest.raises(FileRefused):
            told("hang", silence_seconds=1)
        assert alive(stays)


def test_where_a_module_has_threads_its_child_begins_from_nothing(caplog):
    found = done("tell", module="tests.intake.restless")
    assert found["parent"] == os.getpid()
    assert "No warm process" in caplog.text


def test_no_process_is_left_when_all_are_ended():
    parent = done("tell")["parent"]
    warm.end_all()
    assert ends(parent)
    with suppress(ChildProcessError):
        assert os.waitpid(parent, os.WNOHANG) == (0, 0)
