"""What may be said after ``bin/up`` and ``bin/down``."""

import argparse
import os
import shlex
from dataclasses import dataclass
from pathlib import Path

from house.ground import ROOT, Ground

SIZES = ("S", "M", "L")
HOST, PORT = "127.0.0.1", 8000


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The choices of one ``bin/up``. ``database_url`` empty means the private cluster.

    ``asked``: port or host were said, not left to the usual.
    """

    ground: Ground
    host: str
    port: int
    size: str
    demo: bool
    detach: bool
    database_url: str
    asked: bool = False

    @property
    def address(self) -> str:
        """The address to open on this machine."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/"


def command(options: Options, *, port: int | None = None) -> str:
    """Return the command that says these choices again, what is usual left out; ``port``: another port."""
    data = options.ground.data
    words = [
        *(["--host", options.host] if options.host != HOST else []),
        "--port", str(port or options.port), *_data_words(data),
        *(["--size", options.size] if options.size != SIZES[0] else []),
        *([] if options.demo else ["--no-demo"]), *(["--detach"] if options.detach else []),
    ]  # fmt: skip
    return shlex.join(["bin/up", *words])


def command_down(options: Options) -> str:
    """Return the command that stops what runs on the ground of these options."""
    return shlex.join(["bin/down", *_data_words(options.ground.data)])


def _data_words(data: Path) -> list[str]:
    return [] if data == ROOT / "var" else ["--data", str(data)]


def for_up(arguments: list[str]) -> Options:
    """Read the words after ``bin/up``."""
    parser = argparse.ArgumentParser(
        prog="bin/up", description="Install what is missing and start Gongtu 安装并启动工图")
    parser.add_argument("--port", type=_port, help="port of the web server 网页端口 (8000)")
    parser.add_argument("--host", help="address to listen at 监听地址 (127.0.0.1)")
    _add_data(parser)
    parser.add_argument("--size", choices=SIZES, default="S", help="size of the demo province 演示省规模 (S)")
    parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty 不写入演示数据")
    parser.add_argument("--detach", action="store_true", help="go on in the background 在后台运行")
    said = parser.parse_args(arguments)
    return Options(ground=Ground(data=said.data.resolve()), host=said.host or HOST,
                   port=said.port or PORT, size=said.size, demo=not said.no_demo, detach=said.detach,
                   database_url=database_url(), asked=bool(said.host or said.port))


def for_down(arguments: list[str]) -> Ground:
    """Read the words after ``bin/down``."""
    parser = argparse.ArgumentParser(prog="bin/down", description="Stop what bin/up started 停止工图")
    _add_data(parser)
    return Ground(data=parser.parse_args(arguments).data.resolve())


def database_url() -> str:
    """Return the operator's own server, or nothing: then it is the private cluster."""
    return os.environ.get("DATABASE_URL", "")


def _add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=ROOT / "var", metavar="DIR",
                        help="folder for database, files and logs 数据目录 (var)")


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text} is not a port 端口号应在 1–65535 之间")
    return int(text)
