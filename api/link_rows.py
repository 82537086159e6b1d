"""How links between elements and tasks read to a program."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from bim.linking.coverage import MOST_SHOWN, Coverage
from bim.linking.models import Link, LinkRule
from bim.linking.policy import allowed_actions
from bim.linking.previewing import Preview
from bim.linking.selectors import Pair
from bim.linking.words import said
from portal.accounts.actor import Actor
from portal.progress.models import Task


def pair_row(pair: Pair, *, actor: Actor) -> dict[str, Any]:
    """Return what the answers about a schedule and a revision begin with."""
    return {
        "schedule": str(pair.schedule.pk), "schedule_revision": pair.plan.number,
        "revision": str(pair.revision.pk), "model": str(pair.revision.model_id),
        "allowed_actions": allowed_actions(actor, pair.schedule.project),
    }  # fmt: skip


def names_of(pair: Pair) -> dict[str, str]:
    """Return how people call the tasks of a plan: by code and name."""
    rows = Task.objects.filter(revision=pair.plan).values_list("key", "code", "name")
    return {key: f"{code or key} {name}".strip() for key, code, name in rows}


def rule_rows(rows: Iterable[LinkRule], names: dict[str, str]) -> list[dict[str, Any]]:
    """Return rules with their words and how many elements each holds."""
    return [
        {
            "id": str(row.pk), "position": row.position, "question": row.question, "task": row.task_key,
            "role": row.role, "note": row.note,
            "words": said(row.question, names.get(row.task_key, row.task_key)),
            "made_by": row.made_by_name, "made_at": row.made_at, "linked": getattr(row, "linked", None),
        }
        for row in rows
    ]  # fmt: skip


def preview_row(found: Preview, words: str) -> dict[str, Any]:
    """Return what would be linked, with the numbers of the elements for the picture."""
    return {
        "words": words, "matched": found.matched, "bodiless": found.bodiless, "held": found.held,
        "counts": {"new": len(found.new), "same": len(found.same), "conflicts": len(found.conflicts)},
        "new": found.new, "same": found.same, "conflicts": found.conflicts,
    }  # fmt: skip


def coverage_row(found: Coverage) -> dict[str, Any]:
    """Return the coverage; of tasks without elements the first ones."""
    return {
        "elements": found.elements, "linked": found.linked, "without": found.without,
        "groups": [
            {"class": one.ifc_class, "storey": one.storey, "elements": one.elements, "linked": one.linked}
            for one in found.groups
        ],
        "tasks": found.tasks, "tasks_linked": found.tasks_linked,
        "tasks_without": [asdict(one) for one in found.bare[:MOST_SHOWN]],
        "tasks_gone": [asdict(one) for one in found.gone[:MOST_SHOWN]], "by_source": found.by_source,
        "claimed": found.claimed, "unsure": found.unsure,
    }  # fmt: skip


def link_rows(
    rows: Iterable[Link], names: dict[str, str], holders: dict[int, Link] | None = None
) -> list[dict[str, Any]]:
    """Return links; of claims, who holds the element, too."""
    there = holders or {}
    return [_link(row, names, there.get(row.el)) for row in rows]


def _link(row: Link, names: dict[str, str], holder: Link | None) -> dict[str, Any]:
    return {
        "id": row.pk, "el": row.el, "global_id": row.global_id, "task": row.task_key,
        "task_name": names.get(row.task_key, ""), "role": row.role, "source": row.source, "state": row.state,
        "how": row.how, "cost_m": row.cost_m,
        "rule": said(row.rule.question, row.task_key) if row.rule else None,
        "holder": _holder(holder, names) if holder else None,
    }  # fmt: skip


def _holder(row: Link, names: dict[str, str]) -> dict[str, Any]:
    return {
        "id": row.pk, "task": row.task_key, "task_name": names.get(row.task_key, ""), "source": row.source,
        "rule": said(row.rule.question, row.task_key) if row.rule else None,
    }  # fmt: skip
