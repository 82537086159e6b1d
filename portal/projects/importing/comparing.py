"""What a row would change of a project: field → [record, file]."""

from datetime import date
from decimal import Decimal
from typing import Any

from portal.projects.importing.understanding import Understood
from portal.projects.importing.values import text_of
from portal.projects.models import Project

MONEYS = ("investment_yuan", "paid_yuan", "progress_pct")
DAYS = ("figures_as_of", "planned_start", "planned_end", "actual_start", "actual_end")
TEXTS = (
    "investment_code", "name", "name_en", "sector", "funding_source", "nature", "label", "content", "address",
)  # fmt: skip
WRITTEN = (*TEXTS, *MONEYS, *DAYS)


def typed(name: str, text: str) -> Any:
    """Return a fact as the column of that name holds it."""
    if name in MONEYS:
        return Decimal(text)
    return date.fromisoformat(text) if name in DAYS else text


def differences(row: Understood, project: Project) -> dict[str, list[Any]]:
    """Return the facts that differ, as text. A cell that is empty or absent changes nothing."""
    found = {}
    for name in WRITTEN:
        if name in row.facts and not _is_same(name, getattr(project, name), row.facts[name]):
            found[name] = [plain(getattr(project, name)), row.facts[name]]
    return found


def plain(value: Any) -> str:
    """Return a column's value as the facts of a row hold it."""
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _is_same(name: str, recorded: Any, text: str) -> bool:
    given = typed(name, text)
    if isinstance(given, str):
        return tidied(plain(recorded)) == tidied(given)
    return bool(recorded == given)


def tidied(text: str) -> str:
    """Return a text without what a file may change on the way: ends of lines, runs of blanks."""
    return text_of("\n".join(line.strip() for line in text.splitlines()))
