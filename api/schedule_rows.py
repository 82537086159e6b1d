"""How schedules read to a program. Moments without zone are the schedule's own clock; lengths are minutes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bim.linking.holding import Held
from portal.accounts.actor import Actor
from portal.progress.between import CRITICAL, FLOAT, Between, Line
from portal.progress.kept import naive, trimmed
from portal.progress.models import (
    BaseApproval,
    Baseline,
    ElementLink,
    Relation,
    Schedule,
    ScheduleRevision,
    Task,
    Withdrawal,
)
from portal.progress.policy import allowed_actions
from portal.progress.telling import warnings_told

MOMENTS = (
    "start", "finish", "actual_start", "actual_finish", "constraint_at", "deadline", "early_start",
    "early_finish", "late_start", "late_finish",
)  # fmt: skip
PLAIN = (
    "position", "key", "parent_key", "level", "kind", "node", "code", "wbs", "name", "duration_min",
    "elapsed", "calendar_key", "manual", "active", "remaining_min", "constraint", "work_min",
    "total_float_min",
    "free_float_min", "critical", "own_total_float_min", "own_critical", "notes",
)  # fmt: skip
OF_FILES = ("moved", "added", "dropped", "renamed", "length", "relinked")
NUMBERS = ("percent", "physical_percent", "cost")


def schedule_row(row: Schedule, *, actor: Actor) -> dict[str, Any]:
    """Return one line of a list."""
    return {
        "id": str(row.pk), "project": row.project.code, "name": row.name,
        "latest": getattr(row, "latest", None), "created_at": row.created_at, "updated_at": row.updated_at,
        "allowed_actions": allowed_actions(actor, row.project),
    }  # fmt: skip


def revision_row(row: ScheduleRevision) -> dict[str, Any]:
    """Return a revision: its numbers, how its path agrees with the file's own, and the loss report."""
    return {
        "number": row.number, "format": row.format, "file_name": row.file_name, "sha256": row.file.sha256,
        "title": row.title, "program": row.program, "currency": row.currency,
        "status_at": _moment(row.status_at), "start": row.start_on, "finish": row.finish_on,
        "tasks": row.tasks_count, "milestones": row.milestones_count, "relations": row.relations_count,
        "baselines": row.baselines_count, "linked_elements": row.linked_elements,
        "critical": row.critical_count, "stated_values": row.stated_values, "same_values": row.same_values,
        "warnings": warnings_told(row.warnings),
        "received_at": row.received_at, "received_by": row.received_by_name,
        "withdrawn": _withdrawn(getattr(row, "withdrawal", None)),
    }  # fmt: skip


def held_row(held: Held) -> dict[str, Any]:
    """Return the schedule a building model holds. ``brought``: as which revision its file was brought in."""
    revision, brought = held.revision, held.brought
    return {
        "model": str(revision.model_id), "revision": str(revision.pk), "name": revision.model.name,
        "number": revision.number, "tasks": held.tasks, "elements": held.elements, "names": list(held.names),
        "brought": {"schedule": str(brought.schedule_id), "number": brought.number} if brought else None,
    }  # fmt: skip


def _withdrawn(row: Withdrawal | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {"reason": row.reason, "at": row.withdrawn_at, "by": row.withdrawn_by_name}


def approval_row(row: BaseApproval) -> dict[str, Any]:
    """Return since when a plan is measured by which revision, by whose word and why."""
    return {
        "number": row.revision.number, "reason": row.reason, "approved_at": row.approved_at,
        "approved_by": row.approved_by_name,
    }  # fmt: skip


def task_rows(tasks: Iterable[Task]) -> list[dict[str, Any]]:
    """Return tasks with what they wait for, their baselines and how many elements they make."""
    rows = list(tasks)
    keys = [row.key for row in rows]
    revision = rows[0].revision_id if rows else None
    waits, kept, links = defaultdict(list), defaultdict(list), defaultdict(set)
    for tie in Relation.objects.filter(revision_id=revision, after_key__in=keys).order_by("pk"):
        waits[tie.after_key].append(_relation(tie))
    for one in Baseline.objects.filter(revision_id=revision, of="task", key__in=keys).order_by("number"):
        kept[one.key].append(_baseline(one))
    for key, element in ElementLink.objects.filter(revision_id=revision, task_key__in=keys).values_list(
        "task_key", "global_id"
    ):
        links[key].add(element)
    return [
        _task(row)
        | {"waits_for": waits[row.key], "baselines": kept[row.key], "elements": len(links[row.key])}
        for row in rows
    ]


def _task(row: Task) -> dict[str, Any]:
    return (
        {name: getattr(row, name) for name in PLAIN}
        | {name: _moment(getattr(row, name)) for name in MOMENTS}
        | {name: _number(getattr(row, name)) for name in NUMBERS}
    )


def _relation(row: Relation) -> dict[str, Any]:
    return {
        "key": row.before_key, "kind": row.kind, "lag_min": row.lag_min, "lag_elapsed": row.lag_elapsed,
        "lag_percent": _number(row.lag_percent),
    }  # fmt: skip


def _baseline(row: Baseline) -> dict[str, Any]:
    return {
        "number": row.number, "name": row.name, "start": _moment(row.start), "finish": _moment(row.finish),
        "duration_min": row.duration_min, "cost": _number(row.cost),
    }  # fmt: skip


def comparison_row(found: Between) -> dict[str, Any]:
    """Return what a revision changes, task by task, and which tasks are not surely the same."""
    compared = found.comparison
    return {
        "old": found.old.number, "new": found.new.number, "same_tasks": found.pairs,
        "finish_days": found.finish_days, "counts": {kind: compared.count(kind) for kind in OF_FILES},
        "known_again_by": found.by, "critical": {
            "onto": found.onto, "off": found.off, "added": found.came, "dropped": found.went,
            "before": found.critical[0], "after": found.critical[1],
        },
        "changes": [asdict(change) for change in compared.changes],
        "reckoned": [_reckoned(line) for line in found.lines if {FLOAT, CRITICAL} & set(line.kinds)],
        "unsure": [
            {"old_key": pair.old.key, "new_key": pair.new.key, "old_name": pair.old.name,
             "new_name": pair.new.name, "by": pair.by}
            for pair in compared.pairs if not pair.sure
        ],
    }  # fmt: skip


def _reckoned(line: Line) -> dict[str, Any]:
    """Return how a task's float and place on the critical path changed. Minutes of work."""
    assert line.old is not None and line.new is not None  # noqa: S101  the caller keeps to those in both
    return {
        "key": line.new.key, "float_min": line.float_min, "critical_was": line.old.critical,
        "critical": line.new.critical,
    }  # fmt: skip


def _moment(value: datetime | None) -> str | None:
    own = naive(value)
    return None if own is None else own.isoformat()


def _number(value: Any) -> str | None:
    found = trimmed(value)
    return None if found is None else format(found, "f")
