"""The description of the standard doors (OpenAPI 3.0): what each reads, and what it answers with."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from api.authentication import actor_of_request
from api.ogc import forms
from api.ogc.asking import DEFAULT_LIMIT, MAX_LIMIT
from api.ogc.catalogue import collections_of
from api.ogc.documents import API_MEDIA, in_language
from api.ogc.links import ROOT
from api.ogc.parameters import PARAMETERS
from api.ogc.schemas import SCHEMAS, exception, refusal
from spatial.items.cql.reading import LANGUAGES, TEXT
from spatial.items.systems import CRS84_URI, systems
from spatial.tiles.tile import MAX_ZOOM

Described = dict[str, Any]
REFUSALS = ("400", "401", "403", "404", "406", "429", "503")


def described(request: HttpRequest) -> Described:
    """Return the whole description, of the collections the asker is told of."""
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Gongtu OGC API",
            "version": "1.0.0",
            "description": _(
                "Publicly funded construction on one map. Every answer obeys the asker's rights."
            ),
        },
        "servers": [{"url": request.build_absolute_uri(ROOT).rstrip("/")}],
        "security": [{}, {"token": []}, {"basic": []}, {"session": []}],
        "paths": _documents() | _collections(request),
        "components": {
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "basic": {"type": "http", "scheme": "basic"},
                "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
            },
            "parameters": _parameters(),
            "schemas": {**SCHEMAS, "exception": exception()},
            "responses": {"refusal": refusal()},
        },
    }


def _documents() -> Described:
    paths = {
        "/": ("landing", _("The landing page")),
        "/conformance": ("conformance", _("Conformance")),
        "/api": ("api", _("The description of these doors")),
        "/collections": ("collections", _("Collections")),
        "/tileMatrixSets": ("tileMatrixSets", _("Tile matrix sets")),
        "/tileMatrixSets/WebMercatorQuad": ("tileMatrixSet", "WebMercatorQuad"),
    }
    found = {
        path: _get(name, told, _media(forms.DOCUMENT, name if name in SCHEMAS else ""))
        for path, (name, told) in paths.items()
    }
    return found | {"/api": _get("api", paths["/api"][1], {API_MEDIA: {}, forms.MEDIA_TYPES[forms.HTML]: {}})}


def _collections(request: HttpRequest) -> Described:
    paths: Described = {}
    for one in collections_of(actor_of_request(request)):
        at, name, title = f"/collections/{one.name}", one.name, in_language(one.zh, one.en)
        paths[at] = _get(f"{name}.collection", title, _media(forms.DOCUMENT, "collection"))
        schema: Described = {"application/schema+json": {}, forms.MEDIA_TYPES[forms.HTML]: {}}
        paths[f"{at}/queryables"] = _get(f"{name}.queryables", _of(title, _("Queryables")), schema)
        about = in_language(one.about_zh, one.about_en)
        paths[f"{at}/items"] = _get(f"{name}.items", about, _media(forms.ITEMS, "features"), *_items_read())
        paths[f"{at}/items/{{featureId}}"] = _get(
            f"{name}.item", _of(title, _("One item")), _media(forms.ITEM, "feature"), "crs", "featureId"
        )
        if one.tiles:
            paths |= _tiles(at, name, title)
    return paths


def _of(title: str, told: str) -> str:
    return f"{title} · {told}"


def _items_read() -> tuple[str, ...]:
    return ("limit", "bbox", "bbox-crs", "crs", "datetime", "filter", "filter-lang", "filter-crs", "cursor")


def _tiles(at: str, name: str, title: str) -> Described:
    json = _media((forms.JSON,))
    tile: Described = {"application/vnd.mapbox-vector-tile": {}}
    set_at = f"{at}/tiles/WebMercatorQuad"
    drawn = _get(f"{name}.tile", _of(title, _("One tile")), tile, "tileMatrix", "tileRow", "tileCol")
    drawn["get"]["responses"]["204"] = {"description": _("Nothing is drawn here.")}
    return {
        f"{at}/tiles": _get(f"{name}.tilesets", _of(title, _("Vector tiles")), _media(forms.DOCUMENT)),
        set_at: _get(f"{name}.tileset", _of(title, "WebMercatorQuad"), _media(forms.DOCUMENT, "tileset")),
        f"{set_at}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}": drawn,
        f"{at}/style": _get(f"{name}.style", _of(title, _("Style (MapLibre)")), json),
    }


def _media(listed: tuple[str, ...], first: str = "") -> Described:
    """Return the media types of some forms; ``first``: the schema of the first of them."""
    content: Described = {forms.MEDIA_TYPES[form]: {} for form in listed}
    if first:
        content[forms.MEDIA_TYPES[listed[0]]] = {"schema": {"$ref": f"#/components/schemas/{first}"}}
    return content


def _get(name: str, told: str, content: Described, *parameters: str) -> Described:
    listed = (*parameters, "f", "view")
    operation = {
        "operationId": name,
        "summary": told,
        "tags": ["OGC"],
        "parameters": [{"$ref": f"#/components/parameters/{one}"} for one in listed],
        "responses": {
            "200": {"description": told, "content": content},
            **{status: {"$ref": "#/components/responses/refusal"} for status in REFUSALS},
        },
    }
    return {"get": operation}


def _parameters() -> Described:
    uris = {"type": "string", "format": "uri", "default": CRS84_URI, "enum": [one.uri for one in systems()]}
    limit = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
    number: Described = {"type": "integer", "minimum": 0}
    query: Described = {
        "f": {"type": "string"},
        "view": {"type": "string", "enum": ["public"]},
        "limit": limit,
        "datetime": {"type": "string"},
        "filter": {"type": "string"},
        "filter-lang": {"type": "string", "enum": list(LANGUAGES), "default": TEXT},
        "cursor": {"type": "string"},
        **dict.fromkeys(("crs", "bbox-crs", "filter-crs"), uris),
    }
    listed = {name: _parameter(name, "query", schema) for name, schema in query.items()}
    one_of = [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}]
    box = {"type": "array", "oneOf": one_of, "items": {"type": "number"}}
    listed["bbox"] = _parameter("bbox", "query", box) | {"style": "form", "explode": False}
    for word in ("limit", "datetime"):
        listed[word] |= {"style": "form", "explode": False}
    listed["featureId"] = _parameter("featureId", "path", {"type": "string", "format": "uuid"})
    listed["tileMatrix"] = _parameter("tileMatrix", "path", number | {"maximum": MAX_ZOOM})
    for word in ("tileRow", "tileCol"):
        listed[word] = _parameter(word, "path", number)
    return listed


def _parameter(name: str, where: str, schema: Described) -> Described:
    told = {"description": str(PARAMETERS[name])} if name in PARAMETERS else {}
    return {"name": name, "in": where, "required": where == "path", **told, "schema": schema}
