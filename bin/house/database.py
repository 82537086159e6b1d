"""The database behind DATABASE_URL: the private cluster's, or the operator's own server."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from house import postgres
from house.cluster import APP, DATABASE, SUPERUSER, Cluster
from house.ground import Ground
from house.stamp import Stamp, digest
from house.trouble import Trouble, full_disk

ASK = Path(__file__).resolve().parent / "ask.py"
MAKE_EXTENSIONS = "CREATE EXTENSION postgis; CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gist;"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """Whether there is any project or region, and whether the demo province is among them."""

    any: bool
    demo: bool


def prepare(ground: Ground, cluster: Cluster) -> None:
    """Make role, database and extensions in the private cluster, once."""
    stamp, value = Stamp(cluster.home / "prepared"), digest([ASK])
    if stamp.is_fresh(value):
        return
    _ask(ground, "prepare", DATABASE_URL=cluster.url(SUPERUSER, "postgres"), PREPARE_ROLE=APP,
         PREPARE_PASSWORD=cluster.password(APP), PREPARE_DATABASE=DATABASE)
    stamp.write(value)


def require_usable(ground: Ground, url: str) -> None:
    """Refuse an operator's server that is too old or lacks the extensions, and say what to run there."""
    answer = _ask(ground, "check", DATABASE_URL=url)
    if answer["major"] < postgres.OLDEST_MAJOR:
        raise Trouble(
            f"The server in DATABASE_URL is PostgreSQL {answer['major']};"
            f" {postgres.OLDEST_MAJOR} or newer is needed.",
            f"DATABASE_URL 指向的是 PostgreSQL {answer['major']}，需要 {postgres.OLDEST_MAJOR} 或更新版本。",
        )
    if answer["missing"]:
        raise Trouble(
            f"The database in DATABASE_URL lacks {', '.join(answer['missing'])}."
            f" Let its superuser run there once: {MAKE_EXTENSIONS}",
            f"DATABASE_URL 指向的数据库缺少 {'、'.join(answer['missing'])}。"
            f"请由数据库超级用户在该库中执行一次： {MAKE_EXTENSIONS}",
        )


def holdings(ground: Ground, url: str) -> Holdings:
    """Return what the tables hold; they must be there."""
    return Holdings(**_ask(ground, "holdings", DATABASE_URL=url))


def _ask(ground: Ground, question: str, **env: str) -> dict[str, Any]:
    asked = subprocess.run([ground.python, ASK, question], env={**os.environ, **env}, capture_output=True,
                           text=True, check=False)
    if asked.returncode == 0:
        answer: dict[str, Any] = json.loads(asked.stdout or "{}")
        return answer
    last = (asked.stderr.strip().splitlines() or ["no answer"])[-1]
    if "no space left" in asked.stderr.lower():
        raise full_disk(ground.data)
    raise Trouble(
        f"The database did not answer as it should: {last}. Is the server up, and is DATABASE_URL right?",
        f"数据库没有正常应答：{last}。请检查数据库服务是否已启动、DATABASE_URL 是否正确。",
    )
