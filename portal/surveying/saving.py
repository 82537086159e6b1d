"""From a reading without errors to features with their surveyed originals."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import Conflict, Forbidden
from portal.projects.models import Project
from portal.surveying import policy
from portal.surveying.checking import stated_sqm
from portal.surveying.models import SavedParcel, SurveyBatch
from spatial.features.models import Feature, SurveyOriginal
from spatial.features.services import Placement, place_feature, place_features
from spatial.regions.allocation import shares_of
from spatial.survey.answer import Parcel, SurveyReading

MOST_TEXT = 2_000_000


class SurveyWithoutPlace(Conflict):
    """Nothing can be put on the map."""

    message = _("“{name}” holds no parcel with a place: nothing can be saved.")


class OneZoneWanted(Conflict):
    """Parcels that make one boundary are measured on one plane."""

    message = _("The parcels of “{name}” were surveyed in several systems ({zones}): one boundary needs one.")


class SavingForbidden(Forbidden):
    """Who checks may not always put on record."""

    message = _("You may check this survey but not put its parcels on record there.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What a survey became. ``extent``: the whole, where it is the boundary of a document."""

    parcels: list[Feature]
    extent: Feature | None = None


def save_parcels(
    *, actor: Actor, batch: SurveyBatch, reading: SurveyReading, project: Project | None, on: date
) -> Saved:
    """Put every parcel into the feature tree with its original; all of them, or none.

    Several parcels of one document stand under the extent they make together.
    """
    parcels = _placed(reading)
    if not parcels:
        raise SurveyWithoutPlace(name=batch.name)
    bounds = project is not None and bool(batch.document)
    whole = _place_whole(actor, batch, parcels, project, on) if bounds and len(parcels) > 1 else None
    placements = [_placement(actor, batch, parcel, project, whole) for parcel in parcels]
    features = place_features(actor=actor, placements=placements, valid_from=on)
    pairs = list(zip(features, parcels, strict=True))
    SurveyOriginal.objects.bulk_create(_original(batch, feature, parcel) for feature, parcel in pairs)
    SavedParcel.objects.bulk_create(
        SavedParcel(batch=batch, number=parcel.number, feature=feature) for feature, parcel in pairs
    )
    return Saved(parcels=features, extent=whole or features[0] if bounds else None)


def placed_shape(reading: SurveyReading) -> Any:
    """Return the ground all parcels make together, EPSG:4326; ``None`` where nothing has a place."""
    parcels = _placed(reading)
    return _together(parcels) if parcels else None


def _placed(reading: SurveyReading) -> list[Parcel]:
    return [one for one in reading.parcels if one.lonlat is not None and one.polygon is not None]


def _together(parcels: list[Parcel]) -> Any:
    return shapely.union_all([parcel.lonlat for parcel in parcels])


def _place_whole(
    actor: Actor, batch: SurveyBatch, parcels: list[Parcel], project: Project | None, on: date
) -> Feature:
    """Place the extent of several parcels, with their union in the zone they were surveyed in."""
    srids = {parcel.srid for parcel in parcels}
    if len(srids) != 1:
        raise OneZoneWanted(name=batch.name, zones=", ".join(f"EPSG:{srid}" for srid in sorted(srids)))
    first = _placement(actor, batch, parcels[0], project)
    shape = _plain(_together(parcels), srid=4326)
    stated = [stated_sqm(parcel) for parcel in parcels]
    told = {
        "survey": str(batch.pk), "parcels": len(parcels),
        "area_plane_sqm": sum(parcel.area_plane_sqm or 0.0 for parcel in parcels),
        "area_stated_sqm": None if None in stated else sum(area or 0.0 for area in stated),
    }  # fmt: skip
    placement = replace(first, geom=shape, code="", name=batch.name[:200], attributes=told)
    whole = place_feature(actor=actor, placement=placement, valid_from=on)
    native = _plain(shapely.union_all([parcel.polygon for parcel in parcels]), srid=None)
    SurveyOriginal.objects.create(
        feature=whole, file=batch.file, srid=parcels[0].srid, geom_native=native, sha256=batch.file.sha256,
        text="\n".join(map(_text, parcels))[:MOST_TEXT], recorded_at=clock.now(),
    )  # fmt: skip
    return whole


def _plain(shape: Any, *, srid: int | None) -> GEOSGeometry:
    return GEOSGeometry(memoryview(shapely.to_wkb(shapely.force_2d(shape))), srid=srid)


def _placement(
    actor: Actor, batch: SurveyBatch, parcel: Parcel, project: Project | None, whole: Feature | None = None
) -> Placement:
    shape = _plain(parcel.lonlat, srid=4326)
    kind = "permit_extent" if project and batch.document else "parcel"
    more: dict[str, Any] = {
        "kind": kind,
        "geom": shape,
        "code": parcel.attributes.code[:64],
        "name": parcel.title[:200],
        "subkind": batch.document if kind == "permit_extent" else "",
        "attributes": _attributes(batch, parcel),
    }
    if project is not None:
        return Placement(
            parent=whole or project.site, organisation_id=project.owner_id, region_code=project.region_code,
            label=project.label, **more,
        )  # fmt: skip
    region = _region_of(shape, batch)
    if not policy.may_save_in(actor, region) or actor.organisation_id is None:
        raise SavingForbidden()
    return Placement(organisation_id=actor.organisation_id, region_code=region, label="internal", **more)


def _region_of(shape: GEOSGeometry, batch: SurveyBatch) -> str:
    shares = shares_of(shape)
    return shares[0].region_code if shares else batch.county_code


def _attributes(batch: SurveyBatch, parcel: Parcel) -> dict[str, Any]:
    return {
        "survey": str(batch.pk), "survey_parcel": parcel.number, "land_use": parcel.attributes.land_use,
        "area_plane_sqm": parcel.area_plane_sqm, "area_plane_srid": parcel.area_plane_srid,
        "area_ellipsoid_sqm": parcel.area_ellipsoid_sqm, "area_stated_sqm": stated_sqm(parcel),
        "repairs": [one["id"] for one in batch.mended if one["parcel"] == parcel.number],
    }  # fmt: skip


def _original(batch: SurveyBatch, feature: Feature, parcel: Parcel) -> SurveyOriginal:
    return SurveyOriginal(
        feature=feature, file=batch.file, srid=parcel.srid, text=_text(parcel)[:MOST_TEXT],
        geom_native=_plain(parcel.polygon, srid=None), sha256=batch.file.sha256, recorded_at=clock.now(),
    )  # fmt: skip


def _text(parcel: Parcel) -> str:
    """Return the points as written, a line each: label, ring, north, east; empty for map files."""
    return "\n".join(
        f"{ring.label(at)},{ring.number or place},{ring.y_texts[at]},{ring.x_texts[at]}"
        for place, ring in enumerate(parcel.rings, start=1) if ring.x_texts and ring.y_texts
        for at in range(len(ring))
    )  # fmt: skip
