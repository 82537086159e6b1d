import socket

import pytest
from house import ports
from house.trouble import Trouble


@pytest.fixture
def taken():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(1)
        yield server.getsockname()[1]


def test_a_taken_port_is_refused_and_a_free_one_is_named(taken):
    with pytest.raises(Trouble, match=f"Port {taken} .* is taken") as refused:
        ports.require_usable("127.0.0.1", taken)
    offered = int(refused.value.en.rpartition("--port ")[2])
    assert ports.is_free("127.0.0.1", offered)
    assert f"bin/up --port {offered}" in refused.value.zh


def test_a_free_port_is_accepted(taken):
    free = ports.first_free("127.0.0.1", taken)
    assert free > taken
    ports.require_usable("127.0.0.1", free)


def test_an_address_of_another_machine_is_told_apart_from_a_taken_port():
    with pytest.raises(Trouble, match="not an address of this machine"):
        ports.require_usable("192.0.2.7", 8000)
