"""The server's settings, from the memory and the cores of this machine."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024
CGROUP_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What there is to share out. Memory in MiB."""

    memory_mib: int
    cores: int
    shared_mib: int


def this_machine() -> Machine:
    """Measure this machine, within the limits of its container."""
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limits = [int(text) for path in CGROUP_LIMITS if (text := _read(path)).isdigit()]
    shared = shutil.disk_usage("/dev/shm").total if Path("/dev/shm").is_dir() else 0
    return Machine(memory_mib=min([physical, *limits]) // MIB, cores=len(os.sched_getaffinity(0)),
                   shared_mib=shared // MIB)


def web_processes(machine: Machine) -> int:
    """Return how many web processes to start; each runs eight threads."""
    return min(max(machine.cores, 2), 8) if machine.memory_mib >= 2048 else 1


def settings(machine: Machine, *, port: int, lasting: bool) -> dict[str, str]:
    """Return the server's settings. ``lasting`` off gives up safety against power loss: only for tests."""
    memory = machine.memory_mib
    chosen = {
        "listen_addresses": "'127.0.0.1'",
        "port": str(port),
        "unix_socket_directories": "''",
        "max_connections": str(web_processes(machine) * 10 + 30),
        "shared_buffers": f"{_between(memory // 8, 64, 4096)}MB",
        "effective_cache_size": f"{_between(memory // 2, 128, 65536)}MB",
        "work_mem": f"{_between(memory // 512, 4, 48)}MB",
        "maintenance_work_mem": f"{_between(memory // 32, 32, 1024)}MB",
        "max_parallel_workers_per_gather": str(_between(machine.cores // 2, 1, 4)),
        "max_worker_processes": str(_between(machine.cores * 2, 8, 32)),
        "dynamic_shared_memory_type": "posix" if machine.shared_mib >= 256 else "mmap",
        "max_wal_size": "2GB",
        "checkpoint_timeout": "15min",
        "wal_compression": "on",
        "random_page_cost": "1.1",
        "jit": "off",
        "timezone": "'UTC'",
        "log_timezone": "'UTC'",
        "client_min_messages": "warning",
        "log_line_prefix": "'%m [%p] %u@%d '",
        "idle_in_transaction_session_timeout": "'15min'",
    }
    hasty = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    return chosen if lasting else chosen | hasty


def as_text(chosen: dict[str, str]) -> str:
    """Return the settings as lines of a configuration file."""
    return "# Written at every start; put your own lines into postgresql.conf.\n" + "".join(
        f"{name} = {value}\n" for name, value in chosen.items()
    )


def _between(value: int, low: int, high: int) -> int:
    return max(low, min(value, high))


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii").strip()
    except OSError:
        return ""
