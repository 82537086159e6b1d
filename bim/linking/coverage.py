"""How far elements and tasks or bill items have found each other: what is without, by class and storey."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Avg

from bim.catalog.models import Element
from bim.linking import rules
from bim.linking.bodies import Bodies
from bim.linking.pairs import Pair

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Elements of one class on one storey, and how many of them belong to a task or item."""

    ifc_class: str
    storey: str
    elements: int
    linked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """A task or bill item and how many elements it has in this revision."""

    key: str
    name: str
    elements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """``makers``: tasks or items that should have elements; ``bare``: those without.

    ``gone``: keys with links that the schedule's latest revision or the bill does not have; who has only
    such a link is without. ``storeys``: from below.
    """

    elements: int
    linked: int
    without: list[int]
    groups: list[Group]
    storeys: list[str]
    makers: int
    makers_linked: int
    bare: list[Maker]
    gone: list[Maker]
    by_source: dict[str, int]
    claimed: int
    unsure: int


def coverage(pair: Pair, bodies: Bodies) -> Coverage:
    """Hold the elements that are built against the tasks that make, or the items that pay, something."""
    live = list(pair.links.filter(state=rules.LIVE).values_list("el", "key", "role", "source"))
    names = pair.names
    held = {el for el, key, role, _source in live if role == rules.OUTPUT and key in names}
    made = Counter(key for _el, key, _role, _source in live)
    named = pair.makers()
    gone = [Maker(key=key, name="", elements=n) for key, n in sorted(made.items()) if key not in names]
    heights = _heights(pair)
    storeys = {one.storey for one in bodies.by_el.values() if one.storey}
    return Coverage(
        elements=len(bodies.by_el), linked=len(held & bodies.by_el.keys()),
        without=[el for el in bodies.by_el if el not in held], groups=_groups(bodies, held, heights),
        storeys=sorted(storeys, key=lambda one: (heights.get(one, 0.0), one)),
        makers=len(named), makers_linked=sum(key in made for key in named),
        bare=[Maker(key=key, name=name, elements=0) for key, name in named.items() if key not in made],
        gone=gone, by_source=dict(Counter(source for *_rest, source in live)),
        claimed=pair.waiting(rules.CLAIMED).count(), unsure=pair.waiting(rules.UNSURE).count(),
    )  # fmt: skip


def _groups(bodies: Bodies, held: set[int], heights: dict[str, float]) -> list[Group]:
    """Return the groups, those with elements without a task first, storeys from below."""
    total = Counter((one.ifc_class, one.storey) for one in bodies.by_el.values())
    linked = Counter((one.ifc_class, one.storey) for one in bodies.by_el.values() if one.el in held)
    ordered = sorted(total, key=lambda kind: (
        total[kind] == linked[kind], kind[0], heights.get(kind[1], 0.0), kind[1],
    ))  # fmt: skip
    return [
        Group(ifc_class=kind, storey=storey, elements=total[kind, storey], linked=linked[kind, storey])
        for kind, storey in ordered
    ]


def _heights(pair: Pair) -> dict[str, float]:
    """Return how high the elements of each storey stand on average, metres about the model's origin."""
    rows = Element.objects.filter(revision_id=pair.revision.pk, box__isnull=False).order_by()
    return dict(rows.values_list("storey_name").annotate(at=Avg("box__2")))
