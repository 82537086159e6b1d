"""What may become a document's boundary, and what may take its place: offered before the services judge."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.accounts.actor import Actor
from portal.approvals import boundaries
from portal.approvals.caseview import CaseView, Line
from portal.projects.models import Project
from portal.projects.selectors import list_features
from spatial.features.models import SurveyOriginal
from spatial.land import chain

OFFERED = 100
"""Boundaries on offer at once, the latest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachable:
    """A surveyed boundary on record. ``file``: what the surveyor sent, empty where it was not a file."""

    feature: UUID
    survey: int
    code: str
    name: str
    kind: str
    srid: int
    file: str
    recorded_at: datetime


def attachable(*, actor: Actor, project: Project) -> tuple[Attachable, ...]:
    """Return the surveyed boundaries of a project that the actor may see, the latest first."""
    grounds = list_features(actor=actor).filter(root_id=project.site_id, kind__in=boundaries.KINDS)
    grounds = grounds.exclude(parent__kind="permit_extent")
    rows = SurveyOriginal.objects.filter(feature__in=grounds).select_related("feature", "file")
    return tuple(
        Attachable(
            feature=row.feature_id, survey=row.pk, code=row.feature.code, name=row.feature.name,
            kind=row.feature.kind, srid=row.srid, file=row.file.name if row.file else "",
            recorded_at=row.recorded_at,
        )
        for row in rows.defer("text", "geom_native").order_by("-recorded_at", "-pk")[:OFFERED]
    )  # fmt: skip


def successors(view: CaseView, line: Line) -> tuple[Line, ...]:
    """Return the other documents of a line's kind that are in force and could take its place."""
    return tuple(
        other for kind in view.kinds if kind.paper.kind == line.held.kind for other in kind.lines
        if other is not line and other.held.document and other.held.document.state in chain.IN_FORCE
    )  # fmt: skip


def writable(view: CaseView, line: Line) -> bool:
    """Tell whether the reader may change what a document says: as ``check_writer`` will judge it."""
    if line.held.document is None or not view.may_prepare:
        return False
    by_officer = (chain.SUBMITTED,) if view.may_take_up else ()
    return line.state in (chain.PREPARING, chain.CORRECTION, *by_officer)


def replaceable(view: CaseView, line: Line) -> bool:
    """Tell whether a document may be prepared to take a line's place."""
    return bool(line.held.document) and view.may_prepare and line.state in chain.IN_FORCE
