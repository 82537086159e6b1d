"""A project's parcels on their way out, from the surveyed originals."""

import shapely

from portal.accounts.actor import Actor
from portal.projects.models import Project
from portal.projects.selectors import list_features
from spatial.coordinates.zones import LONLAT_SRID
from spatial.features.models import Feature, SurveyOriginal
from spatial.survey.outlines import Outline


def outlines_of_project(*, actor: Actor, project: Project) -> list[Outline]:
    """Return the parcels of a project in their surveyed coordinates, else in degrees."""
    rows = list_features(actor=actor).filter(root_id=project.site_id, kind="parcel", valid_to__isnull=True)
    features = list(rows.order_by("code", "pk"))
    originals = SurveyOriginal.objects.filter(feature__in=features).order_by("recorded_at", "pk")
    newest = {one.feature_id: one for one in originals}
    return [_outline(feature, newest.get(feature.pk)) for feature in features]


def _outline(feature: Feature, original: SurveyOriginal | None) -> Outline:
    surveyed = original is not None and original.srid > 0
    geom, srid = (
        (original.geom_native, original.srid) if original and surveyed else (feature.geom, LONLAT_SRID)
    )
    return Outline(
        name=feature.name, code=feature.code, srid=srid, geometry=shapely.from_wkb(bytes(geom.wkb)),
        land_use=str(feature.attributes.get("land_use", "")),
    )  # fmt: skip
