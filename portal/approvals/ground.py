"""The ground of a case: the site's parcels, what papers bound, what is built, what is put forward."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import shapely
from django.db.models import QuerySet

from portal.approvals import parcels
from portal.approvals.held import Held
from portal.approvals.models import LandDocument, LandParcel
from portal.projects.models import Project
from spatial.features.models import Feature, SurveyOriginal
from spatial.land import chain
from spatial.land.checking import Case
from spatial.land.grounds import Ground, zone_srid

POLYGONS = ("Polygon", "MultiPolygon")


def county_of(project: Project) -> str:
    """Return the county the ground declares; none where it is shared between counties."""
    counties = {code[:6] for code in project.site.shares.values_list("region_code", flat=True)}
    return project.region_code[:6] if len(counties) <= 1 else ""


def of_site(project: Project, standing: QuerySet[Feature], *, used: set[UUID]) -> Iterable[Ground]:
    """Return the parcels of the site that are not boundaries of papers; where there are none, the site."""
    found = standing.filter(kind="parcel").order_by("code", "pk")
    rows = [row for row in found if row.pk not in used and row.geom.geom_type in POLYGONS]
    zones, county = _surveyed_zones(rows), county_of(project)
    for row in rows or [project.site]:
        if row.geom.geom_type in POLYGONS:
            yield Ground(
                key=row.code or project.code, shape=bytes(row.geom.ewkb), own=project.site_id, county=county,
                srid=zones.get(row.pk), declared_sqm=_number(row.attributes.get("area_stated_sqm")),
                temporary=row.attributes.get("tenure") == "temporary",
            )  # fmt: skip


def of_papers(project: Project, latest: Mapping[str, Held]) -> Iterable[Ground]:
    """Return the boundaries of the newest papers of each kind."""
    county = county_of(project)
    for kind, held in latest.items():
        row, extent = held.document, held.extent
        parts = of_parcels(row, county=county) if row is not None else []
        yield from parts
        if not parts and extent is not None and extent.geom.geom_type in POLYGONS:
            yield Ground(
                key=kind, shape=bytes(extent.geom.ewkb), own=project.site_id, county=county, document=kind,
                srid=row.survey.srid if row and row.survey else None, temporary=kind == "A12",
                declared_sqm=_declared(extent, row.declared_sqm if row else None),
            )  # fmt: skip


def of_parcels(document: LandDocument, *, county: str) -> list[Ground]:
    """Return the parcels a document's boundary is made of, as far as they are polygons."""
    rows = [row for row in parcels.of_document(document) if row.feature.geom.geom_type in POLYGONS]
    return [
        Ground(
            key=_title(row, alone=len(rows) == 1), shape=bytes(row.feature.geom.ewkb), county=county,
            own=document.project.site_id, document=document.kind, srid=row.survey.srid,
            temporary=document.kind == "A12",
            declared_sqm=_declared(row.feature, document.declared_sqm if len(rows) == 1 else None),
        )
        for row in rows
    ]  # fmt: skip


def _title(row: LandParcel, *, alone: bool) -> str:
    kind, name = row.document.kind, row.feature.name or row.feature.code
    return kind if alone else f"{kind} {name}（{row.position}）"


def boundaries(latest: Mapping[str, Held], standing: QuerySet[Feature]) -> dict[str, bytes]:
    """Return the boundaries of the chain, from the papers and from what is drawn as built."""
    found = {
        kind: bytes(held.extent.geom.wkb) for kind, held in latest.items()
        if kind in chain.CONTAINMENT and held.extent is not None and held.extent.geom.geom_type in POLYGONS
    }  # fmt: skip
    drawn = [
        shapely.from_wkb(bytes(row.geom.wkb)) for row in standing.filter(kind="structure").only("geom")
        if row.geom.geom_type in POLYGONS
    ]  # fmt: skip
    if drawn:
        found[chain.FOOTPRINT] = shapely.to_wkb(shapely.union_all(drawn))
    return found


def put_forward(case: Case, *, kind: str, grounds: Sequence[Ground]) -> Case:
    """Return the case with the ground that is asked about in its place; ``kind`` empty: the site's parcels.

    It is held against control lines and neighbours. The boundary of a document that takes land stands in the
    place of the site's own ground, or the same hectare would count twice; that of another stands beside it.
    """
    takes = kind in chain.TAKING or not kind
    asked = tuple(
        replace(one, document=kind, asked=True, taken=takes, temporary=one.temporary or kind == "A12")
        for one in grounds
    )
    rest = (one for one in case.grounds if one.document != kind and (one.document or not takes))
    return replace(
        case, grounds=(*asked, *rest), boundaries=_with(case.boundaries, kind, [g.shape for g in asked])
    )


def _with(known: Mapping[str, bytes], kind: str, shapes: Sequence[bytes]) -> dict[str, bytes]:
    """Return the boundaries with this one in place; where it is not valid, there is none to compare."""
    found = {name: shape for name, shape in known.items() if name != kind}
    parts = [shapely.from_wkb(shape) for shape in shapes]
    if kind in chain.CONTAINMENT and all(part.is_valid for part in parts):
        whole = shapely.to_wkb(shapely.union_all(parts))
        found |= {kind: whole} if zone_srid(whole) else {}
    return found


def _surveyed_zones(rows: Iterable[Feature]) -> dict[UUID, int]:
    """Return the zone each parcel was surveyed in, by its newest original."""
    originals = SurveyOriginal.objects.filter(feature__in=list(rows), srid__gt=0)
    return dict(originals.order_by("recorded_at", "pk").values_list("feature_id", "srid"))


def _declared(extent: Feature, on_cover: Any) -> float | None:
    """Return the area a boundary states: in its survey, else on the document's cover."""
    stated = extent.attributes.get("area_stated_sqm")
    return _number(on_cover if stated is None else stated)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
