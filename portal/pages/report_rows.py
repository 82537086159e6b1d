"""The rows of a report's form: what is kept of each task, or, once refused, what was typed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from portal.core.errors import DomainError
from portal.earned.selectors import TaskToReport
from portal.pages.templatetags.progress import pct_typed
from portal.progress import names

FIELDS = ("percent", "note", "correction")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """One task as its fields show it. ``wrong``: what stands against what was typed."""

    task: TaskToReport
    percent: str
    note: str
    correction: str
    wrong: str


def rows_shown(
    tasks: Sequence[TaskToReport], request: HttpRequest, trouble: DomainError | None
) -> list[ReportRow]:
    """Return a row for each task; what was typed and refused stays in its fields."""
    typed = trouble is not None and any(key.startswith("percent-") for key in request.POST)
    wrong = _wrong(trouble) if typed and trouble is not None else {}
    return [
        ReportRow(task=task, wrong=wrong.get(task.key, ""), **_fields(task, request, typed=typed))
        for task in tasks
    ]


def _fields(task: TaskToReport, request: HttpRequest, *, typed: bool) -> dict[str, str]:
    if typed:
        return {name: request.POST.get(f"{name}-{task.key}", "") for name in FIELDS}
    return {"percent": pct_typed(task.now), "note": task.note, "correction": task.correction}


def _wrong(trouble: DomainError) -> dict[str, str]:
    """Return by task what stands against it."""
    if "task" in trouble.facts:
        return {str(trouble.facts["task"]): str(trouble)}
    flaws = trouble.facts.get("flaws")
    found: dict[str, str] = {}
    for flaw in flaws if isinstance(flaws, list) else ():
        found.setdefault(flaw["key"], names.flaw(flaw, named=False))
    return found
