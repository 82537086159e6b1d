"""Writes of the project library."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.contrib.gis.geos import GEOSGeometry
from django.db import transaction

from portal.accounts.actor import Actor
from portal.accounts.models import Organisation
from portal.core import clock
from portal.core.events import record_event
from portal.core.models import StoredFile
from portal.core.refusals import kept_refusals
from portal.core.sql import fetch_as
from portal.projects import codes, faults, policy, readiness, rules, selectors
from portal.projects.models import Project, ProjectApproval, ProjectCodeHistory
from portal.projects.search import search_text
from spatial.features.services import Placement, allocate, move_feature, place_feature
from spatial.regions.allocation import RegionShare, shares_of
from spatial.regions.selectors import region_names

SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFacts:
    """What a unit files about a project. Money in yuan."""

    name: str
    sector: str
    funding_source: str
    nature: str
    investment_yuan: Decimal
    name_en: str = ""
    investment_code: str = ""
    label: str = "internal"
    planned_start: date | None = None
    planned_end: date | None = None
    actual_start: date | None = None
    actual_end: date | None = None
    paid_yuan: Decimal = Decimal(0)
    progress_pct: Decimal = Decimal(0)
    figures_as_of: date | None = None
    content: str = ""
    address: str = ""


@transaction.atomic
def register_project(
    *, actor: Actor, owner: Organisation, facts: ProjectFacts, geom: GEOSGeometry, on: date, code: str = ""
) -> Project:
    """File a new project as a draft on its ground. The region follows from the ground."""
    _may_file_for(actor, owner)
    faults.check_facts(facts)
    facts = replace(facts, investment_code=codes.canonical(facts.investment_code))
    shares = _regions(geom)
    site = place_feature(
        actor=actor,
        placement=Placement(
            kind="site", geom=geom, organisation_id=owner.pk, region_code=shares[0].region_code,
            label=facts.label, name=facts.name, name_en=facts.name_en,
        ),
        valid_from=on,
    )  # fmt: skip
    project = Project.objects.create(
        **asdict(facts), code=code or next_codes([shares[0].region_code], year=on.year)[0], owner=owner,
        site=site, region_code=shares[0].region_code, created_at=clock.now(), updated_at=clock.now(),
        search_text="",
    )  # fmt: skip
    faults.check_filer(actor, project)
    allocate(feature=site, shares=shares)
    refresh_search(project)
    _record(actor, "register", project, {"name": project.name, "region": project.region_code})
    project.refresh_from_db()
    return project


@transaction.atomic
def change_project(*, actor: Actor, code: str, version: int, changes: dict[str, Any]) -> Project:
    """Change filed facts of a draft or a returned project of the actor's own unit."""
    project = selectors.lock_project(actor=actor, code=code)
    faults.check_filer(actor, project)
    faults.check_version(project, version)
    project = apply_changes(actor=actor, project=project, changes=changes)
    faults.check_filer(actor, project)
    return project


def apply_changes(*, actor: Actor, project: Project, changes: dict[str, Any]) -> Project:
    """Write changed facts of a locked draft or returned project; who may, the caller has asked."""
    faults.check_editable(project)
    before = {name: str(getattr(project, name)) for name in changes}
    if "investment_code" in changes and project.investment_code:
        _keep_code(project, changes["investment_code"])
    for name, value in changes.items():
        setattr(project, name, value)
    faults.check_facts(ProjectFacts(**{name: getattr(project, name) for name in ProjectFacts.__slots__}))
    project.investment_code = codes.canonical(project.investment_code)
    project.version, project.updated_at = project.version + 1, clock.now()
    project.save(update_fields=[*changes, "version", "updated_at"])
    refresh_search(project)
    after = {name: str(value) for name, value in changes.items()}
    _record(actor, "change", project, {"before": before, "after": after})
    return project


@transaction.atomic
def move_site(*, actor: Actor, code: str, version: int, geom: GEOSGeometry, on: date) -> Project:
    """Give a draft or returned project new ground; region and shares follow it."""
    project = selectors.lock_project(actor=actor, code=code)
    faults.check_filer(actor, project)
    faults.check_version(project, version)
    project = apply_ground(actor=actor, project=project, geom=geom, on=on)
    faults.check_filer(actor, project)
    return project


def apply_ground(*, actor: Actor, project: Project, geom: GEOSGeometry, on: date) -> Project:
    """Give a locked draft or returned project new ground; who may, the caller has asked."""
    faults.check_editable(project)
    shares = _regions(geom)
    move_feature(actor=actor, feature=project.site, geom=geom, version=project.site.version, valid_from=on)
    project.region_code, project.version = shares[0].region_code, project.version + 1
    project.updated_at = clock.now()
    project.save(update_fields=["region_code", "version", "updated_at"])
    allocate(feature=project.site, shares=shares)
    refresh_search(project)
    project.refresh_from_db()
    return project


@transaction.atomic
def change_with_site(
    *, actor: Actor, code: str, version: int, changes: dict[str, Any], geom: GEOSGeometry, on: date
) -> Project:
    """Change facts and ground together, or neither."""
    if changes:
        version = change_project(actor=actor, code=code, version=version, changes=changes).version
    return move_site(actor=actor, code=code, version=version, geom=geom, on=on)


@kept_refusals("project", names=("code",))
@transaction.atomic
def take_action(*, actor: Actor, code: str, action: str, version: int, reason: str, on: date) -> Project:
    """Take one step of the lifecycle, with its guards, in the actor's role."""
    project = selectors.lock_project(actor=actor, code=code)
    step = faults.find_step(project, action, policy.roles_on(actor, project))
    faults.check_version(project, version)
    faults.check_step(actor, project, step, reason)
    readiness.check(project, target=step.target, on=on)
    source, project.stage = project.stage, step.target
    _stamp_dates(project, step, on)
    project.version, project.updated_at = version + 1, clock.now()
    project.save(update_fields=["stage", "actual_start", "actual_end", "version", "updated_at"])
    _record(actor, action, project, {"from": source, "to": project.stage, "reason": reason})
    return project


@transaction.atomic
def publish_project(*, actor: Actor, code: str, version: int, published: bool) -> Project:
    """Show a project labelled public to the public, or take it back; planners decide."""
    project = selectors.lock_project(actor=actor, code=code)
    faults.check_publisher(actor, project)
    faults.check_version(project, version)
    project.published, project.version, project.updated_at = published, version + 1, clock.now()
    project.save(update_fields=["published", "version", "updated_at"])
    _record(actor, "publish" if published else "unpublish", project, {})
    return project


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalFacts:
    """An approval document as its cover says."""

    kind: str
    number: str
    authority: str
    issued_on: date
    valid_to: date | None = None


@transaction.atomic
def add_approval(
    *, actor: Actor, code: str, facts: ApprovalFacts, file: StoredFile | None = None
) -> ProjectApproval:
    """Record an approval; the file, kept by its hash, is never replaced."""
    project = selectors.lock_project(actor=actor, code=code)
    faults.check_approver(actor, project)
    faults.check_approval(project, facts)
    approval = ProjectApproval.objects.create(
        project=project, file=file, recorded_at=clock.now(), **asdict(facts)
    )
    told = {"kind": facts.kind, "number": facts.number, "sha256": file.sha256 if file else None}
    _record(actor, "add_approval", project, told)
    return approval


def refresh_search(project: Project) -> None:
    """Write again what a project is found by."""
    codes = {project.region_code[:n] for n in (2, 4, 6, 9)}
    places = [region.name for region in region_names(codes).values()]
    others = (project.code, project.investment_code, project.owner.name, *places)
    text = search_text(name=project.name, name_en=project.name_en, others=others, inside=(project.address,))
    Project.objects.filter(pk=project.pk).update(search_text=text)


def _may_file_for(actor: Actor, owner: Organisation) -> None:
    if not policy.may_file_for(actor, owner.path):
        raise faults.NotYourUnit(unit=owner.name)


def _regions(geom: GEOSGeometry) -> list[RegionShare]:
    shares = shares_of(geom)
    if not shares:
        lon, lat = geom.centroid.coords
        raise faults.OutsideEveryRegion(lon=round(lon, 6), lat=round(lat, 6))
    return shares


def next_codes(region_codes: Sequence[str], *, year: int) -> list[str]:
    """Return a new system number for each region code."""
    numbers = fetch_as(_Number, SQL / "next_numbers.sql", count=len(region_codes))
    return [
        f"GT{region[:2]}-{year}-{row.number:06d}" for region, row in zip(region_codes, numbers, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Number:
    number: int


def _keep_code(project: Project, new: str) -> None:
    if new != project.investment_code:
        ProjectCodeHistory.objects.create(
            project=project,
            investment_code=project.investment_code,
            until=clock.now(),
            reason="changed by the unit",
        )


def _stamp_dates(project: Project, step: rules.Step, on: date) -> None:
    if step.action == "start" and project.actual_start is None:
        project.actual_start = on
    if step.action == "complete" and project.actual_end is None:
        project.actual_end = on


def _record(actor: Actor, verb: str, project: Project, facts: dict[str, Any]) -> None:
    record_event(
        actor=actor,
        verb=verb,
        subject_type="project",
        subject_id=project.pk,
        facts={"code": project.code, **facts},
    )
