"""The frames between child and parent: a length, then JSON. Only the types named here can come out of it."""

import base64
import json
import struct
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, BinaryIO

import shapely

from spatial.intake import model
from spatial.intake.limits import Limits
from spatial.intake.problems import Address, Problem, Severity

HEAD = struct.Struct(">I")
LONGEST_FRAME = 1 << 29
_TYPES: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        model.Choice, model.Column, model.CrsCandidate, model.CrsFinding, model.EncodingFinding,
        model.EncodingGuess, model.FileSurvey, model.Layer, model.Row, model.Shape, Address, Limits, Problem,
    )
}  # fmt: skip


def learn(*kinds: type) -> None:
    """Let those who send their own dataclasses name them; a name may not be taken twice."""
    for kind in kinds:
        if _TYPES.setdefault(kind.__name__, kind) is not kind:
            raise ValueError(f"{kind.__name__} is already a type of the wire.")


class BrokenFrame(Exception):
    """The other side sent something that is no frame."""


def pack(message: dict[str, Any]) -> bytes:
    """Return one frame."""
    body = json.dumps(_plain(message), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    return HEAD.pack(len(body)) + body


def unpack(body: bytes) -> dict[str, Any]:
    """Return the message of a frame's body."""
    message = json.loads(body, object_hook=_typed)
    if not isinstance(message, dict):
        raise BrokenFrame("A frame must be an object.")
    return message


def frame_length(head: bytes) -> int:
    """Return the length a frame's head states; refuse absurd ones."""
    length = int(HEAD.unpack(head)[0])
    if length > LONGEST_FRAME:
        raise BrokenFrame(f"A frame of {length} bytes.")
    return length


def write(stream: BinaryIO, message: dict[str, Any]) -> None:
    """Send one message."""
    stream.write(pack(message))
    stream.flush()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode("ascii")}
    if isinstance(value, datetime):
        return {"$moment": value.isoformat()}
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    if isinstance(value, shapely.Geometry):
        return {"$geometry": base64.b64encode(shapely.to_wkb(value)).decode("ascii")}
    return _plain_group(value)


def _plain_group(value: Any) -> Any:
    if is_dataclass(value):
        plain = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"$type": type(value).__name__, **plain}
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, StrEnum):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be sent.")


def _typed(plain: dict[str, Any]) -> Any:
    if "$bytes" in plain:
        return base64.b64decode(plain["$bytes"])
    if "$geometry" in plain:
        return shapely.from_wkb(base64.b64decode(plain["$geometry"]), on_invalid="ignore")
    if "$date" in plain:
        return date.fromisoformat(plain["$date"])
    if "$moment" in plain:
        return datetime.fromisoformat(plain["$moment"])
    if "$type" not in plain:
        return plain
    kind = _TYPES.get(plain.pop("$type"))
    if kind is None:
        raise BrokenFrame("A frame of an unknown type.")
    values = {key: tuple(item) if isinstance(item, list) else item for key, item in plain.items()}
    if kind is Problem:
        values["severity"] = Severity(str(plain["severity"]))
    return kind(**values)


def plain(value: Any) -> Any:
    """Return any of these types as JSON would hold it, for keeping."""
    return _plain(value)


def typed_deep(kept: Any) -> Any:
    """Return what ``plain`` gave back as its type."""
    return json.loads(json.dumps(kept), object_hook=_typed)
