"""Turn any answer into text that two worlds can be compared by."""

import csv
import gzip
import io
import json
import re
import zipfile

import mapbox_vector_tile
import openpyxl
import pyogrio
from pypdf import PdfReader

WORD = re.compile(r"Qz[A-Z]\dzQ")
CHANGING = (
    re.compile(rb'name="csrf[a-z-]+" (value|content)="[^"]+"'),
    re.compile(rb'nonce="[^"]+"'),
    re.compile(rb"[0-9a-f]{32}"),
)
"""What differs from answer to answer: tokens, nonces, the random ids of the travelling map."""


def words_in(text: str) -> set[str]:
    """The planted words in a text."""
    return set(WORD.findall(text))


def body_of(answer) -> bytes:
    """The bytes of an answer, streamed or not, packed or not."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body


def text_of(answer) -> str:
    """Everything an answer says: status, what is told of it, and its content in plain text."""
    body, media = body_of(answer), answer.headers.get("Content-Type", "").split(";")[0]
    told = {name: answer.headers.get(name) for name in ("Location", "ETag", "Content-Disposition", "Allow")}
    return f"{answer.status_code} {media} {told}\n{READERS.get(media, _plain)(body)}"


def _plain(body: bytes) -> str:
    for pattern in CHANGING:
        body = pattern.sub(b"", body)
    return body.decode()


def _json(body: bytes) -> str:
    return json.dumps(json.loads(body), ensure_ascii=False, indent=1)


def _tile(body: bytes) -> str:
    return json.dumps(mapbox_vector_tile.decode(body), ensure_ascii=False, indent=1)


def _sheet(body: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(body))
    return "\n".join(str(row) for sheet in book for row in sheet.iter_rows(values_only=True))


def _flat(body: bytes) -> str:
    _meta, _ids, shapes, columns = pyogrio.raw.read(body)
    rows = sorted(zip(*columns, (shape.hex() for shape in shapes), strict=True), key=str)
    return f"{sorted(pyogrio.read_info(body)['fields'])}\n" + "\n".join(map(str, rows))


def _pdf(body: bytes) -> str:
    pages = PdfReader(io.BytesIO(body)).pages
    text = "\n".join(page.extract_text() for page in pages)
    drawn = "\n".join(page.get_contents().get_data().decode("latin-1") for page in pages)
    numbers = re.sub(r"<[0-9a-f]*>|\[.*?\] TJ", "", drawn, flags=re.DOTALL)
    return re.sub(r"[0-9a-f]{12}", "", text) + numbers


def _csv(body: bytes) -> str:
    return "\n".join(map(str, csv.reader(io.StringIO(body.decode("utf-8-sig")))))


def _archive(body: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        held = {name: packed.read(name).decode("utf-8", "replace") for name in packed.namelist()}
    return "\n".join(f"{name}\n{text}" for name, text in held.items())


READERS = {
    "application/octet-stream": lambda body: _archive(body) if body[:2] == b"PK" else _plain(body),
    "application/json": _json,
    "application/geo+json": _json,
    "application/problem+json": _json,
    "application/vnd.mapbox-vector-tile": _tile,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _sheet,
    "application/flatgeobuf": _flat,
    "application/geopackage+sqlite3": _flat,
    "application/schema+json": _json,
    "application/pdf": _pdf,
    "text/csv": _csv,
}
