"""A workbook that is shown first and confirmed after: kept in between, and named by a signed receipt."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from django.core import signing

from portal.contracts.importing import FAULTS_TOLD, CellFault
from portal.core.errors import DomainError
from portal.core.files import copy_to, store_file
from portal.core.models import StoredFile
from portal.projects.importing.values import text_of
from spatial.intake.model import Choice, Layer, Row
from spatial.intake.sandbox import read_file

RECEIPT_SECONDS = 24 * 3600
MOST_LETTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One kind of workbook. ``salt``: of its receipts; ``unknown``: raised for one that is not good."""

    salt: str
    unknown: Callable[[], DomainError]

    @contextmanager
    def sent(self, stream: IO[bytes], name: str) -> Iterator[Path]:
        """Lend a copy of what was sent, for as long as it is read."""
        with tempfile.TemporaryDirectory(prefix="workbook-") as folder:
            path = Path(folder) / _plain(name)
            stream.seek(0)
            path.write_bytes(stream.read())
            yield path

    @contextmanager
    def shown(self, receipt: str, **about: Any) -> Iterator[tuple[Path, str]]:
        """Lend a workbook that was shown, and its name. Raises ``unknown`` for another receipt."""
        file, name = self._file(receipt, about)
        with tempfile.TemporaryDirectory(prefix="workbook-") as folder:
            yield copy_to(file, Path(folder) / _plain(name)), name

    def receipt(self, stream: IO[bytes], name: str, **about: Any) -> str:
        """Keep a workbook that was shown; return what confirms it: who it was shown to, and for what."""
        stream.seek(0)
        kept = store_file(stream, name=name)
        return signing.dumps({"file": kept.sha256, "name": name[:MOST_LETTERS], **about}, salt=self.salt)

    def _file(self, receipt: str, about: Mapping[str, Any]) -> tuple[StoredFile, str]:
        try:
            told = signing.loads(receipt, salt=self.salt, max_age=RECEIPT_SECONDS)
        except signing.BadSignature as error:
            raise self.unknown() from error
        file = StoredFile.objects.filter(sha256=told["file"]).first()
        if file is None or any(told.get(name) != value for name, value in about.items()):
            raise self.unknown()
        return file, str(told["name"])


def rows_of(path: Path, name: str, layer: Layer, *, most: int, too_many: DomainError) -> Iterator[Row]:
    """Yield the rows of a sheet that hold anything. Raises ``too_many`` beyond ``most``."""
    found = 0
    with read_file(path, name=name, choice=Choice(layer=layer.name)) as reading:
        for row in reading:
            if not any(text_of(value) for value in row.values):
                continue
            found += 1
            if found > most:
                raise too_many
            yield row


def told(found: Sequence[CellFault]) -> dict[str, Any]:
    """Return the facts of a refusal over cells that are wrong."""
    first = found[0]
    return {
        "count": len(found), "first": f"{first.cell} {first.column}: {first.reason}",
        "cells": [asdict(fault) for fault in found[:FAULTS_TOLD]],
    }  # fmt: skip


def _plain(name: str) -> str:
    """Return a name that is safe on our disk and says what kind of file it is."""
    return f"workbook{Path(name).suffix[:8]}"
