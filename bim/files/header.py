"""The header of a STEP file and its schema label."""

import re
from dataclasses import dataclass
from pathlib import Path

from bim.files import faults

HEAD_BYTES = 1 << 20
TAIL_BYTES = 4096
LONGEST_LABEL = 60
READ_DIRECTLY = ("IFC2X3", "IFC4", "IFC4X3_ADD2")
FAMILY_4X3 = re.compile(r"IFC4X3(_(RC[1-4]|TC1|ADD1|ADD2))?$")
FAMILY_2X3 = re.compile(r"IFC2X3(_(TC1|FINAL))?$")
FAMILY_4 = re.compile(r"IFC4(_(ADD1|ADD2|ADD2_TC1))?$")
_COMMENT = re.compile(rb"/\*.*?\*/", re.S)
_SCHEMA = re.compile(rb"FILE_SCHEMA\s*\(\s*\(\s*'([^']*)'", re.I)
_NEEDED = (b"FILE_DESCRIPTION", b"FILE_NAME", b"FILE_SCHEMA")
_END = re.compile(rb"END-ISO-10303-21\s*;")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """``written``: as the file says. ``read_as``: the schema it is parsed by. ``at``: its bytes."""

    written: str
    read_as: str
    at: tuple[int, int]

    @property
    def rewritten(self) -> bool:
        """Tell whether the parser is given another label than the file's own."""
        return self.written != self.read_as


def written_label(path: Path) -> str:
    """Return the schema a file's header names, whatever else is wrong with it; empty where it names none."""
    with path.open("rb") as file:
        found = _SCHEMA.search(_COMMENT.sub(b"", file.read(HEAD_BYTES)))
    return found[1].decode("ascii", "replace").strip()[:LONGEST_LABEL] if found else ""


def label_of(path: Path) -> Label:
    """Return the schema label; raise what is wrong with the header or the end of the file."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    plain = _COMMENT.sub(lambda found: b" " * len(found[0]), head)
    end = plain.find(b"ENDSEC")
    header = plain[: end if end >= 0 else None]
    missing = [word.decode() for word in _NEEDED if word not in header.upper()]
    if missing:
        raise faults.HeaderBroken(detail=", ".join(missing))
    found = _SCHEMA.search(header)
    if found is None:
        raise faults.HeaderBroken(detail="FILE_SCHEMA")
    written = found[1].decode("ascii", "replace").strip()
    refuse_cut(path)
    return Label(written=written, read_as=_read_as(written), at=found.span(1))


def refuse_cut(path: Path) -> None:
    """Raise ``ModelTruncated`` where the closing line is missing."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL_BYTES))
        if not _END.search(file.read()):
            raise faults.ModelTruncated()


def _read_as(written: str) -> str:
    upper = written.upper()
    for family, schema in ((FAMILY_4X3, "IFC4X3_ADD2"), (FAMILY_4, "IFC4"), (FAMILY_2X3, "IFC2X3")):
        if family.match(upper):
            return schema
    raise faults.SchemaNotRead(label=written[:60])
