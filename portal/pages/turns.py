"""Whose turn a progress report is: the roles of its next steps, and where their people work."""

from dataclasses import dataclass
from datetime import date

from portal.accounts.policy import Place
from portal.accounts.selectors import offices_of
from portal.pages.templatetags.terms import role_names
from portal.pages.words import name_of
from portal.progress import names
from portal.progress.models import ProgressReport
from portal.progress.rules.reports import LIFECYCLE

MOST_OFFICES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A step that waits. ``role``: who takes it; ``offices``: where they work, the first few; may be none."""

    step: str
    role: str
    offices: tuple[str, ...]


def turns_of(report: ProgressReport, *, on: date) -> list[Turn]:
    """Return the steps a report waits for and whose they are; none of one that is published."""
    project = report.project
    place = Place(
        organisation_path=project.owner.path, region_code=project.region_code, label=project.label,
        project_id=project.pk, sector=project.sector,
    )  # fmt: skip
    return [
        Turn(step=names.verb(step.action), role=role_names(role), offices=tuple(
            name_of(one) for one in offices_of([role], place, on=on)[:MOST_OFFICES]
        ))
        for step in LIFECYCLE.steps if step.source == report.state and step.action != "return"
        for role in step.roles
    ]  # fmt: skip
