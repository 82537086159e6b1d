"""The boundaries of land documents, and the few documents that have a case of their own."""

from dataclasses import asdict, dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import numpy as np
import shapely

from portal.approvals.rules import REPORTED
from portal.demo.province.hashing import fixed_id
from portal.demo.works import desk
from portal.demo.works import land_planted as planted
from portal.demo.works.approvals import Approval
from portal.demo.works.globe import coarsened, ewkb, in_degrees
from portal.demo.works.rows import (
    ApprovalRow,
    FeatureEventRow,
    FeatureRow,
    LandCaseRow,
    LandChangeRow,
    LandDocumentRow,
    SurveyRow,
)
from portal.demo.works.surveys import survey_of
from spatial.land.chain import Path

BOUNDED = ("A2", "A4", "A5", "A6", "A7")
"""Kinds that carry a boundary before something is built."""


@dataclass(frozen=True, slots=True)
class LandRows:
    """Boundaries, what they were before, documents with a case, ways that are not the usual one, changes."""

    features: list[FeatureRow]
    events: list[FeatureEventRow]
    surveys: list[SurveyRow]
    documents: list[LandDocumentRow]
    cases: list[LandCaseRow]
    changes: list[LandChangeRow]


def extent_id(work: int, kind: str) -> UUID:
    """Return the identifier of a document's boundary."""
    return fixed_id("permit_extent", work, kind)


def temporary_paper(work: int, authority: str, code6: str) -> list[Approval]:
    """Return the paper of temporary land, for the few works that hold it."""
    if work not in planted.TEMPORARY_LAND:
        return []
    since, until = planted.TEMPORARY_LAND[work]
    number = f"{code6}临〔{since.year}〕7号"
    return [Approval(fixed_id("approval", work, "A12"), "A12", number, authority, since, until)]


def land_rows(
    papers: list[tuple[int, ApprovalRow]], sites: dict[int, FeatureRow], sites_m: dict[int, Any]
) -> LandRows:
    """Return what belongs to the papers of some works. ``sites``, ``sites_m``: by work."""
    bounded = [(work, row) for work, row in papers if row.extent_id is not None]
    features = _extents(bounded, sites, sites_m) if bounded else []
    moved = {extent_id(planted.MOVED, planted.BY_WORK[planted.MOVED].kind)}
    events = [_before(row, sites_m[planted.MOVED]) for row in features if row.id in moved]
    features = [row._replace(version=2) if row.id in moved else row for row in features]
    areas = {work: float(shapely.area(sites_m[work])) for work in {work for work, _row in papers}}
    documents = [
        _document(row, fault, areas[work]) for work, row in papers
        if (fault := planted.BY_WORK.get(work)) is not None and fault.kind == row.kind and fault.scale == 1.0
    ]  # fmt: skip
    documents += [_held(row, state) for work, row in papers if (state := desk.HELD.get((work, row.kind)))]
    there = {work: row.project_id for work, row in papers}
    waiting = _waiting(sites, sites_m)
    return LandRows(
        features + waiting.features, events, waiting.surveys, documents + waiting.documents, _cases(there),
        _changes(there),
    )


@dataclass(frozen=True, slots=True)
class _Waiting:
    features: list[FeatureRow]
    surveys: list[SurveyRow]
    documents: list[LandDocumentRow]


def _waiting(sites: dict[int, FeatureRow], sites_m: dict[int, Any]) -> _Waiting:
    """Return the documents on a land officer's desk, with the surveyed boundaries they came with."""
    found = [one for one in desk.WAITING if one.work in sites]
    bounded = [(one.work, desk.as_paper(one, extent_id(one.work, one.kind))) for one in found if one.bounded]
    features = _extents(bounded, sites, sites_m) if bounded else []
    surveys = [
        survey_of(sites_m[work], code=row.code, name=sites[work].name, land_use="", feature=row.id,
                  recorded=row.recorded_at)
        for (work, _paper), row in zip(bounded, features, strict=True)
    ]  # fmt: skip
    areas = {one.work: float(shapely.area(sites_m[one.work])) for one in found}
    documents = [
        desk.document(one, areas[one.work], extent_id(one.work, one.kind) if one.bounded else None)
        for one in found
    ]
    return _Waiting(features, surveys, documents)


def _extents(
    bounded: list[tuple[int, ApprovalRow]], sites: dict[int, FeatureRow], sites_m: dict[int, Any]
) -> list[FeatureRow]:
    works, kinds = [work for work, _row in bounded], [row.kind for _work, row in bounded]
    shapes = np.array([sites_m[work] for work in works], dtype=object)
    shapes_m = planted.extents_m(shapes, works, kinds)
    degrees = in_degrees(shapes_m)
    exact, public = ewkb(degrees), ewkb(coarsened(degrees))
    return [
        _extent(sites[work], row, exact[n], public[n], float(shapely.area(shapes_m[n]).round(2)))
        for n, (work, row) in enumerate(bounded)
    ]


def _extent(site: FeatureRow, row: ApprovalRow, exact: bytes, public: bytes, area: float) -> FeatureRow:
    return site._replace(
        id=row.extent_id or site.id, kind="permit_extent", parent_id=site.id, root_id=site.id,
        code=f"{site.code}-{row.kind}", name=f"{row.kind} 范围", name_en=f"Extent of {row.kind}", subkind="",
        geom=exact, public_geom=public, valid_from=row.issued_on, recorded_at=row.recorded_at,
        attributes={"area_sqm": area, "document": row.kind},
    )  # fmt: skip


def _before(row: FeatureRow, site_m: Any) -> FeatureEventRow:
    """Return the boundary as it was when its document was granted, before it was moved."""
    (exact,) = ewkb(in_degrees(np.array([planted.before_m(site_m)], dtype=object)))
    same = {name: getattr(row, name) for name in FeatureEventRow._fields if name in FeatureRow._fields}
    moment = datetime.combine(planted.MOVED_ON, time(9, 30), tzinfo=row.recorded_at.tzinfo)
    return FeatureEventRow(
        **same | {"geom": exact}, pgh_obj_id=row.id, pgh_label="update", pgh_created_at=moment
    )


def _document(row: ApprovalRow, fault: planted.LandFault, area_sqm: float) -> LandDocumentRow:
    whole = None if fault.declared is None else Decimal(round(area_sqm * fault.declared * 100)).scaleb(-2)
    plain = LandDocumentRow(
        id=fixed_id("land_document", row.id), project_id=row.project_id, approval_id=row.id, kind=row.kind,
        state="effective", number=row.number, authority=row.authority, authority_level="",
        issued_on=row.issued_on, valid_to=row.valid_to, applicant_uscc="", project_code="", uses=[],
        areas={code: round(float(whole or 0) * part, 2) for code, part in fault.classes.items()},
        declared_sqm=whole, extent_id=row.extent_id, survey_id=None, geometry_version=None,
        geometry_sha256="",
        worst_rank=0, version=1,
        created_at=row.recorded_at, updated_at=row.recorded_at,
    )  # fmt: skip
    return plain._replace(**fault.facts)


def _held(row: ApprovalRow, state: str) -> LandDocumentRow:
    """Return a paper in order that waits on the desk all the same."""
    plain = planted.LandFault(rule="", work=-1, kind=row.kind)
    return _document(row, plain, 0.0)._replace(state=state)


def _cases(there: dict[int, UUID]) -> list[LandCaseRow]:
    usual = LandCaseRow(project_id=None, **asdict(Path()), capacity={}, succession=[], version=1)
    odd: dict[int, dict[str, Any]] = {
        **{work: {"temporary": True} for work in planted.TEMPORARY_LAND},
        planted.WITH_BEDS: {"capacity": {"bed": planted.BEDS}},
    }
    return [
        usual._replace(project_id=there[work], **changes) for work, changes in odd.items() if work in there
    ]


def _changes(there: dict[int, UUID]) -> list[LandChangeRow]:
    work = planted.UNAPPROVED_CHANGE
    if work not in there:
        return []
    return [LandChangeRow(there[work], "use", "A6", planted.CHANGED_ON, "", REPORTED, version=1)]

