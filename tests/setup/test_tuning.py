import pytest
from house import tuning
from house.tuning import Machine

MACHINES = [
    Machine(memory_mib=512, cores=1, shared_mib=64),
    Machine(memory_mib=4096, cores=2, shared_mib=2048),
    Machine(memory_mib=24_000, cores=2, shared_mib=12_000),
    Machine(memory_mib=512_000, cores=64, shared_mib=256_000),
]


def size(text: str) -> int:
    assert text.endswith("MB")
    return int(text[:-2])


@pytest.mark.parametrize("machine", MACHINES)
def test_the_server_takes_no_more_than_a_part_of_the_memory(machine):
    chosen = tuning.settings(machine, port=1, lasting=True)
    assert size(chosen["shared_buffers"]) <= machine.memory_mib // 8 or machine.memory_mib < 1024
    assert size(chosen["shared_buffers"]) + size(chosen["maintenance_work_mem"]) < machine.memory_mib // 2


@pytest.mark.parametrize("machine", MACHINES)
def test_every_web_thread_and_the_worker_find_a_connection(machine):
    chosen = tuning.settings(machine, port=1, lasting=True)
    assert int(chosen["max_connections"]) >= tuning.web_processes(machine) * 10 + 10


def test_a_container_with_little_shared_memory_shares_through_files():
    small, large = (tuning.settings(MACHINES[index], port=1, lasting=True) for index in (0, 2))
    assert small["dynamic_shared_memory_type"] == "mmap"
    assert large["dynamic_shared_memory_type"] == "posix"


def test_only_tests_give_up_safety_against_power_loss():
    assert "fsync" not in tuning.settings(MACHINES[2], port=1, lasting=True)
    assert tuning.settings(MACHINES[2], port=1, lasting=False)["fsync"] == "off"


def test_this_machine_can_be_measured():
    machine = tuning.this_machine()
    assert machine.memory_mib > 100
    assert machine.cores >= 1
