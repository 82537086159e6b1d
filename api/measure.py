"""Measure what was drawn, and name the method."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from shapely import from_wkb

from api.door import Door
from portal.core.errors import Invalid
from spatial.coordinates.area import ellipsoid_area, ellipsoid_length_m, native_zone, plane_area
from spatial.features.geometry import read_geojson


class NothingToMeasure(Invalid):
    """A point has neither length nor area."""

    message = _("A {kind} has neither length nor area.")


class Measure(Door):
    """Lengths and areas."""

    @extend_schema(operation_id="measure", request=OpenApiTypes.OBJECT, responses=OpenApiTypes.OBJECT)
    def post(self, request: Request) -> Response:
        """Return metres or square metres of a GeoJSON geometry: on the ellipsoid, and in its native
        zone's plane.
        """
        shape = from_wkb(bytes(read_geojson(request.data).wkb))
        if "Polygon" in shape.geom_type:
            return Response(_areas(shape))
        if "Line" in shape.geom_type:
            return Response({"length_m": ellipsoid_length_m(shape), "method": "CGCS2000 ellipsoid"})
        raise NothingToMeasure(kind=shape.geom_type)


def _areas(shape: Any) -> dict[str, Any]:
    native = native_zone(shape)
    plane = plane_area(shape, zone=native.zone) if native else None
    return {
        "area_sqm": ellipsoid_area(shape).area_sqm,
        "method": "CGCS2000 ellipsoid",
        "plane_area_sqm": plane.area_sqm if plane else None,
        "plane_srid": native.zone.srid if native else None,
    }
