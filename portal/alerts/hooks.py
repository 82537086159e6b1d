"""Webhooks: to whom anything is sent at all, and one signed POST.

An address is looked up anew each time, every address it has must be allowed, and the connection goes to the
very one that was judged: a name that later points elsewhere reaches nothing. What lies inside the own network
is refused unless the operator lists it (``GONGTU_WEBHOOK_INTERNAL``: host names or networks). Redirects are
not followed, proxies not used.
"""

import hashlib
import hmac
import http.client
import ipaddress
import json
import re
import socket
import ssl
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from portal.alerts import faults
from portal.alerts.mailing import NeverDelivered, NotDelivered
from portal.alerts.models import Message
from portal.core import clock

TIMEOUT_S = 10
_SECRET = re.compile(r"//[^/?#]*@")
"""User name and password within an address: told to nobody."""
AGAIN = frozenset({408, 409, 423, 425, 429})
"""Refusals that may pass; other 4xx stay what they are."""
MOST_URL = 500
IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a message goes: the host as it is called, and the address of it that was judged."""

    host: str
    ip: str
    port: int
    path: str
    encrypted: bool


def target_of(url: str) -> Target:
    """Return where an address leads. Raises ``HookTargetRefused`` for what is not sent to."""
    host, port, path, encrypted = _parsed(url)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise _refused(url, "unknown_host") from None
    addresses = [ipaddress.ip_address(str(row[4][0]).partition("%")[0]) for row in found]
    if not all(allowed(host, one, settings.WEBHOOK_INTERNAL) for one in addresses):
        raise _refused(url, "internal")
    return Target(host=host, ip=str(addresses[0]), port=port, path=path, encrypted=encrypted)


def allowed(host: str, ip: IPAddress, internal: Collection[str]) -> bool:
    """Tell whether a host at an address may be sent to: any public one, and those inside that are listed."""
    mapped = ip.ipv4_mapped if isinstance(ip, ipaddress.IPv6Address) else None
    ip = mapped or ip
    if ip.is_global and not ip.is_multicast:
        return True
    return any(host == one.lower() or _lies_in(ip, one) for one in internal)


def sign(secret: str, stamp: str, body: bytes) -> str:
    """Return the signature of a message: HMAC-SHA256 over its moment, a point and its body, in hex."""
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def send(row: Message) -> None:
    """Send one message. Raises ``NotDelivered`` or ``NeverDelivered``."""
    if row.webhook is None:
        raise NeverDelivered("no webhook")
    try:
        target = target_of(row.address)
    except faults.HookTargetRefused as error:
        passing = error.facts["reason"] == "unknown_host"
        raise (NotDelivered if passing else NeverDelivered)(str(error.facts["reason"])) from None
    status = _post(target, row.webhook.secret, row.key, row.body)
    if 200 <= status < 300:
        return
    lasting = 300 <= status < 500 and status not in AGAIN
    raise (NeverDelivered if lasting else NotDelivered)(f"HTTP {status}")


def _post(target: Target, secret: str, key: str, body: dict[str, Any]) -> int:
    data = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    stamp = str(int(clock.now().timestamp()))
    head = {
        "Content-Type": "application/json; charset=utf-8", "User-Agent": "Gongtu", "Idempotency-Key": key,
        "X-Gongtu-Timestamp": stamp, "X-Gongtu-Signature": f"sha256={sign(secret, stamp, data)}",
    }  # fmt: skip
    link = http.client.HTTPConnection(target.host, target.port, timeout=TIMEOUT_S)
    try:
        link.sock = _connected(target)
        link.request("POST", target.path, data, head)
        return link.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise NotDelivered(type(error).__name__) from error
    finally:
        link.close()


def _connected(target: Target) -> socket.socket:
    plain = socket.create_connection((target.ip, target.port), timeout=TIMEOUT_S)
    if not target.encrypted:
        return plain
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
    except OSError:
        plain.close()
        raise


def _parsed(url: str) -> tuple[str, int, str, bool]:
    try:
        parts = urlsplit(url)
    except ValueError:
        raise _refused(url, "no_address") from None
    clean = url.isascii() and url.isprintable() and " " not in url and len(url) <= MOST_URL
    if not clean or parts.scheme not in {"http", "https"} or not parts.hostname or parts.fragment:
        raise _refused(url, "no_address")
    if parts.username is not None or parts.password is not None:
        raise _refused(url, "with_password")
    encrypted = parts.scheme == "https"
    if not encrypted and not settings.WEBHOOK_PLAIN_HTTP:
        raise _refused(url, "plain_http")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return parts.hostname.lower(), _port(url, parts, 443 if encrypted else 80), path, encrypted


def _port(url: str, parts: SplitResult, usual: int) -> int:
    try:
        port = usual if parts.port is None else parts.port
    except ValueError:
        port = 0
    if not port:
        raise _refused(url, "no_port")
    return port


def _lies_in(ip: IPAddress, network: str) -> bool:
    try:
        return ip in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False


def _refused(url: str, reason: str) -> faults.HookTargetRefused:
    return faults.HookTargetRefused(url=_SECRET.sub("//…@", url)[:200], reason=reason)
