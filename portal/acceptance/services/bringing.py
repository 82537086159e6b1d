"""Verbs of a tree in a workbook: show what it would draw up, then draw it up, all or nothing."""

import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from django.core import signing
from django.db import transaction

from portal.acceptance import faults_import as faults
from portal.acceptance.bringing import columns
from portal.acceptance.bringing.rows import Entry, Reader
from portal.acceptance.models import Piece
from portal.acceptance.services import planning
from portal.accounts.actor import Actor
from portal.contracts.importing import FAULTS_TOLD, CellFault
from portal.core.files import copy_to, store_file
from portal.core.models import StoredFile
from portal.core.refusals import kept_refusals
from portal.projects.importing.values import text_of
from portal.projects.models import Project
from spatial.intake.model import Choice, Layer
from spatial.intake.sandbox import read_file, survey_file

MOST_PIECES = 2000
SALT = "acceptance.bringing"
RECEIPT_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a workbook would draw up. ``receipt``: what confirms it; ``notes``: what the reader assumed."""

    name: str
    entries: tuple[Entry, ...]
    notes: tuple[str, ...]
    receipt: str


@kept_refusals(planning.SUBJECT, names=("code",))
def show_tree(*, actor: Actor, code: str, stream: IO[bytes], name: str) -> Shown:
    """Read a workbook and say what it would draw up; nothing but the file is kept, and that only if sound."""
    project = planning.check_may(actor=actor, code=code)
    with tempfile.TemporaryDirectory(prefix="acceptance-") as folder:
        path = Path(folder) / f"tree{Path(name).suffix[:8]}"
        stream.seek(0)
        path.write_bytes(stream.read())
        entries, notes = _read(project, path, name)
    stream.seek(0)
    kept = store_file(stream, name=name)
    told = {"file": kept.sha256, "name": name[:200], "user": actor.user_id, "project": code}
    receipt = signing.dumps(told, salt=SALT)
    return Shown(name=name[:200], entries=entries, notes=notes, receipt=receipt)


@kept_refusals(planning.SUBJECT, names=("code",))
@transaction.atomic
def confirm_tree(*, actor: Actor, code: str, receipt: str, at: datetime) -> list[Piece]:
    """Draw up the tree of a workbook that was shown, judged anew: all of it or nothing."""
    project = planning.lock_for_planning(actor=actor, code=code)
    file, name = _shown_to(actor, code, receipt)
    with tempfile.TemporaryDirectory(prefix="acceptance-") as folder:
        path = copy_to(file, Path(folder) / f"tree{Path(name).suffix[:8]}")
        entries, _notes = _read(project, path, name)
    return planning.keep(actor=actor, project=project, drafts=[one.draft for one in entries], at=at)


def _shown_to(actor: Actor, code: str, receipt: str) -> tuple[StoredFile, str]:
    try:
        told = signing.loads(receipt, salt=SALT, max_age=RECEIPT_SECONDS)
    except signing.BadSignature as error:
        raise faults.TreeNotShown() from error
    file = StoredFile.objects.filter(sha256=told["file"]).first()
    if (told["user"], told["project"]) != (actor.user_id, code) or file is None:
        raise faults.TreeNotShown()
    return file, str(told["name"])


def _read(project: Project, path: Path, name: str) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Return the pieces of the first sheet that has the columns. Raises ``TreeWrong`` with every cell."""
    layer = _sheet(survey_file(path, name=name).layers)
    reader, rows = Reader(project, layer), 0
    with read_file(path, name=name, choice=Choice(layer=layer.name)) as reading:
        for row in reading:
            if not any(text_of(value) for value in row.values):
                continue
            rows += 1
            if rows > MOST_PIECES:
                raise faults.TreeTooLarge(most=MOST_PIECES)
            reader.take(row)
    entries = reader.entries()
    if reader.faults:
        raise _wrong(reader.faults)
    if not entries:
        raise faults.TreeEmpty()
    return tuple(entries), tuple(reader.notes)


def _sheet(layers: Sequence[Layer]) -> Layer:
    """Return the first sheet with all columns needed; where none has, the fullest tells what lacks."""
    lacking = {
        layer.name: [one for one in columns.MUST if one not in columns.places_of(layer)] for layer in layers
    }
    best = min(layers, key=lambda layer: len(lacking[layer.name]), default=None)
    if best is None or lacking[best.name]:
        missing = lacking[best.name] if best else list(columns.MUST)
        raise faults.TreeColumnsMissing(columns=columns.headers(missing))
    return best


def _wrong(found: Sequence[CellFault]) -> faults.TreeWrong:
    first = found[0]
    return faults.TreeWrong(
        count=len(found), first=f"{first.cell} {first.column}: {first.reason}",
        cells=[asdict(fault) for fault in found[:FAULTS_TOLD]],
    )  # fmt: skip
