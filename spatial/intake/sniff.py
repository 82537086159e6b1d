"""What a file is, by its content; the name only settles what content leaves open."""

import re
import zipfile
from pathlib import Path, PurePosixPath

HEAD_BYTES = 64 * 1024

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PAR1", "parquet"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM\x00", "image"),
    (b"II*\0", "raster"),
    (b"MM\0*", "raster"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "seven_zip"),
    (b"\x1f\x8b", "gzip"),
    (b"\xfd7zXZ", "gzip"),
    (b"BZh", "gzip"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"ISO-10303-21", "ifc"),
    (b"{\\rtf", "word"),
)
_ROOTS = {
    "kml": "kml", "gpx": "gpx", "landxml": "landxml", "featurecollection": "gml", "osm": "osm",
    "html": "html", "workbook": "old_sheet", "rss": "xml", "svg": "image", "project": "xml",
}  # fmt: skip
_DBF_FIRST = frozenset({0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x83, 0x8B, 0x8C, 0xF5, 0xFB})


def sniff(path: Path, name: str) -> str:
    """Return the kind of a file: ``csv``, ``xlsx``, ``zip`` ... or of something refused, such as ``dwg``."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        return "empty"
    return _by_magic(head, path) or _by_text(head, name, path)


def sniff_zip(names: list[str]) -> str:
    """Return what a zip holds, by its names: xlsx, kmz, filegdb, shapefile, word, ods, or archive."""
    lower = [name.lower() for name in names]
    if "[content_types].xml" in lower:
        folders = {name.split("/")[0] for name in lower}
        for folder, kind in (("xl", "xlsx"), ("word", "word"), ("ppt", "word")):
            if folder in folders:
                return kind
    if "mimetype" in lower and "content.xml" in lower:
        return "ods"
    if any(".gdb/" in name for name in lower):
        return "filegdb"
    suffixes = [PurePosixPath(name).suffix for name in lower]
    if ".shp" in suffixes:
        return "shapefile"
    if ".kml" in suffixes:
        return "kmz"
    return "archive"


def _by_magic(head: bytes, path: Path) -> str | None:
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if re.match(rb"AC10\d\d|AC1\.", head):
        return "dwg"
    if head.startswith(b"PK"):
        return "zip" if zipfile.is_zipfile(path) else "zip_broken"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "encrypted_sheet" if b"E\0n\0c\0r\0y\0p\0t" in path.read_bytes()[: 1 << 20] else "old_office"
    if head.startswith(b"SQLite format 3\0"):
        return "gpkg" if head[68:72] in (b"GPKG", b"GP10", b"GP11") or _has_contents(head) else "sqlite"
    return _by_magic_of_maps(head)


def _by_magic_of_maps(head: bytes) -> str | None:
    if head.startswith(b"fgb\x03fgb"):
        return "flatgeobuf"
    if head.startswith(b"\0\0\x27\x0a"):
        return "shapefile"
    if b"OSMHeader" in head[:40]:
        return "osm"
    if head.startswith(b"AutoCAD Binary DXF") or re.match(
        rb"\s*(999[^\n]*\n[^\n]*\n\s*)*0\s*\r?\n\s*SECTION", head
    ):
        return "dxf"
    if (
        head[0] in _DBF_FIRST
        and len(head) > 32
        and head[1] < 200
        and 1 <= head[2] <= 12
        and 1 <= head[3] <= 31
    ):
        return "dbf"
    return None


def _has_contents(head: bytes) -> bool:
    return b"gpkg_contents" in head


def _by_text(head: bytes, name: str, path: Path) -> str:
    text = _as_text(head)
    if text is None:
        return "binary"
    start = text.lstrip("\ufeff \r\n\t")
    if start.startswith("<"):
        return _by_root(path, start)
    if start.startswith(("{", "[")) and not _is_parcel_text(start):
        return "json"
    if _is_parcel_text(text):
        return "parcel_txt"
    return "csv" if _has_columns(text) or name.lower().endswith(".csv") else "prose"


def _is_parcel_text(text: str) -> bool:
    return re.search(r"[\[【［〔]\s*(属性描述|地块坐标)\s*[\]】］〕]", text) is not None


def _as_text(head: bytes) -> str | None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[: len(head) // 2 * 2].decode("utf-16", "ignore")
    if b"\0" in head:
        if head[1::2].count(0) > len(head) * 0.15 and head[::2].count(0) < len(head) * 0.03:
            return head[: len(head) // 2 * 2].decode("utf-16-le", "ignore")
        return None
    if sum(byte < 9 or 13 < byte < 32 for byte in head) > len(head) * 0.02:
        return None
    for encoding in ("utf-8", "gb18030"):
        try:
            return head.decode(encoding)
        except UnicodeDecodeError as error:
            if error.start >= len(head) - 4:
                return head[: error.start].decode(encoding)
    return head.decode("latin-1")


def _has_columns(text: str) -> bool:
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    return any(sum(mark in line for line in lines) >= max(2, len(lines) * 0.6) for mark in ",\t;|，")


def _by_root(path: Path, start: str) -> str:
    if re.match(r"<!doctype html|<html|<table|<meta", start, re.I):
        return "html"
    root = re.search(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s>/]", re.sub(r"<[?!][^>]*>", "", start))
    if root is None:
        return "xml"
    kind = _ROOTS.get(root[1].lower())
    return kind or ("gml" if "opengis.net/gml" in start else "xml")
