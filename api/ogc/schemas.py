"""What the answers of the standard doors look like, for their description (OpenAPI 3.0)."""

from typing import Any

Described = dict[str, Any]
TEXT: Described = {"type": "string"}
LINK: Described = {
    "type": "object", "required": ["href", "rel"],
    "properties": {"href": TEXT, "rel": TEXT, "type": TEXT, "title": TEXT, "templated": {"type": "boolean"}},
}  # fmt: skip
LINKS: Described = {"type": "array", "items": {"$ref": "#/components/schemas/link"}}
NUMBERS: Described = {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4}
COLLECTION: Described = {
    "type": "object", "required": ["id", "links", "crs", "storageCrs", "itemType"],
    "properties": {
        "id": TEXT, "title": TEXT, "description": TEXT, "links": LINKS, "storageCrs": TEXT,
        "itemType": {"type": "string", "enum": ["feature"]}, "crs": {"type": "array", "items": TEXT},
        "extent": {"type": "object", "properties": {"spatial": {"type": "object", "properties": {
            "bbox": {"type": "array", "items": NUMBERS}, "crs": TEXT}}}},
    },
}  # fmt: skip
GEOMETRY: Described = {
    "type": "object", "nullable": True, "required": ["type"], "properties": {"type": TEXT},
}  # fmt: skip
FEATURE: Described = {
    "type": "object", "required": ["type", "id", "geometry", "properties"],
    "properties": {
        "type": {"type": "string", "enum": ["Feature"]}, "id": {"type": "string", "format": "uuid"},
        "geometry": GEOMETRY, "properties": {"type": "object"}, "links": LINKS,
    },
}  # fmt: skip
COUNT: Described = {"type": "integer", "minimum": 0}
FEATURES: Described = {
    "type": "object", "required": ["type", "features", "links", "timeStamp", "numberReturned"],
    "properties": {
        "type": {"type": "string", "enum": ["FeatureCollection"]}, "links": LINKS,
        "features": {"type": "array", "items": {"$ref": "#/components/schemas/feature"}},
        "timeStamp": {"type": "string", "format": "date-time"},
        "numberMatched": COUNT, "numberMatchedEstimate": COUNT, "numberReturned": COUNT,
    },
}  # fmt: skip
LANDING: Described = {
    "type": "object", "required": ["links"],
    "properties": {"title": TEXT, "description": TEXT, "links": LINKS},
}  # fmt: skip
CONFORMANCE: Described = {
    "type": "object", "required": ["conformsTo"],
    "properties": {"conformsTo": {"type": "array", "items": TEXT}, "links": LINKS},
}  # fmt: skip
COLLECTIONS: Described = {
    "type": "object", "required": ["links", "collections"],
    "properties": {
        "links": LINKS,
        "collections": {"type": "array", "items": {"$ref": "#/components/schemas/collection"}},
        "crs": {"type": "array", "items": TEXT},
    },
}  # fmt: skip
TILEJSON: Described = {
    "type": "object",
    "oneOf": [{"required": ["dataType", "tileMatrixSetURI", "links"]}, {"required": ["tilejson", "tiles"]}],
}
SCHEMAS: Described = {
    "link": LINK, "collection": COLLECTION, "feature": FEATURE, "features": FEATURES, "landing": LANDING,
    "conformance": CONFORMANCE, "collections": COLLECTIONS, "tileset": TILEJSON,
}  # fmt: skip


def exception() -> Described:
    """Return the schema of a refusal: RFC 9457, and the two members of an OGC exception."""
    return {
        "type": "object",
        "required": ["type", "title", "status", "facts", "code", "description"],
        "properties": {
            "type": TEXT, "title": TEXT, "status": {"type": "integer"}, "facts": {"type": "object"},
            "code": TEXT, "description": TEXT,
        },
    }  # fmt: skip


def refusal() -> Described:
    """Return the answer that every refusal is."""
    schema = {"$ref": "#/components/schemas/exception"}
    return {
        "description": "RFC 9457; code and description as in an OGC exception.",
        "content": {"application/problem+json": {"schema": schema}, "text/html": {}},
    }
