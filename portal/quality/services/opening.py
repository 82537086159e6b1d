"""Open the course of a quality issue."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.gis.geos import Point

from portal.accounts.actor import Actor
from portal.core.events import record_event
from portal.projects.models import Project
from portal.quality import rules
from portal.quality.models import QualityCase
from spatial.features.models import Feature
from spatial.features.places import section_of

SUBJECT = "quality_case"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong and where. ``issue_id``: the issue's own; ``place``: EPSG:4326; ``seen_at``: when."""

    issue_id: UUID
    number: int
    title: str
    severity: str
    structure: Feature
    place: Point
    seen_at: datetime


def open_case(*, actor: Actor, project: Project, fault: Fault) -> QualityCase:
    """Open the course of an issue. Must run in the transaction that raises it."""
    made = QualityCase.objects.create(
        id=fault.issue_id, project=project, section=section_of(fault.structure), number=fault.number,
        title=fault.title[:500], severity=fault.severity, place=fault.place, began_at=fault.seen_at,
    )  # fmt: skip
    facts = {"code": project.code, "severity": made.severity, "section": str(made.section_id)}
    record_event(actor=actor, verb="open", subject_type=SUBJECT, subject_id=str(made.pk), facts=facts)
    return made


def retitle(*, issue_id: UUID, title: str) -> None:
    """Call a course as its issue is called. Must run in the transaction that changes the issue."""
    QualityCase.objects.filter(pk=issue_id).exclude(title=title[:500]).update(title=title[:500])


def is_severity(text: str) -> bool:
    """Tell whether a text names a degree."""
    return text in rules.SEVERITIES
