"""``bin/manage``: the product's management commands, on the database that ``bin/up`` started."""

import os
from pathlib import Path

from house import django, laying
from house.console import be_plain, complain
from house.ground import ROOT, Ground
from house.options import database_url
from house.trouble import Trouble


def main(arguments: list[str]) -> int:
    """Become ``manage.py ARGUMENTS``; return only when that cannot be."""
    be_plain()
    ground = Ground(data=Path(os.environ.get("GONGTU_DATA", ROOT / "var")).resolve())
    try:
        env = django.environment(ground, url=_url(ground))
    except Trouble as trouble:
        complain(trouble)
        return trouble.status
    os.execve(ground.python, [str(ground.python), str(ground.root / "manage.py"), *arguments], env)


def _url(ground: Ground) -> str:
    if given := database_url():
        return given
    cluster = laying.private_cluster(ground)
    if not (ground.python.exists() and cluster.exists() and cluster.is_running()):
        raise Trouble(
            f"Nothing is running in {ground.data}. Start it with bin/up first, or set DATABASE_URL.",
            f"{ground.data} 中没有运行中的数据库。请先运行 bin/up，或设置 DATABASE_URL。",
        )
    return cluster.url()
