"""Start serving: here in the foreground, or apart in the background."""

import subprocess
import sys
import time

from house import django, laying
from house.console import Step
from house.ground import ROOT
from house.options import Options
from house.services import is_ready
from house.supervisor import LOOK_SECONDS, READY_SECONDS, Supervisor, not_ready
from house.trouble import Trouble


def supervisor(options: Options) -> Supervisor:
    """Return the keeper of what these options start; a private cluster must run already."""
    cluster = None if options.database_url else laying.private_cluster(options.ground)
    url = cluster.url() if cluster else options.database_url
    env = django.environment(options.ground, url=url, host=options.host, address=options.address)
    return Supervisor(options=options, env=env, cluster=cluster)


def start_here(keeper: Supervisor, step: Step) -> str:
    """Start the programs as our own children and wait until they are ready."""
    step.tell("")
    keeper.start()
    keeper.wait_ready()
    return ""


def start_apart(options: Options, arguments: list[str], lock_fd: int, step: Step) -> str:
    """Start a keeper in the background that inherits the ground's lock; wait until the server is ready."""
    step.tell("")
    log = options.ground.log / "keeper.log"
    with log.open("wb") as out:
        keeper = subprocess.Popen(
            [sys.executable, ROOT / "bin" / "house", "attend", *arguments], cwd=ROOT,
            stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True, pass_fds=(lock_fd,),
        )
    try:
        _wait_ready(options, keeper)
    except BaseException:
        keeper.terminate()
        keeper.wait()
        raise
    return ""


def _wait_ready(options: Options, keeper: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + READY_SECONDS
    while not is_ready(options):
        if keeper.poll() is not None:
            raise _keeper_gone(options)
        if time.monotonic() > end:
            raise not_ready(options)
        time.sleep(LOOK_SECONDS)


def _keeper_gone(options: Options) -> Trouble:
    log = options.ground.log / "keeper.log"
    tail = log.read_text(encoding="utf-8", errors="replace").strip()
    return Trouble(f"The server did not stay up:\n{tail}", f"服务没有保持运行，记录在 {options.ground.log}。")
