"""Verbs of a tree in a workbook: show what it would draw up, then draw it up, all or nothing."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from django.db import transaction

from portal.acceptance import faults_import as faults
from portal.acceptance.bringing.columns import TABLE
from portal.acceptance.bringing.rows import Entry, Reader
from portal.acceptance.models import Piece
from portal.acceptance.services import planning
from portal.accounts.actor import Actor
from portal.contracts.bringing import staging
from portal.core.refusals import kept_refusals
from portal.projects.models import Project
from spatial.intake.sandbox import survey_file

MOST_PIECES = 2000
STAGE = staging.Stage(salt="acceptance.bringing", unknown=faults.TreeNotShown)


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
    with STAGE.sent(stream, name) as path:
        entries, notes = _read(project, path, name)
    receipt = STAGE.receipt(stream, name, user=actor.user_id, project=code)
    return Shown(name=name[: staging.MOST_LETTERS], entries=entries, notes=notes, receipt=receipt)


@kept_refusals(planning.SUBJECT, names=("code",))
@transaction.atomic
def confirm_tree(*, actor: Actor, code: str, receipt: str, at: datetime) -> list[Piece]:
    """Draw up the tree of a workbook that was shown, judged anew: all of it or nothing."""
    project = planning.lock_for_planning(actor=actor, code=code)
    with STAGE.shown(receipt, user=actor.user_id, project=code) as (path, name):
        entries, _notes = _read(project, path, name)
    return planning.keep(actor=actor, project=project, drafts=[one.draft for one in entries], at=at)


def _read(project: Project, path: Path, name: str) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Return the pieces of the first sheet that has the columns. Raises ``TreeWrong`` with every cell."""
    layer, missing = TABLE.fullest(survey_file(path, name=name).layers)
    if layer is None or missing:
        raise faults.TreeColumnsMissing(columns=missing)
    reader, too_many = Reader(project, layer), faults.TreeTooLarge(most=MOST_PIECES)
    for row in staging.rows_of(path, name, layer, most=MOST_PIECES, too_many=too_many):
        reader.take(row)
    entries = reader.entries()
    if reader.faults:
        raise faults.TreeWrong(**staging.told(reader.faults))
    if not entries:
        raise faults.TreeEmpty()
    return tuple(entries), tuple(reader.notes)
