"""Verbs of a list of contracts: show what a workbook would draw up, then draw it up, all or nothing."""

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import IO

from portal.accounts.actor import Actor
from portal.contracts import faults_import as faults
from portal.contracts import policy
from portal.contracts.bringing import staging
from portal.contracts.bringing.columns import TABLE
from portal.contracts.bringing.rows import Entry, Reader
from portal.contracts.models import Contract
from portal.contracts.services import drafting, parties
from portal.core.refusals import kept_refusals, together
from spatial.intake.sandbox import survey_file

MOST_CONTRACTS = 500
STAGE = staging.Stage(salt="contracts.bringing", unknown=faults.ReceiptUnknown)


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
    with STAGE.sent(stream, name) as path:
        entries, notes = _read(actor, path, name)
    return Shown(
        name=name[: staging.MOST_LETTERS], entries=entries, notes=notes,
        receipt=STAGE.receipt(stream, name, user=actor.user_id),
        total_yuan=sum((one.facts.original_yuan for one in entries), Decimal(0)),
    )  # fmt: skip


@kept_refusals("contract", names=("receipt",))
def confirm_list(*, actor: Actor, receipt: str) -> list[Contract]:
    """Draw up the contracts of a workbook that was shown, judged anew: all of them or none."""
    check_may(actor)
    with STAGE.shown(receipt, user=actor.user_id) as (path, name):
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


def _read(actor: Actor, path: Path, name: str) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Return the contracts of the first sheet that has the columns. Raises ``ListWrong`` with every cell."""
    layer, missing = TABLE.fullest(survey_file(path, name=name).layers)
    if layer is None or missing:
        raise faults.ListColumnsMissing(columns=missing)
    reader = Reader(actor, layer)
    too_many = faults.ListTooLong(most=MOST_CONTRACTS)
    rows = staging.rows_of(path, name, layer, most=MOST_CONTRACTS, too_many=too_many)
    entries = [entry for row in rows if (entry := reader.read(row))]
    if reader.faults:
        raise faults.ListWrong(**staging.told(reader.faults))
    if not entries:
        raise faults.ListEmpty()
    return tuple(entries), tuple(reader.notes)
