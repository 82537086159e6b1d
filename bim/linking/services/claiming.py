"""Claim elements for a task or bill item: free ones are linked, held ones wait for a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from bim.linking import rules
from bim.linking.bodies import Bodies
from bim.linking.models import Link, LinkRule
from bim.linking.pairs import Pair

BATCH = 5_000
DECLINED, TAKEN, GONE = "declined", "taken", "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Whose claim it is, and for which task or item."""

    key: str
    role: str
    source: str
    rule: LinkRule | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What became of a claim."""

    linked: int
    same: int
    conflicts: int


def claim(pair: Pair, bodies: Bodies, els: Iterable[int], of: Claim, *, take: bool = False) -> Claimed:
    """Link what is free; of what another has, take it if told so, else let a person decide.

    What a person declined once is not asked for again. What is held for a task that is gone is free.
    """
    wanted = [el for el in els if el in bodies.by_el]
    rows = pair.links.filter(role=of.role)
    _let_go(pair, rows.filter(state=rules.LIVE), wanted, of)
    holders = dict(rows.filter(state=rules.LIVE).values_list("el", "key"))
    others = [el for el in wanted if holders.get(el, of.key) != of.key]
    if take and others:
        end(rows.filter(state=rules.LIVE, el__in=others), why=TAKEN, by=of.by, at=of.at)
    free = [el for el in wanted if el not in holders or (take and holders[el] != of.key)]
    made = [_link(pair, bodies, el, of, rules.LIVE) for el in free]
    Link.objects.bulk_create(made, batch_size=BATCH)
    if free:
        settled = rows.filter(state__in=(rules.CLAIMED, rules.UNSURE), key=of.key, el__in=free)
        end(settled, why=TAKEN, by=of.by, at=of.at)
    disputed = [] if take else _not_declined(rows, others, of)
    waiting = [_link(pair, bodies, el, of, rules.CLAIMED) for el in disputed]
    Link.objects.bulk_create(waiting, batch_size=BATCH, ignore_conflicts=True)
    return Claimed(linked=len(free), same=len(wanted) - len(free) - len(others) * (not take),
                   conflicts=len(disputed))  # fmt: skip


def _let_go(pair: Pair, live: QuerySet[Link], els: list[int], of: Claim) -> None:
    """End what holds wanted elements for a task or item that is gone, if the claim's own is there."""
    if of.key in pair.names:
        stale = live.exclude(key__in=pair.keys).values_list("el", "pk")
        wanted = set(els)
        held = [pk for el, pk in stale if el in wanted]
        end(Link.objects.filter(pk__in=held), why=GONE, by=of.by, at=of.at)


def end(rows: Any, *, why: str, by: str, at: datetime) -> int:
    """End links, keeping that they were."""
    return int(rows.update(state=rules.ENDED, why=why, decided_by_name=by, decided_at=at))


def _not_declined(rows: Any, els: list[int], of: Claim) -> list[int]:
    declined = set(
        rows.filter(state=rules.ENDED, why=DECLINED, key=of.key, el__in=els).values_list(
            "el", flat=True
        )
    )
    return [el for el in els if el not in declined]


def _link(pair: Pair, bodies: Bodies, el: int, of: Claim, state: str) -> Link:
    return Link(
        **pair.target.where, revision=pair.revision, el=el, global_id=bodies.by_el[el].global_id,
        key=of.key, role=of.role, source=of.source, rule=of.rule, state=state,
        made_by_name=of.by, made_at=of.at,
    )  # fmt: skip
