"""Reads of what was written down at sites. Every exit starts from ``list_entries``."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from portal.accounts.actor import Actor
from portal.capture import faults, policy
from portal.capture.models import SiteEntry, SitePhoto
from portal.contracts import policy as contracts
from portal.contracts.models import BillItem, Contract
from portal.contracts.rules import life
from portal.progress.models import ProgressReport, ReportLine, in_turn
from portal.progress.rules.reports import RETURNED
from portal.projects.selectors import get_project


def list_entries(*, actor: Actor) -> QuerySet[SiteEntry]:
    """Return the entries the actor may see."""
    rows = SiteEntry.objects.filter(policy.viewable(actor))
    rows = rows.select_related("project__owner", "feature")
    return rows.prefetch_related("photos__file", "photos__report_photo")


def entries_of(*, actor: Actor, code: str) -> QuerySet[SiteEntry]:
    """Return the entries of a project, the latest first. Raises ``ProjectNotFound``."""
    project = get_project(actor=actor, code=code)
    return list_entries(actor=actor).filter(project=project).order_by("-captured_at", "-number", "pk")


def supervision_of(*, actor: Actor, code: str) -> QuerySet[SiteEntry]:
    """Return the records of supervision of a project, the latest first. Raises ``ProjectNotFound``."""
    return entries_of(actor=actor, code=code).exclude(supervision="")


def get_entry(*, actor: Actor, entry_id: UUID) -> SiteEntry:
    """Return one entry. Raises ``EntryNotFound`` both when it is absent and when it is hidden."""
    found = list_entries(actor=actor).filter(pk=entry_id).first()
    if found is None:
        raise faults.EntryNotFound(entry=str(entry_id))
    return found


def get_photo(*, actor: Actor, entry_id: UUID, sha256: str) -> SitePhoto:
    """Return one photo. Raises ``SitePhotoNotFound`` both when it is absent and when it is hidden."""
    rows = SitePhoto.objects.filter(policy.viewable(actor, "entry__"), entry_id=entry_id)
    found = rows.select_related("file", "report_photo").filter(file__sha256=sha256).first()
    if found is None:
        raise faults.SitePhotoNotFound(sha256=sha256)
    return found


def shown_at_site(report: ProgressReport) -> set[UUID]:
    """Return the photos of a report that entries show: both stand."""
    rows = SitePhoto.objects.filter(report_photo__report=report)
    return set(rows.values_list("report_photo_id", flat=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a task was last said to be, and by whom."""

    state: str
    by: int


def states_of(projects: Collection[UUID]) -> dict[tuple[UUID, str], Stated]:
    """Return the last state of each task of projects the asker works on, by project and task."""
    rows = SiteEntry.objects.filter(project_id__in=projects).exclude(state="").exclude(task_key="")
    last = rows.order_by("project_id", "task_key", "-captured_at", "-received_at")
    told = last.distinct("project_id", "task_key").values_list("project_id", "task_key", "state", "by")
    return {(project, key): Stated(state=state, by=by) for project, key, state, by in told}


def said_of(projects: Collection[UUID]) -> dict[tuple[UUID, str], Decimal]:
    """Return the per cent last said of each task, by project and task; what was sent back is not said."""
    rows = ReportLine.objects.filter(report__project_id__in=projects).exclude(report__state=RETURNED)
    last = rows.order_by("report__project_id", "task_key", *in_turn("report__", latest_first=True))
    told = last.distinct("report__project_id", "task_key")
    values = told.values_list("report__project_id", "task_key", "percent")
    return {(project, key): percent for project, key, percent in values}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """How much a task takes in all, in the bill's unit."""

    quantity: Decimal
    unit: str


def amounts_of(*, actor: Actor, projects: Collection[UUID]) -> dict[tuple[UUID, UUID, str], Amount]:
    """Return what bills take, by project, place (the item's own and those above) and code of the item.

    Of works contracts in force that the actor reads. Items of one code and place are one, if of one unit.
    """
    rows = Contract.objects.filter(contracts.viewable(actor), project_id__in=projects, kind="works")
    deals = rows.exclude(state__in=(life.DRAFT, life.CLAUSE_CHECK, life.INTERNAL))
    items = BillItem.objects.filter(contract__in=deals.values("pk"), change=None)
    found: dict[tuple[UUID, UUID, str], Amount | None] = {}
    for project, place, above, top, code, unit, quantity in items.values_list(
        "contract__project_id", "feature_id", "feature__parent_id", "feature__parent__parent_id", "code",
        "unit", "quantity",
    ):  # fmt: skip
        for at in {one for one in (place, above, top) if one is not None}:
            _add(found, (project, at, code), Amount(quantity=quantity, unit=unit))
    return {key: amount for key, amount in found.items() if amount is not None}


def _add(
    found: dict[tuple[UUID, UUID, str], Amount | None], key: tuple[UUID, UUID, str], more: Amount
) -> None:
    before = found.get(key, more)
    if key not in found:
        found[key] = more
    elif before is None or before.unit != more.unit:
        found[key] = None
    else:
        found[key] = Amount(quantity=before.quantity + more.quantity, unit=more.unit)
