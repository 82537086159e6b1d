"""The documents that lead to the features: landing page, conformance, collections, queryables."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from api.ogc.forms import DOCUMENT, FILES, HTML, ITEMS, MEDIA_TYPES, NAMES
from api.ogc.links import Link, address, forms_of, link
from spatial.items.asking import Asked
from spatial.items.collection import (
    CODE,
    DATA,
    DAY,
    FLAG,
    MONEY,
    NUMBER,
    SHAPE,
    TEXT,
    WHOLE,
    Collection,
    Field,
)
from spatial.items.counting import extent
from spatial.items.systems import CRS84_URI, systems

FEATURES = "http://www.opengis.net/spec/ogcapi-features-{}/1.0/conf/{}"
TILES = "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/{}"
CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf/{}"
CONFORMS_TO = (
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    *(FEATURES.format(1, name) for name in ("core", "geojson", "html", "oas30")),
    FEATURES.format(2, "crs"),
    *(FEATURES.format(3, name) for name in ("queryables", "filter", "features-filter")),
    *(
        CQL2.format(name)
        for name in (
            "cql2-text", "cql2-json", "basic-cql2", "advanced-comparison-operators",
            "case-insensitive-comparison", "basic-spatial-functions", "basic-spatial-functions-plus",
            "spatial-functions", "temporal-functions", "property-property",
        )
    ),
    *(TILES.format(name) for name in ("core", "tileset", "tilesets-list", "geodata-tilesets", "mvt")),
)  # fmt: skip
API_MEDIA = "application/vnd.oai.openapi+json;version=3.0"
SCHEMA_MEDIA = "application/schema+json"
GEOMETRY_FORMATS = {"point": "geometry-point", "polygon": "geometry-multipolygon", "any": "geometry-any"}
TYPES: dict[str, dict[str, str]] = {
    TEXT: {"type": "string"},
    CODE: {"type": "string"},
    MONEY: {"type": "number"},
    NUMBER: {"type": "number"},
    WHOLE: {"type": "integer"},
    DAY: {"type": "string", "format": "date"},
    FLAG: {"type": "boolean"},
    DATA: {"type": "object"},
}


def in_language(zh: str, en: str) -> str:
    """Return the text in the reader's language."""
    return en if reads_english() else zh


def reads_english() -> bool:
    """Tell whether the answer is written in English; otherwise it is Chinese."""
    return (get_language() or "").startswith("en")


def landing(request: HttpRequest, form: str) -> dict[str, Any]:
    """Return the landing page."""
    links = [
        *forms_of(request, "", DOCUMENT, form),
        link(address(request, "api"), "service-desc", API_MEDIA, _("The description of these doors")),
        link(address(request, "api", f=HTML), "service-doc", MEDIA_TYPES[HTML], _("The same, to read")),
        link(address(request, "conformance"), "conformance", MEDIA_TYPES["json"], _("Conformance")),
        link(address(request, "collections"), "data", MEDIA_TYPES["json"], _("Collections")),
        link(
            address(request, "tileMatrixSets"), "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes",
            MEDIA_TYPES["json"], _("Tile matrix sets"),
        ),
    ]  # fmt: skip
    told = _("Publicly funded construction on one map. Every answer obeys the asker's rights.")
    return {"title": _("Gongtu"), "description": told, "links": links}


def conformance(request: HttpRequest, form: str) -> dict[str, Any]:
    """Return the conformance classes."""
    return {"links": forms_of(request, "conformance", DOCUMENT, form), "conformsTo": list(CONFORMS_TO)}


def collections(request: HttpRequest, form: str, asked: list[Asked]) -> dict[str, Any]:
    """Return all collections; the systems stand once."""
    listed = [collection(request, one, ("#/crs",)) for one in asked]
    links = forms_of(request, "collections", DOCUMENT, form)
    return {"links": links, "crs": [one.uri for one in systems()], "collections": listed}


def collection(
    request: HttpRequest, asked: Asked, crs: tuple[str, ...] = (), form: str = ""
) -> dict[str, Any]:
    """Return one collection: what it is, where it lies and where its items are."""
    one = asked.collection
    found = extent(asked)
    body: dict[str, Any] = {
        "id": one.name,
        "title": in_language(one.zh, one.en),
        "description": in_language(one.about_zh, one.about_en),
        "itemType": "feature",
        "links": _links(request, one, form),
        "crs": list(crs) or [system.uri for system in systems()],
        "storageCrs": CRS84_URI,
    }
    if found is not None:
        body["extent"] = {"spatial": {"bbox": [list(found)], "crs": CRS84_URI}}
    return body


def _links(request: HttpRequest, one: Collection, form: str) -> list[Link]:
    rest = f"collections/{one.name}"
    title = in_language(one.zh, one.en)
    links = forms_of(request, rest, DOCUMENT, form or "json")
    links += [
        link(
            address(request, f"{rest}/items", f="" if items == ITEMS[0] else items), "items",
            MEDIA_TYPES[items],
            f"{title} · {NAMES[items]}",
        )
        for items in ITEMS if items not in FILES
    ]  # fmt: skip
    links += [
        link(
            address(request, f"{rest}/items", f=file),
            "enclosure",
            MEDIA_TYPES[file],
            f"{title} · {NAMES[file]}",
        )
        for file in FILES
    ]
    links.append(
        link(
            address(request, f"{rest}/queryables"), "http://www.opengis.net/def/rel/ogc/1.0/queryables",
            SCHEMA_MEDIA, _("Queryables"),
        )
    )  # fmt: skip
    if one.tiles:
        links.append(
            link(
                address(request, f"{rest}/tiles"), "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector",
                MEDIA_TYPES["json"], _("Vector tiles"),
            )
        )  # fmt: skip
    return links


def queryables(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """Return what a filter may speak of, as a JSON Schema."""
    one = asked.collection
    properties = {field.name: _described(field) for field in asked.fields if field.kind != DATA}
    properties[SHAPE] = {
        "title": _("Shape"), "x-ogc-role": "primary-geometry", "format": GEOMETRY_FORMATS[one.kind],
    }  # fmt: skip
    return {
        "$schema": "https://json-schema.org/draft/2019-09/schema",
        "$id": address(request, f"collections/{one.name}/queryables"),
        "type": "object",
        "title": in_language(one.zh, one.en),
        "properties": properties,
        "additionalProperties": False,
    }


def _described(field: Field) -> dict[str, Any]:
    told: dict[str, Any] = {"title": in_language(field.zh, field.en), **TYPES[field.kind]}
    return told | {"enum": list(field.codes)} if field.codes else told
