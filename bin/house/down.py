"""``bin/down``: stop the programs and the cluster."""

import os
import signal

from house import laying, signals, state
from house.console import be_plain, complain, say_both
from house.ground import Ground
from house.lock import Lock
from house.options import for_down
from house.process import wait_until
from house.trouble import FAILED, INTERRUPTED, Stopped, Trouble, from_os_error

PATIENCE_SECONDS = 90


def main(arguments: list[str]) -> int:
    """Stop everything that ``bin/up`` started on a ground; return the exit status."""
    be_plain()
    signals.raise_stopped()
    ground = for_down(arguments)
    try:
        return _down(ground)
    except Trouble as trouble:
        complain(trouble)
        return trouble.status
    except OSError as error:
        complain(from_os_error(error, ground.data))
        return FAILED
    except Stopped:
        return INTERRUPTED


def _down(ground: Ground) -> int:
    if not (ground.data / "run").is_dir():
        say_both(f"Nothing was ever started in {ground.data}.", f"{ground.data} 中从未启动过。")
        return 0
    held = state.take_lock(ground)
    ran = held is None
    held = held or _ask_keeper(ground)
    left = state.end_leftovers(ground)
    cluster = laying.private_cluster(ground)
    left += int(cluster.exists() and cluster.stop())
    state.clear(ground)
    held.release()
    if ran or left:
        say_both("Stopped.", "已停止。")
    else:
        say_both("Nothing was running.", "没有正在运行的程序。")
    return 0


def _ask_keeper(ground: Ground) -> Lock:
    """Ask the command that holds the ground to stop, and take the ground after it."""
    running = state.read(ground)
    if running and running.keeper.is_alive():
        os.kill(running.keeper.pid, signal.SIGTERM)
    taken: list[Lock] = []

    def let_go() -> bool:
        lock = state.take_lock(ground)
        taken.extend([lock] if lock else [])
        return bool(taken)

    if not wait_until(let_go, PATIENCE_SECONDS):
        raise Trouble(
            f"The running bin/up did not stop within {PATIENCE_SECONDS} s. Its log: {ground.log}.",
            f"运行中的 bin/up 在 {PATIENCE_SECONDS} 秒内没有停止。日志：{ground.log}。",
        )
    return taken[0]
