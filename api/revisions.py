"""What is in a revision: scene, tiles, elements, colours, differences; of published ones alone."""

import gzip
from typing import Any
from uuid import UUID

import orjson
from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.authentication import actor_of_request
from api.door import Door
from api.kept import KEEP, kept, kept_json
from api.model_rows import element_row, revision_row, scene_row, short_row
from bim.catalog import faults, selectors
from bim.catalog.answers import numbers_found, page_found
from bim.catalog.changes import ValueChange, values_changed
from bim.catalog.colours import colours_of
from bim.catalog.difference import KINDS, Change, difference
from bim.catalog.exporting import csv_rows, workbook
from bim.catalog.models import Revision
from bim.catalog.questions import find
from bim.catalog.services.publishing import INDEX_NAME
from bim.placing.placement import earth_matrix
from portal.core.errors import Invalid
from portal.core.files import open_file
from portal.core.models import StoredFile

GLB, JSON = "model/gltf-binary", "application/json"
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
QUESTION = OpenApiParameter(
    "q", OpenApiTypes.STR, description='class=IfcWall storey="1" !Pset_WallCommon.FireRating'
)
MOST_COLUMNS, MOST_ROWS, USUAL_ROWS, MOST_NUMBER = 40, 500, 100, 2**31 - 1


class WordUnknown(Invalid):
    """A parameter takes certain words."""

    message = _("The parameter {parameter} does not take “{value}”.")


def published(request: Request, revision_id: UUID) -> Revision:
    """Return a revision the asker may look into."""
    return selectors.published_revision(actor=actor_of_request(request), revision_id=revision_id)


class RevisionDetail(Door):
    """One revision in whatever state."""

    @extend_schema(operation_id="revisions_get", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, revision_id: UUID) -> Response:
        """Return its state, its stage and per cent, or why it was rejected."""
        actor = actor_of_request(request)
        return Response(revision_row(selectors.get_revision(actor=actor, revision_id=revision_id)))


class Scene(Door):
    """What is drawn."""

    @extend_schema(operation_id="revisions_scene", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, revision_id: UUID) -> HttpResponse:
        """Return addresses, counts, storeys and the placement of a published revision."""
        return kept_json(request, scene_row(published(request, revision_id)))


class TileFile(Door):
    """3D Tiles 1.1."""

    takes = ("frame",)

    @extend_schema(
        operation_id="revisions_tile",
        parameters=[OpenApiParameter("frame", OpenApiTypes.STR, enum=["earth"])],
        responses={(200, GLB): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, revision_id: UUID, name: str) -> HttpResponse:
        """Return a tileset or a tile as it lies, packed."""
        revision = published(request, revision_id)
        entry = revision.tiles.get(name) if name != INDEX_NAME else None
        if entry is None:
            raise faults.TileNotFound(name=name[:80])
        frame = request.GET.get("frame", "")
        if frame not in {"", "earth"}:
            raise WordUnknown(parameter="frame", value=frame[:40])
        if frame and name.endswith(".json"):
            return _on_earth(request, revision, entry)
        media, policy = (GLB, KEEP) if name.endswith(".glb") else (JSON, "private, no-cache")
        return kept(
            request, tag=entry["sha256"][:24], media_type=media, packed=lambda: _read(entry), policy=policy
        )


def _read(entry: dict[str, Any]) -> bytes:
    with open_file(StoredFile(sha256=entry["sha256"])) as stream:
        return stream.read()


def _on_earth(request: Request, revision: Revision, entry: dict[str, Any]) -> HttpResponse:
    """Give the tileset its place on the globe, for viewers that know nothing of our placements."""
    frame = selectors.frame_of(revision)
    if frame is None:
        raise faults.NotPlaced()
    tileset = orjson.loads(gzip.decompress(_read(entry)))
    x, y, z = revision.origin
    tileset["root"]["transform"] = list(earth_matrix(frame, (x, y, z)))
    return kept_json(request, tileset)


class ElementIndex(Door):
    """Columns of all elements."""

    @extend_schema(operation_id="revisions_elements_index", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, revision_id: UUID) -> HttpResponse:
        """Return GlobalIds, classes, names, places and boxes of all elements, column by column."""
        entry = published(request, revision_id).tiles[INDEX_NAME]
        return kept(request, tag=entry["sha256"][:24], media_type=JSON, packed=lambda: _read(entry))


class Elements(Door):
    """Elements a question finds."""

    takes = ("q", "ids", "limit", "after")

    @extend_schema(
        operation_id="revisions_elements",
        parameters=[QUESTION, *(OpenApiParameter(name, OpenApiTypes.INT) for name in takes[1:])],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request: Request, revision_id: UUID) -> HttpResponseBase:
        """Return one page of the elements found and how many there are; with ids=1 all their numbers."""
        revision, q = published(request, revision_id), request.GET.get("q", "")
        if request.GET.get("ids", ""):
            els = numbers_found(revision, q)
            return kept_json(request, {"el": els, "count": len(els)})
        limit = _whole(request, "limit", least=1, most=MOST_ROWS, otherwise=USUAL_ROWS)
        after = _whole(request, "after", least=-1, most=MOST_NUMBER, otherwise=-1)
        page = page_found(revision, q, after=after, most=limit)
        shown = [short_row(one) for one in page.rows]
        return Response({"elements": shown, "count": page.count, "after": page.after})


def _whole(request: Request, name: str, *, least: int, most: int, otherwise: int) -> int:
    text = request.GET.get(name, "") or str(otherwise)
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(most))):
        raise WordUnknown(parameter=name, value=text[:40])
    if not least <= int(text) <= most:
        raise WordUnknown(parameter=name, value=text[:40])
    return int(text)


class ElementDetail(Door):
    """One element."""

    @extend_schema(operation_id="revisions_element", responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, revision_id: UUID, global_id: str) -> HttpResponse:
        """Return attributes, properties, quantities, materials and classification of one element."""
        revision = published(request, revision_id)
        element = selectors.get_element(revision, global_id)
        project = selectors.project_of(revision.model.feature)
        return kept_json(request, element_row(element, revision, project.code if project else ""))


class Colours(Door):
    """Elements by a field or a property."""

    takes = ("by", "q")

    @extend_schema(
        operation_id="revisions_colours",
        parameters=[OpenApiParameter("by", OpenApiTypes.STR, description="class or Set.Property"), QUESTION],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request: Request, revision_id: UUID) -> HttpResponse:
        """Return groups of elements with a colour each, the largest first."""
        revision, by = published(request, revision_id), request.GET.get("by", "")
        rows = find(selectors.elements_of(revision), request.GET.get("q", ""))
        groups = [
            {"label": one.value, "colour": one.colour, "count": len(one.els), "els": one.els}
            for one in colours_of(rows, by)
        ]
        return kept_json(request, {"by": by, "groups": groups})


class Difference(Door):
    """Two revisions of a model."""

    takes = ("to",)

    @extend_schema(
        operation_id="revisions_difference", parameters=[OpenApiParameter("to", OpenApiTypes.UUID)],
        responses=OpenApiTypes.OBJECT,
    )  # fmt: skip
    def get(self, request: Request, revision_id: UUID) -> HttpResponse:
        """Return what was added, removed, moved and changed from this revision to another."""
        before = published(request, revision_id)
        after = published(request, _uuid(request.GET.get("to", "")))
        changes = difference(before, after)
        values = values_changed(before, after, changes)
        told = {
            kind: [_change(one, values.get(one.global_id)) for one in changes if one.kind == kind]
            for kind in KINDS
        }
        counts = {kind: len(rows) for kind, rows in told.items()}
        return kept_json(request, {"from": str(before.pk), "to": str(after.pk), "counts": counts, **told})


def _change(one: Change, values: list[ValueChange] | None) -> dict[str, Any]:
    """Return one row; ``values``: nothing where not told, see ``MOST_TOLD``."""
    return {
        "global_id": one.global_id, "el": one.el, "before_el": one.before_el, "name": one.name,
        "class": one.ifc_class, "moved_m": one.moved_m, "facts": one.facts,
        "values": None if values is None else [
            {"set": value.name_of_set, "name": value.name, "before": value.before, "after": value.after,
             "unit": value.unit}
            for value in values
        ],
    }  # fmt: skip


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise WordUnknown(parameter="to", value=text[:40]) from None


class ElementExport(Door):
    """Elements as a table."""

    takes = ("q", "columns")

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[BaseRenderer, str]:
        """Let the address decide the format, whatever the browser would rather have."""
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(
        operation_id="revisions_elements_export",
        parameters=[QUESTION, OpenApiParameter("columns", OpenApiTypes.STR, description="Set.Property;…"),
                    OpenApiParameter("form", OpenApiTypes.STR, "path", enum=list(MEDIA_TYPES))],
        responses={(200, media.split(";")[0]): OpenApiTypes.BINARY for media in MEDIA_TYPES.values()},
    )  # fmt: skip
    def get(self, request: Request, revision_id: UUID, form: str) -> HttpResponseBase:
        """Return the elements a question finds as CSV or XLSX, with the properties asked for."""
        if form not in MEDIA_TYPES:
            raise WordUnknown(parameter="form", value=form[:40])
        revision = published(request, revision_id)
        rows = find(selectors.elements_of(revision), request.GET.get("q", ""))
        columns = tuple(one for one in request.GET.get("columns", "").split(";") if one)[:MOST_COLUMNS]
        if form == "csv":
            response: HttpResponseBase = StreamingHttpResponse(csv_rows(rows, columns))
        else:
            response = FileResponse(workbook(rows, columns))
        response["Content-Type"] = MEDIA_TYPES[form]
        name = f"{revision.model.name}-{revision.number}.{form}"
        response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
        response["Cache-Control"] = "private, no-store"
        return response
