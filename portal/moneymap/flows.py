"""A year's money in yuan: source → unit → project → contract → paid. What enters a knot leaves it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import F, QuerySet, Sum

from portal.accounts.actor import Actor
from portal.budget import selectors as budget
from portal.budget.filters import IndicatorFilter
from portal.budget.models import Indicator
from portal.core.money import ZERO
from portal.payments import selectors as payments
from portal.payments.rules import life

LAYERS = ("source", "unit", "project", "contract", "end")
PAID, UNDER_WAY, LEFT = "paid", "under_way", "left"
ENDS = (PAID, UNDER_WAY, LEFT)
MOST = {"source": 12, "unit": 8, "project": 12, "contract": 14}
OTHERS = "others"
Key = tuple[str, str]
"""Layer and id of a knot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Knot:
    """One box of the flow. ``name``: empty for codes; ``number``: of a contract or a project."""

    layer: str
    id: str
    name: str = ""
    name_en: str = ""
    number: str = ""
    yuan: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Money from one knot to the next."""

    start: Key
    end: Key
    yuan: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The flow of a year; knots and links the largest first. ``total_yuan``: what may be spent."""

    knots: tuple[Knot, ...]
    links: tuple[Link, ...]
    total_yuan: Decimal
    paid_yuan: Decimal


def flow_of(*, actor: Actor, criteria: IndicatorFilter) -> Flow:
    """Return the flow of the indicators the actor may see; small knots of a layer are put together."""
    indicators = budget.list_indicators(actor=actor, criteria=criteria).order_by()
    links: dict[tuple[Key, Key], Decimal] = defaultdict(lambda: ZERO)
    names: dict[Key, Knot] = {}
    authority: dict[UUID, Decimal] = defaultdict(lambda: ZERO)
    rows = indicators.values(
        "source", "unit_id", "unit__name", "unit__name_en", "project_id", "project__code", "project__name",
        "project__name_en",
    ).annotate(yuan=Sum(F("approved_yuan") + F("adjusted_yuan") + F("carried_yuan")))  # fmt: skip
    for row in rows:
        source, unit, project = _known(names, row)
        links[source, unit] += row["yuan"]
        links[unit, project] += row["yuan"]
        authority[row["project_id"]] += row["yuan"]
    spent = _contracts(actor, indicators, links, names)
    for project_id, yuan in authority.items():
        if yuan > spent[project_id]:
            links[("project", str(project_id)), ("end", LEFT)] += yuan - spent[project_id]
    return _flow(_pooled(links, names), names)


def _known(names: dict[Key, Knot], row: Mapping[str, object]) -> tuple[Key, Key, Key]:
    source, unit = ("source", str(row["source"])), ("unit", str(row["unit_id"]))
    project = ("project", str(row["project_id"]))
    names.setdefault(source, Knot(layer="source", id=source[1]))
    names.setdefault(unit, Knot(
        layer="unit", id=unit[1], name=str(row["unit__name"]), name_en=str(row["unit__name_en"])
    ))  # fmt: skip
    names.setdefault(project, Knot(
        layer="project", id=project[1], name=str(row["project__name"]),
        name_en=str(row["project__name_en"]), number=str(row["project__code"]),
    ))  # fmt: skip
    return source, unit, project


def _contracts(
    actor: Actor, indicators: QuerySet[Indicator], links: dict[tuple[Key, Key], Decimal],
    names: dict[Key, Knot],
) -> dict[UUID, Decimal]:
    """Add what went to contracts; return what that was, by project."""
    spent: dict[UUID, Decimal] = defaultdict(lambda: ZERO)
    rows = payments.list_applications(actor=actor).filter(
        indicator__in=indicators, state__in=[*life.FROZEN, *life.SPENT]
    )
    told = rows.order_by().values(
        "project_id", "contract_id", "contract__number", "contract__name", "state"
    ).annotate(yuan=Sum("amount_yuan"))  # fmt: skip
    for row in told:
        contract = ("contract", str(row["contract_id"]))
        names.setdefault(contract, Knot(
            layer="contract", id=contract[1], name=row["contract__name"], number=row["contract__number"]
        ))  # fmt: skip
        end = PAID if row["state"] in life.SPENT else UNDER_WAY
        links[("project", str(row["project_id"])), contract] += row["yuan"]
        links[contract, ("end", end)] += row["yuan"]
        spent[row["project_id"]] += row["yuan"]
    return spent


def _pooled(
    links: Mapping[tuple[Key, Key], Decimal], names: Mapping[Key, Knot]
) -> dict[tuple[Key, Key], Decimal]:
    """Return the links with the small knots of each layer put together."""
    sums = _through(links)
    kept = {("end", end) for end in ENDS}
    for layer, most in MOST.items():
        of_layer = sorted((key for key in names if key[0] == layer), key=lambda key: (-sums[key], key))
        kept |= set(of_layer if len(of_layer) <= most else of_layer[: most - 1])
    found: dict[tuple[Key, Key], Decimal] = defaultdict(lambda: ZERO)
    for (start, end), yuan in links.items():
        if yuan:
            ends = [key if key in kept else (key[0], OTHERS) for key in (start, end)]
            found[ends[0], ends[1]] += yuan
    return found


def _through(links: Mapping[tuple[Key, Key], Decimal]) -> dict[Key, Decimal]:
    """Return what goes through each knot: what enters, else what leaves."""
    entering: dict[Key, Decimal] = defaultdict(lambda: ZERO)
    leaving: dict[Key, Decimal] = defaultdict(lambda: ZERO)
    for (start, end), yuan in links.items():
        leaving[start] += yuan
        entering[end] += yuan
    return defaultdict(lambda: ZERO, {
        key: max(entering[key], leaving[key]) for key in {*entering, *leaving}
    })  # fmt: skip


def _flow(links: Mapping[tuple[Key, Key], Decimal], names: Mapping[Key, Knot]) -> Flow:
    sums = _through(links)
    knots = []
    for (layer, pk), yuan in sorted(sums.items(), key=lambda one: (LAYERS.index(one[0][0]), -one[1], one[0])):
        known = names.get((layer, pk)) or Knot(layer=layer, id=pk)
        knots.append(Knot(
            layer=layer, id=pk, name=known.name, name_en=known.name_en, number=known.number, yuan=yuan
        ))  # fmt: skip
    ordered = sorted(links.items(), key=lambda one: (LAYERS.index(one[0][0][0]), -one[1], one[0]))
    return Flow(
        knots=tuple(knots), links=tuple(Link(start=a, end=b, yuan=yuan) for (a, b), yuan in ordered),
        total_yuan=sum((one.yuan for one in knots if one.layer == "source"), ZERO),
        paid_yuan=sums["end", PAID],
    )  # fmt: skip
