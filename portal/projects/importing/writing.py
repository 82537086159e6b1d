"""Save the good rows of an import: new projects in blocks, changed ones one by one, under a lock."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import Conflict
from portal.core.events import Entry, record_events
from portal.projects import faults, policy, rules, services
from portal.projects.importing.comparing import WRITTEN, typed
from portal.projects.importing.identity import Library
from portal.projects.importing.remarks import NOWHERE
from portal.projects.importing.understanding import Understood
from portal.projects.models import Project
from portal.projects.models_import import ImportBatch, ImportRow
from portal.projects.search import search_text
from portal.projects.selectors import list_projects
from portal.projects.services import ProjectFacts
from spatial.features.models import Feature, SurveyOriginal
from spatial.features.services import Placement, allocate, place_features
from spatial.regions.allocation import RegionShare, shares_of
from spatial.regions.models import LEVELS, Region
from spatial.regions.selectors import region_names

BLOCK = 500


class ImportOvertaken(Conflict):
    """The library changed after the rows were compared with it."""

    message = _(
        "{count} rows no longer stand as they were shown, first {first}: the library has changed meanwhile. "
        "Check the file again; nothing was saved."
    )


def save_rows(*, actor: Actor, batch: ImportBatch, on: date) -> dict[str, int]:
    """Save every row that creates or updates; all or none. Return how many of each."""
    rows = batch.rows.select_related("owner").order_by("number")
    made = changed = 0
    for block in _blocks(rows.filter(outcome=ImportRow.Outcome.UPDATE)):
        changed += _update(actor, batch, block, on)
    new = rows.filter(outcome=ImportRow.Outcome.CREATE)
    for block in _blocks(new):
        _refuse_overtaken(_known_by_now(actor, batch, block))
    for block in _blocks(new):
        made += _create(actor, batch, block, on)
    return {"created": made, "updated": changed}


def _blocks(rows: Any) -> Iterator[list[ImportRow]]:
    block: list[ImportRow] = []
    for row in rows.iterator(chunk_size=BLOCK):
        block.append(row)
        if len(block) == BLOCK:
            yield block
            block = []
    if block:
        yield block


def _create(actor: Actor, batch: ImportBatch, rows: Sequence[ImportRow], on: date) -> int:
    facts = [project_facts(row.facts) for row in rows]
    for row, fact in zip(rows, facts, strict=True):
        _check(actor, row, fact)
    shares = [_shares(_ground(row)) for row in rows]
    regions = [mine[0].region_code for mine in shares]
    names = region_names({region[:digits] for region in regions for digits in LEVELS.values()})
    sites = place_features(
        actor=actor, valid_from=on,
        placements=[_site(*one) for one in zip(rows, facts, regions, strict=True)],
    )  # fmt: skip
    codes = services.next_codes(regions, year=on.year)
    projects = [_project(*one) for one in zip(rows, facts, sites, codes, strict=True)]
    for project in projects:
        project.search_text = _found_by(project, names)
    Project.objects.bulk_create(projects)
    for site, mine in zip(sites, shares, strict=True):
        if len(mine) > 1:
            allocate(feature=site, shares=mine)
    _keep_originals(batch, rows, sites)
    _remember(actor, batch, rows, projects)
    return len(projects)


def project_facts(facts: dict[str, str]) -> ProjectFacts:
    """Return what the services take of a row's facts."""
    return ProjectFacts(**{name: typed(name, facts[name]) for name in WRITTEN if name in facts})


def _check(actor: Actor, row: ImportRow, facts: ProjectFacts) -> None:
    """Ask again what was asked when the row was judged: grants and rules may have changed."""
    assert row.owner is not None  # noqa: S101  a row without one is refused
    if not policy.import_scopes(actor, row.owner.path):
        raise faults.NotYourUnit(unit=row.owner.name)
    faults.check_facts(facts)


def _ground(row: ImportRow) -> GEOSGeometry:
    assert row.geom is not None  # noqa: S101  a row without a place is refused
    return row.geom


def _shares(geom: GEOSGeometry) -> list[RegionShare]:
    shares = shares_of(geom)
    if not shares:
        raise faults.OutsideEveryRegion(lon=round(geom.centroid.x, 6), lat=round(geom.centroid.y, 6))
    return shares


def _site(row: ImportRow, facts: ProjectFacts, region: str) -> Placement:
    assert row.owner_id is not None  # noqa: S101  a row without one is refused
    return Placement(
        kind="site", geom=_ground(row), organisation_id=row.owner_id, region_code=region, label=facts.label,
        name=facts.name, name_en=facts.name_en[:200],
    )  # fmt: skip


def _project(row: ImportRow, facts: ProjectFacts, site: Feature, code: str) -> Project:
    return Project(
        **asdict(facts), code=code, owner=row.owner, site=site, region_code=site.region_code,
        stage=row.facts.get("stage", rules.STAGE_CODES[0]), created_at=clock.now(), updated_at=clock.now(),
    )  # fmt: skip


def _found_by(project: Project, names: dict[str, Region]) -> str:
    codes = [project.region_code[:digits] for digits in LEVELS.values()]
    places = [names[code].name for code in dict.fromkeys(codes) if code in names]
    others = (project.code, project.investment_code, project.owner.name, project.address, *places)
    return search_text(name=project.name, name_en=project.name_en, others=others)


def _keep_originals(batch: ImportBatch, rows: Sequence[ImportRow], sites: Sequence[Feature]) -> None:
    """Keep the coordinates as they came, in their own system, beside the file they came in."""
    SurveyOriginal.objects.bulk_create(
        SurveyOriginal(
            feature=site, file=batch.file, srid=row.srid or 0, geom_native=_native(row.native_wkb),
            sha256=batch.file.sha256, recorded_at=clock.now(),
        )
        for row, site in zip(rows, sites, strict=True) if row.native_wkb
    )  # fmt: skip


def _native(wkb: bytes | memoryview) -> GEOSGeometry:
    flat = shapely.force_2d(shapely.from_wkb(bytes(wkb)))
    return GEOSGeometry(memoryview(shapely.to_wkb(flat)), srid=0)


def _remember(
    actor: Actor, batch: ImportBatch, rows: Sequence[ImportRow], projects: Sequence[Project]
) -> None:
    """Tie each row to its project, and tell the log of each."""
    for row, project in zip(rows, projects, strict=True):
        row.project = project
    ImportRow.objects.bulk_update(rows, ["project"])
    record_events(
        actor=actor,
        entries=[
            Entry(
                verb="register", subject_type="project", subject_id=project.pk,
                facts={
                    "code": project.code, "name": project.name, "region": project.region_code,
                    "stage": project.stage, "import": str(batch.pk), "row": row.number,
                },
            )
            for row, project in zip(rows, projects, strict=True)
        ],
    )  # fmt: skip


def _update(actor: Actor, batch: ImportBatch, rows: Sequence[ImportRow], on: date) -> int:
    locked = list_projects(actor=actor).select_for_update(of=("self",), no_key=True)
    locked = locked.select_related("owner", "site")
    known = {one.pk: one for one in locked.filter(pk__in=[row.project_id for row in rows])}
    pairs = [(row, known.get(row.project_id) if row.project_id else None) for row in rows]
    _refuse_overtaken([row for row, project in pairs if _is_overtaken(row, project)])
    for row, project in pairs:
        if project:
            _change(actor, batch, row, project, on)
    return len(rows)


def _change(actor: Actor, batch: ImportBatch, row: ImportRow, project: Project, on: date) -> None:
    if not policy.import_scopes(actor, project.owner.path):
        raise faults.NotYourUnit(unit=project.owner.name)
    changes = {name: typed(name, row.facts[name]) for name in row.changes if name != "site"}
    if changes:
        services.apply_changes(actor=actor, project=project, changes=changes)
    if "site" in row.changes:
        services.apply_ground(actor=actor, project=project, geom=_ground(row), on=on)
        _keep_originals(batch, [row], [project.site])


def _is_overtaken(row: ImportRow, project: Project | None) -> bool:
    return project is None or project.version != row.seen_version


def _known_by_now(actor: Actor, batch: ImportBatch, rows: Sequence[ImportRow]) -> list[ImportRow]:
    """Return the rows whose project was filed by somebody since they were judged."""
    apart = set(batch.answers.get("separate", []))
    asked = {row.number: row for row in rows if row.number not in apart}
    again = [
        Understood(number=row.number, address=NOWHERE, values=(), facts=row.facts) for row in asked.values()
    ]
    library = Library(actor, again)
    return [asked[one.number] for one in again if library.find(one, asked[one.number].owner_id).project]


def _refuse_overtaken(rows: Sequence[ImportRow]) -> None:
    if rows:
        address = rows[0].address.get("row") or rows[0].number
        raise ImportOvertaken(count=len(rows), first=address)
