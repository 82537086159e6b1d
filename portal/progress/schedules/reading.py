"""Read a schedule of any format but IFC: told by its bytes, never by its name alone."""

from collections.abc import Callable
from pathlib import Path

from portal.progress.schedules import faults, mspdi, pmxml, xer
from portal.progress.schedules.checking import checked
from portal.progress.schedules.limits import SCHEDULE_LIMITS
from portal.progress.schedules.model import Schedule
from portal.progress.schedules.table import read_table
from portal.progress.schedules.xmltree import root_of
from spatial.intake.limits import Limits

OLE, ZIP, XER_MARK, STEP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04", b"ERMHDR", b"ISO-10303-21"
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
OTHERS = (
    (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"), (b"GIF8", "gif"), (b"%PDF-", "pdf"),
    (b"<!doctype html", "html"), (b"<html", "html"),
)  # fmt: skip
"""What people send by mistake, by its first bytes; letters in either case."""
HEAD = 4096
FORMATS = ("mspdi", "xer", "pmxml", "xlsx", "csv", "event_log", "ifc")
BINARY = frozenset({0, 1, 2, 3, 4, 5, 6, 7, 8})


def read_schedule(
    path: Path, *, name: str = "", encoding: str = "", limits: Limits = SCHEDULE_LIMITS
) -> Schedule:
    """Return the schedule of a file. ``name``: what its owner called it. Raises ``ScheduleRefused``."""
    size = path.stat().st_size
    if size == 0:
        raise faults.EmptyScheduleFile()
    if size > limits.max_file_bytes:
        raise faults.ScheduleTooLarge(found_mb=size >> 20, limit_mb=limits.max_file_bytes >> 20)
    return checked(_reader(path, name or path.name, encoding)())


def kind_of(path: Path) -> str:
    """Return what the first bytes of a file say it is."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    for mark in MARKS:
        head = head.removeprefix(mark)
    head = head.lstrip()
    for sign, kind in OTHERS:
        if head[: len(sign)].lower() == sign.lower():
            return kind
    for sign, kind in ((OLE, "ole"), (ZIP, "zip"), (XER_MARK, "xer"), (STEP, "ifc"), (b"<", "xml")):
        if head.startswith(sign) or head[:200].replace(b"\0", b"").startswith(sign):
            return kind
    return "binary" if any(byte in BINARY for byte in head.replace(b"\0", b"")[:HEAD]) else "text"


def _reader(path: Path, name: str, encoding: str) -> Callable[[], Schedule]:
    kind = kind_of(path)
    if kind == "ole":
        if name.lower().endswith((".mpp", ".mpt", ".mpx")):
            raise faults.MppNotRead()
        raise faults.NotASchedule(found="OLE")
    if kind == "xer":
        return lambda: xer.read_xer(path, encoding=encoding)
    if kind == "zip":
        return lambda: read_table(path, workbook=True)
    if kind == "xml":
        return _xml_reader(path)
    if kind == "text" and not name.lower().endswith(".xer"):
        return lambda: read_table(path, workbook=False, encoding=encoding)
    raise faults.NotASchedule(found=kind.upper())


def _xml_reader(path: Path) -> Callable[[], Schedule]:
    space, root = root_of(path)
    if root == "Project" and space in {mspdi.NAMESPACE, ""}:
        return lambda: mspdi.read_mspdi(path)
    if root == pmxml.ROOT:
        return lambda: pmxml.read_pmxml(path)
    raise faults.NotASchedule(found=f"XML <{root[:40]}>")
