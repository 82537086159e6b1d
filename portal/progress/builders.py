"""Who builds which places: the seam by which the floor of contracts tells it, for who may report."""

from collections.abc import Callable

from portal.accounts.actor import Actor
from spatial.features.models import Feature

Builds = Callable[[Actor, Feature], bool]
Closed = Callable[[Feature], bool]
_told: list[Builds] = []
_closed: list[Closed] = []


def register(function: Builds) -> None:
    """Let it be asked whether somebody's body builds a place."""
    _told.append(function)


def register_closed(function: Closed) -> None:
    """Let it be asked whether the works of a place are over."""
    _closed.append(function)


def closed(place: Feature) -> bool:
    """Tell whether the works contracts of a place are all over; where there are none, they are not."""
    return any(function(place) for function in _closed)


def builds(actor: Actor, place: Feature) -> bool:
    """Tell whether nothing speaks against the actor's body building a place of a project."""
    return all(function(actor, place) for function in _told)
