"""Keep the programs running; stop them and the cluster together."""

import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from house import state
from house.cluster import Cluster
from house.command import Runner
from house.console import Step, say_both
from house.options import Options
from house.process import Process, birth
from house.services import GRACE_SECONDS, READY_PAGE, Service, asked, is_ready, services
from house.trouble import Stopped, Trouble

LOOK_SECONDS = 0.2
READY_SECONDS = 90
RESTARTS, WITHIN_SECONDS = 5, 60.0
LOG_BYTES = 20_000_000


@dataclass(slots=True, kw_only=True)
class Supervisor:
    """``cluster`` is the private one to stop at the end, if there is one."""

    options: Options
    env: Mapping[str, str]
    cluster: Cluster | None
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    restarts: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start the programs."""
        for service in services(self.options):
            self._start(service)

    def wait_ready(self) -> None:
        """Wait until the server says that it is ready; a program that ends before is trouble."""
        end = time.monotonic() + READY_SECONDS
        while not is_ready(self.options):
            self._refuse_early_end()
            if time.monotonic() > end:
                raise not_ready(self.options)
            time.sleep(LOOK_SECONDS)

    def watch(self) -> None:
        """Start again what ends by itself, until told to stop; give up when it ends again and again."""
        while True:
            time.sleep(LOOK_SECONDS)
            if self.cluster and not self.cluster.has_process():
                self._raise_cluster(self.cluster)
            for service in services(self.options):
                if self.running[service.name].poll() is not None:
                    self._start_again(service)

    def stop(self) -> None:
        """Stop the programs, then the cluster. A second wish to stop ends patience."""
        try:
            self._stop_programs(GRACE_SECONDS + 2)
        except (Stopped, KeyboardInterrupt):
            self._stop_programs(0)
        finally:
            if self.cluster:
                self.cluster.stop()
            state.clear(self.options.ground)

    def _start(self, service: Service) -> None:
        if service.log.exists() and service.log.stat().st_size > LOG_BYTES:
            service.log.replace(service.log.with_suffix(".log.1"))
        with service.log.open("ab") as log:
            self.running[service.name] = subprocess.Popen(
                service.argv, cwd=self.options.ground.root, env=dict(self.env), stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True,
            )
        self._save()

    def _start_again(self, service: Service) -> None:
        self._count_restart(ends_again(service))
        say_both(f"The {service.name} ended by itself and is started again; see {service.log}.",
                 f"{service.name} 意外退出，正在重新启动；详见 {service.log}。")
        time.sleep(1)
        left = Process(self.running[service.name].pid, 0)
        if left.is_alive():
            left.end(patience_s=2)
        self._start(service)

    def _raise_cluster(self, cluster: Cluster) -> None:
        """Start a database server that was killed again, and the programs with its present address."""
        self._count_restart(database_ends_again(cluster))
        say_both(f"The database server ended by itself and is started again; see {cluster.log}.",
                 f"数据库服务意外退出，正在重新启动；详见 {cluster.log}。")
        self._stop_programs(GRACE_SECONDS)
        runner = Runner(log=self.options.ground.log / "keeper-database.log", cwd=self.options.ground.root)
        cluster.start(runner, Step("", "Database server"))
        self.env = {**self.env, "DATABASE_URL": cluster.url()}
        self.start()

    def _count_restart(self, trouble: Trouble) -> None:
        now = time.monotonic()
        self.restarts = [then for then in self.restarts if now - then < WITHIN_SECONDS] + [now]
        if len(self.restarts) > RESTARTS:
            raise trouble

    def _refuse_early_end(self) -> None:
        for service in services(self.options):
            if self.running[service.name].poll() is not None:
                raise ends_again(service)

    def _stop_programs(self, patience_s: float) -> None:
        for child in self.running.values():
            child.terminate()
        for child in self.running.values():
            _bury(child, patience_s)

    def _save(self) -> None:
        children = {name: Process(child.pid, birth(child.pid) or 0) for name, child in self.running.items()}
        now = state.State(phase=state.SERVING, address=self.options.address, children=children)
        now.save(self.options.ground)


def not_ready(options: Options) -> Trouble:
    """Say that the server did not become ready."""
    log = options.ground.log / "web.log"
    found = asked(options.address, READY_PAGE)
    answer = found.status if found else "no answer"
    if found and found.ground != options.ground.mark:
        return foreign(options)
    return Trouble(
        f"The server at {options.address} was not ready after {READY_SECONDS} s ({READY_PAGE}: {answer})."
        f" Its own words are in {log}.",
        f"{options.address} 在 {READY_SECONDS} 秒内没有就绪（{READY_PAGE}：{answer}）。"
        f"服务自己的记录在 {log}。",
    )


def foreign(options: Options) -> Trouble:
    """Say that another program answers where ours should."""
    return Trouble(
        f"Another program answers at {options.address}. Stop it, or choose another port with --port.",
        f"{options.address} 由另一个程序应答。请停掉该程序，或用 --port 换一个端口。",
    )


def ends_again(service: Service) -> Trouble:
    """Say that a program does not stay up."""
    tail = service.log.read_text(encoding="utf-8", errors="replace").splitlines()[-12:]
    words = "\n".join(f"    {line}" for line in tail)
    return Trouble(
        f"The {service.name} does not stay up. Its last lines:\n{words}\n  The whole log: {service.log}",
        f"{service.name} 无法保持运行，最后几行记录见下，完整记录在 {service.log}。",
    )


def database_ends_again(cluster: Cluster) -> Trouble:
    """Say that the database server does not stay up."""
    return Trouble(f"The database server does not stay up. Its own words are in {cluster.log}.",
                   f"数据库服务无法保持运行。它自己的记录在 {cluster.log}。")


def _bury(child: subprocess.Popen[Any], patience_s: float) -> None:
    try:
        child.wait(timeout=patience_s)
    except subprocess.TimeoutExpired:
        Process(child.pid, birth(child.pid) or 0).end(patience_s=0)
        child.wait()
