"""A schedule as plain values for the pipe between child and parent, and back; only these types come out."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from portal.progress.schedules import model

PARTS = ("tasks", "relations", "baselines", "links", "assignments", "resources", "calendars")
TYPES: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        model.Schedule, model.Task, model.Own, model.Relation, model.Baseline, model.ElementLink,
        model.Assignment, model.Resource, model.Calendar, model.Exceptional, model.OtherWeek, model.Remark,
    )
}  # fmt: skip


def as_frames(value: Any) -> Any:
    """Return a value with its types written beside it; what is empty is left out."""
    if is_dataclass(value):
        said = {field.name: as_frames(getattr(value, field.name)) for field in fields(value)}
        return {"$kind": type(value).__name__} | {name: one for name, one in said.items() if one is not None}
    if isinstance(value, Decimal):
        return {"$exact": str(value)}
    if isinstance(value, (datetime, date)):
        return {"$at" if isinstance(value, datetime) else "$on": value.isoformat()}
    if isinstance(value, tuple):
        return [as_frames(item) for item in value]
    return value


def from_frames(plain: Any) -> Any:
    """Return what ``as_frames`` was given. Raises ``KeyError`` for any other type."""
    if isinstance(plain, list):
        return tuple(from_frames(item) for item in plain)
    if not isinstance(plain, dict):
        return plain
    if "$exact" in plain:
        return Decimal(plain["$exact"])
    if "$at" in plain:
        return datetime.fromisoformat(plain["$at"])
    if "$on" in plain:
        return date.fromisoformat(plain["$on"])
    kind = TYPES[plain["$kind"]]
    return kind(**{name: from_frames(value) for name, value in plain.items() if name != "$kind"})
