"""Reads of imports. A person sees their own; another's looks absent."""

from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.core.errors import NotFound
from portal.core.models import Job
from portal.projects.models_import import ImportBatch, ImportRow

CONSOLE_USER = 0
BUSY = (Job.State.QUEUED, Job.State.RUNNING)


class ImportNotFound(NotFound):
    """No such import, or another person's."""

    message = _("There is no import {batch_id}.")


def list_imports(*, actor: Actor) -> QuerySet[ImportBatch]:
    """Return the actor's own imports, the latest first; nobody's for the public."""
    if actor.user_id is None:
        return ImportBatch.objects.none()
    return ImportBatch.objects.filter(created_by_id=actor.user_id or None).order_by("-created_at", "-pk")


def get_import(*, actor: Actor, batch_id: UUID) -> ImportBatch:
    """Return one import. Raises ``ImportNotFound`` both when it is absent and when it is another's."""
    batch = list_imports(actor=actor).select_related("file", "job").filter(pk=batch_id).first()
    if batch is None:
        raise ImportNotFound(batch_id=str(batch_id))
    return batch


def lock_import(*, actor: Actor, batch_id: UUID) -> ImportBatch:
    """Return one of the actor's own imports, locked until the transaction ends."""
    rows = list_imports(actor=actor).select_related("file").select_for_update(of=("self",), no_key=True)
    batch = rows.filter(pk=batch_id).first()
    if batch is None:
        raise ImportNotFound(batch_id=str(batch_id))
    return batch


def list_rows(*, actor: Actor, batch: ImportBatch, outcome: str = "") -> QuerySet[ImportRow]:
    """Return the rows of one of the actor's own imports, in file order."""
    rows = ImportRow.objects.filter(batch__in=list_imports(actor=actor).order_by(), batch=batch)
    rows = rows.filter(outcome=outcome) if outcome else rows
    return rows.select_related("project", "owner").order_by("number")


def counts_of(batch: ImportBatch) -> dict[str, int]:
    """Return how many rows have which outcome, all outcomes named."""
    found: dict[str, Any] = dict(
        batch.rows.order_by().values_list("outcome").annotate(rows=Count("pk")).values_list("outcome", "rows")
    )
    return {outcome: found.get(outcome, 0) for outcome in ImportRow.Outcome.values}
