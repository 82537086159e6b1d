"""Temporal conditions of a filter, by days: instants and intervals, ends included."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import DateField, Q, Value
from django.db.models.lookups import Exact, GreaterThan, LessThan
from django.utils.translation import gettext_lazy as _

from spatial.items.cql.faults import FilterMismatch, FilterUnreadable
from spatial.items.cql.operands import DAYS, TEXTUAL, Operand, Vocabulary, day_operand, operand
from spatial.items.cql.reading import ANY, Tree
from spatial.items.times import FIRST_DAY, LAST_DAY, OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """First and last day as expressions; an instant has one for both."""

    first: Any
    last: Any


def _before(left: Any, right: Any) -> Q:
    return Q(LessThan(left, right))


def _after(left: Any, right: Any) -> Q:
    return Q(GreaterThan(left, right))


def _same(left: Any, right: Any) -> Q:
    return Q(Exact(left, right))


def _apart(a: Period, b: Period) -> Q:
    return _after(a.first, b.last) | _before(a.last, b.first)


TIMES: dict[str, Callable[[Period, Period], Q]] = {
    "t_after": lambda a, b: _after(a.first, b.last),
    "t_before": lambda a, b: _before(a.last, b.first),
    "t_disjoint": _apart,
    "t_intersects": lambda a, b: ~_apart(a, b),
    "t_equals": lambda a, b: _same(a.first, b.first) & _same(a.last, b.last),
    "t_contains": lambda a, b: _before(a.first, b.first) & _after(a.last, b.last),
    "t_during": lambda a, b: _after(a.first, b.first) & _before(a.last, b.last),
    "t_starts": lambda a, b: _same(a.first, b.first) & _before(a.last, b.last),
    "t_startedby": lambda a, b: _same(a.first, b.first) & _after(a.last, b.last),
    "t_finishes": lambda a, b: _after(a.first, b.first) & _same(a.last, b.last),
    "t_finishedby": lambda a, b: _before(a.first, b.first) & _same(a.last, b.last),
    "t_meets": lambda a, b: _same(a.last, b.first),
    "t_metby": lambda a, b: _same(a.first, b.last),
    "t_overlaps": lambda a, b: (
        _before(a.first, b.first) & _after(a.last, b.first) & _before(a.last, b.last)
    ),
    "t_overlappedby": lambda a, b: (
        _after(a.first, b.first) & _before(a.first, b.last) & _after(a.last, b.last)
    ),
}  # fmt: skip
"""Relation (OGC 21-065r2, 7.5) → what it says of two periods."""


def time_condition(word: str, left: Tree, right: Tree, words: Vocabulary) -> Q:
    """Return a temporal condition."""
    return TIMES[word](_period(left, word, words), _period(right, word, words))


def _period(tree: Tree, word: str, words: Vocabulary) -> Period:
    if isinstance(tree, dict) and "interval" in tree:
        ends = tree["interval"]
        if not isinstance(ends, list) or len(ends) != 2:
            raise FilterUnreadable(language=ANY, reason=str(_("an interval has two ends")))
        return Period(first=_end(ends[0], FIRST_DAY, word, words), last=_end(ends[1], LAST_DAY, word, words))
    day = _end(tree, None, word, words)
    return Period(first=day, last=day)


def _end(tree: Tree, open_end: Any, word: str, words: Vocabulary) -> Any:
    if isinstance(tree, str) and tree in OPEN and open_end is not None:
        return Value(open_end, output_field=DateField())
    found: Operand = operand(tree, words)
    if found.kind == TEXTUAL and found.literal is not None:
        found = day_operand(found.literal)
    if found.kind != DAYS:
        raise FilterMismatch(left=found.kind, right=DAYS, word=word)
    return found.expression
