"""A topic as plain values and back, so that it can be kept."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from bim.bcf.model import (
    Archive,
    Bitmap,
    Camera,
    Colouring,
    Comment,
    Component,
    Components,
    Document,
    DocumentReference,
    HeaderFile,
    Hints,
    Snippet,
    Topic,
    Vector,
    Viewpoint,
)  # fmt: skip

TALK = ("comments", "viewpoints")
CAME_WITH = "came_with"
"""Beside what a topic says: what the archive said that brought it."""


def topic_as_plain(topic: Topic) -> dict[str, Any]:
    """Return a topic without its talk and looks."""
    return {name: value for name, value in asdict(topic).items() if name not in TALK}


def topic_from_plain(kept: dict[str, Any]) -> Topic:
    """Return the topic that was made plain."""
    said = {name: value for name, value in kept.items() if name != CAME_WITH}
    return Topic(**said | {
        "labels": tuple(kept["labels"]), "reference_links": tuple(kept["reference_links"]),
        "related": tuple(kept["related"]),
        "snippet": Snippet(**kept["snippet"]) if kept["snippet"] else None,
        "documents": tuple(DocumentReference(**one) for one in kept["documents"]),
        "header": tuple(HeaderFile(**one) for one in kept["header"]),
    })  # fmt: skip


def surroundings(archive: Archive, topic: Topic) -> dict[str, Any]:
    """Return what an archive says beside its topics, as plain values: project, words, a topic's documents."""
    named = {one.document for one in topic.documents if one.document}
    return {
        "project_id": archive.project_id, "project_name": archive.project_name,
        "lists": {name: list(words) for name, words in archive.lists.items()},
        "documents": [asdict(one) for one in archive.documents if one.guid in named],
    }  # fmt: skip


def surrounded(archive: Archive, kept: Iterable[dict[str, Any]]) -> Archive:
    """Return an archive with what its topics came with: the first project, all words and documents."""
    lists: dict[str, dict[str, None]] = {}
    documents: dict[str, Document] = {}
    project = ("", "")
    for one in kept:
        project = project if project[0] else (one["project_id"], one["project_name"])
        for name, words in one["lists"].items():
            lists.setdefault(name, {}).update(dict.fromkeys(words))
        documents |= {said["guid"]: Document(**said) for said in one["documents"]}
    return replace(
        archive, project_id=project[0], project_name=project[1],
        lists={name: tuple(words) for name, words in lists.items()}, documents=tuple(documents.values()),
    )  # fmt: skip


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
