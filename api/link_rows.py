"""How links between elements and tasks or bill items read to a program."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from bim.linking.coverage import MOST_SHOWN, Coverage
from bim.linking.models import Link, LinkRule
from bim.linking.pairs import Pair, TaskPair
from bim.linking.policy import allowed_actions
from bim.linking.previewing import Preview
from bim.linking.quantities import BillLine
from bim.linking.words import said
from portal.accounts.actor import Actor


def pair_row(pair: Pair, *, actor: Actor) -> dict[str, Any]:
    """Return what the answers about a schedule or a contract and a revision begin with."""
    side: dict[str, Any] = {"contract": str(pair.target.pk)}
    if isinstance(pair, TaskPair):
        side = {"schedule": str(pair.schedule.pk), "schedule_revision": pair.plan.number}
    return side | {
        "revision": str(pair.revision.pk), "model": str(pair.revision.model_id),
        "allowed_actions": allowed_actions(actor, pair.project),
    }  # fmt: skip


def rule_rows(rows: Iterable[LinkRule], pair: Pair) -> list[dict[str, Any]]:
    """Return rules with their words and how many elements each holds."""
    kind = pair.target.kind
    return [
        {
            "id": str(row.pk), "position": row.position, "question": row.question, kind: row.key,
            "role": row.role, "note": row.note,
            "words": said(row.question, pair.names.get(row.key, row.key), kind),
            "made_by": row.made_by_name, "made_at": row.made_at, "linked": getattr(row, "linked", None),
        }
        for row in rows
    ]  # fmt: skip


def preview_row(found: Preview, words: str, pair: Pair, *, milestone: bool) -> dict[str, Any]:
    """Return what would be linked, with the numbers of the elements for the picture."""
    return {
        "words": words, "milestone": milestone, "matched": found.matched,
        "bodiless": found.bodiless, "held": found.held,
        "held_names": {key: pair.names.get(key, key) for key in found.held},
        "counts": {"new": len(found.new), "same": len(found.same), "conflicts": len(found.conflicts)},
        "new": found.new, "same": found.same, "conflicts": found.conflicts,
    }  # fmt: skip


def coverage_row(found: Coverage, kind: str) -> dict[str, Any]:
    """Return the coverage; of tasks or items without elements the first ones."""
    many = f"{kind}s"
    return {
        "elements": found.elements, "linked": found.linked, "without": found.without,
        "groups": [
            {"class": one.ifc_class, "storey": one.storey, "elements": one.elements, "linked": one.linked}
            for one in found.groups
        ],
        many: found.makers, f"{many}_linked": found.makers_linked,
        f"{many}_without": [asdict(one) for one in found.bare[:MOST_SHOWN]],
        f"{many}_gone": [asdict(one) for one in found.gone[:MOST_SHOWN]], "by_source": found.by_source,
        "claimed": found.claimed, "unsure": found.unsure,
    }  # fmt: skip


def link_rows(
    rows: Iterable[Link], pair: Pair, holders: dict[int, Link] | None = None
) -> list[dict[str, Any]]:
    """Return links; of claims, who holds the element, too."""
    there = holders or {}
    return [_link(row, pair, there.get(row.el)) for row in rows]


def _link(row: Link, pair: Pair, holder: Link | None) -> dict[str, Any]:
    return _named(row, pair) | {
        "el": row.el, "global_id": row.global_id, "role": row.role, "state": row.state, "how": row.how,
        "cost_m": row.cost_m, "holder": _named(holder, pair) if holder else None,
    }  # fmt: skip


def _named(row: Link, pair: Pair) -> dict[str, Any]:
    kind, name = pair.target.kind, pair.names.get(row.key, row.key)
    return {
        "id": row.pk, kind: row.key, f"{kind}_name": pair.names.get(row.key, ""), "source": row.source,
        "rule": said(row.rule.question, name, kind) if row.rule else None,
    }  # fmt: skip


def bill_line_row(line: BillLine) -> dict[str, Any]:
    """Return an item with what the bill says and what its elements come to, in the bill's unit."""
    item, found = line.item, line.measured
    source = {name: getattr(found, name) for name in ("computed", "declared", "counted", "unknown")}
    return {
        "item": str(item.pk), "contract": str(item.contract_id), "code": item.code, "name": item.name,
        "unit": item.unit, "unit_price": item.unit_price, "quantity": item.current_quantity,
        "elements": found.elements, "elements_here": line.here, "model_quantity": found.quantity,
        "off_pct": line.off_pct, "measured_by": line.measured_by, "source": source,
    }  # fmt: skip
