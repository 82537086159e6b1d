"""Regions: open to everybody."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework_gis.serializers import GeoFeatureModelSerializer

from api.door import Door
from portal.core import clock
from spatial.regions.models import Region
from spatial.regions.selectors import get_region, list_regions


class RegionFeature(GeoFeatureModelSerializer):
    """A region with its boundary."""

    class Meta:
        model = Region
        geo_field = "geom"
        id_field = "code"
        fields = ("code", "name", "name_en", "level", "valid_from", "valid_to", "population", "area_sqm")


class RegionPoint(RegionFeature):
    """A region with its label point: for lists."""

    class Meta(RegionFeature.Meta):
        geo_field = "label_point"


class Regions(Door):
    """The children of a region."""

    takes = ("parent",)

    @extend_schema(
        operation_id="regions_list",
        parameters=[OpenApiParameter("parent", OpenApiTypes.STR)],
        responses=RegionPoint(many=True),
    )
    def get(self, request: Request) -> Response:
        """Return the regions one level below ``parent``; provinces without one."""
        parent = region_or_all(request.GET.get("parent", ""))
        rows = list_regions(on=clock.today(), parent=parent).defer(
            "geom", "merc", "merc_low", "merc_mid"
        )
        return Response(RegionPoint(rows, many=True).data)


class RegionDetail(Door):
    """One region."""

    @extend_schema(operation_id="regions_get", responses=RegionFeature)
    def get(self, request: Request, code: str) -> Response:
        """Return the region with its boundary as it holds today."""
        region = get_region(code=code, on=clock.today())
        feature = RegionFeature(region).data
        feature["bbox"] = region.geom.extent
        return Response(feature)


def region_or_all(code: str) -> str:
    """Return the code of a region in force, or nothing; raises ``RegionNotFound`` for any other text."""
    if code:
        get_region(code=code[:40], on=clock.today())
    return code
