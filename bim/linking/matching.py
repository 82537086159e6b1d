"""The same elements in two revisions: by GlobalId, and where ids were issued anew by what they are and where.

Pure: columns in, pairs out. Lengths in metres in the model's own axes. A pair is ``sure`` only where nothing
else comes near, or where all that comes near belongs to the same task.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
NEAR_M, ROUND_M, SAME_M = 1.5, 6.0, 0.02
OTHER_NAME, OTHER_TYPE, OTHER_TAG, OTHER_STOREY, OTHER_SHAPE = 0.4, 0.6, 0.3, 0.4, 0.3
MOST_COST, MARGIN_M, FEWEST_VOTES = 2.0, 0.1, 3
ID, SHAPE, PLACE, ROUND, WORDS = "id", "shape", "place", "neighbours", "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One element. ``centre``, ``size``: of its box; ``task``: what it is linked to, empty for none."""

    el: int
    global_id: str
    ifc_class: str
    type_name: str
    name: str
    tag: str
    storey: str
    shape: str
    centre: tuple[float, float, float]
    size: tuple[float, float, float]
    task: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An element found again. ``cost_m``: how far it is from being the same in the same place."""

    old: int
    new: int
    how: str
    sure: bool
    cost_m: float


def match(old: Sequence[Thing], new: Sequence[Thing]) -> list[Match]:
    """Return which of the new elements each of the old ones is, as far as there is one."""
    found = _by_id(old, new)
    rest_old, rest_new = _left(old, new, found)
    if not (rest_old and rest_new):
        return found
    shift = _whole_shift(rest_old, rest_new)
    moves = np.tile(shift, (len(rest_old), 1))
    first = _nearest(rest_old, rest_new, moves)
    found += [one for one in first if one.sure]
    rest_old, rest_new = _left(old, new, found)
    if rest_old and rest_new:
        moves = _moves_round(rest_old, old, new, found, shift)
        found += _nearest(rest_old, rest_new, moves, how=ROUND)
    rest_old, rest_new = _left(old, new, found)
    return found + _by_words(rest_old, rest_new)


def _left(
    old: Sequence[Thing], new: Sequence[Thing], found: list[Match]
) -> tuple[list[Thing], list[Thing]]:  # fmt: skip
    gone, taken = {one.old for one in found}, {one.new for one in found}
    return [one for one in old if one.el not in gone], [one for one in new if one.el not in taken]


def _by_id(old: Sequence[Thing], new: Sequence[Thing]) -> list[Match]:
    """The same id on another class is no proof; of doubles the first counts."""
    there: dict[str, Thing] = {}
    for one in new:
        there.setdefault(one.global_id, one)
    found, taken = [], set()
    for one in old:
        other = there.get(one.global_id)
        if other is not None and other.ifc_class == one.ifc_class and other.el not in taken:
            taken.add(other.el)
            found.append(Match(old=one.el, new=other.el, how=ID, sure=True, cost_m=0.0))
    return found


def _whole_shift(old: Sequence[Thing], new: Sequence[Thing]) -> Floats:
    """Return how far the whole model went, by the middle of those there is one of each."""
    here, there = _singles(old), _singles(new)
    both = here.keys() & there.keys()
    if len(both) < FEWEST_VOTES:
        return np.zeros(3)
    moves = np.array([np.subtract(there[key].centre, here[key].centre) for key in both])
    shift: Floats = np.median(moves, axis=0)
    return shift if np.abs(shift).max() > SAME_M else np.zeros(3)


def _singles(things: Sequence[Thing]) -> dict[tuple[str, ...], Thing]:
    keys = [(one.ifc_class, one.shape, one.type_name, one.name, one.storey) for one in things]
    counts = Counter(keys)
    return {key: one for key, one in zip(keys, things, strict=True) if counts[key] == 1 and one.shape}


def _nearest(
    old: Sequence[Thing], new: Sequence[Thing], moves: Floats, *, how: str = ""
) -> list[Match]:  # fmt: skip
    """Give each old element the new one that costs least, the cheapest pairs first, each used once."""
    pairs = _near(old, new, moves)
    costs = np.array([_cost(old[i], new[j], moves[i]) for i, j in pairs]) if len(pairs) else np.empty(0)
    by_old: dict[int, list[tuple[float, int]]] = defaultdict(list)
    by_new: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (i, j), cost in zip(pairs, costs.tolist(), strict=True):
        by_old[i].append((cost, j))
        by_new[j].append((cost, i))
    found: list[Match] = []
    gone: set[int] = set()
    taken: set[int] = set()
    doubt = _Doubt(old, by_old, by_new, set(), set())
    for k in np.argsort(costs, kind="stable").tolist():
        i, j = pairs[k]
        cost = float(costs[k])
        if i in gone or j in taken or cost > MOST_COST:
            continue
        gone.add(i)
        taken.add(j)
        same = bool(old[i].shape) and old[i].shape == new[j].shape
        sure = doubt.allows(i, j, cost, same_shape=same)
        kind = how or (SHAPE if same else PLACE)
        found.append(Match(old=old[i].el, new=new[j].el, how=kind, sure=sure, cost_m=round(cost, 4)))
    return found


Options = dict[int, list[tuple[float, int]]]


@dataclass(frozen=True, slots=True)
class _Doubt:
    """What speaks against a pair: others that come as near. ``settled_*``: those surely paired already."""

    old: Sequence[Thing]
    by_old: Options
    by_new: Options
    settled_old: set[int]
    settled_new: set[int]

    def allows(self, i: int, j: int, cost: float, *, same_shape: bool) -> bool:
        """Tell whether a pair is sure; nothing may come near that would mean another task."""
        exact = same_shape and cost <= SAME_M
        limit = SAME_M if exact else NEAR_M / 2 if same_shape else OTHER_SHAPE + NEAR_M / 5
        reach = cost + (SAME_M if exact else MARGIN_M)
        task = self.old[i].task
        rivals = [n for c, n in self.by_new[j] if n != i and c <= reach and n not in self.settled_old]
        others = [n for c, n in self.by_old[i] if n != j and c <= reach and n not in self.settled_new]
        sure = (
            cost <= limit
            and all(self.old[n].task == task for n in rivals)
            and all(any(self.old[m].task == task for _c, m in self.by_new[n] if m != i) for n in others)
        )
        if sure:
            self.settled_old.add(i)
            self.settled_new.add(j)
        return sure


def _near(old: Sequence[Thing], new: Sequence[Thing], moves: Floats) -> list[tuple[int, int]]:
    """Return the pairs of one class whose middles are near each other once the model's move is taken off."""
    there: dict[str, list[int]] = defaultdict(list)
    here: dict[str, list[int]] = defaultdict(list)
    for j, one in enumerate(new):
        there[one.ifc_class].append(j)
    for i, one in enumerate(old):
        here[one.ifc_class].append(i)
    pairs: list[tuple[int, int]] = []
    for kind, mine in here.items():
        others = there.get(kind)
        if not others:
            continue
        targets = np.array([new[j].centre for j in others])
        at = np.array([old[i].centre for i in mine]) + moves[mine]
        tree = shapely.STRtree(shapely.points(targets[:, :2]))
        left, right = tree.query(shapely.points(at[:, :2]), predicate="dwithin", distance=NEAR_M)
        high = np.abs(at[left, 2] - targets[right, 2]) <= NEAR_M
        pairs += [
            (mine[i], others[j]) for i, j in zip(left[high].tolist(), right[high].tolist(), strict=True)
        ]
    return pairs


def _cost(one: Thing, other: Thing, move: Floats) -> float:
    away = float(np.linalg.norm(np.subtract(other.centre, one.centre) - move))
    if one.shape != other.shape or not one.shape:
        away += OTHER_SHAPE + float(np.abs(np.subtract(other.size, one.size)).sum())
    return (
        away + OTHER_NAME * (one.name != other.name) + OTHER_TYPE * (one.type_name != other.type_name)
        + OTHER_TAG * (one.tag != other.tag) + OTHER_STOREY * (one.storey != other.storey)
    )  # fmt: skip


def _moves_round(
    rest: Sequence[Thing], old: Sequence[Thing], new: Sequence[Thing], found: list[Match], shift: Floats
) -> Floats:
    """Return how far the surely found neighbours of each element went: they move together."""
    was, now = {one.el: one for one in old}, {one.el: one for one in new}
    sure = [one for one in found if one.sure]
    moves = np.tile(shift, (len(rest), 1))
    if not sure:
        return moves
    at = np.array([was[one.old].centre for one in sure])
    went = np.array([now[one.new].centre for one in sure]) - at
    tree = shapely.STRtree(shapely.points(at[:, :2]))
    places = shapely.points(np.array([one.centre[:2] for one in rest]))
    left, right = tree.query(places, predicate="dwithin", distance=ROUND_M)
    for i in np.unique(left).tolist():
        moves[i] = np.median(went[right[left == i]], axis=0)
    return moves


def _by_words(old: Sequence[Thing], new: Sequence[Thing]) -> list[Match]:
    """What left its place but is the only one of its name, type and storey: for a person to confirm."""
    here, there = _named(old), _named(new)
    return [
        Match(
            old=here[key].el, new=there[key].el, how=WORDS, sure=False,
            cost_m=round(float(np.linalg.norm(np.subtract(there[key].centre, here[key].centre))), 4),
        )
        for key in here if key in there
    ]  # fmt: skip


def _named(things: Sequence[Thing]) -> dict[tuple[str, ...], Thing]:
    keys = [(one.ifc_class, one.type_name, one.name, one.tag, one.storey) for one in things]
    counts = Counter(keys)
    return {
        key: one for key, one in zip(keys, things, strict=True) if counts[key] == 1 and (one.name or one.tag)
    }
