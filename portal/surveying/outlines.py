"""A project's parcels on their way out, from the surveyed originals."""

from datetime import date

import shapely
from django.db.models import QuerySet

from portal.accounts.actor import Actor
from portal.accounts.models import Organisation
from portal.projects.models import Project
from portal.projects.selectors import list_features
from portal.surveying.models import SavedParcel
from portal.surveying.selectors import reading_of
from spatial.coordinates.zones import LONLAT_SRID
from spatial.features.models import Feature, SurveyOriginal
from spatial.survey.model import HeaderField
from spatial.survey.outlines import Outline

UNIT, DAY = "数据产生单位", "数据产生日期"


def outlines_of_project(*, actor: Actor, project: Project) -> list[Outline]:
    """Return the parcels of a project in their surveyed coordinates, else in degrees."""
    features = list(_parcels(actor, project).order_by("code", "pk"))
    originals = SurveyOriginal.objects.filter(feature__in=features).order_by("recorded_at", "pk")
    newest = {one.feature_id: one for one in originals}
    return [_outline(feature, newest.get(feature.pk)) for feature in features]


def header_of_project(*, actor: Actor, project: Project, on: date) -> tuple[HeaderField, ...]:
    """Return what the header of a project's text says besides the system: which unit made the data, and when.

    Unit and latest day are those of the surveys its parcels came with, several units together; where no
    survey names them, the office that writes the text, today.
    """
    told = _told_by_surveys(actor, project)
    unit = "、".join(dict.fromkeys(told[UNIT])) or _office_of(actor)
    day = max(told[DAY], default="") or on.isoformat()
    return (HeaderField(key=UNIT, value=unit, line=0), HeaderField(key=DAY, value=day, line=0))


def _office_of(actor: Actor) -> str:
    if actor.organisation_id is None:
        return ""
    return Organisation.objects.values_list("name", flat=True).get(pk=actor.organisation_id)


def _told_by_surveys(actor: Actor, project: Project) -> dict[str, list[str]]:
    """Return what the headers of the surveys say, in the order in which they were confirmed."""
    saved = SavedParcel.objects.filter(feature__in=_parcels(actor, project)).select_related("batch")
    batches = {one.batch_id: one.batch for one in saved.order_by("batch__confirmed_at", "pk")}
    told: dict[str, list[str]] = {UNIT: [], DAY: []}
    for reading in filter(None, map(reading_of, batches.values())):
        for one in reading.draft.header:
            if one.key in told and one.value.strip():
                told[one.key].append(one.value.strip())
    return told


def _parcels(actor: Actor, project: Project) -> QuerySet[Feature]:
    return list_features(actor=actor).filter(root_id=project.site_id, kind="parcel", valid_to__isnull=True)


def _outline(feature: Feature, original: SurveyOriginal | None) -> Outline:
    surveyed = original is not None and original.srid > 0
    geom, srid = (
        (original.geom_native, original.srid) if original and surveyed else (feature.geom, LONLAT_SRID)
    )
    return Outline(
        name=feature.name, code=feature.code, srid=srid, geometry=shapely.from_wkb(bytes(geom.wkb)),
        land_use=str(feature.attributes.get("land_use", "")),
    )  # fmt: skip
