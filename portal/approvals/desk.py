"""A land officer's desk: what waits, narrowed and sorted as asked, and counted so that the counts add up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Case, Count, F, IntegerField, OrderBy, Q, QuerySet, Value, When
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.approvals import rules, selectors
from portal.approvals.models import LandDocument
from portal.core.errors import Invalid
from portal.core.rulebook import rule
from spatial.land import chain
from spatial.land.rules.dates import months_later
from spatial.land.rules.finding import SEVERITIES

COUNTY_DIGITS = 6
ON_DESK = (*rules.WORK_STATES, chain.EXPIRING)
"""States in which a document waits for somebody: it is handled, or about to run out."""
CLEAN, UNCHECKED = "clean", "unchecked"
WORST = (*reversed(SEVERITIES), CLEAN, UNCHECKED)
"""By what was found of a document, the gravest first: each document is exactly one of these."""
PAST, LAST, SECOND, FIRST, LATER, OPEN_END = "past", "last", "second", "first", "later", "open"
EXPIRIES = (PAST, LAST, SECOND, FIRST, LATER, OPEN_END)
"""By the last day of validity, soonest first: each document is exactly one of these, too."""
STEPS = {LAST: "land_alert_last_days", SECOND: "land_alert_second_days", FIRST: "land_alert_first_days"}
STATES = (
    chain.SUBMITTED, chain.ACCEPTED, chain.TECHNICAL_CHECK, chain.CORRECTION, chain.GRANTED, chain.EXPIRING,
    chain.EXPIRED, chain.EFFECTIVE, chain.PREPARING, chain.REFUSED, chain.NOT_REQUIRED, chain.SUPERSEDED,
    chain.REVOKED,
)  # fmt: skip
"""In the order a document passes through them; what is on no desk comes last."""
RETURN, RECLAIM = "return", "reclaim"
SORTS = ("worst", "county", "expiry", "state", "waiting", "document")


class DeskWordUnknown(Invalid):
    """The list is narrowed and sorted by certain words."""

    message = _("The parameter {parameter} takes one of {known}, not “{value}”.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What of the desk is asked for; empty means all. ``county``: the first six digits of a region code."""

    county: str = ""
    state: str = ""
    worst: str = ""
    expiry: str = ""
    kind: str = ""
    sort: str = ""

    def __post_init__(self) -> None:
        known = {
            "state": chain.LIFECYCLE.states, "worst": WORST, "expiry": EXPIRIES, "kind": rules.KINDS,
            "sort": (*SORTS, *(f"-{one}" for one in SORTS)),
        }  # fmt: skip
        for name, words in known.items():
            value = getattr(self, name)
            if value and value not in words:
                raise DeskWordUnknown(parameter=name, value=value[:40], known=", ".join(words))


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyCount:
    """What waits in one county. ``code``: shorter where a project belongs to a whole city or province."""

    code: str
    documents: int
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many documents each choice would leave, the other choices held. Every group sums to its total."""

    total: int
    states: Mapping[str, int]
    worst: Mapping[str, int]
    expiries: Mapping[str, int]
    kinds: Mapping[str, int]
    counties: tuple[CountyCount, ...]


def days_of(on: date) -> dict[str, int]:
    """Return the days before the end at which the alerts begin, soonest first (7, 30, 90 by the rules)."""
    return {step: int(rule(code, on=on)) for step, code in STEPS.items()}


def desk(*, actor: Actor, wanted: Wanted, on: date) -> QuerySet[LandDocument]:
    """Return what waits for a land officer, as narrowed and sorted."""
    rows = waiting(actor=actor, on=on, states=[wanted.state] if wanted.state else ())
    return _narrowed(rows, wanted, on).order_by(*_order(wanted.sort or "worst"))


def waiting(*, actor: Actor, on: date, states: Sequence[str] = (), **given: str) -> QuerySet[LandDocument]:
    """Return what waits for a land officer: the rows ``worklist`` lets them see. ``given``: what it takes.

    Temporary land that is back already runs out for nobody; of what ran out, only land still owed waits.
    """
    rows = selectors.worklist(actor=actor, states=states or [*ON_DESK, chain.EXPIRED], **given)
    rows = rows.exclude(state=chain.EXPIRING, returned_on__isnull=False)
    return rows.filter(~Q(state=chain.EXPIRED) | _owed(on))


def owes(row: LandDocument, *, on: date) -> tuple[str, int]:
    """Return which duty of temporary land is overdue (``return``, ``reclaim``, none) and for how many days.

    The day after the paper's last is day one; reclamation is due within the years the rules give (L15).
    """
    if row.kind != rules.TEMPORARY or row.state != chain.EXPIRED or row.valid_to is None:
        return "", 0
    if row.returned_on is None:
        return RETURN, (on - row.valid_to).days
    due = months_later(row.valid_to, _reclaim_months(on))
    return (RECLAIM, (on - due).days) if row.reclaimed_on is None and due < on else ("", 0)


def _owed(on: date) -> Q:
    """Return the filter of temporary land that ran out and was not given back, or not reclaimed in time."""
    late = Q(reclaimed_on__isnull=True, valid_to__lt=months_later(on, -_reclaim_months(on)))
    return Q(kind=rules.TEMPORARY) & (Q(returned_on__isnull=True) | late)


def _reclaim_months(on: date) -> int:
    return round(rule("land_reclaim_years", on=on) * 12)


def counts(*, actor: Actor, wanted: Wanted, on: date) -> Counts:
    """Return how the desk divides by state, worst finding, expiry, kind and county."""
    return Counts(
        total=desk(actor=actor, wanted=wanted, on=on).count(),
        states=_grouped(_without(actor, wanted, on, "state"), "state"),
        kinds=_grouped(_without(actor, wanted, on, "kind"), "kind"),
        worst=_divided(_without(actor, wanted, on, "worst"), worst_filters()),
        expiries=_divided(_without(actor, wanted, on, "expiry"), expiry_filters(on)),
        counties=_by_county(_without(actor, wanted, on, "county")),
    )


def worst_of(row: LandDocument) -> str:
    """Return which of ``WORST`` a document is."""
    if row.worst_rank:
        return SEVERITIES[row.worst_rank - 1]
    return CLEAN if row.checked_on else UNCHECKED


def worst_filters() -> dict[str, Q]:
    """Return the filter of each of ``WORST``."""
    graded = {word: Q(worst_rank=rules.rank(word)) for word in reversed(SEVERITIES)}
    nothing = Q(worst_rank=0)
    return {
        **graded,
        CLEAN: nothing & Q(checked_on__isnull=False),
        UNCHECKED: nothing & Q(checked_on__isnull=True),
    }


def expiry_filters(on: date) -> dict[str, Q]:
    """Return the filter of each of ``EXPIRIES``; they never overlap."""
    found, after = {PAST: Q(valid_to__lt=on)}, on
    for step, days in days_of(on).items():
        found[step] = Q(valid_to__gte=after, valid_to__lte=on + timedelta(days=days))
        after = on + timedelta(days=days + 1)
    return found | {LATER: Q(valid_to__gte=after), OPEN_END: Q(valid_to__isnull=True)}


def _narrowed(rows: QuerySet[LandDocument], wanted: Wanted, on: date) -> QuerySet[LandDocument]:
    if wanted.county:
        rows = rows.alias(county=_county()).filter(Q(county=wanted.county))
    if wanted.worst:
        rows = rows.filter(worst_filters()[wanted.worst])
    if wanted.expiry:
        rows = rows.filter(expiry_filters(on)[wanted.expiry])
    return rows.filter(kind=wanted.kind) if wanted.kind else rows


def _order(sort: str) -> tuple[OrderBy, ...]:
    """Return the order; the gravest comes first, and ``-`` turns round what a column's title says."""
    name, back = sort.removeprefix("-"), sort.startswith("-")
    worst, waiting = OrderBy(F("worst_rank"), descending=True), OrderBy(F("updated_at"))
    first = {
        "worst": OrderBy(F("worst_rank"), descending=not back),
        "county": OrderBy(_county(), descending=back),
        "expiry": OrderBy(F("valid_to"), descending=back, nulls_last=True),
        "state": OrderBy(_place("state", STATES), descending=back),
        "waiting": OrderBy(F("updated_at"), descending=back),
        "document": OrderBy(_place("kind", rules.KINDS), descending=back),
    }[name]
    return (first, worst, waiting, OrderBy(F("pk")))


def _county() -> Left:
    return Left("project__region_code", COUNTY_DIGITS)


def _place(name: str, order: tuple[str, ...]) -> Case:
    """Return the place of a word in the order people read it in, not in the alphabet's."""
    return Case(
        *(When(**{name: word}, then=Value(at)) for at, word in enumerate(order)), default=Value(len(order)),
        output_field=IntegerField(),
    )  # fmt: skip


def _without(actor: Actor, wanted: Wanted, on: date, name: str) -> QuerySet[LandDocument]:
    """Return the desk as if one choice had not been made."""
    return desk(actor=actor, wanted=replace(wanted, **{name: ""}), on=on).order_by()


def _grouped(rows: QuerySet[LandDocument], name: str) -> dict[str, int]:
    return dict(rows.values_list(name).annotate(n=Count("pk")))


def _divided(rows: QuerySet[LandDocument], filters: dict[str, Q]) -> dict[str, int]:
    found = rows.aggregate(**{word: Count("pk", filter=one) for word, one in filters.items()})
    return {word: int(found[word]) for word in filters}


def _by_county(rows: QuerySet[LandDocument]) -> tuple[CountyCount, ...]:
    graded = worst_filters()
    found = rows.values(place=_county()).annotate(
        documents=Count("pk"), errors=Count("pk", filter=graded["error"]),
        warnings=Count("pk", filter=graded["warn"]),
    )  # fmt: skip
    return tuple(
        CountyCount(code=one["place"], documents=one["documents"], errors=one["errors"],
                    warnings=one["warnings"])
        for one in found.order_by("place")
    )  # fmt: skip
