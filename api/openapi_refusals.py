"""How every operation refuses, said once: a problem document (RFC 9457) with facts."""

from typing import Any

from api.errors import MEDIA_TYPE

PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "facts"],
    "properties": {
        "type": {"type": "string", "description": "urn:problem: and the stable name of the refusal."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "facts": {"type": "object", "additionalProperties": {}},
    },
}
REFUSAL = {
    "description": "A refusal; its facts say what and why.",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}


def with_refusals(result: dict[str, Any], **_unused: object) -> dict[str, Any]:
    """Tell of every operation that any other status is a problem document."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components.setdefault("responses", {})["refusal"] = REFUSAL
    for methods in result["paths"].values():
        for operation in methods.values():
            operation["responses"].setdefault("default", {"$ref": "#/components/responses/refusal"})
    return result
