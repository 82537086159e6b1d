"""Which bodies build which places of projects: by the works contracts in force."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from portal.accounts.actor import Actor
from portal.accounts.models import Organisation
from portal.contracts.models import Contract
from portal.contracts.rules import life
from portal.progress import builders
from spatial.features.models import Feature

WORKS = "works"


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """Bodies by the place of their contracts, where contracts are not completed, what each place lies in."""

    bodies: dict[UUID, frozenset[UUID | None]]
    going_on: frozenset[UUID]
    parents: dict[UUID, UUID | None]

    def builds(self, organisation_id: UUID | None, place: UUID) -> bool:
        """Tell whether a body holds a contract of the place, of what it lies in, or of something in it.

        Where nobody does, nobody else builds it.
        """
        near = self._near(place)
        return not near or any(organisation_id in bodies for bodies in near)

    def builders(self, place: UUID) -> frozenset[UUID]:
        """Return the known bodies that build a place; none where no contract covers it."""
        return frozenset(one for bodies in self._near(place) for one in bodies if one is not None)

    def closed(self, place: UUID) -> bool:
        """Tell whether contracts cover a place and all of them are completed, or ended otherwise."""
        near = self._at(place)
        return bool(near) and self.going_on.isdisjoint(near)

    def _near(self, place: UUID) -> list[frozenset[UUID | None]]:
        return [self.bodies[at] for at in self._at(place)]

    def _at(self, place: UUID) -> list[UUID]:
        above = set(self._up(place))
        return [at for at in self.bodies if at in above or place in self._up(at)]

    def _up(self, place: UUID) -> Iterator[UUID]:
        at: UUID | None = place
        while at is not None:
            yield at
            at = self.parents.get(at)


def works_of(sites: Iterable[UUID]) -> Works:
    """Return who builds what on the sites of projects."""
    roots = list(sites)
    bodies: dict[UUID, set[UUID | None]] = defaultdict(set)
    deals = Contract.objects.filter(kind=WORKS, state__in=life.IN_FORCE, project__site__in=roots)
    going_on = set()
    for place, body, state in deals.values_list("feature_id", "party__organisation_id", "state"):
        bodies[place].add(body)
        if state in life.GOING_ON:
            going_on.add(place)
    places = Feature.objects.filter(root_id__in=roots, kind__in=("site", "section", "structure", "part"))
    return Works(
        bodies={place: frozenset(found) for place, found in bodies.items()},
        going_on=frozenset(going_on), parents=dict(places.values_list("pk", "parent_id")),
    )  # fmt: skip


def builders_of(place: Feature) -> list[Organisation]:
    """Return the bodies that build a place under works contracts in force, by name."""
    known = works_of([place.root_id or place.pk]).builders(place.pk)
    return list(Organisation.objects.filter(pk__in=known).order_by("name", "pk"))


def builds(actor: Actor, place: Feature) -> bool:
    """Tell whether the actor's body builds a place; nobody else's contract covers it where none does."""
    return works_of([place.root_id or place.pk]).builds(actor.organisation_id, place.pk)


def closed(place: Feature) -> bool:
    """Tell whether the works contracts of a place are all over."""
    return works_of([place.root_id or place.pk]).closed(place.pk)


builders.register(builds)
builders.register_closed(closed)
