"""The description (OpenAPI) as a person reads it: by path, with parameters and answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext

Described = dict[str, Any]
FEW = 6
"""So many values of a list are told at once; longer lists are folded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter. ``values``: those it takes, where they are listed."""

    name: str
    place: str
    kind: str
    required: bool
    told: str
    default: str
    values: tuple[str, ...]

    @property
    def folded(self) -> bool:
        """Tell whether there are too many values to show at once."""
        return len(self.values) > FEW


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What comes back. ``media``: the forms it comes in."""

    status: str
    told: str
    media: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation on one path. ``refusals``: the statuses that all answer alike."""

    anchor: str
    method: str
    path: str
    told: str
    parameters: tuple[Parameter, ...]
    answers: tuple[Answer, ...]
    refusals: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """The operations of one collection, or those that stand once."""

    anchor: str
    title: str
    operations: tuple[Operation, ...]


def chapters(body: Described, titles: dict[str, str]) -> list[Chapter]:
    """Return a description by collection; ``titles``: what each collection is called."""
    found: dict[str, list[Operation]] = {}
    for path, methods in body["paths"].items():
        parts = path.strip("/").split("/")
        name = parts[1] if parts[0] == "collections" and len(parts) > 1 else ""
        found.setdefault(name, []).extend(_operations(body, path, methods))
    return [_chapter(name, titles, operations) for name, operations in found.items()]


def _chapter(name: str, titles: dict[str, str], operations: list[Operation]) -> Chapter:
    title = titles.get(name, name) or pgettext("of an interface", "Documents")
    return Chapter(anchor=name or "documents", title=title, operations=tuple(operations))


def _operations(body: Described, path: str, methods: Described) -> Iterator[Operation]:
    for method, one in methods.items():
        answers = [(status, _resolved(body, answer)) for status, answer in one["responses"].items()]
        yield Operation(
            anchor=one["operationId"], method=method.upper(), path=path, told=one.get("summary", ""),
            parameters=tuple(_parameter(_resolved(body, given)) for given in one.get("parameters", ())),
            answers=tuple(_answer(status, told) for status, told in answers if status < "4"),
            refusals=tuple(status for status, _told in answers if status >= "4"),
        )  # fmt: skip


def _resolved(body: Described, part: Described) -> Described:
    """Return what a reference within the description stands for."""
    if "$ref" not in part:
        return part
    found: Any = body
    for step in part["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)


def _parameter(given: Described) -> Parameter:
    schema = given.get("schema", {})
    return Parameter(
        name=given["name"], place=given["in"], kind=_kind(schema), required=given.get("required", False),
        told=given.get("description", ""), default=str(schema.get("default", "")),
        values=tuple(map(str, schema.get("enum", ()))),
    )  # fmt: skip


def _kind(schema: Described) -> str:
    """Return the type of a value in a few words: ``integer 1–1000000``, ``string (uri)``."""
    kind = str(schema.get("type", ""))
    if "minimum" in schema or "maximum" in schema:
        return f"{kind} {schema.get('minimum', '')}–{schema.get('maximum', '')}"
    if "items" in schema:
        return f"{kind} ({schema['items'].get('type', '')})"
    return f"{kind} ({schema['format']})" if "format" in schema else kind


def _answer(status: str, told: Described) -> Answer:
    return Answer(status=status, told=told.get("description", ""), media=tuple(told.get("content", ())))
