"""The lines of a boundary-point text: decoded strictly, streamed, with any line ends."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from spatial.intake.encoding import canonical, find_in_file
from spatial.intake.model import EncodingFinding
from spatial.intake.problems import Address, refuse
from spatial.intake.sniff import HEAD_BYTES, sniff
from spatial.survey.tolerances import Capacity

CHUNK_BYTES = 1 << 20
WIDE = {0xFF01 + i: 0x21 + i for i in range(94)} | {
    0x3000: 0x20, 0x00A0: 0x20, 0x3010: 0x5B, 0x3014: 0x5B, 0x3011: 0x5D, 0x3015: 0x5D, 0xFEFF: 0x20,
    0x2212: 0x2D,
}  # fmt: skip
POINT = re.compile(r"^\s*[A-Za-z]{0,3}\d+\s*[,\s]\s*\d{1,3}\s*[,\s]\s*-?\d+\.?\d*\s*[,\s]\s*-?\d+\.?\d*\s*$")
TEXTS = frozenset({"csv", "prose", "json"})


def is_boundary_text(path: Path, name: str) -> bool:
    """Tell whether a file is a boundary-point text: by its section names, else by how its lines look."""
    kind = sniff(path, name)
    if kind == "parcel_txt":
        return True
    if kind not in TEXTS:
        return False
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    lines = [tidy(line) for line in _loosely(head).splitlines()[:200] if line.strip()]
    if any(line.count(",") >= 4 and is_attributes(line) for line in lines):
        return True
    return len(lines) >= 3 and all(POINT.match(line) for line in lines[:3])


def is_attributes(line: str) -> bool:
    """Tell whether a tidy line ends in ``@``, the mark of a parcel's attributes."""
    return line.rstrip(",;\t ").endswith("@")


def tidy(line: str) -> str:
    """Return a line trimmed, with full-width marks, digits and brackets as plain ones."""
    return (line if line.isascii() else line.translate(WIDE)).strip()


def find_encoding(path: Path, *, chosen: str = "") -> tuple[EncodingFinding, bool]:
    """Return the encoding, and whether the last character is cut: UTF-8 strictly, else GB18030 strictly."""
    if chosen:
        name = canonical(chosen)
        if name is None:
            raise refuse("encoding_not_known", label=chosen[:40])
        return EncodingFinding(encoding=name, how="chosen", confidence=1.0), _fits(path, name) == "cut"
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(codecs.BOM_UTF8):
        return EncodingFinding(encoding="utf-8-sig", how="bom", confidence=1.0), _fits(
            path, "utf-8-sig"
        ) == "cut"
    if b"\0" in head or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return find_in_file(path), False
    for name in ("utf-8", "gb18030"):
        fit = _fits(path, name)
        if fit:
            return _finding(name, head), fit == "cut"
    raise refuse("encoding_unknown")


def text_lines(path: Path, encoding: str, *, cut: bool, capacity: Capacity) -> Iterator[tuple[int, str]]:
    """Yield every line with its number. CR, LF and CRLF end lines; a line without end is refused."""
    try:
        with path.open(encoding=encoding, errors="ignore" if cut else "strict", newline=None) as stream:
            number = 0
            while line := stream.readline(capacity.max_line_chars):
                number += 1
                if len(line) >= capacity.max_line_chars:
                    raise refuse("survey_line_too_long", _at(number), limit=capacity.max_line_chars)
                if number > capacity.max_lines:
                    raise refuse("survey_too_many_lines", _at(number), limit=capacity.max_lines)
                yield number, line
    except UnicodeError as error:
        raise refuse("encoding_label_false", label=encoding) from error


def ends_with_newline(path: Path) -> bool:
    """Tell whether the last line was finished."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 2))
        return file.read().strip(b"\0").endswith((b"\n", b"\r"))


def _at(number: int) -> Address:
    return Address(kind="line", row=number)


def _finding(name: str, head: bytes) -> EncodingFinding:
    if head.isascii():
        return EncodingFinding(encoding=name, how="ascii", confidence=1.0)
    return EncodingFinding(encoding=name, how="bytes", confidence=0.99 if name == "utf-8" else 0.9)


def _fits(path: Path, name: str) -> str:
    """Return ``whole``, ``cut`` when only the last character is incomplete, or nothing."""
    decoder = codecs.getincrementaldecoder(name)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                decoder.decode(chunk)
    except UnicodeError:
        return ""
    return "cut" if decoder.getstate()[0] else "whole"


def _loosely(head: bytes) -> str:
    for name in ("utf-8-sig", "gb18030"):
        try:
            return head.decode(name)
        except UnicodeDecodeError as error:
            if error.start >= len(head) - 4:
                return head[: error.start].decode(name)
    return head.decode("latin-1")
