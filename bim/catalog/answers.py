"""Questions answered from a revision's columns, without a look at its elements; else from the elements."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

import numpy as np
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import BinaryField, F, Func, Q, Value
from numpy.typing import NDArray

from bim.catalog.gathering import FIELDS, joined_texts
from bim.catalog.models import Element, Revision
from bim.catalog.models_columns import Column
from bim.catalog.questions import as_text, classes_of, find, forms, page_of
from bim.catalog.selectors import elements_of
from bim.elements.asking import Term, parse
from bim.elements.asking import Value as Asked

Mask = NDArray[np.bool_]
HEAVY = ("psets", "quantities", "materials", "classification", "box", "description")
COMPARED: dict[str, Callable[[NDArray[np.float64], float], Mask]] = {
    ">": np.greater, ">=": np.greater_equal, "<": np.less, "<=": np.less_equal,
}  # fmt: skip
EACH = np.dtype(np.int32).itemsize
EXACT = ("", "=", "!=")


class _Beyond(Exception):
    """The columns cannot answer this; the elements must."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of elements. ``count``: of all that were found; ``after``: where the next begins, if any."""

    rows: list[Element]
    count: int
    after: int | None


def numbers_found(revision: Revision, question: str) -> list[int]:
    """Return the numbers of all elements a question finds, rising. Raise ``QuestionInvalid``."""
    rows = find(elements_of(revision), question)
    known = _known(revision, question)
    if known is not None:
        return known.tolist()
    return sorted(rows.order_by().aggregate(els=ArrayAgg("el"))["els"] or ())


def page_found(revision: Revision, question: str, *, after: int, most: int) -> Page:
    """Return ``most`` elements a question finds, from those behind a number on. Raise ``QuestionInvalid``."""
    rows = find(elements_of(revision), question)
    known = _known(revision, question)
    if known is None:
        count = rows.count()
        found = list(page_of(rows.defer(*HEAVY), found=count, after=after, most=most + 1))
    else:
        count, begin = len(known), int(np.searchsorted(known, after, side="right"))
        chosen = known[begin : begin + most + 1].tolist()
        found = list(elements_of(revision).filter(el__in=chosen).defer(*HEAVY))
    return Page(rows=found[:most], count=count, after=found[most - 1].el if len(found) > most else None)


def _known(revision: Revision, question: str) -> NDArray[np.int64] | None:
    """Return what the columns find, or ``None`` where they cannot say."""
    choices = parse(question)
    if not choices or not revision.columns.exists():
        return None
    try:
        book = _Book(revision, [term for terms in choices for term in terms])
        found = reduce(or_, (reduce(and_, map(book.wanted, terms)) for terms in choices))
    except _Beyond:
        return None
    return np.flatnonzero(found)


class _Book:
    """The columns that a question's terms ask for."""

    def __init__(self, revision: Revision, terms: list[Term]) -> None:
        if not all(map(_may_be_answered, terms)):
            raise _Beyond
        self._count = int(revision.counts["elements"])
        rows = revision.columns.filter(reduce(or_, map(_named, terms))).defer("els")
        self._columns = [_Held(row, self._count) for row in rows]

    def wanted(self, term: Term) -> Mask:
        """Return which elements a term wants. Raise ``_Beyond``."""
        found = self._field(term) if term.kind == "field" else self._property(term)
        return ~found if term.negated else found

    def _field(self, term: Term) -> Mask:
        held = [one for one in self._columns if one.is_called("", term.name)]
        if term.name == "volume":
            if term.op in COMPARED:
                return self._any(one.compared(term.op, term.values) for one in held)
            wanted: list[Asked] = [value for value in term.values if isinstance(value, float)]
        elif term.name == "class":
            wanted = list(classes_of(term))
        else:
            wanted = [as_text(value) for value in term.values]
        if not term.op:
            return self._any(one.has() for one in held)
        found = self._any(one.equal(wanted) for one in held)
        return found if term.op == "=" else ~found

    def _property(self, term: Term) -> Mask:
        held = [one for one in self._columns if one.is_called(term.set or None, term.name)]
        if term.op in COMPARED:
            return self._any(one.compared(term.op, term.values) for one in held)
        if not term.op:
            return self._any(one.has() for one in held)
        wanted = [form for value in term.values for form in forms(value)]
        found = self._any(one.equal(wanted) for one in held)
        return found if term.op == "=" else self._any(one.has() for one in held) & ~found

    def _any(self, masks: Iterable[Mask]) -> Mask:
        return reduce(or_, masks, np.zeros(self._count, dtype=bool))


def _may_be_answered(term: Term) -> bool:
    if term.kind == "field":
        return term.name in FIELDS and (term.op in EXACT or term.name == "volume")
    return term.kind == "property" and term.op != "~"


def _named(term: Term) -> Q:
    if term.kind == "field":
        return Q(name_of_set="", name=term.name)
    return Q(name_of_set=term.set, name=term.name) if term.set else ~Q(name_of_set="") & Q(name=term.name)


class _Held:
    """One column unpacked."""

    def __init__(self, row: Column, count: int) -> None:
        self._row, self._count = row, count
        self._numbers = np.frombuffer(row.numbers, np.float64)
        self._starts = np.frombuffer(row.starts, np.int32)
        self._texts = bytes(row.texts)

    def is_called(self, name_of_set: str | None, name: str) -> bool:
        """Tell whether it is a column of a set, of any (``None``), or of none (a field)."""
        own = self._row.name_of_set
        return self._row.name == name and (own != "" if name_of_set is None else own == name_of_set)

    def has(self) -> Mask:
        """Return which elements have a value; an empty text is none."""
        found = self._mask(range(len(self._starts) - 1) if self._is_plain() else ())
        return found & ~self._mask(self._places(""))

    def equal(self, wanted: Iterable[Asked]) -> Mask:
        """Return which elements have one of some values, each in the form it is given."""
        self._is_plain()
        return self._mask([place for value in wanted for place in self._places(value)])

    def compared(self, op: str, values: Iterable[Asked]) -> Mask:
        """Return which elements have a number on the right side of one of some numbers."""
        self._is_plain()
        numbers = [value for value in values if isinstance(value, float)]
        if len(self._texts) > 1 or len(numbers) < len(tuple(values)):
            raise _Beyond
        masks = [COMPARED[op](self._numbers, number) for number in numbers]
        return self._mask(np.flatnonzero(reduce(or_, masks)).tolist())

    def _is_plain(self) -> bool:
        if not self._row.plain:
            raise _Beyond
        return True

    def _places(self, value: Asked) -> list[int]:
        if isinstance(value, bool):
            return [len(self._starts) - 3 + value]
        if isinstance(value, str):
            at = -1 if "\0" in value else self._texts.find(joined_texts([value]))
            return [len(self._numbers) + self._texts.count(b"\0", 0, at)] if at >= 0 else []
        at = int(np.searchsorted(self._numbers, value))
        return [at] if at < len(self._numbers) and self._numbers[at] == value else []

    def _mask(self, places: Iterable[int]) -> Mask:
        found = np.zeros(self._count, dtype=bool)
        chosen = np.unique(np.fromiter(places, dtype=np.int64))
        for run in np.split(chosen, np.flatnonzero(np.diff(chosen) > 1) + 1) if len(chosen) else ():
            found[self._els(int(self._starts[run[0]]), int(self._starts[run[-1] + 1]))] = True
        return found

    def _els(self, begin: int, end: int) -> NDArray[np.int32]:
        """Read a part of the element numbers; the rest stays in the database."""
        part = Func(
            F("els"), Value(1 + begin * EACH), Value((end - begin) * EACH),
            function="substring", output_field=BinaryField(),
        )  # fmt: skip
        held = Column.objects.filter(pk=self._row.pk).values_list(part, flat=True).get()
        return np.frombuffer(held, np.int32)
