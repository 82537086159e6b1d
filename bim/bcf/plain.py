"""A topic as plain values and back, so that it can be kept."""

from dataclasses import asdict
from typing import Any

from bim.bcf.model import (
    Bitmap,
    Camera,
    Colouring,
    Comment,
    Component,
    Components,
    DocumentReference,
    HeaderFile,
    Hints,
    Snippet,
    Topic,
    Vector,
    Viewpoint,
)  # fmt: skip

TALK = ("comments", "viewpoints")


def topic_as_plain(topic: Topic) -> dict[str, Any]:
    """Return a topic without its talk and looks."""
    return {name: value for name, value in asdict(topic).items() if name not in TALK}


def topic_from_plain(kept: dict[str, Any]) -> Topic:
    """Return the topic that was made plain."""
    return Topic(**kept | {
        "labels": tuple(kept["labels"]), "reference_links": tuple(kept["reference_links"]),
        "related": tuple(kept["related"]),
        "snippet": Snippet(**kept["snippet"]) if kept["snippet"] else None,
        "documents": tuple(DocumentReference(**one) for one in kept["documents"]),
        "header": tuple(HeaderFile(**one) for one in kept["header"]),
    })  # fmt: skip


def comment_as_plain(comment: Comment) -> dict[str, Any]:
    """Return a remark as plain values."""
    return asdict(comment)


def look_as_plain(look: Viewpoint) -> dict[str, Any]:
    """Return a look as plain values."""
    return asdict(look)


def look_from_plain(kept: dict[str, Any]) -> Viewpoint:
    """Return the look that was made plain."""
    camera, components = kept["camera"], kept["components"]
    return Viewpoint(**kept | {
        "camera": _camera(camera) if camera else None,
        "components": _components(components) if components else None,
        "lines": tuple((_vector(a), _vector(b)) for a, b in kept["lines"]),
        "planes": tuple((_vector(a), _vector(b)) for a, b in kept["planes"]),
        "bitmaps": tuple(_bitmap(one) for one in kept["bitmaps"]),
    })  # fmt: skip


def _vector(values: Any) -> Vector:
    x, y, z = (float(value) for value in values)
    return x, y, z


def _camera(kept: dict[str, Any]) -> Camera:
    return Camera(**kept | {name: _vector(kept[name]) for name in ("position", "direction", "up")})


def _bitmap(kept: dict[str, Any]) -> Bitmap:
    return Bitmap(**kept | {name: _vector(kept[name]) for name in ("location", "normal", "up")})


def _components(kept: dict[str, Any]) -> Components:
    return Components(**kept | {
        "selection": _many(kept["selection"]), "exceptions": _many(kept["exceptions"]),
        "colouring": tuple(
            Colouring(colour=one["colour"], components=_many(one["components"])) for one in kept["colouring"]
        ),
        "hints": Hints(**kept["hints"]) if kept["hints"] else None,
    })  # fmt: skip


def _many(kept: list[dict[str, Any]]) -> tuple[Component, ...]:
    return tuple(Component(**one) for one in kept)
