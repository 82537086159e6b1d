"""The private PostgreSQL cluster in the data folder: make, start, stop."""

import os
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from house import disk, ports, postgres, remains, tuning
from house.command import Runner
from house.console import Step
from house.process import birth
from house.trouble import Trouble, full_disk

HOST = "127.0.0.1"
FIRST_PORT = 54321
SUPERUSER, APP, DATABASE = "postgres", "gongtu", "gongtu"
SETTINGS = "gongtu.conf"
START_SECONDS, STOP_SECONDS = 300, 60
ROOM_MIB = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """``home`` holds the server's files, ``keys`` the passwords. ``lasting`` off is for tests."""

    home: Path
    keys: Path
    lasting: bool = True

    @property
    def data(self) -> Path:
        """The server's data folder."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.home / "postgres.log"

    def create(self, run: Runner, step: Step) -> bool:
        """Make the cluster unless it is there; tell whether it was made now."""
        if self.exists():
            return False
        self.home.parent.mkdir(parents=True, exist_ok=True)
        postgres.own(self.home)
        partial = self.home / "data.partial"
        shutil.rmtree(partial, ignore_errors=True)
        self._initdb(run, step, partial)
        with (partial / "postgresql.conf").open("a", encoding="ascii") as conf:
            conf.write(f"\ninclude_if_exists = '{SETTINGS}'\n")
        (partial / "pg_hba.conf").write_text(f"host all all {HOST}/32 scram-sha-256\n", encoding="ascii")
        partial.rename(self.data)
        return True

    def start(self, run: Runner, step: Step) -> None:
        """Start the server on a free port unless it runs."""
        if self.is_running():
            return
        remains.clear(self.data / "postmaster.pid")
        disk.require(self.home, needed_mib=ROOM_MIB)
        port = self._port()
        chosen = tuning.settings(tuning.this_machine(), port=port, lasting=self.lasting)
        (self.data / SETTINGS).write_text(tuning.as_text(chosen), encoding="ascii")
        _shorten(self.log)
        try:
            run.run(step, self._ctl("start", "-w", "-t", str(START_SECONDS), "-l", str(self.log)),
                    env=postgres.PLAIN_ENV, cwd=Path("/"))
        except Trouble as trouble:
            raise self._explain(trouble) from trouble

    def stop(self) -> bool:
        """Stop the server, breaking off what it does; tell whether it ran."""
        if not self.is_running():
            return False
        words = self._ctl("stop", "-w", "-t", str(STOP_SECONDS), "-m", "fast")
        stopped = subprocess.run(words, env=postgres.PLAIN_ENV, cwd="/", capture_output=True, check=False)
        if stopped.returncode != 0 and self.is_running():
            subprocess.run(self._ctl("stop", "-m", "immediate"), env=postgres.PLAIN_ENV, cwd="/",
                           capture_output=True, check=False)
        return True

    def exists(self) -> bool:
        """Tell whether the cluster was made."""
        return (self.data / "PG_VERSION").exists()

    def is_running(self) -> bool:
        """Tell whether the cluster's own server runs."""
        if not self.has_process():
            return False
        asked = subprocess.run(self._ctl("status"), env=postgres.PLAIN_ENV, cwd="/",
                               capture_output=True, check=False)
        return asked.returncode == 0

    def has_process(self) -> bool:
        """Tell, without starting a program, whether the server's process is there."""
        try:
            pid = int((self.data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
        except (OSError, ValueError):
            return False
        return birth(pid) is not None

    def url(self, role: str = APP, database: str = DATABASE) -> str:
        """Return the address of a database for a role; the server must run."""
        port = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[3].strip()
        return f"postgresql://{role}:{quote(self.password(role), safe='')}@{HOST}:{port}/{database}"

    def password(self, role: str) -> str:
        """Return the password of a role, made once, mode 0600."""
        self.keys.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.keys / f"database-{role}"
        if not path.exists() or not path.read_text(encoding="ascii").strip():
            write_secret(path, secrets.token_urlsafe(24))
        return path.read_text(encoding="ascii").strip()

    def _port(self) -> int:
        """Return the port of the last start when it is free, else another."""
        conf = self.data / SETTINGS
        words = conf.read_text(encoding="ascii").split() if conf.exists() else []
        last = int(words[words.index("port") + 2]) if "port" in words else FIRST_PORT
        return last if ports.is_free(HOST, last) else ports.first_free(HOST, FIRST_PORT)

    def _initdb(self, run: Runner, step: Step, target: Path) -> None:
        server = postgres.choose(self.data)
        password = self.home / "password"
        write_secret(password, self.password(SUPERUSER))
        postgres_owns(password)
        options = ["--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums", f"--username={SUPERUSER}",
                   "--auth=scram-sha-256", f"--pwfile={password}", *([] if self.lasting else ["--no-sync"])]
        try:
            run.run(step, [*postgres.runs_as(self.home), server.programs / "initdb", "-D", target, *options],
                    env=postgres.PLAIN_ENV, cwd=Path("/"))
        finally:
            password.unlink(missing_ok=True)

    def _ctl(self, verb: str, *words: str) -> list[str]:
        server = postgres.choose(self.data)
        program = [str(server.programs / "pg_ctl"), "-D", str(self.data)]
        return [*postgres.runs_as(self.home), *program, verb, *words]

    def _explain(self, trouble: Trouble) -> Trouble:
        tail = self.log.read_text(encoding="utf-8", errors="replace")[-4000:] if self.log.exists() else ""
        if "No space left on device" in tail:
            return full_disk(self.home)
        return Trouble(f"{trouble.en} The server's own words are in {self.log}.",
                       f"{trouble.zh} 数据库自己的记录在 {self.log}。")


def write_secret(path: Path, text: str) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    partial = path.with_name(path.name + ".partial")
    partial.unlink(missing_ok=True)
    fd = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(fd, "w", encoding="utf-8") as file:
        file.write(text + "\n")
    partial.replace(path)


def postgres_owns(path: Path) -> None:
    """Hand a file to the server's account when we are root."""
    if os.geteuid() == 0:
        shutil.chown(path, postgres.ACCOUNT, postgres.ACCOUNT)


def _shorten(log: Path, limit_bytes: int = 20_000_000) -> None:
    """Set a long log aside; one old one is kept."""
    if log.exists() and log.stat().st_size > limit_bytes:
        log.replace(log.with_name(log.name + ".1"))
