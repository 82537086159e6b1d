"""All that one record page tells of a project, gathered with the asker's rights."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, QuerySet
from django.utils.translation import get_language

from portal.accounts.actor import Actor
from portal.core.models import Event
from portal.pages import words
from portal.projects import policy, rules
from portal.projects.codes import check_project_code
from portal.projects.filters import ProjectFilter
from portal.projects.models import Project
from portal.projects.readiness import Readiness, lacking, readiness_of
from portal.projects.selectors import FoundProject, ProjectNotFound, find_projects, list_features
from spatial.features.models import Feature
from spatial.features.rules import STRUCTURE
from spatial.regions.models import Region
from spatial.regions.selectors import region_names

MEMBER_KINDS = ("section", "structure", "parcel", "permit_extent")
MEMBERS_SHOWN = 200
EVENTS_SHOWN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenStep:
    """A step of the lifecycle open to the asker; ``lacking``: the documents it still waits for."""

    action: str
    target: str
    needs_reason: bool
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionPart:
    """The part (0-1) of a project that counts to one region."""

    code: str
    name: str
    share: Decimal
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One project with all that hangs on it. ``readiness``, ``events``: ``None``, empty for the public."""

    project: FoundProject
    region_path: tuple[Region, ...]
    code_remarks: tuple[str, ...]
    parts: tuple[RegionPart, ...]
    members: tuple[Feature, ...]
    readiness: Readiness | None
    steps: tuple[OpenStep, ...]
    events: tuple[Event, ...]
    may_edit: bool
    may_add_approval: bool
    may_publish: bool


def find_record(*, actor: Actor, code: str, on: date) -> Record:
    """Return the record of one project. Raises ``ProjectNotFound`` when it is absent or hidden."""
    rows = find_projects(actor=actor, criteria=ProjectFilter(), on=on)
    project = rows.select_related("owner", "site").filter(code=code).first()
    if project is None:
        raise ProjectNotFound(code=code)
    return Record(
        project=project,
        region_path=_region_path(project),
        code_remarks=() if actor.is_public else _code_remarks(project),
        parts=_parts(project),
        members=tuple(_members(actor, project)),
        readiness=None if actor.is_public else readiness_of(project, stage=project.stage, on=on),
        steps=tuple(_open_steps(actor, project, on)),
        events=() if actor.is_public else _events(project),
        may_edit=policy.may_change(actor, project) and project.stage in rules.EDITABLE_STAGES,
        may_add_approval=policy.may_approve(actor, project),
        may_publish=policy.may_publish(actor, project) and project.label == "public",
    )


def _region_path(project: Project) -> tuple[Region, ...]:
    codes = [project.region_code[:n] for n in (2, 4, 6, 9) if len(project.region_code) >= n]
    known = region_names(set(codes))
    return tuple(known[code] for code in codes if code in known)


def _code_remarks(project: Project) -> tuple[str, ...]:
    """Return what makes a person look at the national code again, each with its place in the code."""
    if not project.investment_code:
        return ()
    faults = check_project_code(project.investment_code).faults
    return tuple(fault.sentence(get_language() or "zh") for fault in faults)


def _parts(project: Project) -> tuple[RegionPart, ...]:
    shares = list(project.site.shares.order_by("-share", "region_code"))
    known = region_names({share.region_code for share in shares})
    return tuple(
        RegionPart(
            code=share.region_code, share=share.share, basis=share.basis,
            name=words.name_of(known[share.region_code]) if share.region_code in known else share.region_code,
        )
        for share in shares
    )  # fmt: skip


def _members(actor: Actor, project: Project) -> QuerySet[Feature]:
    standing = list_features(actor=actor).exclude(kind=STRUCTURE, valid_to=F("valid_from"))
    rows = standing.filter(root_id=project.site_id, kind__in=MEMBER_KINDS)
    return rows.only("kind", "code", "name", "name_en", "subkind").order_by("kind", "code")[:MEMBERS_SHOWN]


def _open_steps(actor: Actor, project: Project, on: date) -> list[OpenStep]:
    roles = policy.roles_on(actor, project)
    return [
        OpenStep(
            action=step.action, target=step.target, needs_reason=step.needs_reason,
            lacking=lacking(project, target=step.target, on=on),
        )
        for step in rules.LIFECYCLE.steps
        if step.source == project.stage and not roles.isdisjoint(step.roles)
    ]


def _events(project: Project) -> tuple[Event, ...]:
    rows = Event.objects.filter(subject_type="project", subject_id=str(project.pk))
    return tuple(rows.order_by("-pk")[:EVENTS_SHOWN])
