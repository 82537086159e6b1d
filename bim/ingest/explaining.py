"""What the parser's own words about a broken file mean: which entity, and of which element."""

import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bim.files import faults
from bim.files.attributes import attribute
from bim.files.limits import MODEL_LIMITS
from bim.files.opening import open_ifc
from spatial.intake.limits import Limits

TOKEN = re.compile(r"[Tt]oken (\S+) at offset (\d+)")
ENTITY = re.compile(rb"#(\d+)\s*=\s*([A-Za-z0-9_]+)\s*\(\s*(?:'([0-9A-Za-z_$]{22})')?")
LOST = (b"NAN", b"NaN", b"nan", b"INF", b"Inf", b"inf", b"1.#")
"""What some programs write where a number is lost."""
NO_NUMBER = re.compile(rb"[(,]\s*([-+]?(?:nan|inf|infinity|1\.#[A-Z]+))\s*[,)]", re.IGNORECASE)
AROUND = 64
WINDOW = 1 << 24
MOST_BEFORE = 1 << 20
"""An entity is shorter: so far before a place its beginning is looked for."""


def explained(error: RuntimeError, path: Path, *, work: Path, limits: Limits = MODEL_LIMITS) -> Exception:
    """Return the refusal an error of the parser stands for; the error itself where none is known."""
    if isinstance(error, RecursionError):
        return _ring(path, work, limits) or faults.NestedTooDeep()
    found = TOKEN.search(str(error))
    return (_unread(found[1], int(found[2]), _plain(path, work)) if found else None) or error


def lost_number(plain: Path) -> faults.ValueNotRead | None:
    """Tell the entity of the first number that is none: the parser leaves it out, and others move up."""
    with plain.open("rb") as file:
        start, before = 0, b""
        while block := file.read(WINDOW):
            seen = before + block
            for at in sorted(_places_of(seen)):
                found = NO_NUMBER.search(seen, max(0, at - AROUND), at + AROUND)
                offset = start - len(before) + found.start(1) if found else 0
                if found and (told := _unread(found[1].decode("ascii"), offset, plain)):
                    return told
            start, before = start + len(block), seen[-2 * AROUND :]
    return None


def _places_of(text: bytes) -> Iterator[int]:
    for word in LOST:
        at = text.find(word)
        while at >= 0:
            yield at
            at = text.find(word, at + 1)


def _ring(path: Path, work: Path, limits: Limits) -> faults.PlacementCycle | None:
    try:
        file = open_ifc(path, work=work, limits=limits).file
    except (faults.ModelRefused, RuntimeError):
        return None
    turning = next(_turning(file), None)
    if turning is None:
        return None
    return faults.PlacementCycle(line=f"#{turning.id()}", global_id=_owner(file, turning))


def _turning(file: Any) -> Iterator[Any]:
    """Yield the placements from which one comes back to where one was."""
    above = {one.id(): one.PlacementRelTo for one in file.by_type("IfcObjectPlacement")}
    safe: set[int] = set()
    for start in above:
        way: dict[int, None] = {}
        at = start
        while at not in safe and at not in way:
            way[at] = None
            upper = above.get(at)
            if upper is None:
                break
            at = upper.id()
        else:
            if at in way:
                yield file.by_id(at)
        safe.update(way)


def _owner(file: Any, placement: Any) -> str:
    """Return the GlobalId of an element that stands on a placement, first of all one of its own."""
    owners = [str(attribute(one, "GlobalId") or "") for one in file.get_inverse(placement)]
    return next((one for one in owners if one), "–")


def _unread(value: str, offset: int, plain: Path) -> faults.ValueNotRead | None:
    """Tell the entity round a place of the file, if the value stands there and not within a text."""
    start = max(0, offset - MOST_BEFORE)
    with plain.open("rb") as file:
        file.seek(start)
        block = file.read(offset - start + len(value))
    if not block.endswith(value.encode()):
        return None
    last = deque(ENTITY.finditer(block), maxlen=1)
    if not last or block.count(b"'", last[0].start()) % 2:
        return None
    found = last[0]
    number, entity, owner = found[1].decode(), found[2].decode(), (found[3] or b"").decode()
    return faults.ValueNotRead(value=value[:60], line=f"#{number}", entity=entity, global_id=owner)


def _plain(path: Path, work: Path) -> Path:
    """Return the file the parser read: what was unpacked or rewritten last, else the file itself."""
    made = sorted(work.rglob("*.ifc"), key=lambda one: one.stat().st_mtime)
    return made[-1] if made else path
