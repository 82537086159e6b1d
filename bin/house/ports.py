"""Which ports are free."""

import socket

from house.options import Options, command
from house.trouble import Trouble


def is_free(host: str, port: int) -> bool:
    """Tell whether a server could listen there now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OverflowError:
            return False
        except OSError:
            return False
        return True


def first_free(host: str, start: int, tries: int = 200) -> int:
    """Return the first free port from ``start`` upwards."""
    for port in range(start, start + tries):
        if is_free(host, port):
            return port
    raise Trouble(
        f"No free port between {start} and {start + tries - 1} on {host}.",
        f"{host} 上从 {start} 到 {start + tries - 1} 没有空闲端口。",
    )


def require_usable(options: Options) -> None:
    """Refuse a port that is taken or an address that is not this machine's, and say what to do."""
    host, port = options.host, options.port
    if is_free(host, port):
        return
    _require_own_address(host)
    if port < 1024 and not is_free(host, 0):
        return
    other = command(options, port=first_free(host, max(port + 1, 1024)))
    raise Trouble(
        f"Port {port} on {host} is taken by another program (or needs root). Stop that program, or run:"
        f" {other}",
        f"{host} 的 {port} 端口已被其他程序占用（或需要 root 权限）。请停掉该程序，或改用： {other}",
    )


def _require_own_address(host: str) -> None:
    if is_free(host, 0):
        return
    raise Trouble(
        f"{host} is not an address of this machine. Use --host 127.0.0.1 (only this machine)"
        " or --host 0.0.0.0 (every network it is on).",
        f"{host} 不是本机地址。请用 --host 127.0.0.1（仅本机）或 --host 0.0.0.0（本机所有网络）。",
    )
