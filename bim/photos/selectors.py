"""Photos of a project, each once: of its reports, of what was written down at the site, of its issues.

Every photo comes by the policy of what it belongs to; the public sees none of them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib.gis.geos import GEOSGeometry, Point
from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from bim.issues import policy as issues
from bim.issues.models import Issue
from portal.accounts.actor import Actor
from portal.capture import policy as capture
from portal.capture.models import SitePhoto
from portal.core.models import StoredFile
from portal.progress import policy as progress
from portal.progress.kept import aware
from portal.progress.models import ReportPhoto
from portal.progress.selectors import task_names
from portal.projects.models import Project
from portal.projects.selectors import get_project
from portal.quality import policy as quality
from portal.quality.models import QualityCase, QualityPhoto

REPORT, SITE, QUALITY = KINDS = ("report", "site", "quality")
MOST = 2000
"""As many photos as one answer tells, the latest of them."""
Rows = QuerySet[Any]
Shown = Iterable[tuple[Any, dict[str, Any]]]
"""Photos, each with what shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which photos. ``box``: EPSG:4326; ``until``: the last day; ``tasks``: keys of the plan.

    ``photo``: this one alone, kind and key as in ``report-0199…``; ``placeless``: those, too, that say no
    place; ``limit``: how many at most.
    """

    box: GEOSGeometry | None = None
    until: date | None = None
    tasks: tuple[str, ...] = ()
    photo: str = ""
    placeless: bool = False
    limit: int = MOST


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One photo. ``key``: its own among those of its kind; ``at``: when it was taken, else when it came.

    ``place``: EPSG:4326; ``distance_m``: how far from the site it was taken, of an issue's photo from the
    issue. ``report``, ``entry``, ``issue``: what shows it; ``number``: the issue's.
    """

    kind: str
    key: str
    at: datetime
    taken_at: datetime | None
    task_key: str
    task_name: str
    place: Point | None
    distance_m: float | None
    signs: list[dict[str, str]]
    file: StoredFile
    report: UUID | None = None
    entry: UUID | None = None
    issue: UUID | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The latest photos asked for, the last taken first; ``total``: how many there are."""

    project: Project
    shots: list[Shot]
    total: int


def photos_of(*, actor: Actor, code: str, asked: Asked) -> Found:
    """Return photos of a project. Raises ``ProjectNotFound``."""
    project = get_project(actor=actor, code=code)
    kinds = {
        REPORT: reports_photos(actor, project), SITE: site_photos(actor, project),
        QUALITY: issues_photos(actor, project),
    }  # fmt: skip
    parts = [_asked(rows, asked).values_list("what", "key", "at") for rows in kinds.values()]
    rows = parts[0].union(*parts[1:], all=True)
    keys = list(rows.order_by("-at", "key")[: asked.limit + 1])
    total = len(keys) if len(keys) <= asked.limit else rows.count()
    shots = _shots(actor, project, kinds, keys[: asked.limit])
    return Found(project=project, shots=shots, total=total)


def reports_photos(actor: Actor, project: Project) -> Rows:
    """Return the photos of a project's reports; what the site sent stands here where a report shows it."""
    rows = ReportPhoto.objects.filter(progress.viewable(actor, "report__"), report__project=project)
    return _told(rows, REPORT, task="task_key", came="added_at")


def site_photos(actor: Actor, project: Project) -> Rows:
    """Return the photos of the site that stand in no report."""
    rows = SitePhoto.objects.filter(capture.viewable(actor, "entry__"), entry__project=project)
    return _told(rows.filter(report_photo=None), SITE, task="entry__task_key", came="device_at")


def issues_photos(actor: Actor, project: Project) -> Rows:
    """Return the photos of a project's quality issues but those the site sent with one, which stand there."""
    cases = QualityCase.objects.filter(quality.viewable(actor), project=project)
    seen = Issue.objects.filter(issues.viewable(actor), pk__in=cases.values("pk"))
    guid = Issue.objects.filter(pk=OuterRef(OuterRef("case_id"))).values("guid")[:1]
    sent = SitePhoto.objects.filter(capture.viewable(actor, "entry__"), file_id=OuterRef("file_id"))
    rows = QualityPhoto.objects.filter(case__in=seen.values("pk"))
    rows = rows.exclude(Exists(sent.filter(entry_id=Subquery(guid))))
    return _told(rows, QUALITY, task=Value(""), came="added_at")


def _told(rows: Rows, kind: str, *, task: Any, came: str) -> Rows:
    return rows.order_by().annotate(
        what=Value(kind), key=Cast("pk", CharField()), at=Coalesce("taken_at", came),
        of_task=task if isinstance(task, Value) else Coalesce(task, Value("")),
    )  # fmt: skip


def _asked(rows: Rows, asked: Asked) -> Rows:
    if asked.box is not None:
        rows = rows.filter(place__coveredby=asked.box)
    elif not asked.placeless:
        rows = rows.filter(place__isnull=False)
    if asked.until is not None:
        midnight = datetime.combine(asked.until + timedelta(days=1), time.min)
        rows = rows.filter(at__lt=aware(midnight))
    if asked.photo:
        rows = rows.annotate(name=Concat("what", Value("-"), "key")).filter(name=asked.photo)
    if asked.tasks:
        rows = rows.filter(of_task__in=asked.tasks)
    return rows


def _shots(actor: Actor, project: Project, kinds: dict[str, Rows], keys: list[Any]) -> list[Shot]:
    names = task_names(project)
    found: dict[tuple[str, str], Shot] = {}
    for kind, rows in kinds.items():
        wanted = [key for what, key, _at in keys if what == kind]
        if wanted:
            shown = SHOWN[kind](actor, rows.filter(pk__in=wanted).select_related("file"))
            found |= {(kind, row.key): _shot(kind, row, names, by) for row, by in shown}
    return [found[what, key] for what, key, _at in keys]


def _shot(kind: str, row: Any, names: dict[str, str], by: dict[str, Any]) -> Shot:
    return Shot(
        kind=kind, key=row.key, at=row.at, taken_at=row.taken_at, task_key=row.of_task,
        task_name=names.get(row.of_task, ""), place=row.place, distance_m=row.distance_m, signs=row.signs,
        file=row.file, **by,
    )  # fmt: skip


def _by_reports(actor: Actor, rows: Rows) -> Shown:
    sent = SitePhoto.objects.filter(capture.viewable(actor, "entry__"), report_photo=OuterRef("pk"))
    first = sent.order_by("received_at", "pk").values("entry_id")[:1]
    for row in rows.annotate(sent_with=Subquery(first)):
        yield row, {"report": row.report_id, "entry": row.sent_with}


def _by_site(actor: Actor, rows: Rows) -> Shown:
    found = list(rows)
    raised = Issue.objects.filter(issues.viewable(actor), guid__in={row.entry_id for row in found})
    of_entry = {guid: (pk, number) for guid, pk, number in raised.values_list("guid", "pk", "number")}
    for row in found:
        issue, number = of_entry.get(row.entry_id, (None, None))
        yield row, {"entry": row.entry_id, "issue": issue, "number": number}


def _by_issues(actor: Actor, rows: Rows) -> Shown:
    for row in rows.select_related("case"):
        yield row, {"issue": row.case_id, "number": row.case.number}


SHOWN: dict[str, Callable[[Actor, Rows], Shown]] = {
    REPORT: _by_reports, SITE: _by_site, QUALITY: _by_issues,
}  # fmt: skip
