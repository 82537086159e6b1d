"""From a reading without errors to features with their surveyed originals."""

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
from spatial.features.services import Placement, place_features
from spatial.regions.allocation import shares_of
from spatial.survey.answer import Parcel, SurveyReading

MOST_TEXT = 2_000_000


class SurveyWithoutPlace(Conflict):
    """Nothing can be put on the map."""

    message = _("“{name}” holds no parcel with a place: nothing can be saved.")


class SavingForbidden(Forbidden):
    """Who checks may not always put on record."""

    message = _("You may check this survey but not put its parcels on record there.")


def save_parcels(
    *, actor: Actor, batch: SurveyBatch, reading: SurveyReading, project: Project | None, on: date
) -> list[Feature]:
    """Put every parcel into the feature tree with its original; all of them, or none."""
    parcels = [
        parcel for parcel in reading.parcels if parcel.lonlat is not None and parcel.polygon is not None
    ]
    if not parcels:
        raise SurveyWithoutPlace(name=batch.name)
    placements = [_placement(actor, batch, parcel, project) for parcel in parcels]
    features = place_features(actor=actor, placements=placements, valid_from=on)
    pairs = list(zip(features, parcels, strict=True))
    SurveyOriginal.objects.bulk_create(_original(batch, feature, parcel) for feature, parcel in pairs)
    SavedParcel.objects.bulk_create(
        SavedParcel(batch=batch, number=parcel.number, feature=feature) for feature, parcel in pairs
    )
    return features


def _placement(actor: Actor, batch: SurveyBatch, parcel: Parcel, project: Project | None) -> Placement:
    shape = GEOSGeometry(memoryview(shapely.to_wkb(shapely.force_2d(parcel.lonlat))), srid=4326)
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
            parent=project.site, organisation_id=project.owner_id, region_code=project.region_code,
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
    shape = shapely.to_wkb(shapely.force_2d(parcel.polygon))
    return SurveyOriginal(
        feature=feature, file=batch.file, srid=parcel.srid, text=_text(parcel)[:MOST_TEXT],
        geom_native=GEOSGeometry(memoryview(shape)), sha256=batch.file.sha256, recorded_at=clock.now(),
    )  # fmt: skip


def _text(parcel: Parcel) -> str:
    """Return the points as written, a line each: label, ring, north, east; empty for map files."""
    return "\n".join(
        f"{ring.label(at)},{ring.number or place},{ring.y_texts[at]},{ring.x_texts[at]}"
        for place, ring in enumerate(parcel.rings, start=1) if ring.x_texts and ring.y_texts
        for at in range(len(ring))
    )  # fmt: skip
