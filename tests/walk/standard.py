"""The standard doors: how each of their addresses is asked in the walk."""

from urllib.parse import quote

from api.ogc.catalogue import ALL
from tests.tiles.reading import tile_at

HOME, AWAY = (120.021, 30.021), (120.161, 30.041)
AT = "/ogc/collections/{}"
ZONE = "http://www.opengis.net/def/crs/EPSG/0/4549"
FILTERS = (
    "name LIKE 'Q%'", "region_code = '970102'", "NOT (region_code = '970101')",
    "S_INTERSECTS(geometry, BBOX(120.1, 30, 120.2, 30.2))", "name = 'x' OR code IS NOT NULL",
)  # fmt: skip
ASKED = (
    "", "limit=1", "bbox=120.1,30,120.2,30.2", f"crs={ZONE}&limit=3", "f=html", "f=csv", "f=fgb", "f=gpkg",
    "datetime=2026-01-01/..", *(f"filter={quote(one)}" for one in FILTERS),
)  # fmt: skip
TILED = [name for name, one in ALL.items() if one.tiles]
GUARDED = [name for name in TILED if name != "regions"]


def _of_each(*rests: str, names=tuple(ALL)):
    return lambda land: [AT.format(name) + rest for name in names for rest in rests]


def _items(land):
    forms = ("limit=200", "bbox=120.1,30,120.2,30.2&limit=1", "f=html")
    whole = [(name, words) for name in ALL for words in forms]
    closely = [(name, words) for name in ("projects", "parcels") for words in ASKED]
    return [AT.format(name) + f"/items?{words}" for name, words in (*whole, *closely)]


def _item(land):
    projects = [("projects", land.projects[number].pk) for number in land.tried]
    members = [(name, key) for name in ("structures", "parcels") for key in land.feature_ids]
    sites = [("sites", land.projects[number].site_id) for number in land.tried]
    pages = [AT.format(name) + f"/items/{key}?f=html" for name, key in (*projects, *members)]
    return pages + [AT.format(name) + f"/items/{key}" for name, key in (*projects, *sites, *members)]


def _tiles(land):
    places = [tile_at(*spot, zoom) for spot, zoom in ((HOME, 8), (HOME, 14), (AWAY, 14))]
    tiled = "/tiles/WebMercatorQuad/{}/{}/{}"
    return [AT.format(name) + tiled.format(at.z, at.y, at.x) for name in GUARDED for at in places]


OF_ONE = "ogc/collections/<str:name>"
READ = {
    "ogc": lambda land: ["/ogc"],
    "ogc/": lambda land: ["/ogc/", "/ogc/?f=html"],
    "ogc/conformance": lambda land: ["/ogc/conformance", "/ogc/conformance?f=html"],
    "ogc/api": lambda land: ["/ogc/api", "/ogc/api?f=html"],
    "ogc/collections": lambda land: ["/ogc/collections", "/ogc/collections?f=html"],
    OF_ONE: _of_each("", "?f=html"),
    f"{OF_ONE}/queryables": _of_each("/queryables", "/queryables?f=html"),
    f"{OF_ONE}/items": _items,
    f"{OF_ONE}/items/<str:item_id>": _item,
    f"{OF_ONE}/style": _of_each("/style"),
    f"{OF_ONE}/tiles": _of_each("/tiles", "/tiles?f=html"),
    f"{OF_ONE}/tiles/<str:matrix_set>": _of_each(
        "/tiles/WebMercatorQuad?f=tilejson", "/tiles/WebMercatorQuad?f=html", names=TILED
    ),
    f"{OF_ONE}/tiles/<str:matrix_set>/<int:z>/<int:row>/<int:col>": _tiles,
    "ogc/tileMatrixSets": lambda land: ["/ogc/tileMatrixSets", "/ogc/tileMatrixSets?f=html"],
    "ogc/tileMatrixSets/<str:matrix_set>": lambda land: [
        "/ogc/tileMatrixSets/WebMercatorQuad", "/ogc/tileMatrixSets/WebMercatorQuad?f=html"
    ],
}
SELDOM = {route for route in READ if route.startswith(f"{OF_ONE}/") and "/items" not in route}
"""Told by the collection, or the tiles the walk asks at their own address."""
