"""What a file is, by its first bytes: names lie."""

import re
from pathlib import Path

HEAD_BYTES = 64 << 10
STEP, ZIP, XML, JSON, EMPTY = "step", "zip", "xml", "json", "empty"
_OTHERS = (
    (b"%PDF", "PDF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"Rar!", "RAR"), (b"7z\xbc", "7z"),
    (b"\x1f\x8b", "gzip"), (b"\xd0\xcf\x11\xe0", "OLE (RVT, DOC, XLS)"), (b"AC10", "DWG"),
    (b"SQLite", "SQLite"),     (b"\x7fELF", "ELF"), (b"MZ", "EXE"), (b"glTF", "glTF"),
)  # fmt: skip
_IFC_WORDS = re.compile(rb"iso_10303_28|ifcXML|<ifc:|<Ifc[A-Z]", re.I)


def kind_of(path: Path) -> str:
    """Return ``step``, ``zip``, ``xml``, ``json``, ``empty``, or in words what else it seems to be."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        return EMPTY
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ZIP
    if b"ISO-10303-21" in text[:4096] or re.match(rb"(HEADER|DATA)\s*;", text):
        return STEP
    if text.startswith(b"{") and b"ifc" in text.lower():
        return JSON
    return _other(head, text)


def _other(head: bytes, text: bytes) -> str:
    if text.startswith(b"<"):
        return XML if _IFC_WORDS.search(text) else "XML"
    for mark, name in _OTHERS:
        if head.startswith(mark):
            return name
    return "text" if _is_text(head) else "binary"


def _is_text(head: bytes) -> bool:
    return b"\0" not in head and sum(byte < 9 for byte in head) == 0
