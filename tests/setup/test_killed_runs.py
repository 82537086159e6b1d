"""What a killed command leaves behind is found, told apart from strangers, and ended."""

import os
import signal
import subprocess
import sys
import time

import pytest
from house import lock, state
from house.ground import Ground
from house.process import Process, birth, wait_until

UP = "print('up', flush=True); time.sleep(60)"
STUBBORN = f"import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); {UP}"
PARENT = f"import subprocess, sys, time; subprocess.Popen(['sleep', '60']); {UP}"


@pytest.fixture
def ground(tmp_path):
    ground = Ground(data=tmp_path / "var")
    ground.make_folders()
    return ground


@pytest.fixture
def start():
    started = []

    def begin(program: str) -> subprocess.Popen:
        words = [sys.executable, "-c", program]
        child = subprocess.Popen(words, stdout=subprocess.PIPE, start_new_session=True)
        started.append(child)
        assert child.stdout.readline() == b"up\n"
        return child

    yield begin
    for child in started:
        if Process(child.pid, 0).is_alive() or child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def identity(child) -> Process:
    return Process(child.pid, birth(child.pid))


def test_a_number_that_was_used_again_is_not_ours():
    me = Process(os.getpid(), birth(os.getpid()))
    assert me.is_alive()
    assert not Process(me.pid, me.born - 1).is_alive()


def test_a_program_that_will_not_listen_is_killed(start):
    child = start(STUBBORN)
    ours = identity(child)
    ours.end(patience_s=0.3)
    assert child.wait(5) == -signal.SIGKILL
    assert not ours.is_alive()


def test_what_a_killed_program_had_started_is_still_found_and_ended(start):
    child = start(PARENT)
    ours = identity(child)
    child.kill()
    child.wait()
    assert ours.is_alive()
    ours.end(patience_s=5)
    assert not ours.is_alive()


def test_the_next_run_ends_what_a_killed_run_left(ground, start):
    children = {"web": identity(start(STUBBORN)), "worker": identity(start(PARENT))}
    state.State(phase=state.SERVING, address="http://127.0.0.1:1/", children=children).save(ground)
    assert state.end_leftovers(ground, patience_s=0.3) == 2
    assert not any(child.is_alive() for child in children.values())
    assert state.end_leftovers(ground) == 0


def test_a_state_file_that_was_cut_short_counts_as_none(ground):
    state.State().save(ground)
    path = ground.data / "run" / "state.json"
    path.write_bytes(path.read_bytes()[:30])
    assert state.read(ground) is None
    assert state.end_leftovers(ground) == 0


def test_only_one_command_works_on_a_ground_and_a_killed_one_lets_go(ground, root):
    holder = subprocess.Popen(
        [sys.executable, "-c",
         "import sys, time; sys.path.insert(0, sys.argv[1])\n"
         "from pathlib import Path; from house import lock\n"
         "held = lock.take(Path(sys.argv[2])); print('up', flush=True); time.sleep(60)",
         str(root / "bin"), str(ground.data / "run" / "lock")],
        stdout=subprocess.PIPE,
    )
    assert holder.stdout.readline() == b"up\n"
    assert state.take_lock(ground) is None
    holder.kill()
    holder.wait()
    held = state.take_lock(ground)
    assert held is not None
    assert state.take_lock(ground) is None
    held.release()


def test_a_folder_can_be_locked_without_leaving_a_file(tmp_path):
    held = lock.take(tmp_path)
    assert lock.take(tmp_path) is None
    held.release()
    assert list(tmp_path.iterdir()) == []


def test_waiting_ends_when_the_time_is_over():
    began = time.monotonic()
    assert not wait_until(lambda: False, 0.2)
    assert time.monotonic() - began < 2
