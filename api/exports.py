"""Bulk export: one filter's projects as a file, streamed; who took what is written down."""

from collections.abc import Callable, Iterable

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import path
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from api.authentication import actor_of_request
from api.door import Door
from api.projects import FILTER
from portal.core import clock
from portal.projects.exporting import streams
from portal.projects.exporting.order import GEOMETRIES, Order, read_order, record_export
from portal.projects.exporting.workbook import workbook
from portal.projects.filters import PARAMETERS

MEDIA_TYPES = {
    "geojson": "application/geo+json",
    "fgb": "application/flatgeobuf",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
STREAMS: dict[str, Callable[[Order], Iterable[bytes]]] = {
    "geojson": streams.geojson,
    "fgb": streams.flatgeobuf,
    "csv": streams.csv_rows,
}
NAMES = {"zh": "工图项目", "en": "gongtu-projects"}


class ProjectExport(Door):
    """All projects of a filter as GeoJSON, FlatGeobuf, CSV or XLSX."""

    takes = (*PARAMETERS, "geometry")

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[BaseRenderer, str]:
        """Let the address decide the format, whatever the browser would rather have."""
        return super().perform_content_negotiation(request, force=True)

    @extend_schema(
        operation_id="projects_export",
        parameters=[
            *FILTER,
            OpenApiParameter("form", OpenApiTypes.STR, OpenApiParameter.PATH, enum=list(MEDIA_TYPES)),
            OpenApiParameter("geometry", OpenApiTypes.STR, enum=list(GEOMETRIES)),
        ],
        responses={
            (200, media.split(";")[0]): OpenApiTypes.OBJECT if "json" in media else OpenApiTypes.BINARY
            for media in MEDIA_TYPES.values()
        },
    )
    def get(self, request: Request, form: str) -> HttpResponseBase:
        """Stream the file; what the asker may not see is not in it."""
        order = read_order(
            actor=actor_of_request(request), form=form, known=tuple(MEDIA_TYPES), words=request.GET.dict(),
            language=get_language() or "zh-hans", on=clock.today(),
        )  # fmt: skip
        return _as_file(_answer(order, record_export(order)), order)


def _answer(order: Order, count: int) -> StreamingHttpResponse | FileResponse:
    if order.form == "xlsx":
        return FileResponse(workbook(order, count))
    return StreamingHttpResponse(STREAMS[order.form](order))


def _as_file(response: StreamingHttpResponse | FileResponse, order: Order) -> HttpResponseBase:
    name = f"{NAMES[order.language]}-{order.on:%Y%m%d}.{order.form}"
    response["Content-Type"] = MEDIA_TYPES[order.form]
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    response["X-Accel-Buffering"] = "no"
    patch_vary_headers(response, ["Cookie"])
    return response


urlpatterns = [path("api/v1/exports/projects.<str:form>", ProjectExport.as_view(), name="export")]
