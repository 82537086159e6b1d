"""One broken file of the corpus: its bytes, and what must be said of it."""

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import shapely

from spatial.survey.outlines import Outline

ZONE_SRID = 4528
EAST, NORTH = 40_514_400.0, 3_347_700.0


@dataclass(frozen=True)
class Want:
    """What the answer must be.

    ``says``: codes that must all be among the defects. ``any_of``: one of them, as a defect or as the reason
    of a refusal. ``clean``: no error, and the ground of the good file to a square metre. ``clean`` with
    ``any_of``: either. ``silent``: codes that may not be said.
    """

    says: frozenset[str] = frozenset()
    any_of: frozenset[str] = frozenset()
    clean: bool = False
    silent: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Case:
    """A file. ``area_sqm``: the ground of the good file; ``in_county``: read with the county declared."""

    name: str
    filename: str
    content: bytes
    want: Want
    area_sqm: float = 0.0
    in_county: bool = False


def says(*codes: str) -> Want:
    """Every one of these must be said."""
    return Want(says=frozenset(codes))


def one_of(*codes: str) -> Want:
    """One of these must be said, or be the reason of a refusal."""
    return Want(any_of=frozenset(codes))


def clean(*codes: str) -> Want:
    """It must read to the same ground without an error, saying these."""
    return Want(says=frozenset(codes), clean=True)


def clean_or(*codes: str) -> Want:
    """It must read to the same ground, or say one of these."""
    return Want(any_of=frozenset(codes), clean=True)


def silent(*codes: str) -> Want:
    """None of these may be said."""
    return Want(silent=frozenset(codes))


@dataclass
class Good:
    """A good set of parcels, and chance to break it with. No two stand within a hundred metres."""

    chance: random.Random
    outlines: list[Outline] = field(default_factory=list)

    @classmethod
    def of_seed(cls, seed: int, *, parcels: int = 2) -> "Good":
        """The same parcels for the same seed: many-cornered, the first with a hole."""
        chance = random.Random(seed)
        outlines = []
        for at in range(parcels):
            shape = _blob(chance, EAST + 400 * at, NORTH + 150, 80 + 20 * at, chance.randint(5, 11))
            if at == 0:
                shape = shapely.Polygon(shape.exterior, [_blob(chance, EAST, NORTH + 150, 20, 5).exterior])
            outlines.append(
                Outline(name=f"地块{at + 1}", geometry=shape, srid=ZONE_SRID, code=f"{seed}-{at + 1}")
            )
        return cls(chance, outlines)

    @property
    def area_sqm(self) -> float:
        """The ground of all parcels."""
        return sum(outline.geometry.area for outline in self.outlines)


def _blob(chance: random.Random, east: float, north: float, size: float, corners: int) -> shapely.Polygon:
    """A polygon round a place whose corners are far apart and to the millimetre."""
    points = []
    for at in range(corners):
        angle = 2 * math.pi * (at + chance.uniform(-0.2, 0.2)) / corners
        reach = size * chance.uniform(0.7, 1.0)
        points.append((round(east + reach * math.cos(angle), 3), round(north + reach * math.sin(angle), 3)))
    return shapely.Polygon(points)


Mutation = Callable[[Good], tuple[bytes, Want]]


def spread(
    mutations: dict[str, Mutation], *, suffix: str, seeds: range, in_county: bool = False
) -> Iterator[Case]:
    """Yield every mutation of every seed's parcels."""
    for name, mutation in mutations.items():
        for seed in seeds:
            good = Good.of_seed(seed)
            content, want = mutation(good)
            yield Case(f"{name}-{seed}", f"{name}{suffix}", content, want, good.area_sqm, in_county)
