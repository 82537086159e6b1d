"""The verbs of an import: receive, read, settle, confirm, discard."""

from collections.abc import Callable
from datetime import date
from pathlib import PurePosixPath
from typing import IO, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor, Scope
from portal.accounts.models import User
from portal.accounts.rules import ANY_REGION, SENSITIVE
from portal.accounts.selectors import actor_of
from portal.core import clock
from portal.core.errors import Conflict, Forbidden
from portal.core.events import record_event
from portal.core.files import store_file
from portal.core.jobs import enqueue
from portal.core.sql import advisory_lock
from portal.projects import policy
from portal.projects.importing import batches, writing
from portal.projects.importing.answers import answers_from
from portal.projects.importing.selectors import BUSY, CONSOLE_USER, counts_of, lock_import
from portal.projects.models_import import ImportBatch, ImportRow

READ_JOB, SAVE_JOB = "import.read", "import.save"
IMPORT_LOCK = 7_305_002
SAVED_AT_ONCE = 500
State, Outcome = ImportBatch.State, ImportRow.Outcome


class ImportForbidden(Forbidden):
    """Not for this role."""

    message = _("Your role does not import projects.")


class ImportBusy(Conflict):
    """A worker is at it."""

    message = _("“{name}” is still being read. Wait until that is done.")


class ImportClosed(Conflict):
    """Confirmed or discarded imports stay as they are."""

    message = _("“{name}” was confirmed or discarded before and can no longer be changed.")


class ImportNotReady(Conflict):
    """Only what was read can be confirmed."""

    message = _("“{name}” could not be read and cannot be confirmed.")


class ImportChanged(Conflict):
    """The rows on the screen are not those that would be saved."""

    message = _(
        "The import was settled anew meanwhile: you look at version {given}, it is at {current}. Look again."
    )


class NothingToSave(Conflict):
    """No row creates or changes anything."""

    message = _("No row of “{name}” creates or changes a project.")


def operator(name: str = "console") -> Actor:
    """Return the actor of the operator at the machine's own console, who may import everywhere."""
    scope = Scope(role="plan", organisation_path="/", region_code=ANY_REGION, clearance=SENSITIVE)
    return Actor(user_id=CONSOLE_USER, name=name, organisation_id=None, scopes=(scope,))


def importer_of(batch: ImportBatch, *, on: date) -> Actor:
    """Return the person whose import it is, with the grants of the day."""
    if batch.created_by_id is None:
        return operator()
    return actor_of(User.objects.get(pk=batch.created_by_id), on=on)


@transaction.atomic
def receive_import(
    *,
    actor: Actor,
    stream: IO[bytes],
    name: str,
    answers: dict[str, Any] | None = None,
    at_once: bool = False,
) -> ImportBatch:
    """Keep the file and hand it to a worker to be read. ``at_once``: the caller reads it."""
    _may_import(actor)
    settled = answers_from(answers or {})
    plain = PurePosixPath(name.replace("\\", "/")).name[-200:] or "file"
    file = store_file(stream, name=plain)
    batch = ImportBatch.objects.create(
        file=file, name=plain, created_by_id=actor.user_id or None, answers=settled.plain(),
        created_at=clock.now(),
    )  # fmt: skip
    _record(actor, "receive", batch, {"sha256": file.sha256, "bytes": file.size})
    if not at_once:
        _hand_over(actor, batch, READ_JOB)
    return batch


@transaction.atomic
def settle_import(
    *, actor: Actor, batch_id: UUID, version: int, answers: dict[str, Any], at_once: bool = False
) -> ImportBatch:
    """Take a person's answers and have the file read again."""
    _may_import(actor)
    batch = _open(actor, batch_id)
    _check_version(batch, version)
    batch.answers, batch.state = answers_from(answers).plain(), State.RECEIVED
    batch.version += 1
    batch.save(update_fields=["answers", "state", "version"])
    _record(actor, "settle", batch, {"version": batch.version})
    if not at_once:
        _hand_over(actor, batch, READ_JOB)
    return batch


def read_import(
    *, actor: Actor, batch: ImportBatch, on: date, tell: Callable[[str, int], None] = lambda _s, _p: None
) -> ImportBatch:
    """Read the file into rows that a person can look at. Harmless when run twice; saves no project."""
    if batch.state != State.RECEIVED:
        return batch
    found = batches.read_into(batch, actor=actor, on=on, tell=tell)
    with transaction.atomic():
        found.keep(batch)
        batch.counts = counts_of(batch)
        batch.save(update_fields=["survey", "columns", "remarks", "state", "counts"])
        _record(actor, "read", batch, {"state": batch.state, **batch.counts})
    return batch


def confirm_import(*, actor: Actor, batch_id: UUID, version: int, on: date) -> ImportBatch:
    """Save the good rows: at once when they are few, else by a worker."""
    with transaction.atomic():
        batch = _confirmable(actor, batch_id, version)
        if _to_save(batch) > SAVED_AT_ONCE:
            return _hand_over(actor, batch, SAVE_JOB)
    return save_import(actor=actor, batch_id=batch_id, version=version, on=on)


@transaction.atomic
def save_import(*, actor: Actor, batch_id: UUID, version: int, on: date) -> ImportBatch:
    """Save every good row, or none. One import at a time, so that none misses another's projects."""
    advisory_lock(IMPORT_LOCK)
    batch = _confirmable(actor, batch_id, version, by_worker=True)
    saved = writing.save_rows(actor=actor, batch=batch, on=on)
    batch.state, batch.confirmed_at = State.CONFIRMED, clock.now()
    batch.save(update_fields=["state", "confirmed_at"])
    _record(actor, "import", batch, {**saved, "refused": batch.counts.get(Outcome.REFUSED, 0)})
    return batch


@transaction.atomic
def discard_import(*, actor: Actor, batch_id: UUID) -> ImportBatch:
    """Give an import up: its rows go, the file and the event stay."""
    _may_import(actor)
    batch = _open(actor, batch_id)
    batch.rows.all().delete()
    batch.state = State.DISCARDED
    batch.save(update_fields=["state"])
    _record(actor, "discard", batch, {})
    return batch


def _confirmable(actor: Actor, batch_id: UUID, version: int, *, by_worker: bool = False) -> ImportBatch:
    _may_import(actor)
    batch = _open(actor, batch_id, by_worker=by_worker)
    _check_version(batch, version)
    if batch.state != State.READY:
        raise ImportNotReady(name=batch.name)
    if not _to_save(batch):
        raise NothingToSave(name=batch.name)
    return batch


def _open(actor: Actor, batch_id: UUID, *, by_worker: bool = False) -> ImportBatch:
    batch = lock_import(actor=actor, batch_id=batch_id)
    if batch.state in {State.CONFIRMED, State.DISCARDED}:
        raise ImportClosed(name=batch.name)
    if not by_worker and batch.job is not None and batch.job.state in BUSY:
        raise ImportBusy(name=batch.name)
    return batch


def _to_save(batch: ImportBatch) -> int:
    return int(batch.counts.get(Outcome.CREATE, 0)) + int(batch.counts.get(Outcome.UPDATE, 0))


def _hand_over(actor: Actor, batch: ImportBatch, kind: str) -> ImportBatch:
    batch.job = enqueue(actor=actor, kind=kind, payload={"batch": str(batch.pk), "version": batch.version})
    batch.save(update_fields=["job"])
    return batch


def _check_version(batch: ImportBatch, version: int) -> None:
    if batch.version != version:
        raise ImportChanged(given=version, current=batch.version)


def _may_import(actor: Actor) -> None:
    if not policy.importable(actor):
        raise ImportForbidden()


def _record(actor: Actor, verb: str, batch: ImportBatch, facts: dict[str, Any]) -> None:
    facts = {"name": batch.name, **facts}
    record_event(actor=actor, verb=verb, subject_type="import", subject_id=batch.pk, facts=facts)
