"""What IFC has no place for, kept beside a task, a schedule or a calendar as a property set of ours.

So what is written into a model comes back as what it was: keys, costs and constraints.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from portal.progress.schedules import model

TASK, SCHEDULE, CALENDAR, BASELINE = "Gongtu_Task", "Gongtu_Schedule", "Gongtu_Calendar", "Gongtu_Baseline"
IDENTITY, KEY, POSITION, NUMBER = "Schedule", "Key", "Position", "Number"
OF_TASK = (
    "wbs", "level", "kind", "manual", "active", "node", "split", "tentative", "physical_percent",
    "constraint", "constraint_at", "deadline", "cost", "work_min", "guid",
)  # fmt: skip
OF_SCHEDULE = (
    "name", "program", "currency", "start", "finish", "status_at", "calendar", "minutes_per_day",
    "minutes_per_week", "float_limit_min", "lag_calendar", "dates_given",
)  # fmt: skip
OF_BASELINE = ("name", "work_min", "cost")
EXACT = {"physical_percent", "cost"}
MOMENTS = {"constraint_at", "deadline", "start", "finish", "status_at"}
Marks = dict[int, dict[str, Any]]
NONE = "-"
"""Written where a value is none and its default is not."""


def values_of(record: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """Return what of a record differs from what it is by default, by the property's name."""
    usual = {field.name: field.default for field in fields(record)}
    found = {name: getattr(record, name) for name in names}
    return {_titled(name): value for name, value in found.items() if value != usual[name]}


def given_by(mark: Mapping[str, Any], kind: type, names: tuple[str, ...]) -> dict[str, Any]:
    """Return the fields a mark gives; those it does not name are as by default."""
    usual = {field.name: field.default for field in fields(kind)}
    return {name: _read(name, mark.get(_titled(name)), usual[name]) for name in names}


def mark(file: Any, rooted: Callable[..., Any], entity: Any, kind: str, values: Mapping[str, Any]) -> None:
    """Give an entity our property set, in place of one it may have."""
    unmark(file, entity, kind)
    properties = [
        file.create_entity(
            "IfcPropertySingleValue", Name=name, NominalValue=file.create_entity(*_written(value))
        )
        for name, value in values.items()
    ]
    key = f"mark/{kind}/{entity.GlobalId}"
    held = rooted("IfcPropertySet", key, Name=kind, HasProperties=properties)
    rooted("IfcRelDefinesByProperties", f"{key}/of", RelatedObjects=[entity], RelatingPropertyDefinition=held)


def unmark(file: Any, entity: Any, kind: str) -> None:
    """Take our property set off an entity."""
    for rel in entity.IsDefinedBy:
        held = rel.RelatingPropertyDefinition
        if held.is_a("IfcPropertySet") and held.Name == kind and len(rel.RelatedObjects) == 1:
            file.remove(rel)
            for one in held.HasProperties:
                file.remove(one)
            file.remove(held)


def marks_of(file: Any, kind: str) -> Marks:
    """Return what our property sets of a kind say, by the number of the entity that has them."""
    found: Marks = {}
    for held in () if file.schema == "IFC2X3" else file.by_type("IfcPropertySet"):
        if held.Name == kind:
            said = {
                one.Name: one.NominalValue.wrappedValue
                for one in held.HasProperties or ()
                if one.is_a("IfcPropertySingleValue") and one.NominalValue is not None
            }
            found |= {one.id(): said for rel in held.DefinesOccurrence for one in rel.RelatedObjects}
    return found


def _titled(name: str) -> str:
    return "".join(part.title() for part in name.removesuffix("_min").split("_"))


def _written(value: Any) -> tuple[str, Any]:
    if isinstance(value, bool):
        return "IfcBoolean", value
    if isinstance(value, int):
        return "IfcInteger", value
    if isinstance(value, datetime):
        return "IfcDateTime", value.isoformat()
    return "IfcText", NONE if value is None else str(value)


def _read(name: str, value: Any, usual: Any) -> Any:
    """Return a field of what a stranger may have written: what does not fit counts as not written."""
    if value is None:
        return usual
    if value == NONE and usual != NONE:
        return None if name in {*EXACT, *MOMENTS, "calendar"} else NONE
    try:
        if name in EXACT:
            return Decimal(str(value))
        if name in MOMENTS:
            return datetime.fromisoformat(str(value)).replace(tzinfo=None)
    except (ArithmeticError, ValueError):
        return usual
    wanted = int if usual is None and name.endswith("_min") else type(usual) if usual is not None else str
    return value if isinstance(value, wanted) else usual


def known_kind(kind: str) -> str:
    """Return a kind of task, the usual one for what is none."""
    return kind if kind in model.KINDS else model.TASK
