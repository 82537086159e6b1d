"""Names as their writers meant them.

The standard writes foreign letters as ``\\X2\\…\\X0\\``. Offices also send their own code page, either as raw
bytes, which the parser drops, or byte by byte as ``\\S\\`` and ``\\X\\``, which it reads as Latin letters.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from spatial.intake.encoding import find_in_samples
from spatial.intake.problems import Refused

BLOCK = 4 << 20
MOST_SAMPLES = 2_000
_RAW = re.compile(rb"[^'\r\n]*[\x80-\xff][^'\r\n]*")
_CONTROLS = re.compile("[\x80-\x9f]")
LATIN = "latin-1"


def raw_encoding(path: Path) -> str:
    """Return the code page of raw bytes above ASCII in a STEP file; empty where there are none."""
    samples = list(_samples(path))
    return _guess(samples) if samples else ""


def escaped(text: str) -> bytes:
    """Return a text as STEP writes it: foreign letters between ``\\X2\\`` (or ``\\X4\\``) and ``\\X0\\``."""
    return re.sub("[^\x00-\x7f]+", _escape, text).encode("ascii")


def _escape(found: re.Match[str]) -> str:
    if all(ord(letter) < 0x10000 for letter in found[0]):
        return f"\\X2\\{found[0].encode('utf-16-be').hex().upper()}\\X0\\"
    return f"\\X4\\{found[0].encode('utf-32-be').hex().upper()}\\X0\\"


def escape_line(line: bytes, encoding: str) -> bytes:
    """Return one line of a STEP file with its raw foreign bytes escaped."""
    if line.isascii():
        return line
    return escaped(line.decode(encoding, "replace"))


def code_page_of(names: Iterable[str]) -> str:
    """Return the code page that was written byte by byte, told by letters no text holds; mostly empty."""
    odd = [name for name in names if _CONTROLS.search(name) and _is_bytes(name)]
    return _guess([name.encode(LATIN) for name in odd[:MOST_SAMPLES]]) if odd else ""


def mended(text: str, code_page: str) -> str:
    """Return a text read byte by byte as its writer meant it; any other unchanged."""
    if not code_page or text.isascii() or not _is_bytes(text):
        return text
    try:
        return text.encode(LATIN).decode(code_page)
    except UnicodeDecodeError:
        return text


def _is_bytes(text: str) -> bool:
    return all(ord(letter) < 256 for letter in text)


def _guess(samples: list[bytes]) -> str:
    try:
        return find_in_samples(samples).encoding
    except Refused:
        return LATIN


def _samples(path: Path) -> Iterator[bytes]:
    count = 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if block.isascii():
                continue
            for found in _RAW.finditer(block):
                yield found[0][:400]
                count += 1
                if count >= MOST_SAMPLES:
                    return
