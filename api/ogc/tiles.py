"""OGC API Tiles by the product's own tiles: tilesets, WebMercatorQuad, TileJSON, a MapLibre style."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from api import tiles as drawn
from api.ogc import forms, pages
from api.ogc.catalogue import asked_of
from api.ogc.documents import in_language
from api.ogc.door import door
from api.ogc.dressing import NOT_KEPT
from api.ogc.links import address, forms_of, link
from api.ogc.styles import style_of
from portal.core.errors import Invalid, NotFound
from spatial.items.asking import Asked
from spatial.items.counting import extent
from spatial.tiles.covering import Box, covering
from spatial.tiles.shapes import Shapes
from spatial.tiles.tile import MAX_ZOOM, WORLD_M

SET = "WebMercatorQuad"
SET_URI = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
CRS_URI = "http://www.opengis.net/def/crs/EPSG/0/3857"
SCHEMES = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"
TILE_MEDIA = "application/vnd.mapbox-vector-tile"
TILE_PIXELS = 256
PIXEL_M = 0.00028
"""The standard's own screen pixel (OGC 17-083r4, 6.1)."""
JSON_ONLY = (forms.JSON,)
TILEJSON = "tilejson"
"""A form of a tileset, by ``f`` alone."""
WORLD = (-180.0, -90.0, 180.0, 90.0)


class TilesetUnknown(NotFound):
    """No tiles of this collection, or in another matrix set."""

    message = gettext_lazy("There are no tiles of {collection} in {matrix_set}; the matrix set is {known}.")


class MatrixSetUnknown(NotFound):
    """Another matrix set than the one there is."""

    message = gettext_lazy("There is no tile matrix set {matrix_set}; there is {known}.")


class NoTiles(NotFound):
    """A collection that is read item by item alone."""

    message = gettext_lazy("The collection {collection} has no tiles; its items are at {path}.")


class TileFormUnknown(Invalid):
    """A tileset reads as JSON or TileJSON."""

    message = gettext_lazy("The parameter f takes {known}, not “{value}”.")


@door()
def matrix_sets(request: HttpRequest) -> HttpResponseBase:
    """Answer with the one matrix set."""
    form = forms.form_of(request, forms.DOCUMENT)
    own = link(address(request, f"tileMatrixSets/{SET}"), "self", "application/json", SET)
    body = {"tileMatrixSets": [{"id": SET, "title": SET, "uri": SET_URI, "links": [own]}]}
    return pages.matrix_page(request, "matrix_sets", body) if form == forms.HTML else JsonResponse(body)


@door()
def matrix_set(request: HttpRequest, matrix_set: str) -> HttpResponseBase:
    """Answer with the matrix set itself (OGC 17-083r4)."""
    form = forms.form_of(request, forms.DOCUMENT)
    if matrix_set != SET:
        raise MatrixSetUnknown(matrix_set=matrix_set[:40], known=SET)
    half = WORLD_M / 2
    matrices = [
        {
            "id": f"{z}", "scaleDenominator": WORLD_M / (TILE_PIXELS << z) / PIXEL_M,
            "cellSize": WORLD_M / (TILE_PIXELS << z), "cornerOfOrigin": "topLeft",
            "pointOfOrigin": [-half, half], "tileWidth": TILE_PIXELS, "tileHeight": TILE_PIXELS,
            "matrixWidth": 1 << z, "matrixHeight": 1 << z,
        }
        for z in range(MAX_ZOOM + 1)
    ]  # fmt: skip
    body = {
        "id": SET, "title": SET, "uri": SET_URI, "crs": CRS_URI, "orderedAxes": ["X", "Y"],
        "tileMatrices": matrices,
    }  # fmt: skip
    return pages.matrix_page(request, "matrix_set", body) if form == forms.HTML else JsonResponse(body)


@door()
def tilesets(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer with the tilesets of a collection."""
    form = forms.form_of(request, forms.DOCUMENT)
    asked = _tiled(request, name, SET)
    if form == forms.HTML:
        return pages.tiles(request, name, _tilejson(request, asked), limits=_zooms(asked))
    links = forms_of(request, f"collections/{name}/tiles", forms.DOCUMENT, form)
    return JsonResponse({"links": links, "tilesets": [_tileset(request, asked)]})


@door()
def tileset(request: HttpRequest, name: str, matrix_set: str) -> HttpResponseBase:
    """Answer with a tileset's metadata, its TileJSON 3.0, or both to read."""
    asked = _tiled(request, name, matrix_set)
    form = request.GET.get("f", "") or forms.form_of(request, forms.DOCUMENT)
    _check_form(form, (*forms.DOCUMENT, TILEJSON))
    if form == forms.HTML:
        return pages.tiles(request, name, _tilejson(request, asked), limits=_zooms(asked))
    return JsonResponse(_tilejson(request, asked) if form == TILEJSON else _tileset(request, asked))


@door()
def style(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer with a MapLibre style of the tileset."""
    forms.form_of(request, JSON_ONLY)
    asked = _tiled(request, name, SET)
    title = in_language(asked.collection.zh, asked.collection.en)
    at = address(request, f"collections/{name}/tiles/{SET}", f=TILEJSON)
    one = asked.collection
    return JsonResponse(style_of(title, one.tiles, at, _zooms(asked)[0], shapes=one.kind))


@door()
def tile(
    request: HttpRequest, name: str, matrix_set: str, z: int, row: int, col: int
) -> HttpResponseBase:  # fmt: skip
    """Answer with a tile: the product's own, under the address of the standard."""
    asked = _tiled(request, name, matrix_set)
    words = request.GET.copy()
    if form := "".join(words.pop("f", [])):
        _check_form(form, ("mvt",))
    request.GET = words  # type: ignore[assignment]
    answer = drawn.tile_for(request, asked.collection.tiles, z, col, row)
    if not drawn.LAYERS[asked.collection.tiles].version:
        answer["Cache-Control"] = NOT_KEPT
    return answer


def _check_form(form: str, known: tuple[str, ...]) -> None:
    if form not in known:
        raise TileFormUnknown(value=form[:40], known=", ".join(known))


def _tiled(request: HttpRequest, name: str, matrix_set: str) -> Asked:
    asked = asked_of(request, name)
    if not asked.collection.tiles:
        raise NoTiles(collection=name, path=address(request, f"collections/{name}/items"))
    if matrix_set != SET:
        raise TilesetUnknown(collection=name, matrix_set=matrix_set[:40], known=SET)
    return asked


def _zooms(asked: Asked) -> tuple[int, int]:
    parts = drawn.LAYERS[asked.collection.tiles].parts
    return min(one.min_zoom if isinstance(one, Shapes) else 0 for one in parts), MAX_ZOOM


def _tile_address(request: HttpRequest, asked: Asked, form: str) -> str:
    whole = address(request, f"collections/{asked.collection.name}/tiles/{SET}/")
    path, _mark, query = whole.partition("?")
    return path + form + (f"?{query}" if query else "")


def _tileset(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    one, (low, high) = asked.collection, _zooms(asked)
    at = f"collections/{one.name}/tiles/{SET}"
    pattern = _tile_address(request, asked, "{tileMatrix}/{tileRow}/{tileCol}")
    box = extent(asked) or WORLD
    limits = [_limit(box, z) for z in range(low, high + 1)]
    return {
        "title": in_language(one.zh, one.en), "dataType": "vector", "crs": CRS_URI,
        "tileMatrixSetURI": SET_URI, "tileMatrixSetLimits": limits,
        "links": [
            *forms_of(request, at, forms.DOCUMENT, forms.JSON),
            link(address(request, at, f=TILEJSON), "describedby", "application/json", "TileJSON"),
            link(address(request, f"tileMatrixSets/{SET}"), SCHEMES, "application/json", SET),
            link(pattern, "item", TILE_MEDIA, _("Vector tiles"), templated=True),
            link(
                address(request, f"collections/{one.name}/style"),
                "http://www.opengis.net/def/rel/ogc/1.0/styles", "application/json", "MapLibre",
            ),
        ],
    }  # fmt: skip


def _limit(box: Box, z: int) -> dict[str, Any]:
    """Return the rows and columns of a level that hold what the asker may see."""
    west, north, east, south = covering(box, z)
    return {
        "tileMatrix": f"{z}", "minTileRow": north, "maxTileRow": south, "minTileCol": west,
        "maxTileCol": east,
    }  # fmt: skip


def _tilejson(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    one, (low, high) = asked.collection, _zooms(asked)
    part = drawn.LAYERS[one.tiles].parts[0]
    names = part.properties if isinstance(part, Shapes) else getattr(part, "names", ())
    body: dict[str, Any] = {
        "tilejson": "3.0.0", "name": in_language(one.zh, one.en), "scheme": "xyz",
        "tiles": [_tile_address(request, asked, "{z}/{y}/{x}")], "minzoom": low, "maxzoom": high,
        "vector_layers": [{"id": one.tiles, "fields": dict.fromkeys(names, ""), "minzoom": low}],
    }  # fmt: skip
    if isinstance(part, Shapes) and part.all_from:
        body["description"] = _(
            "Before zoom {all_from}, shapes under {px} px in both directions are left out."
        ).format(all_from=part.all_from, px=part.seen_from_px)
    found = extent(asked)
    return body | ({"bounds": list(found)} if found else {})
