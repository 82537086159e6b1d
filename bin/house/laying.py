"""The steps that ``bin/up`` and ``bin/test`` share: from a bare machine to a database that answers."""

from dataclasses import dataclass, field
from pathlib import Path

from house import apt, cluster, database, disk, lock, postgres, pythonenv, vendor
from house.cluster import Cluster
from house.command import Runner
from house.console import Step, Steps
from house.ground import Ground

PRINT_PACKAGES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-noto-cjk"]
SYSTEM_ROOM_MIB, CHECKOUT_ROOM_MIB, DATA_ROOM_MIB = 1500, 1500, 400
STEPS = 4


@dataclass(slots=True, kw_only=True)
class Laying:
    """What to lay on a ground. ``cluster`` is ``None`` when the operator names a server of their own."""

    ground: Ground
    runner: Runner
    cluster: Cluster | None
    database_url: str
    scope: str = pythonenv.RUN
    extra_packages: list[str] = field(default_factory=list)

    def run(self, steps: Steps) -> str:
        """Lay everything; return the address of the database. Stop what was started when it fails."""
        self._require_room()
        steps.run("System packages", "系统软件包", self._packages)
        with_checkout = lock.take(self.ground.root / "requirements", wait=True)
        try:
            steps.run("Python packages", "Python 软件包", self._python)
            steps.run("Front-end libraries", "前端库", self._front_end)
        finally:
            if with_checkout:
                with_checkout.release()
        steps.run("Database server", "数据库服务", self._database)
        return self.cluster.url() if self.cluster else self.database_url

    def _require_room(self) -> None:
        if not pythonenv.is_laid(self.ground, self.scope):
            disk.require(self.ground.root, needed_mib=CHECKOUT_ROOM_MIB)
        if self.cluster and not self.cluster.exists():
            disk.require(self.ground.data, needed_mib=DATA_ROOM_MIB)

    def _packages(self, step: Step) -> str:
        wanted = [*pythonenv.needed_packages(), *apt.missing(PRINT_PACKAGES), *self.extra_packages]
        if self.cluster:
            wanted += postgres.needed_packages()
        if wanted:
            disk.require(Path("/usr"), needed_mib=SYSTEM_ROOM_MIB)
        apt.install(self.runner, step, wanted)
        return " ".join(wanted)

    def _python(self, step: Step) -> str:
        laid = pythonenv.lay(self.ground, self.scope, self.runner, step)
        apart = pythonenv.lay_apart(self.ground, pythonenv.IDS, self.runner, step)
        return " · ".join(part for part in (laid, apart) if part)

    def _front_end(self, step: Step) -> str:
        if self.scope == pythonenv.DEV:
            vendor.lay_packages(self.ground, self.runner, step)
        return vendor.lay(self.ground, self.runner, step)

    def _database(self, step: Step) -> str:
        if self.cluster is None:
            database.require_usable(self.ground, self.database_url)
            return "DATABASE_URL"
        self.cluster.create(self.runner, step)
        self.cluster.start(self.runner, step)
        database.prepare(self.ground, self.cluster)
        return ""


def private_cluster(ground: Ground, *, lasting: bool = True) -> Cluster:
    """Return the private cluster of a ground."""
    return cluster.Cluster(home=ground.data / "pg", keys=ground.data / "keys", lasting=lasting)


def open_log(ground: Ground, name: str) -> Runner:
    """Return a runner that writes a new log; the one before is kept beside it."""
    log = ground.log / name
    if log.exists():
        log.replace(log.with_suffix(".log.1"))
    return Runner(log=log, cwd=ground.root)
