"""What a rule, or a choice by hand, would do: counted and listed before anything is saved."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from bim.catalog.answers import numbers_found
from bim.elements.asking import parse
from bim.linking import faults, rules
from bim.linking.bodies import Bodies
from bim.linking.pairs import Pair


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Elements by what would become of them. ``held``: which other task or item has how many of them."""

    matched: int
    new: list[int]
    same: list[int]
    conflicts: list[int]
    bodiless: int
    held: dict[str, int] = field(default_factory=dict)


def asked(pair: Pair, bodies: Bodies, question: str) -> tuple[list[int], int]:
    """Return what is built of the elements a question finds, and how many of those have no body."""
    if not parse(question):
        raise faults.RuleEmpty()
    found = numbers_found(pair.revision, question)
    built = bodies.under(found)
    return built, sum(not bodies.under([el]) for el in found) if len(built) < len(found) else 0


def preview(pair: Pair, els: Iterable[int], *, key: str, role: str, bodiless: int = 0) -> Preview:
    """Tell apart what would be linked, is linked so already, or is another's."""
    wanted = list(els)
    live = pair.links.filter(state=rules.LIVE, role=role, el__in=wanted)
    holders = dict(live.values_list("el", "key"))
    others = {el: other for el, other in holders.items() if other != key}
    return Preview(
        matched=len(wanted), new=[el for el in wanted if el not in holders],
        same=[el for el in wanted if holders.get(el) == key],
        conflicts=sorted(others), bodiless=bodiless, held=dict(Counter(others.values()).most_common()),
    )  # fmt: skip
