"""Verbs of a list of contracts: show what a workbook would draw up, then draw it up, all or nothing."""

import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import IO

from django.core import signing

from portal.accounts.actor import Actor
from portal.contracts import faults_import as faults
from portal.contracts import policy
from portal.contracts.bringing import columns
from portal.contracts.bringing.rows import Entry, Reader
from portal.contracts.importing import FAULTS_TOLD, CellFault
from portal.contracts.models import Contract
from portal.contracts.services import drafting, parties
from portal.core.files import copy_to, store_file
from portal.core.models import StoredFile
from portal.core.refusals import kept_refusals, together
from portal.projects.importing.values import text_of
from spatial.intake.model import Choice, Layer
from spatial.intake.sandbox import read_file, survey_file

MOST_CONTRACTS = 500
SALT = "contracts.bringing"
RECEIPT_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a workbook would draw up. ``receipt``: what confirms it; ``notes``: what the reader assumed."""

    name: str
    entries: tuple[Entry, ...]
    total_yuan: Decimal
    notes: tuple[str, ...]
    receipt: str


@kept_refusals("contract", names=("name",))
def show_list(*, actor: Actor, stream: IO[bytes], name: str) -> Shown:
    """Read a workbook and say what it would draw up; nothing but the file is kept, and that only if sound."""
    check_may(actor)
    with tempfile.TemporaryDirectory(prefix="contracts-") as folder:
        path = Path(folder) / f"list{Path(name).suffix[:8]}"
        stream.seek(0)
        path.write_bytes(stream.read())
        entries, notes = _read(actor, path, name)
    stream.seek(0)
    kept = store_file(stream, name=name)
    told = {"file": kept.sha256, "name": name[:200], "user": actor.user_id}
    return Shown(
        name=name[:200], entries=entries, notes=notes, receipt=signing.dumps(told, salt=SALT),
        total_yuan=sum((one.facts.original_yuan for one in entries), Decimal(0)),
    )  # fmt: skip


@kept_refusals("contract", names=("receipt",))
def confirm_list(*, actor: Actor, receipt: str) -> list[Contract]:
    """Draw up the contracts of a workbook that was shown, judged anew: all of them or none."""
    check_may(actor)
    file, name = _shown_to(actor, receipt)
    with tempfile.TemporaryDirectory(prefix="contracts-") as folder:
        path = copy_to(file, Path(folder) / f"list{Path(name).suffix[:8]}")
        entries, _notes = _read(actor, path, name)
    with together():
        return [_draw_up(actor, one) for one in entries]


def _draw_up(actor: Actor, entry: Entry) -> Contract:
    facts = entry.facts
    if entry.new_party:
        party = parties.register_party(actor=actor, uscc=entry.uscc, name=entry.party)
        facts = replace(facts, party_id=party.pk)
    return drafting.draft_contract(actor=actor, code=entry.project.code, facts=facts)


def check_may(actor: Actor) -> None:
    """Raise ``ImportForbidden`` for who draws up no contracts."""
    if not policy.may_draft_any(actor):
        raise faults.ImportForbidden()


def _shown_to(actor: Actor, receipt: str) -> tuple[StoredFile, str]:
    try:
        told = signing.loads(receipt, salt=SALT, max_age=RECEIPT_SECONDS)
    except signing.BadSignature as error:
        raise faults.ReceiptUnknown() from error
    file = StoredFile.objects.filter(sha256=told["file"]).first()
    if told["user"] != actor.user_id or file is None:
        raise faults.ReceiptUnknown()
    return file, str(told["name"])


def _read(actor: Actor, path: Path, name: str) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Return the contracts of the first sheet that has the columns. Raises ``ListWrong`` with every cell."""
    layer = _sheet(survey_file(path, name=name).layers)
    reader, entries, rows = Reader(actor, layer), [], 0
    with read_file(path, name=name, choice=Choice(layer=layer.name)) as reading:
        for row in reading:
            if not any(text_of(value) for value in row.values):
                continue
            rows += 1
            if rows > MOST_CONTRACTS:
                raise faults.ListTooLong(most=MOST_CONTRACTS)
            entry = reader.read(row)
            if entry:
                entries.append(entry)
    if reader.faults:
        raise _wrong(reader.faults)
    if not entries:
        raise faults.ListEmpty()
    return tuple(entries), tuple(reader.notes)


def _sheet(layers: Sequence[Layer]) -> Layer:
    """Return the first sheet with all columns needed; where none has, the fullest tells what lacks."""
    lacking = {
        layer.name: [one for one in columns.MUST if one not in columns.places_of(layer)] for layer in layers
    }
    best = min(layers, key=lambda layer: len(lacking[layer.name]), default=None)
    if best is None or lacking[best.name]:
        missing = lacking[best.name] if best else list(columns.MUST)
        raise faults.ListColumnsMissing(columns=columns.headers(missing))
    return best


def _wrong(found: Sequence[CellFault]) -> faults.ListWrong:
    first = found[0]
    return faults.ListWrong(
        count=len(found), first=f"{first.cell} {first.column}: {first.reason}",
        cells=[asdict(fault) for fault in found[:FAULTS_TOLD]],
    )  # fmt: skip
