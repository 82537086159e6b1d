"""Find PostgreSQL with PostGIS, and who shall run it: postgres refuses to run as root."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from house.trouble import Trouble

OLDEST_MAJOR = 15
ACCOUNT = "postgres"
PLAIN_ENV = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/"}
REACH = ("+dac_read_search", "+dac_override")


@dataclass(frozen=True, slots=True, kw_only=True)
class Postgres:
    """An installed server: its major version and the folder of its programs."""

    major: int
    programs: Path


def installed() -> list[Postgres]:
    """Return every installed server that has PostGIS, newest first."""
    found = [Postgres(major=int(home.name), programs=home / "bin")
             for home in Path("/usr/lib/postgresql").glob("[0-9]*") if _has_postgis(home)]
    return sorted(found or _from_pg_config(), key=lambda server: -server.major)


def choose(data: Path) -> Postgres:
    """Return the server for a cluster: the version it was made with, or for a new one the newest."""
    servers = [server for server in installed() if server.major >= OLDEST_MAJOR]
    version = data / "PG_VERSION"
    if version.exists():
        wanted = int(version.read_text(encoding="ascii"))
        servers = [server for server in servers if server.major == wanted]
        if not servers:
            raise _version_gone(data, wanted)
    if not servers:
        raise Trouble(
            f"PostgreSQL {OLDEST_MAJOR} or newer with PostGIS is not here."
            " Debian 12 and Ubuntu 24.04 offer it. Elsewhere set DATABASE_URL to a server that has it.",
            f"本机没有带 PostGIS 的 PostgreSQL {OLDEST_MAJOR} 或更新版本。Debian 12 与 Ubuntu 24.04 自带；"
            "其他系统请用 DATABASE_URL 指向已有的服务器。",
        )
    return servers[0]


def needed_packages() -> list[str]:
    """Return the system packages that bring PostgreSQL with PostGIS, none when it is there."""
    there = any(server.major >= OLDEST_MAJOR for server in installed())
    return [] if there else ["postgresql-postgis"]


def runs_as(folder: Path) -> list[str]:
    """Return the words to put before a program that works in ``folder`` as the server's own account.

    Nothing for an ordinary user. Root steps down to ``postgres``; where that account cannot pass the parents
    of ``folder`` (a checkout below a 0700 home), it is given the right to pass and read what is not its own,
    or, in a container that lacks that right, to pass, read and write.
    """
    if os.geteuid() != 0:
        return []
    plain = ["setpriv", f"--reuid={ACCOUNT}", f"--regid={ACCOUNT}", "--init-groups"]
    for words in (plain, *([*plain, f"--inh-caps={right}", f"--ambient-caps={right}"] for right in REACH)):
        if _reaches(words, folder):
            return words
    raise Trouble(
        f"The account {ACCOUNT}, which must run the database, cannot reach {folder}."
        " Choose a folder that it can reach, for example: bin/up --data /var/lib/gongtu",
        f"运行数据库的账号 {ACCOUNT} 无法进入 {folder}。请指定它能进入的目录，例如："
        " bin/up --data /var/lib/gongtu",
    )


def own(folder: Path) -> None:
    """Make ``folder`` the server account's own."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0:
        shutil.chown(folder, ACCOUNT, ACCOUNT)


def _reaches(words: list[str], folder: Path) -> bool:
    probe = [*words, "sh", "-c", 'cd "$0" && test -w .', str(folder)]
    return subprocess.run(probe, env=PLAIN_ENV, cwd="/", capture_output=True, check=False).returncode == 0


def _has_postgis(home: Path) -> bool:
    control = Path("/usr/share/postgresql") / home.name / "extension" / "postgis.control"
    return control.exists() and (home / "bin" / "initdb").exists()


def _from_pg_config() -> list[Postgres]:
    """Ask ``pg_config``, for systems that do not lay PostgreSQL out as Debian does."""
    if not shutil.which("pg_config"):
        return []
    asked = [subprocess.run(["pg_config", word], capture_output=True, text=True, check=False).stdout.strip()
             for word in ("--bindir", "--sharedir", "--version")]
    programs, share, version = Path(asked[0]), Path(asked[1]), asked[2].split()
    if not (share / "extension" / "postgis.control").exists() or not (programs / "initdb").exists():
        return []
    return [Postgres(major=int(version[1].split(".")[0]), programs=programs)]


def _version_gone(data: Path, wanted: int) -> Trouble:
    return Trouble(
        f"The database in {data} was made by PostgreSQL {wanted}, which is no longer installed. Install"
        f" postgresql-{wanted}-postgis-3 again, or use a new folder with --data DIR.",
        f"{data} 中的数据库由 PostgreSQL {wanted} 建立，该版本已不在本机。"
        f"请重新安装 postgresql-{wanted}-postgis-3，或用 --data DIR 指定新目录。",
    )
