"""What the list of payments shows: rows with their age, totals, what narrows it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import pgettext_lazy

from portal.accounts.actor import Actor
from portal.payments import names, policy, selectors
from portal.payments.filters import PaymentFilter
from portal.payments.models import Application
from portal.payments.rules import life

ROWS_A_PAGE = 50
READ = ("project__owner", "contract__party", "feature", "indicator")
KEPT = ("region", "project", "contract", "indicator", "cost_line", "feature", "item", "party", "source")
"""Choices that come by a link and stay when the form narrows further."""
ORDERS: Mapping[str, Promise] = {
    "newest": pgettext_lazy("payment order", "newest first"),
    "largest": pgettext_lazy("payment order", "largest first"),
    "waiting": pgettext_lazy("payment order", "longest wait first"),
}
HEAVY = ("feature__geom", "feature__public_geom")


def content(
    *, actor: Actor, criteria: PaymentFilter, given: Mapping[str, str], page: int, on: date
) -> dict[str, Any]:
    """Return all the list reads."""
    found = selectors.find_applications(actor=actor, criteria=criteria)
    totals = selectors.totals_of(found)
    paginator = Paginator(found.select_related(*READ).defer(*HEAVY), ROWS_A_PAGE)
    paginator.count = totals.payments  # counted once, with the sums
    rows = paginator.get_page(page)
    kept = {name: value for name, value in given.items() if value and name != "page"}
    return {
        "rows": rows, "lines": [line(row, on) for row in rows], "totals": totals,
        "given": kept, "states": _choices(names.STATES, life.LIFECYCLE.states, criteria.states),
        "kinds": _choices(names.KINDS, life.KINDS, criteria.kinds), "query": urlencode(kept),
        "pages": _pages(kept, rows), "may_make": policy.may_make(actor), "kept": KEPT,
        "orders": [(code, str(name)) for code, name in ORDERS.items()],
    }  # fmt: skip


def desk_content(*, actor: Actor, on: date) -> dict[str, Any]:
    """Return what waits for the actor, the longest wait first."""
    rows = selectors.desk(actor=actor).defer(*HEAVY)[:200]
    return {"lines": [line(row, on) for row in rows], "may_make": policy.may_make(actor)}


def line(row: Application, on: date) -> dict[str, Any]:
    """Return one row with how long it has lain there, in days, and whether that is too long."""
    waits = row.state in life.DESKS or row.state == life.INSTRUCTED
    return {
        "row": row, "state": names.word(names.STATES, row.state), "kind": names.word(names.KINDS, row.kind),
        "age": (on - localdate(row.state_since)).days if waits else None,
        "late": row.due_on is not None and row.due_on < on,
    }  # fmt: skip


def _choices(table: Mapping[str, Any], codes: Any, chosen: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{"code": code, "name": str(table[code]), "chosen": code in chosen} for code in codes]


def _pages(kept: Mapping[str, str], rows: Page) -> dict[str, str]:
    found = {}
    if rows.has_previous():
        found["before"] = "?" + urlencode({**kept, "page": rows.previous_page_number()})
    if rows.has_next():
        found["after"] = "?" + urlencode({**kept, "page": rows.next_page_number()})
    return found
