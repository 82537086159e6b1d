"""The values of a revision's elements put together by property while the elements are saved."""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bim.catalog.models import Revision
from bim.catalog.models_columns import Column

FIELDS = ("class", "type", "storey", "predefined", "status", "material", "kernel", "volume")
"""Fields of the question language that are kept as columns of no set."""
WHOLE = 2**53
MOST_COLUMNS = 20_000
BATCH = 200


class Gathering:
    """Values as they come, one element after another in the order of their numbers."""

    def __init__(self) -> None:
        self._sets: dict[str, dict[str, _Values]] = {}

    def add(
        self, el: int, fields: Mapping[str, Any], psets: Mapping[str, Any], quantities: Mapping[str, Any]
    ) -> None:
        """Take in one element."""
        for name, value in fields.items():
            self._values("", name).put(value, el)
        for name_of_set, properties in psets.items():
            for name, value in properties.items():
                self._values(name_of_set, name).put(value, el)
        for name_of_set, measured in quantities.items():
            for name, value in measured.items():
                self._values(name_of_set, name).put_measured(value, el)

    def _values(self, name_of_set: str, name: str) -> "_Values":
        held = self._sets.get(name_of_set)
        if held is None:
            held = self._sets[name_of_set] = {}
        found = held.get(name)
        if found is None:
            found = held[name] = _Values()
        return found

    def keep(self, revision: Revision) -> None:
        """Save the columns of a revision anew. Of too many none is kept: searches then go the slow way."""
        revision.columns.all().delete()
        if sum(map(len, self._sets.values())) <= MOST_COLUMNS:
            Column.objects.bulk_create(self._rows(revision), batch_size=BATCH)

    def _rows(self, revision: Revision) -> Iterator[Column]:
        for name_of_set, held in self._sets.items():
            for name, values in held.items():
                yield Column(revision=revision, name_of_set=name_of_set, name=name, **values.packed())


class _Values:
    """The values of one property with the numbers of their elements."""

    __slots__ = ("codes", "last", "number_els", "numbers", "plain", "text_codes", "text_els", "truths")

    def __init__(self) -> None:
        self.plain = True
        self.last = -1
        self.numbers, self.number_els = array("d"), array("i")
        self.codes: dict[str, int] = {}
        self.text_codes, self.text_els = array("i"), array("i")
        self.truths = (array("i"), array("i"))

    def put(self, value: Any, el: int) -> None:
        """Add one value; nothing is no value."""
        if el == self.last:
            self.plain = False
        self.last = el
        kind = type(value)
        if kind is str:
            self.text_codes.append(self.codes.setdefault(value, len(self.codes)))
            self.text_els.append(el)
        elif kind is bool:
            self.truths[value].append(el)
        elif (kind is float or kind is int) and abs(value) <= WHOLE:
            self.numbers.append(value)
            self.number_els.append(el)
        elif value is not None:
            self.plain = False

    def put_measured(self, value: Any, el: int) -> None:
        """Add a quantity; one that is no number is looked for otherwise than a property."""
        self.plain &= value is None or isinstance(value, (int, float))
        self.put(value, el)

    def packed(self) -> dict[str, Any]:
        """Return what is kept: see ``Column``."""
        if not self.plain:
            return {"plain": False, "numbers": b"", "texts": b"", "starts": b"", "els": b""}
        order = np.argsort(np.array(self.numbers), kind="stable")
        numbers, counted = np.unique(np.array(self.numbers), return_counts=True)
        by_text = np.argsort(np.array(self.text_codes, dtype=np.int32), kind="stable")
        written = np.bincount(np.array(self.text_codes, dtype=np.int32), minlength=len(self.codes))
        truths = [_ints(els) for els in self.truths]
        els = np.concatenate([_ints(self.number_els)[order], _ints(self.text_els)[by_text], *truths])
        counts = np.concatenate([[0], counted, written, [len(one) for one in truths]])
        return {
            "plain": True, "numbers": numbers.tobytes(), "texts": joined_texts(self.codes),
            "starts": np.cumsum(counts).astype(np.int32).tobytes(), "els": els.tobytes(),
        }  # fmt: skip


def joined_texts(texts: Iterable[str]) -> bytes:
    """Return texts as they are kept: a zero byte before each and one at the end."""
    return b"".join(b"\0" + text.encode() for text in texts) + b"\0"


def _ints(values: "array[int]") -> NDArray[np.int32]:
    return np.array(values, dtype=np.int32)
