"""One unique shape: which kernels are asked, in which order, and what is drawn where all of them fail."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from bim.geometry.classes import covers_ground
from bim.geometry.jury import Charge, is_closed, judged
from bim.geometry.kernels import CGAL, CGAL_SIMPLE, MANIFOLD, OPENCASCADE, UNCUT, WRITTEN, Answer, Kernels
from bim.geometry.model import Doubt, Floats, Mesh, Shape
from bim.geometry.nature import Nature
from bim.geometry.patience import ONE_OPINION_S, Patience
from bim.geometry.seen import with_seen

BOX_FACES = np.array(
    [
        [0, 2, 1],
        [1, 2, 3],
        [4, 5, 6],
        [5, 7, 6],
        [0, 1, 4],
        [1, 5, 4],
        [2, 6, 3],
        [3, 6, 7],
        [0, 4, 2],
        [2, 4, 6],
        [1, 3, 5],
        [3, 7, 5],
    ],
    dtype=np.uint32,
)
CUT_AND_PLAIN = (MANIFOLD, CGAL_SIMPLE, OPENCASCADE, CGAL)
ANYTHING = (CGAL_SIMPLE, OPENCASCADE, CGAL, WRITTEN)
EMPTY, CUT_AWAY = "empty", "cut away"
WITNESSES_OF_NOTHING = 2
Tell = Callable[[str, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One unique shape to be made: a product that shows it, its bodies, and where the product stands.

    ``matrix`` is ``None`` where only a kernel can say it. ``barred`` kernels died on it or are left out;
    ``lasting`` says that the key names the content, so the shape may be kept; ``last`` why a kernel died.
    """

    key: str
    product: int
    representations: tuple[int, ...]
    matrix: Floats | None
    bare: tuple[int, int, int, int]
    nature: Nature
    cut: bool
    witness: bool
    declared_m3: tuple[float, ...] = ()
    lasting: bool = True
    barred: frozenset[str] = frozenset()
    last: str = ""

    def ladder(self) -> tuple[str, ...]:
        """Return the kernels to ask, in order.

        Manifold is many times faster where openings are cut, and wrong with half-spaces, arcs and face sets;
        so it is only asked where neither occurs, and one in sixteen of its answers is held against another's.
        """
        whole = CUT_AND_PLAIN if self.cut and self.nature.plain else ANYTHING
        return tuple(name for name in whole if name not in self.barred)


def settler(file: Any, patience: Patience) -> Callable[[Piece, Tell], Shape | str]:
    """Return the work of one child on an open file: a piece in; a shape out, or the reason for none."""
    kernels = Kernels(file)

    def settle(piece: Piece, tell: Tell) -> Shape | str:
        settled = hear(piece, tell)
        if isinstance(settled, str):
            return settled
        return with_seen(settled, covers=covers_ground(file.by_id(piece.product).is_a()))

    def hear(piece: Piece, tell: Tell) -> Shape | str:
        hearing = _Hearing(file, kernels, piece, tell, patience)
        charge = Charge(
            solid=piece.nature.solid,
            declared_m3=piece.declared_m3,
            two_needed=piece.witness and piece.ladder()[:1] == (MANIFOLD,),
        )
        shape = judged(hearing.answers(), charge, fixed=piece.matrix is None)
        if shape is not None:
            return shape
        bare = hearing.asked(UNCUT) if UNCUT not in piece.barred else None
        if bare is None:
            return piece.last or EMPTY
        return CUT_AWAY if hearing.nothing_left >= WITNESSES_OF_NOTHING else _boxed(bare, piece)

    return settle


class _Hearing:
    """Kernels asked about one piece; counts those that answered with nothing, which is not a refusal."""

    def __init__(self, file: Any, kernels: Kernels, piece: Piece, tell: Tell, patience: Patience) -> None:
        self.patience = patience
        self.file = file
        self.kernels = kernels
        self.piece = piece
        self.tell = tell
        self.nothing_left = 0

    def answers(self) -> Iterator[tuple[str, Mesh]]:
        """Yield what each kernel of the piece's ladder makes of it, as long as there is patience."""
        heard = spoilt = False
        for name in self.piece.ladder():
            mesh = self._second(name, spoilt) if heard else self.asked(name)
            if mesh is not None:
                heard, spoilt = True, self.piece.nature.plain and not is_closed(mesh)
                yield name, mesh

    def _second(self, name: str, spoilt: bool) -> Mesh | None:
        """Ask for a second opinion. Where a plain extrusion is left open another kernel needs no patience.

        The first is certainly wrong (an outline with a spike loses the faces beside it), the next is quick.
        """
        if spoilt:
            return self.asked(name, ONE_OPINION_S)
        if not self.patience.is_left():
            return None
        with self.patience.spending():
            return self.asked(name, ONE_OPINION_S)

    def asked(self, name: str, seconds: int = 0) -> Mesh | None:
        """Return what a kernel makes of the first body that it can make, in the piece's own axes."""
        self.tell(name, seconds)
        product = self.file.by_id(self.piece.product)
        for representation in self.piece.representations:
            answer = self.kernels.ask(name, product, self.file.by_id(representation), self.piece.bare)
            if answer is not None and len(answer.mesh.triangles):
                return _in_axes(answer, self.piece.matrix)
            self.nothing_left += answer is not None
        return None


def _in_axes(answer: Answer, matrix: Floats | None) -> Mesh:
    change = answer.matrix if matrix is None else np.linalg.inv(matrix) @ answer.matrix
    return answer.mesh if np.allclose(change, np.eye(4), atol=1e-9) else answer.mesh.moved(change)


def _boxed(mesh: Mesh, piece: Piece) -> Shape | str:
    """Return the box of a body that could only be made without its cuts."""
    if not np.isfinite(mesh.points).all():
        return EMPTY
    return box_shape(mesh.points.min(axis=0) + mesh.centre, mesh.points.max(axis=0) + mesh.centre, piece)


def box_shape(low: Floats, high: Floats, piece: Piece) -> Shape:
    """Return a box to stand for a shape that no kernel made."""
    half = (high - low) / 2
    signs = np.array([[x, y, z] for z in (-1, 1) for y in (-1, 1) for x in (-1, 1)], dtype=np.float64)
    mesh = Mesh(
        centre=(low + high) / 2,
        points=(signs * half).astype(np.float32),
        triangles=BOX_FACES,
        paint=np.zeros(len(BOX_FACES), dtype=np.uint8),
        colours=np.array([piece.bare], dtype=np.uint8),
    )
    return Shape(
        mesh=mesh,
        kernel=UNCUT,
        confidence=0.0,
        volume_m3=None,
        closed=True,
        doubts=(Doubt.ONLY_BOX,),
        fixed=piece.matrix is None,
    )
