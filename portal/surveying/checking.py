"""Read a survey and cross-check it before anything is saved: what the API, the command and the page share."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import shapely
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.approvals.ground import POLYGONS
from portal.approvals.ground import county_of as county_of_ground
from portal.approvals.selectors import check_put_forward, sight
from portal.core.errors import Forbidden
from portal.projects.models import Project
from portal.projects.selectors import get_project
from portal.surveying import policy
from spatial.features.models import Feature
from spatial.land.chain import PAPERS
from spatial.land.checking import Case, check
from spatial.land.grounds import Ground
from spatial.land.rules.facts import CaseFacts
from spatial.land.rules.finding import Finding
from spatial.land.selectors import book_on
from spatial.regions.selectors import get_region
from spatial.survey.answer import Parcel, SurveyReading
from spatial.survey.checks.stated import HECTARE, read_area
from spatial.survey.model import AS_FOUND, County, Declared
from spatial.survey.sandbox import read_survey

Tell = Callable[[str, int], None]
DOCUMENTS = tuple(paper.kind for paper in PAPERS if paper.polygon)
"""Documents a survey may be the boundary of, in the order of the chain."""


class CheckForbidden(Forbidden):
    """Not for this role."""

    message = _("Surveys are checked by land officers, planners and project units.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a survey is said to be. ``document``: the kind it is the boundary of; empty: parcels."""

    county: str = ""
    project: str = ""
    document: str = ""
    declared: Declared = AS_FOUND


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A reading and what L01-L18 say of it."""

    reading: SurveyReading
    findings: tuple[Finding, ...]


def check_file(
    *, actor: Actor, path: Path, name: str, subject: Subject, on: date, tell: Tell | None = None
) -> Checked:
    """Read, measure and judge a file; nothing is saved.

    Raise ``FileRefused``, ``CheckForbidden``, ``ProjectNotFound`` or ``RegionNotFound``.
    """
    if not policy.may_check(actor):
        raise CheckForbidden()
    project = get_project(actor=actor, code=subject.project) if subject.project else None
    reading = read_only(path, name=name, subject=subject, on=on, tell=tell, project=project)
    findings = judge(actor=actor, reading=reading, project=project, document=subject.document, on=on)
    return Checked(reading=reading, findings=findings)


def read_only(
    path: Path, *, name: str, subject: Subject, on: date, tell: Tell | None = None,
    project: Project | None = None,
) -> SurveyReading:  # fmt: skip
    """Return what a file holds, held against the county it is declared to lie in and the project's ground."""
    county = county_of(subject.county, on=on)
    declared = replace(subject.declared, ground=_known_ground(project) if project else None)
    return read_survey(path, name=name, county=county, declared=declared, progress=tell)


def _known_ground(project: Project) -> County | None:
    """Return the site and parcels a project has on record, as far as they are polygons."""
    rows = Feature.objects.filter(
        root_id=project.site_id, kind__in=("site", "parcel"), valid_to__isnull=True
    ).only("geom")
    shapes = [shapely.from_wkb(bytes(row.geom.wkb)) for row in rows if row.geom.geom_type in POLYGONS]
    if not shapes:
        return None
    return County(code=project.code, name=project.code, geometry=shapely.union_all(shapes))


def county_of(code: str, *, on: date) -> County | None:
    """Return the county a survey is declared to lie in."""
    if not code:
        return None
    region = get_region(code=code, on=on)
    return County(code=region.code, name=region.name, geometry=shapely.from_wkb(bytes(region.geom.wkb)))


def judge(
    *, actor: Actor, reading: SurveyReading, project: Project | None, document: str, on: date
) -> tuple[Finding, ...]:
    """Return what L01-L18 say of parcels not yet saved: with a project, of its whole case with them in it."""
    parcels = [
        parcel for parcel in reading.parcels if parcel.lonlat is not None and not parcel.lonlat.is_empty
    ]
    if not parcels:
        return ()
    county = reading.county.code if reading.county else county_of_ground(project) if project else ""
    grounds = tuple(_ground(parcel, project, county) for parcel in parcels)
    if project is None:
        case = Case(facts=CaseFacts(on=on, sector=""), grounds=grounds)
        report = check(sight=sight(actor), case=case, book=book_on(on=on))
    else:
        report = check_put_forward(actor=actor, project=project, on=on, kind=document, grounds=grounds)
    crossed = {title_of(one) for one in parcels if one.lonlat is None or not one.lonlat.is_valid}
    return tuple(f for f in report.findings if _tells(f, project, crossed))


def _tells(found: Finding, project: Project | None, crossed: set[str]) -> bool:
    """Tell whether a finding says something: not of thrift without a project, nor of where a shape that is
    not valid lies.
    """
    if found.rule == "L18":
        return project is not None
    return found.code != "not_answered" or found.subject not in crossed


def title_of(parcel: Parcel) -> str:
    """Return what findings call a parcel: its name and number, so that two of one name stay apart."""
    return f"{parcel.title}（{parcel.number}）" if parcel.attributes.name else parcel.title


def stated_sqm(parcel: Parcel) -> float | None:
    """Return the area the file states, in m²; without a unit, in the one that fits what was measured."""
    stated, plane = read_area(parcel.attributes.area.strip()), parcel.area_plane_sqm
    if stated is None or not plane:
        return None
    factor = stated.factor or next(
        (one for one in (HECTARE, 1.0) if plane / 2 < stated.value * one < plane * 2), 0.0
    )
    return stated.value * factor if factor else None


def _ground(parcel: Parcel, project: Project | None, county: str) -> Ground:
    return Ground(
        key=title_of(parcel), shape=shapely.to_wkb(parcel.lonlat), srid=parcel.srid or None, county=county,
        own=project.site_id if project else None, declared_sqm=stated_sqm(parcel),
    )  # fmt: skip


def kept(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    """Return findings as JSON keeps them."""
    return [
        {
            "rule": f.rule, "code": f.code, "severity": f.severity, "legal_basis": f.legal_basis,
            "effective_from": f.effective_from.isoformat(), "subject": f.subject, "facts": dict(f.facts),
            "area_sqm": f.area_sqm, "distance_m": f.distance_m, "geometry": f.geometry,
        }
        for f in findings
    ]  # fmt: skip


def unkept(rows: list[dict[str, Any]]) -> tuple[Finding, ...]:
    """Return what ``kept`` gave as findings again."""
    return tuple(
        Finding(**{**row, "effective_from": date.fromisoformat(row["effective_from"])}) for row in rows
    )
