"""``bin/manage [--data DIR] COMMAND``: the product's commands, on the database ``bin/up`` started."""

import os
from pathlib import Path

from house import django, laying, state
from house.console import be_plain, complain
from house.ground import ROOT, Ground
from house.options import database_url
from house.trouble import Trouble


def main(arguments: list[str]) -> int:
    """Become ``manage.py ARGUMENTS``; return only when that cannot be."""
    be_plain()
    try:
        folder, arguments = _elsewhere(arguments)
        ground = Ground(data=folder.resolve())
        served = state.read(ground)
        env = django.environment(ground, url=_url(ground), address=served.address if served else "")
    except Trouble as trouble:
        complain(trouble)
        return trouble.status
    os.execve(ground.python, [str(ground.python), str(ground.root / "manage.py"), *arguments], env)


def _elsewhere(arguments: list[str]) -> tuple[Path, list[str]]:
    """Return the data folder and the command: ``--data`` stands before the command, as with ``bin/up``."""
    first, _equals, given = (arguments or [""])[0].partition("=")
    if first != "--data":
        return Path(os.environ.get("GONGTU_DATA", ROOT / "var")), arguments
    rest = arguments[1:] if given else arguments[2:]
    folder = given or "".join(arguments[1:2])
    if not folder:
        raise Trouble(
            "--data names the folder that bin/up was given.", "--data 后须写 bin/up 所用的数据目录。"
        )
    return Path(folder), rest


def _url(ground: Ground) -> str:
    if given := database_url():
        return given
    cluster = laying.private_cluster(ground)
    if not (ground.python.exists() and cluster.exists() and cluster.is_running()):
        raise Trouble(
            f"Nothing is running in {ground.data}. Start it with bin/up first; after bin/up --data DIR, say "
            "bin/manage --data DIR or set GONGTU_DATA=DIR; or set DATABASE_URL to a database of your own.",
            f"{ground.data} 中没有运行中的数据库。请先运行 bin/up；若启动时用了 --data 目录，"
            "请用 bin/manage --data 目录，或设置 GONGTU_DATA=目录；也可用 DATABASE_URL 指定您自己的数据库。",
        )
    return cluster.url()
