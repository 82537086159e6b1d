"""The same ground for the same kind of document is put on record once."""

from typing import Any

import shapely
from django.contrib.gis.geos import Polygon
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.approvals import names
from portal.core.errors import Conflict
from portal.projects.models import Project
from portal.projects.selectors import lock_project
from portal.surveying.models import SurveyBatch
from portal.surveying.saving import placed_shape
from spatial.features.models import Feature, SurveyOriginal
from spatial.survey.answer import SurveyReading

SAME_DEG = 1e-8
"""Lines no further apart than this, a millimetre on the ground, are the same line."""


class AlreadyOnRecord(Conflict):
    """Two extents that nobody could tell apart."""

    message = _(
        "This boundary is on record for {document} already: “{earlier}”, confirmed {when} by {by}. "
        "Nothing was saved. A document that waits for it takes it under “Attach the boundary”."
    )

    def told(self) -> dict[str, object]:
        """Name the kind."""
        return self.facts | {"document": names.paper(str(self.facts["document"]))}


def refuse_twin(*, actor: Actor, batch: SurveyBatch, reading: SurveyReading, project: Project | None) -> None:
    """Raise ``AlreadyOnRecord`` where an extent in force has this very ground; holds the project's lock."""
    if project is None or not batch.document:
        return
    lock_project(actor=actor, code=project.code)
    shape = placed_shape(reading)
    if shape is None:
        return
    for row in _near(project, batch.document, shape):
        if _same(shape, shapely.from_wkb(bytes(row.geom.wkb))):
            raise AlreadyOnRecord(document=batch.document, **_earlier(row, batch))


def _near(project: Project, kind: str, shape: Any) -> list[Feature]:
    """Return the whole extents of a kind that are in force about a place; not the parcels within them."""
    box = Polygon.from_bbox(shapely.box(*shape.bounds).buffer(SAME_DEG).bounds)
    box.srid = 4326
    rows = Feature.objects.filter(
        kind="permit_extent", subkind=kind, root_id=project.site_id, valid_to__isnull=True,
        geom__coveredby=box,
    ).exclude(parent__kind="permit_extent")  # fmt: skip
    return list(rows.order_by("recorded_at", "pk"))


def _same(one: Any, other: Any) -> bool:
    return bool(shapely.hausdorff_distance(one.boundary, other.boundary) <= SAME_DEG)


def _earlier(feature: Feature, batch: SurveyBatch) -> dict[str, object]:
    """Return what tells the earlier one: its file, when and by whom it was confirmed."""
    before = SurveyBatch.objects.filter(
        pk=feature.attributes.get("survey"), state=SurveyBatch.State.CONFIRMED
    ).select_related("created_by").first()  # fmt: skip
    original = SurveyOriginal.objects.filter(feature=feature).select_related("file").order_by("pk").last()
    at = before.confirmed_at if before and before.confirmed_at else feature.recorded_at
    return {
        "earlier": before.name if before else feature.name or feature.code or feature.subkind,
        "when": f"{timezone.localtime(at):%Y-%m-%d %H:%M}",
        "by": str(before.created_by) if before else "—",
        "same_file": original is not None and original.sha256 == batch.file.sha256,
        "feature": str(feature.pk),
    }
