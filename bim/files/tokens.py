"""The entities of a STEP file taken apart by whole blocks: what they refer to, their numbers, and the rest.

What is left of an entity without its numbers is its skeleton: ``IFCCARTESIANPOINT((.,.,.))`` serves for most
of a file. References and reals stay beside it in their order, so no entity is looked at by itself.
"""

import warnings
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, pairwise

import numpy as np
from numpy.typing import NDArray

from bim.files.instances import Instances

Ints = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]
Read = tuple[Ints, Ints, Ints, Ints, Floats]
BLOCK = 1 << 20
MISSING = -1
LONGEST_REAL, LONGEST_NAME = 40, 18
QUOTE, HASH, DOT, SPACE, ZERO, OPEN, CLOSE, COMMA = b"'#. 0(),"
_EMPTY: Ints = np.zeros(0, dtype=np.int64)
_NOTHING: Read = (_EMPTY, _EMPTY, _EMPTY, _EMPTY, np.zeros(0))
DENSE = 1 << 26
"""Up to here entity numbers are looked up in a table; farther out by bisection."""


def _table(letters: bytes) -> Mask:
    found = np.zeros(256, dtype=bool)
    found[list(letters)] = True
    return found


DIGITS, SIGNED = _table(b"0123456789"), _table(b"0123456789+-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """``texts``: the entities by name; ``names``: in the order of the file; all else counts them from zero.

    ``skeletons`` without repetition, ``skeleton``: each entity's. ``source`` refers to ``target``
    (``MISSING`` where there is no such entity), sorted by source; ``real``: the numbers of
    ``holder``, likewise.
    """

    texts: Instances
    names: Ints
    skeletons: list[bytes]
    skeleton: Ints
    source: Ints
    target: Ints
    holder: Ints
    real: NDArray[np.float64]


def tokens_of(texts: Instances) -> Tokens:
    """Take apart all entities of a file."""
    names = np.fromiter(texts, dtype=np.int64, count=len(texts))
    codes: dict[bytes, int] = defaultdict(count().__next__)
    blocks = [_read(begin, block, codes) for begin, block in _blocks(list(texts.values()))] or [_NOTHING]
    skeleton, source, named, holder = (np.concatenate([one[n] for one in blocks]) for n in range(4))
    real = np.concatenate([block[4] for block in blocks])
    return Tokens(
        texts=texts, names=names, skeletons=list(codes), skeleton=skeleton, source=source,
        target=_positions(names, named), holder=holder, real=real,
    )  # fmt: skip


def _blocks(texts: list[bytes]) -> Iterator[tuple[int, list[bytes]]]:
    """Yield entities by the megabyte: so much stays near the processor."""
    ends = _ends(texts)
    cuts = np.searchsorted(ends, np.arange(BLOCK, int(ends[-1]) if len(texts) else 0, BLOCK))
    for begin, end in pairwise(sorted({0, *cuts.tolist(), len(texts)})):
        yield begin, texts[begin:end]


def _ends(texts: list[bytes]) -> Ints:
    sizes: Ints = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    ends: Ints = np.cumsum(sizes)
    return ends


def _read(begin: int, texts: list[bytes], codes: dict[bytes, int]) -> Read:
    block = _Block(texts)
    at, named = block.references()
    place, real = block.reals()
    skeleton = np.fromiter(map(codes.__getitem__, block.skeletons()), dtype=np.int64, count=len(texts))
    return skeleton, block.entity(at) + begin, named, block.entity(place) + begin, real


class _Block:
    """Some entities in one piece, without blanks outside of texts."""

    def __init__(self, texts: list[bytes]) -> None:
        letters = np.frombuffer(b"".join(texts), dtype=np.uint8)
        ends = _ends(texts)
        inside = np.logical_xor.accumulate(letters == QUOTE)
        blank = (letters <= SPACE) & ~inside
        if blank.any():
            kept = ~blank
            ends = np.cumsum(kept, dtype=np.int64)[ends - 1]
            letters, inside = letters[kept], inside[kept]
        self.letters, self.ends, self.outside = letters, ends, ~inside
        ends_here = (letters == OPEN) | (letters == CLOSE) | (letters == COMMA)
        self.cuts = np.flatnonzero(ends_here & self.outside)
        self.begins, self.stops = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
        self.dots = np.zeros(0, dtype=np.int64)

    def entity(self, places: Ints) -> Ints:
        """Return in which entity places lie."""
        return np.searchsorted(self.ends, places, side="right")

    def references(self) -> tuple[Ints, Ints]:
        """Return where references stand and the names they say; their digits leave the skeleton."""
        at = np.flatnonzero((self.letters == HASH) & self.outside)
        at, ends = self._until_cut(at)
        sizes = ends - at - 1
        named, whole = np.zeros(len(at), dtype=np.int64), (sizes > 0) & (sizes <= LONGEST_NAME)
        for step in range(int(sizes[whole].max(initial=0))):
            here = whole & (step < sizes)
            letter = self.letters[np.where(here, at + 1 + step, 0)]
            whole &= ~here | DIGITS[letter]
            named = np.where(here, named * 10 + letter - ZERO, named)
        at, ends = at[whole], ends[whole]
        self._drop(at + 1, ends)
        return at, named[whole]

    def reals(self) -> tuple[Ints, NDArray[np.float64]]:
        """Return where numbers with a point stand, and what they are; a point is left in the skeleton."""
        dots = np.flatnonzero((self.letters == DOT) & self.outside)
        dots, ends = self._until_cut(dots)
        order = np.searchsorted(self.cuts, dots)
        begins = self.cuts[order - 1] + 1
        chosen = (order > 0) & SIGNED[self.letters[begins]] & (ends - begins <= LONGEST_REAL)
        begins, ends = begins[chosen], ends[chosen]
        single = np.diff(begins, prepend=-1, append=len(self.letters)) > 0
        begins, ends = begins[single[1:] & single[:-1]], ends[single[1:] & single[:-1]]
        real = _numbers(self.letters, begins, ends)
        if real is None:
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        self._drop(begins + 1, ends)
        self.dots = begins
        return begins, real + 0.0

    def _until_cut(self, places: Ints) -> tuple[Ints, Ints]:
        order = np.searchsorted(self.cuts, places)
        held = order < len(self.cuts)
        return places[held], self.cuts[order[held]]

    def _drop(self, begins: Ints, stops: Ints) -> None:
        self.begins.append(begins)
        self.stops.append(stops)

    def skeletons(self) -> list[bytes]:
        """Return what is left of each entity."""
        begins, stops = np.concatenate(self.begins), np.concatenate(self.stops)
        order = np.argsort(begins)
        begins, stops = begins[order], stops[order]
        letters = self.letters.copy()
        letters[self.dots] = DOT
        left = letters[~_runs(len(letters), begins, stops)].tobytes()
        dropped = np.concatenate([[0], np.cumsum(stops - begins)])
        ends = (self.ends - dropped[np.searchsorted(begins, self.ends)]).tolist()
        return [left[begin:end] for begin, end in pairwise([0, *ends])]


def _runs(count: int, begins: Ints, stops: Ints) -> Mask:
    """Return a mask that holds from each beginning to its stop; they rise and do not overlap."""
    bounds = np.empty(2 * len(begins) + 2, dtype=np.int64)
    bounds[0], bounds[-1] = 0, count
    bounds[1:-1:2], bounds[2:-1:2] = begins, stops
    held = np.zeros(2 * len(begins) + 1, dtype=bool)
    held[1::2] = True
    return np.repeat(held, np.diff(bounds))


def _numbers(letters: Bytes, begins: Ints, ends: Ints) -> NDArray[np.float64] | None:
    """Return numerals as numbers, or ``None`` where one of them is none."""
    if not len(begins):
        return None
    text = letters.copy()
    text[ends] = SPACE
    chosen = text[_runs(len(text), begins, ends + 1)].tobytes()
    with warnings.catch_warnings():
        warnings.simplefilter("error", DeprecationWarning)
        try:
            found = np.fromstring(chosen, sep=" ")
        except (ValueError, DeprecationWarning):  # which of both hangs on numpy's version
            return None
    return found if len(found) == len(begins) else None


def _positions(names: Ints, wanted: Ints) -> Ints:
    """Return where names stand among others, ``MISSING`` where they do not."""
    if not len(names):
        return np.full(len(wanted), MISSING)
    most = int(names.max())
    if most < DENSE:
        table = np.full(most + 2, MISSING, dtype=np.int64)
        table[names] = np.arange(len(names))
        return table[np.minimum(wanted, most + 1)]
    order = np.argsort(names)
    at = order[np.minimum(np.searchsorted(names, wanted, sorter=order), len(names) - 1)]
    return np.where(names[at] == wanted, at, MISSING)
