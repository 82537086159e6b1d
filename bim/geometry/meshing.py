"""A file meshed: unique shapes made once in forked children, elements placed, everything about one origin."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bim.files.digests import Texts
from bim.geometry.children import Died, Limits, spread
from bim.geometry.kernels import MANIFOLD
from bim.geometry.model import Model, Shape
from bim.geometry.patience import Patience
from bim.geometry.placing import placed
from bim.geometry.plan import Plan, Planner
from bim.geometry.settle import Piece, settler
from bim.geometry.store import Store

Watch = Callable[[int, int], None]
PASSING = ("killed", "exit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What meshing may use.

    ``texts`` tell what is in the file's entities, and shapes apart; ``store`` keeps them; ``without`` names
    kernels that are not to be asked.
    """

    texts: Texts | None = None
    store: Store | None = None
    processes: int = 2
    limits: Limits = Limits()
    without: frozenset[str] = frozenset()


def mesh(file: Any, products: Sequence[Any], means: Means, watch: Watch | None = None) -> Model:
    """Mesh the numbered products of an open file. ``watch(done, of)`` is called as unique shapes come in."""
    began = time.perf_counter()
    plan = Planner(file, means.texts, means.without).plan(products)
    planned = time.perf_counter()
    made, reused = _settled(file, plan, means, watch or (lambda done, of: None))
    settled = time.perf_counter()
    model = placed(products, plan, made)
    seconds = {"plan": planned - began, "mesh": settled - planned, "place": time.perf_counter() - settled}
    return replace(model, seconds=seconds, reused=reused, meshed=len(plan.pieces) - reused)


def _settled(file: Any, plan: Plan, means: Means, watch: Watch) -> tuple[dict[str, Shape | str], int]:
    """Return each key's shape, or the reason why there is none, and how many were there already.

    They come in the order of the plan, whichever child was done first: equal files give equal tiles.
    """
    made: dict[str, Shape | str] = {}
    asked = []
    for piece in plan.pieces:
        kept = means.store.find(piece.key) if means.store and piece.lasting else None
        if kept is None:
            asked.append(piece)
        else:
            made[piece.key] = kept
    reused = len(made)
    for piece, result in _make(file, asked, means):
        made[piece.key] = result
        if means.store and piece.lasting and not (isinstance(result, str) and result.startswith(PASSING)):
            means.store.keep(piece.key, result)
        watch(len(made), len(plan.pieces))
    return {piece.key: made[piece.key] for piece in plan.pieces}, reused


def _make(file: Any, pieces: Sequence[Piece], means: Means) -> Iterator[tuple[Piece, Shape | str]]:
    """Have pieces settled; where the fast kernel is found wrong once, make again all it was believed for."""
    believed: list[Piece] = []
    caught = False
    for piece, result in _round(file, pieces, means):
        fast = isinstance(result, Shape) and result.kernel == MANIFOLD
        caught |= piece.witness and not fast and piece.ladder()[:1] == (MANIFOLD,)
        if fast and not piece.witness:
            believed.append(replace(piece, barred=piece.barred | {MANIFOLD}))
        yield piece, result
    if caught:
        yield from _round(file, believed, means)


def _round(file: Any, pieces: Sequence[Piece], means: Means) -> Iterator[tuple[Piece, Shape | str]]:
    """Have pieces settled in children. A kernel that killed its child is barred, and the piece goes again."""
    asked, patience = list(pieces), Patience()
    while asked:
        again: list[Piece] = []
        work = spread(asked, lambda: settler(file, patience), processes=means.processes, limits=means.limits)
        for position, result in work:
            piece = asked[position]
            if not isinstance(result, Died):
                yield piece, result
            elif result.at and result.at not in piece.barred:
                again.append(replace(piece, barred=piece.barred | {result.at}, last=result.reason))
            else:
                yield piece, result.reason
        asked = again
