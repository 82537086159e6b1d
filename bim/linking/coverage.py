"""How far elements and tasks have found each other: what is without, by class and storey."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Avg

from bim.catalog.models import Element
from bim.linking import rules
from bim.linking.bodies import Bodies
from bim.linking.selectors import Pair
from portal.progress.models import Task

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Elements of one class on one storey, and how many of them belong to a task."""

    ifc_class: str
    storey: str
    elements: int
    linked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """A task and how many elements it makes in this revision."""

    key: str
    name: str
    elements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """``gone``: keys of tasks with links that the schedule's latest revision does not have."""

    elements: int
    linked: int
    without: list[int]
    groups: list[Group]
    tasks: int
    tasks_linked: int
    bare: list[TaskLine]
    gone: list[TaskLine]
    by_source: dict[str, int]
    claimed: int
    unsure: int


def coverage(pair: Pair, bodies: Bodies) -> Coverage:
    """Hold the elements that are built against the tasks that make something."""
    live = list(pair.links.filter(state=rules.LIVE).values_list("el", "task_key", "role", "source"))
    held = {el for el, _key, role, _source in live if role == rules.OUTPUT}
    made = Counter(key for _el, key, _role, _source in live)
    leaves = Task.objects.filter(revision=pair.plan, node=False, active=True).exclude(kind="milestone")
    named = dict(leaves.order_by("position").values_list("key", "name"))
    known = set(Task.objects.filter(revision=pair.plan).values_list("key", flat=True))
    waiting = Counter(pair.links.values_list("state", flat=True))
    gone = [TaskLine(key=key, name="", elements=n) for key, n in sorted(made.items()) if key not in known]
    return Coverage(
        elements=len(bodies.by_el), linked=len(held & bodies.by_el.keys()),
        without=[el for el in bodies.by_el if el not in held], groups=_groups(bodies, held, _heights(pair)),
        tasks=len(named), tasks_linked=sum(key in made for key in named),
        bare=[TaskLine(key=key, name=name, elements=0) for key, name in named.items() if key not in made],
        gone=gone, by_source=dict(Counter(source for *_rest, source in live)),
        claimed=waiting[rules.CLAIMED], unsure=waiting[rules.UNSURE],
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
