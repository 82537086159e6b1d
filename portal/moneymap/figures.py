"""The map's money: one figure for each section and structure of the projects in view.

Every figure rests on records the reader may see; a place without them has none. A section takes in what
stands in it. Built against planned is told of any day. Paid against built in points of a hundred, days, per
cent of what is approved, points.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.budget import ladder
from portal.budget import policy as budget_policy
from portal.budget.models import CostLine, CostPosting, CostStage
from portal.contracts import selectors as contracts
from portal.contracts.models import BillItem
from portal.core import clock
from portal.core.errors import Invalid
from portal.core.rulebook import rule
from portal.earned.selectors import grown_on
from portal.earned.standing import by_section
from portal.payments import selectors as payments
from portal.payments.models import Application
from portal.payments.rules import life
from portal.performance import selectors as performance
from portal.projects.filters import ProjectFilter
from portal.projects.models import Project
from portal.projects.selectors import find_projects, list_features

PACE = "pace"
METRICS = ("paid_built", "waiting", "headroom", "score", PACE)
COLOURED = ("section", "structure")
HOLDING = ("site", "section", "structure", "part")
PACE_BREAKS = (-15.0, -5.0, 5.0, 15.0)
"""Points of a hundred built ahead of the plan: far behind, behind, on it, ahead, far ahead."""
WAIT_BREAKS = (5.0, 10.0, 20.0)
ROOM_BREAKS = (5.0, 20.0, 50.0)
SCORE_BREAKS = (60.0, 80.0, 90.0)
MOST_PROJECTS = 400
WAITING = (life.SUBMITTED, life.CERTIFIED, life.OWNER, life.DEPT, life.TREASURY, life.INSTRUCTED, life.FAILED)
HUNDRED = Decimal(100)
ZERO = Decimal(0)
Sums = dict[UUID, Decimal]


class FigureUnknown(Invalid):
    """Sections are coloured by one of a few figures."""

    message = _("The parameter metric takes one of {known}, not “{value}”.")


class BoxTooWide(Invalid):
    """Sections are coloured where they can be seen."""

    message = _("More than {most} projects lie in this box; zoom in or narrow the filter.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFigure:
    """The figure of one place. ``index``: its class. ``parts``: what it was made of.

    ``within``: a place above it is among the coloured ones, so that a count of places counts that one alone.
    """

    id: UUID
    project: str
    value: float
    index: int
    parts: Mapping[str, Decimal]
    within: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of the places in view; ``breaks``: upper bounds of all classes but the last."""

    metric: str
    breaks: tuple[float, ...]
    places: tuple[PlaceFigure, ...]


@dataclass(frozen=True, slots=True)
class _Tree:
    """The places of some projects. ``parent``: of each place; ``site_of``: the site it belongs to."""

    actor: Actor
    on: date
    coloured: Mapping[UUID, str]
    parent: Mapping[UUID, UUID | None]
    roots: Mapping[UUID, str]

    def inner(self, place: UUID, told: Collection[UUID]) -> bool:
        """Return whether a place above this one is among some."""
        at = self.parent.get(place)
        while at is not None and at not in told:
            at = self.parent.get(at)
        return at is not None

    def rolled(self, sums: Iterable[tuple[UUID | None, Decimal | None]]) -> Sums:
        """Return what each coloured place and all beneath it add up to."""
        found: Sums = {}
        for place, yuan in sums:
            at = place
            while at is not None:
                if at in self.coloured:
                    found[at] = found.get(at, ZERO) + (yuan or ZERO)
                at = self.parent.get(at)
        return found


Reckon = Callable[[_Tree], Iterable[tuple[UUID, Decimal, dict[str, Decimal]]]]


def place_figures(*, actor: Actor, metric: str, criteria: ProjectFilter, on: date) -> Figures:
    """Return the figures of the sections and structures of the projects the filter finds."""
    if metric not in RECKON:
        raise FigureUnknown(known=", ".join(METRICS), value=metric[:40])
    tree = _tree(actor, criteria, on)
    breaks = breaks_of(metric, on)
    within = bisect_right if metric == "score" else bisect_left
    reckoned = list(RECKON[metric](tree))
    told = {place for place, _value, _parts in reckoned}
    found = tuple(
        PlaceFigure(
            id=place, project=tree.coloured[place], value=float(round(value, 2)), parts=parts,
            index=within(breaks, float(value)), within=tree.inner(place, told),
        )
        for place, value, parts in reckoned
    )  # fmt: skip
    return Figures(metric=metric, breaks=breaks, places=found)


def breaks_of(metric: str, on: date) -> tuple[float, ...]:
    """Return the class bounds: those of the rules in force, else fixed ones."""
    if metric == "paid_built":
        warn, block = (float(rule(f"payment_gap_{name}_points", on=on)) for name in ("warn", "block"))
        return (-block, -warn, warn, block)
    fixed = {"waiting": WAIT_BREAKS, "headroom": ROOM_BREAKS, "score": SCORE_BREAKS, "pace": PACE_BREAKS}
    return fixed[metric]


def _tree(actor: Actor, criteria: ProjectFilter, on: date) -> _Tree:
    projects = find_projects(actor=actor, criteria=criteria, on=on).order_by()
    roots = dict(projects.values_list("site_id", "code")[: MOST_PROJECTS + 1])
    if len(roots) > MOST_PROJECTS:
        raise BoxTooWide(most=MOST_PROJECTS)
    standing = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    rows = list_features(actor=actor).filter(standing, root_id__in=list(roots), kind__in=HOLDING)
    found = list(rows.values_list("pk", "parent_id", "kind", "root_id"))
    return _Tree(
        actor, on, {pk: roots[root] for pk, _p, kind, root in found if kind in COLOURED},
        {pk: parent for pk, parent, _k, _r in found}, roots,
    )  # fmt: skip


def _payments(tree: _Tree) -> QuerySet[Application]:
    rows = payments.list_applications(actor=tree.actor)
    return rows.filter(feature__in=list(tree.parent), project__code__in=tree.roots.values()).order_by()


def _sum(rows: QuerySet, column: object) -> list[tuple[UUID | None, Decimal | None]]:
    return list(rows.order_by().values_list("feature_id").annotate(sum=Sum(column)))


def _paid_built(tree: _Tree) -> Iterable[tuple[UUID, Decimal, dict[str, Decimal]]]:
    """Paid, in per cent of what the contracts set down for the place, less what is built, as signed."""
    rows = _payments(tree).filter(kind=life.PROGRESS)
    paid = tree.rolled(_sum(rows.filter(state__in=life.SPENT), F("amount_yuan") + F("recovery_yuan")))
    built = _signed(rows.filter(physical_pct__isnull=False).exclude(state__in=[*life.EDITABLE, *life.ENDED]))
    worth = tree.rolled(_worth(tree))
    for place, pct in built.items():
        if place in tree.coloured and worth.get(place):
            paid_pct = paid.get(place, ZERO) * HUNDRED / worth[place]
            parts = {"paid_yuan": paid.get(place, ZERO), "worth_yuan": worth[place],
                     "paid_pct": paid_pct.quantize(Decimal("0.1")), "built_pct": pct}  # fmt: skip
            yield place, paid_pct - pct, parts


def _signed(rows: QuerySet[Application]) -> Sums:
    found = rows.order_by("period_to", "created_at").values_list("feature_id", "physical_pct")
    return {place: pct for place, pct in found if pct is not None}


def _worth(tree: _Tree) -> list[tuple[UUID | None, Decimal | None]]:
    """Return the price by place: of bills by item; of a contract without a bill there, its own."""
    seen = contracts.list_contracts(actor=tree.actor).filter(project__code__in=tree.roots.values())
    items = BillItem.objects.filter(contract__in=seen.values("pk"), feature__in=list(tree.parent))
    billed = set(items.values_list("contract_id", flat=True).distinct())
    plain = seen.exclude(pk__in=billed).filter(feature__in=list(tree.coloured))
    return [*_sum(items, F("amount_yuan") + F("changed_amount_yuan")), *_sum(plain, "current_yuan")]


def _waiting(tree: _Tree) -> Iterable[tuple[UUID, Decimal, dict[str, Decimal]]]:
    """Days the payment that waits longest has lain on its present desk."""
    days: dict[UUID, int] = {}
    many: dict[UUID, int] = {}
    rows = _payments(tree).filter(state__in=WAITING).values_list("feature_id", "state_since")
    for place, since in rows:
        at: UUID | None = place
        while at is not None:
            if at in tree.coloured:
                days[at] = max(days.get(at, 0), (tree.on - clock.day_of(since)).days)
                many[at] = many.get(at, 0) + 1
            at = tree.parent.get(at)
    for place, age in days.items():
        yield place, Decimal(age), {"days": Decimal(age), "payments": Decimal(many[place])}


def _headroom(tree: _Tree) -> Iterable[tuple[UUID, Decimal, dict[str, Decimal]]]:
    """H6: what is approved for the place less what is paid and under way there, in per cent of the first."""
    read = budget_policy.viewable(tree.actor)
    seen = _readable(tree, read)
    lines = CostLine.objects.filter(stage__project__in=seen, feature__in=list(tree.parent))
    budgeted = tree.rolled(_sum(lines.filter(stage__stage=ladder.BUDGET), "current_yuan"))
    approx = tree.rolled(_sum(lines.filter(stage__stage=ladder.APPROX), "current_yuan"))
    postings = CostPosting.objects.filter(line__stage__project__in=seen, feature__in=list(tree.parent))
    paid = tree.rolled(_sum(postings, "amount_yuan"))
    waiting = tree.rolled(_sum(_payments(tree).filter(state__in=life.FROZEN), "amount_yuan"))
    for place in tree.coloured:
        approved = budgeted.get(place) or approx.get(place)
        if approved:
            room = approved - paid.get(place, ZERO) - waiting.get(place, ZERO)
            yield place, room * HUNDRED / approved, {
                "approved_yuan": approved, "paid_yuan": paid.get(place, ZERO),
                "under_way_yuan": waiting.get(place, ZERO), "room_yuan": room,
            }  # fmt: skip


def _readable(tree: _Tree, read: Q) -> list[UUID]:
    """Return the projects whose budget the reader reads."""
    rows = CostStage.objects.filter(read, project__code__in=tree.roots.values())
    return list(rows.values_list("project_id", flat=True).distinct())


def _score(tree: _Tree) -> Iterable[tuple[UUID, Decimal, dict[str, Decimal]]]:
    """The latest final points of the place, else of what it stands in, up to the whole project."""
    rows = performance.list_evaluations(actor=tree.actor, on=tree.on).filter(
        project__code__in=tree.roots.values(), final_points__isnull=False
    )
    found = rows.order_by("year", "updated_at").values_list("feature_id", "final_points", "year")
    latest = {place: (points, year) for place, points, year in found}
    for place in tree.coloured:
        at: UUID | None = place
        while at is not None and at not in latest:
            at = tree.parent.get(at)
        if at is not None and (points := latest[at][0]) is not None:
            own = Decimal(1 if at == place else 0)
            yield place, points, {"points": points, "year": Decimal(latest[at][1]), "own": own}


def _pace(tree: _Tree) -> Iterable[tuple[UUID, Decimal, dict[str, Decimal]]]:
    """What stands less what should, both in per cent of the section's budget; a structure is its section's.

    A section that is not due and not begun has no figure.
    """
    seen = Project.objects.filter(code__in=tree.roots.values())
    grown = grown_on(actor=tree.actor, projects=seen, as_of=tree.on)
    found = {one.section.section_id: one.stands for one in by_section(grown, as_of=tree.on)}
    for place in tree.coloured:
        at: UUID | None = place
        while at is not None and at not in found:
            at = tree.parent.get(at)
        stands = found.get(at) if at is not None else None
        if stands is None or stands.percent is None or stands.planned_percent is None:
            continue
        planned, built = (round(value, 1) for value in (stands.planned_percent, stands.percent))
        if planned or built:
            yield place, built - planned, {"planned_pct": planned, "built_pct": built}


RECKON: Mapping[str, Reckon] = {
    "paid_built": _paid_built, "waiting": _waiting, "headroom": _headroom, "score": _score,
    PACE: _pace,
}  # fmt: skip
