"""Hold each row against the library: what would it do, and may this person do it?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.gis.geos import GEOSGeometry

from portal.accounts.actor import Actor, Scope
from portal.accounts.models import Organisation
from portal.accounts.rules import ANY_REGION, labels_up_to
from portal.projects import policy, rules
from portal.projects.importing.answers import Answers
from portal.projects.importing.comparing import differences
from portal.projects.importing.fields import BY_CODE, FIELDS
from portal.projects.importing.identity import Library, Match, Seen
from portal.projects.importing.owners import Owned, Owners
from portal.projects.importing.regions import Regions
from portal.projects.importing.remarks import Problem, blocks, problem
from portal.projects.importing.sites import SILENT, Site, describe, find_site
from portal.projects.importing.understanding import STORED, Understood
from portal.projects.models import Project
from portal.projects.models_import import ImportRow

Outcome = ImportRow.Outcome


@dataclass(slots=True, kw_only=True)
class Judged:
    """One row with its outcome. ``changes``: field → [record, file]; ``geom``: EPSG:4326."""

    row: Understood
    outcome: str
    project: Project | None = None
    owner: Organisation | None = None
    region_code: str = ""
    changes: dict[str, Any] = field(default_factory=dict)
    remarks: list[Problem] = field(default_factory=list)
    geom: GEOSGeometry | None = None


class Judge:
    """Judges the rows of one file, some at a time, for one person on one day."""

    def __init__(self, *, actor: Actor, answers: Answers, on: date, placed: bool) -> None:
        self._actor, self._answers, self._placed = actor, answers, placed
        self._regions = Regions(on=on)
        self._seen = Seen()

    def judge(self, rows: Sequence[Understood]) -> list[Judged]:
        """Return each row's outcome, in order."""
        owners, library = Owners(self._actor, rows), Library(self._actor, rows)
        return [self._one(row, owners.find(row), library) for row in rows]

    def _one(self, row: Understood, owned: Owned, library: Library) -> Judged:
        if row.is_sum:
            return Judged(row=row, outcome=Outcome.LEFT_OUT, remarks=row.remarks)
        match = self._match(row, owned.owner, library)
        owner = match.project.owner if match.project else owned.owner
        site = find_site(
            row, project=match.project, regions=self._regions, by_region=self._answers.place_by_region,
            settled=self._placed,
        )  # fmt: skip
        made = Judged(
            row=row, outcome=Outcome.CREATE, project=match.project, owner=owner,
            region_code=site.region_code, geom=site.geom, remarks=_said(row, owned, match, site),
        )  # fmt: skip
        if match.project:
            self._update(made, match.project, owned, site)
        else:
            self._create(made)
        if blocks(made.remarks):
            made.outcome = Outcome.REFUSED
        return made

    def _match(self, row: Understood, owner: Organisation | None, library: Library) -> Match:
        if row.number in self._answers.separate:
            return Match()
        match = library.find(row, owner.pk if owner else None)
        repeated = self._seen.repeats(row, match.project, owner.pk if owner else None)
        return Match(project=match.project, remarks=[*match.remarks, repeated]) if repeated else match

    def _create(self, made: Judged) -> None:
        missing = _missing(made)
        if missing:
            made.remarks.append(problem("field_missing", made.row.address, field="、".join(missing)))
        if made.owner:
            scopes = policy.import_scopes(self._actor, made.owner.path)
            made.remarks += _out_of_scope(made, scopes, self._regions)
            self._settle_stage(made, scopes)

    def _settle_stage(self, made: Judged, scopes: list[Scope]) -> None:
        stage = made.row.facts.get("stage", rules.STAGE_CODES[0])
        may = any(scope.role in policy.STAGE_RECORDERS for scope in scopes)
        if stage != rules.STAGE_CODES[0] and not may:
            made.remarks.append(problem("stage_needs_planner", made.row.where("stage")))
            made.row.facts["stage"] = rules.STAGE_CODES[0]

    def _update(self, made: Judged, project: Project, owned: Owned, site: Site) -> None:
        made.remarks += _kept(made.row, project, owned)
        made.changes = differences(made.row, project)
        if site.moves and site.geom:
            made.changes["site"] = [describe(project.site.geom), describe(site.geom)]
        if not made.changes:
            made.outcome = Outcome.SAME
            return
        made.outcome = Outcome.UPDATE
        if project.stage not in rules.EDITABLE_STAGES:
            facts = {"code": project.code, "stage": project.stage}
            made.remarks.append(problem("project_locked", made.row.address, **facts))
        scopes = policy.import_scopes(self._actor, project.owner.path)
        made.remarks += _out_of_scope(made, scopes, self._regions)


def _said(row: Understood, owned: Owned, match: Match, site: Site) -> list[Problem]:
    """Return everything known so far; that a shape is missing is said once, in our own words."""
    found = [one for one in row.remarks if one.code not in SILENT]
    if owned.remark:
        found.append(owned.remark)
    return [*found, *match.remarks, *site.remarks]


def _missing(made: Judged) -> list[str]:
    """Return the required fields that no cell or default gives; what could not be read is said already."""
    row = made.row
    lacking = [
        known.zh
        for known in FIELDS
        if known.required
        and STORED.get(known.code, known.code) not in row.facts
        and known.code not in row.cells
        and not any(one.facts.get("field") == known.zh for one in row.remarks)
    ]
    unnamed = made.owner is None and not {"owner", "owner_uscc"} & row.facts.keys()
    return [*lacking, *([BY_CODE["owner"].zh] if unnamed and "owner" not in row.cells else [])]


def _kept(row: Understood, project: Project, owned: Owned) -> list[Problem]:
    found = []
    stage = row.facts.get("stage")
    if stage and stage != project.stage:
        found.append(problem("stage_kept", row.where("stage"), stage=stage, kept=project.stage))
    if owned.owner and owned.owner.pk != project.owner_id and {"owner", "owner_uscc"} & row.facts.keys():
        facts = {"text": owned.owner.name, "kept": project.owner.name}
        found.append(problem("owner_kept", row.where("owner"), **facts))
    return found


def _out_of_scope(made: Judged, scopes: list[Scope], regions: Regions) -> list[Problem]:
    """Return the first bound of the person's grants that the row oversteps."""
    row, project = made.row, made.project
    sector = row.facts.get("sector") or (project.sector if project else "")
    label = row.facts.get("label") or (project.label if project else "internal")
    owner = made.owner.name if made.owner else "-"
    scopes = [s for s in scopes if not s.projects or (project and project.pk in s.projects)]
    if not scopes:
        return [problem("owner_not_yours", row.where("owner"), text=owner)]
    if made.region_code:
        scopes = [s for s in scopes if _covers(s, made.region_code)]
    if not scopes:
        return [problem("region_not_yours", row.where("region"), region=regions.name(made.region_code))]
    scopes = [s for s in scopes if not s.sectors or not sector or sector in s.sectors]
    if not scopes:
        return [problem("sector_not_yours", row.where("sector"), sector=sector)]
    if not any(label in labels_up_to(s.clearance) for s in scopes):
        return [problem("label_not_yours", row.where("label"), label=label)]
    return []


def _covers(scope: Scope, region_code: str) -> bool:
    return scope.region_code == ANY_REGION or region_code.startswith(scope.region_code)
