import socket

import pytest
from house import ports
from house.options import command, for_up
from house.services import is_ready
from house.trouble import Trouble


@pytest.fixture
def taken():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(1)
        yield server.getsockname()[1]


def options(*words):
    return for_up([str(word) for word in words])


def test_a_taken_port_is_refused_and_a_free_one_is_named(taken):
    with pytest.raises(Trouble, match=f"Port {taken} .* is taken") as refused:
        ports.require_usable(options("--port", taken))
    offered = int(refused.value.en.rpartition("--port ")[2])
    assert ports.is_free("127.0.0.1", offered)
    assert f"bin/up --port {offered}" in refused.value.zh


def test_the_command_offered_keeps_every_other_word(taken, tmp_path):
    said = ("--detach", "--no-demo", "--size", "M", "--port", taken, "--data", tmp_path / "a b")
    with pytest.raises(Trouble) as refused:
        ports.require_usable(options(*said))
    offered = refused.value.en.partition("bin/up")[2]
    for word in ("--detach", "--no-demo", "--size M", f"--data '{tmp_path}/a b'"):
        assert word in offered
    assert f"--port {taken} " not in offered


def test_what_is_usual_is_not_said_again():
    assert command(options()) == "bin/up --port 8000"
    wide = options("--host", "0.0.0.0", "--detach")
    assert command(wide, port=9) == "bin/up --host 0.0.0.0 --port 9 --detach"


def test_a_free_port_is_accepted(taken):
    free = ports.first_free("127.0.0.1", taken)
    assert free > taken
    ports.require_usable(options("--port", free))


def test_an_address_of_another_machine_is_told_apart_from_a_taken_port():
    with pytest.raises(Trouble, match="not an address of this machine"):
        ports.require_usable(options("--host", "192.0.2.7"))


def test_another_programs_answer_is_not_taken_for_ours(other_server):
    assert not is_ready(options("--port", other_server))
