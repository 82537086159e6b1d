"""The tree of a project as it is read: what stands below what, how much is accepted, what holds each."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from portal.acceptance import rules, selectors
from portal.acceptance.models import MaterialTest, Piece
from portal.accounts.actor import Actor
from portal.projects.models import Project
from portal.projects.selectors import get_project


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One piece with what hangs on it. ``holds``: what stands between it and its acceptance.

    ``lots``, ``lots_accepted``: inspection lots in it, itself among them; ``elements``: of models.
    """

    piece: Piece
    depth: int
    parts: tuple["Node", ...]
    holds: tuple[rules.Hindrance, ...]
    lots: int
    lots_accepted: int
    elements: int

    @property
    def waits(self) -> bool:
        """Tell whether something right below it was inspected and is not accepted."""
        return any(part.piece.state in (rules.EXECUTED, rules.REJECTED) for part in self.parts)

    def all(self) -> Iterator["Node"]:
        """Yield the node and all below it, from above to below."""
        yield self
        for part in self.parts:
            yield from part.all()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The tree of a project and its material tests. ``tests``: the newest sample first."""

    project: Project
    roots: tuple[Node, ...]
    tests: tuple[MaterialTest, ...]

    @property
    def nodes(self) -> list[Node]:
        """Return all pieces, from above to below."""
        return [node for root in self.roots for node in root.all()]

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Return how many pieces of each level are in each state."""
        found = {level: dict.fromkeys(rules.STATES, 0) for level in rules.LEVELS}
        for node in self.nodes:
            found[node.piece.level][node.piece.state] += 1
        return found

    @property
    def tests_failed(self) -> int:
        """Return how many failed tests nobody has repeated yet."""
        return sum(test.result == rules.FAIL and not is_repeated(test) for test in self.tests)

    @property
    def tests_pending(self) -> int:
        """Return how many tests wait for their result."""
        return sum(test.result == rules.PENDING for test in self.tests)


def is_repeated(test: MaterialTest) -> bool:
    """Tell whether another test stands in the place of this one."""
    return hasattr(test, "successor")


def tree_of(*, actor: Actor, code: str) -> Tree:
    """Return a project's tree. Raises ``ProjectNotFound``; the public sees an empty one."""
    project = get_project(actor=actor, code=code)
    pieces = list(selectors.list_pieces(actor=actor).filter(project=project))
    below: dict[UUID | None, list[Piece]] = defaultdict(list)
    for piece in pieces:
        below[piece.parent_id].append(piece)
    found, elements = selectors.gather(pieces), selectors.count_elements(pieces)

    def node(piece: Piece, depth: int) -> Node:
        parts = tuple(node(part, depth + 1) for part in below[piece.pk])
        own = piece.level == rules.LOT
        return Node(
            piece=piece, depth=depth, parts=parts, elements=elements.get(piece.pk, 0),
            holds=() if piece.state == rules.ACCEPTED else rules.holds(found.facts(piece, actor)),
            lots=own + sum(part.lots for part in parts),
            lots_accepted=(own and piece.state == rules.ACCEPTED) + sum(part.lots_accepted for part in parts),
        )  # fmt: skip

    tests = tuple(selectors.list_tests(actor=actor).filter(project=project))
    return Tree(project=project, roots=tuple(node(root, 0) for root in below[None]), tests=tests)
