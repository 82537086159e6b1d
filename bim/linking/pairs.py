"""Two sides of links: a published revision, and the schedule or the bill its elements belong to."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from bim.catalog.models import Revision
from bim.linking import faults, rules
from bim.linking.bodies import Bodies
from bim.linking.models import Link, LinkRule
from portal.contracts.models import BillItem, Contract
from portal.progress.models import ElementLink, Schedule, ScheduleRevision, Task
from portal.progress.schedules.model import MILESTONE, SUMMARY
from portal.projects.models import Project
from spatial.features.models import Feature

NATIONAL, WHOLE_CODE = 9, 12
"""Digits of an item's code: the nation's, and with the bill's own sequence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What elements are linked to: the tasks of one schedule, or the items of one contract's bill."""

    schedule_id: UUID | None = None
    contract_id: UUID | None = None

    def __post_init__(self) -> None:
        if (self.schedule_id is None) == (self.contract_id is None):
            raise ValueError("Links are of one schedule or of one contract.")

    @property
    def pk(self) -> UUID:
        """Return the id of the one it is."""
        found = self.schedule_id or self.contract_id
        assert found is not None  # noqa: S101  one of them is there, see above
        return found

    @property
    def kind(self) -> str:
        """Return ``task`` or ``item``."""
        return rules.TASK if self.schedule_id else rules.ITEM

    @property
    def where(self) -> dict[str, UUID]:
        """Return the columns of its links and rules, by value."""
        return {"schedule_id": self.pk} if self.schedule_id else {"contract_id": self.pk}


@dataclass(frozen=True, kw_only=True)
class Pair(ABC):
    """A published revision of a model and what its elements are linked to, in one project."""

    revision: Revision

    @property
    @abstractmethod
    def target(self) -> Target:
        """Return what elements are linked to."""

    @property
    @abstractmethod
    def project(self) -> Project:
        """Return the project of both."""

    @property
    @abstractmethod
    def names(self) -> dict[str, str]:
        """Return how people call every task or item, by its key: by code and name."""

    @abstractmethod
    def makers(self) -> dict[str, str]:
        """Return the names of what should have elements, by key."""

    @abstractmethod
    def named_by_file(self, bodies: Bodies) -> Iterator[tuple[str, str, list[int]]]:
        """Yield key, role and elements of what a file itself links, in order."""

    @property
    def file_speaks(self) -> bool:
        """Tell whether the file that stands says of itself which elements are linked."""
        return True

    @abstractmethod
    def check(self, key: str) -> None:
        """Raise unless elements can be linked to this task or item."""

    def key_of(self, text: str) -> str:
        """Return the key of what is named by key, code or name, if one alone is called so; else the text."""
        names = self.names
        text = text.strip()
        if text in names or not text:
            return text
        called = [key for key, name in names.items() if text == name or _is_part(text, name)]
        return called[0] if len(called) == 1 else text

    @property
    def keys(self) -> Collection[str] | QuerySet[Any, Any]:
        """Return the keys of every task or item, as a filter takes them."""
        return self.names.keys()

    def makes_nothing(self, key: str) -> bool:
        """Tell whether elements can be linked to it, though it makes none: a milestone or a summary."""
        return False

    @property
    def links(self) -> QuerySet[Link]:
        """Return every link between the two, ended ones, too."""
        return Link.objects.filter(**self.target.where, revision=self.revision)

    @property
    def gone(self) -> QuerySet[Link]:
        """Return the links to a task or item that is there no more."""
        return self.links.exclude(key__in=self.keys)

    def waiting(self, state: str) -> QuerySet[Link]:
        """Return the links of a state that somebody has to decide on: of what is still there."""
        return self.links.filter(state=state, key__in=self.keys)

    @property
    def rules(self) -> QuerySet[LinkRule]:
        """Return the rules in force, in order."""
        rows = LinkRule.objects.filter(**self.target.where, model_id=self.revision.model_id)
        return rows.filter(retired_at=None).order_by("position")


@dataclass(frozen=True, kw_only=True)
class TaskPair(Pair):
    """A schedule with its latest revision, and a revision of a model."""

    schedule: Schedule
    plan: ScheduleRevision

    @property
    def target(self) -> Target:
        """Return the schedule."""
        return Target(schedule_id=self.schedule.pk)

    @property
    def project(self) -> Project:
        """Return the schedule's project."""
        return self.schedule.project

    @cached_property
    def names(self) -> dict[str, str]:
        """Return code and name of every task of the plan."""
        rows = Task.objects.filter(revision=self.plan).values_list("key", "code", "name")
        return {key: f"{code or key} {name}".strip() for key, code, name in rows}

    def makers(self) -> dict[str, str]:
        """Return the tasks that make something: no summaries, no milestones."""
        rows = Task.objects.filter(revision=self.plan, node=False, active=True)
        rows = rows.exclude(kind__in=(MILESTONE, SUMMARY))
        return dict(rows.order_by("position").values_list("key", "name"))

    @property
    def keys(self) -> QuerySet[Any, Any]:
        """Return the keys of every task of the plan: a plan may have more than a list should hold."""
        return Task.objects.filter(revision=self.plan).values("key")

    def makes_nothing(self, key: str) -> bool:
        """Tell whether a task is a milestone or a summary."""
        return Task.objects.filter(revision=self.plan, key=key, kind__in=(MILESTONE, SUMMARY)).exists()

    def named_by_file(self, bodies: Bodies) -> Iterator[tuple[str, str, list[int]]]:
        """Yield what the schedule's own file links, task by task in the schedule's order."""
        rows = ElementLink.objects.filter(revision=self.plan, role__in=rules.ROLES)
        named: dict[tuple[str, str], list[int]] = {}
        for key, role, global_id in rows.values_list("task_key", "role", "global_id"):
            if global_id in bodies.numbers:
                named.setdefault((key, role), []).append(bodies.numbers[global_id])
        places = dict(Task.objects.filter(revision=self.plan).values_list("key", "position"))
        for key, role in sorted(named, key=lambda one: places.get(one[0], 0)):
            yield key, role, named[key, role]

    @property
    def file_speaks(self) -> bool:
        """Tell whether the plan's own file names elements: one that came out of a model does."""
        return ElementLink.objects.filter(revision=self.plan).exists()

    def check(self, key: str) -> None:
        """Raise ``TaskNotThere`` unless work is done in this task of the latest revision."""
        if not Task.objects.filter(revision=self.plan, key=key, node=False).exists():
            raise faults.TaskNotThere(task=key[:64])


@dataclass(frozen=True, kw_only=True)
class ItemPair(Pair):
    """A contract with its bill, and a revision of a model. Items are those on the model's own ground."""

    contract: Contract

    @property
    def target(self) -> Target:
        """Return the contract."""
        return Target(contract_id=self.contract.pk)

    @property
    def project(self) -> Project:
        """Return the contract's project."""
        return self.contract.project

    @cached_property
    def items(self) -> dict[str, BillItem]:
        """Return the items on the structure, on what it stands in, and on its parts, by id."""
        rows = self.contract.items.filter(on_ground_of(self.revision.model.feature)).select_related("feature")
        return {str(row.pk): row for row in rows.order_by("position", "code")}

    @cached_property
    def names(self) -> dict[str, str]:
        """Return code and name of every item of the whole bill."""
        rows = self.contract.items.values_list("pk", "code", "name")
        return {str(key): f"{code} {name}".strip() for key, code, name in rows}

    def makers(self) -> dict[str, str]:
        """Return the items on the model's ground."""
        return {key: self.names[key] for key in self.items}

    def named_by_file(self, bodies: Bodies) -> Iterator[tuple[str, str, list[int]]]:
        """Yield what the file's own cost items name: by code or name equal to an item's code.

        Of items with one code the one on the nearest ground counts; two as near both claim, and a person
        decides.
        """
        steps = steps_from(self.revision.model.feature)
        for cost in self.revision.costs or ():
            named = [row for row in self.items.values() if row.code in _called(cost)]
            nearest = min((steps.get(row.feature_id, 0) for row in named), default=0)
            for row in named:
                if steps.get(row.feature_id, 0) == nearest:
                    yield str(row.pk), rules.OUTPUT, cost["els"]

    def check(self, key: str) -> None:
        """Raise ``ItemNotThere`` unless the bill has this item on the model's ground."""
        if key not in self.items:
            raise faults.ItemNotThere(item=key[:64])


def _is_part(text: str, name: str) -> bool:
    """Tell whether a text is the code or the name of what is called by both."""
    return name.startswith(f"{text} ") or name.endswith(f" {text}")


def _called(cost: dict[str, str]) -> set[str]:
    """Return the codes of items a cost item may mean.

    Of the twelve digits of an item's code the first nine are the nation's, the last three the bill's own
    (GB 50854-2013, 4.2.2): a bill that carries only the nine means all of them.
    """
    code = cost["code"]
    nine = {code[:NATIONAL]} if code.isdigit() and len(code) == WHOLE_CODE else set()
    return ({code, cost["name"]} | nine) - {""}


def steps_from(feature: Feature) -> dict[UUID, int]:
    """Return a feature and what it stands in, with how far up each is."""
    found: dict[UUID, int] = {}
    at: Feature | None = feature
    while at is not None:
        found[at.pk] = len(found)
        at = at.parent
    return found


def on_ground_of(feature: Feature) -> Q:
    """Return the filter of records on a feature, on what it stands in, or on its parts."""
    return Q(feature__in=list(steps_from(feature))) | Q(feature__parent=feature)
