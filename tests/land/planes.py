"""An independent way to measure: shapely and pyproj in the zone, without the database."""

import shapely
from pyproj import Geod, Transformer

GEOD = Geod(a=6378137.0, rf=298.257222101)


def on_plane(shape, srid=4528):
    """Lay a shape in degrees on a zone's plane, vertex by vertex."""
    move = Transformer.from_crs(4490, srid, always_xy=True)
    return shapely.transform(shape, lambda x, y: move.transform(x, y), interleaved=False)


def plane_area(shape, srid=4528):
    return on_plane(shape, srid).area


def ellipsoid_area(shape):
    return abs(GEOD.geometry_area_perimeter(shapely.normalize(shape))[0])


def bent(shape):
    """Bend the edges of a shape that is straight in degrees before it is laid on a plane."""
    return shapely.segmentize(shape, 0.0002)


def in_degrees(shape, srid=4528):
    """Take a shape of the zone's plane to degrees, vertex by vertex."""
    move = Transformer.from_crs(srid, 4490, always_xy=True)
    return shapely.transform(shape, lambda x, y: move.transform(x, y), interleaved=False)


def lot(east=40_500_100.0, north=3_330_000.0, width=100.0, height=100.0):
    """A rectangle of the plane, in degrees."""
    return in_degrees(shapely.box(east, north, east + width, north + height))


def wkb(shape):
    return shapely.to_wkb(shape)
