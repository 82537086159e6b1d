"""Keep bytes under their SHA-256, through Django's storage (a folder, or any S3-compatible store)."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from portal.core import clock
from portal.core.models import StoredFile

CHUNK_BYTES = 1 << 20


def store_file(stream: IO[bytes], *, name: str, content_type: str = "") -> StoredFile:
    """Store the stream once and return its row; the same bytes again return the row already there."""
    sha256, size = _measure(stream)
    known = StoredFile.objects.filter(sha256=sha256).first()
    if known is not None and default_storage.exists(_place(sha256)):
        return known
    if not default_storage.exists(_place(sha256)):
        stream.seek(0)
        default_storage.save(_place(sha256), File(stream))
    row, _made = StoredFile.objects.get_or_create(
        sha256=sha256,
        defaults={
            "size": size, "name": Path(name).name[:255], "content_type": content_type[:100],
            "created_at": clock.now(),
        },
    )  # fmt: skip
    return row


def open_file(row: StoredFile) -> IO[bytes]:
    """Open the stored bytes for reading."""
    return default_storage.open(_place(row.sha256), "rb")


def keep_beside(row: StoredFile, *, kind: str, body: bytes) -> None:
    """Keep what was made of stored bytes beside them; what was kept of that kind gives way."""
    place = f"{kind}/{_place(row.sha256)}"
    default_storage.delete(place)
    kept = default_storage.save(place, ContentFile(body))
    if kept != place:  # another process was quicker
        default_storage.delete(kept)


def read_beside(row: StoredFile, *, kind: str) -> bytes:
    """Return what was made of stored bytes; nothing where nothing was."""
    try:
        with default_storage.open(f"{kind}/{_place(row.sha256)}", "rb") as source:
            body: bytes = source.read()
            return body
    except FileNotFoundError:
        return b""


def hash_of(stream: IO[bytes]) -> str:
    """Return the SHA-256 of a stream, in hexadecimal; it is read from its begin."""
    return _measure(stream)[0]


def copy_to(row: StoredFile, target: Path) -> Path:
    """Write the stored bytes to a file on this machine and return its path."""
    with open_file(row) as source, target.open("wb") as sink:
        for chunk in _chunks(source):
            sink.write(chunk)
    return target


def _place(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _measure(stream: IO[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    stream.seek(0)
    for chunk in _chunks(stream):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK_BYTES):
        yield chunk
