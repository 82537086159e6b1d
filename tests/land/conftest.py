"""Control lines and parcels of other people."""

from pytest import fixture

from spatial.features.models import Feature
from tests.conftest import NOON, TODAY


@fixture
def line(province, regions):
    """A function that lays a control line: ``line("farmland", shape)``."""

    def lay(kind, shape, *, owner=None, region="970101001", **more):
        return Feature.objects.create(
            kind="control_line", subkind=kind, code=f"L-{kind}", organisation=owner or province,
            region_code=region, geom=shape.wkt, valid_from=TODAY, recorded_at=NOON, **more,
        )  # fmt: skip

    return lay


@fixture
def parcel(unit, regions):
    """A function that lays a free-standing parcel."""

    def lay(shape, *, owner=None, region="970101001", code="Q1", **more):
        return Feature.objects.create(
            kind="parcel", code=code, name="邻地", organisation=owner or unit, region_code=region,
            geom=shape.wkt, valid_from=TODAY, recorded_at=NOON, **more,
        )  # fmt: skip

    return lay
