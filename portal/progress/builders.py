"""Who builds which places: the seam by which the floor of contracts tells it, for who may report."""

from collections.abc import Callable

from portal.accounts.actor import Actor
from spatial.features.models import Feature

Builds = Callable[[Actor, Feature], bool]
_told: list[Builds] = []


def register(function: Builds) -> None:
    """Let it be asked whether somebody's body builds a place."""
    _told.append(function)


def builds(actor: Actor, place: Feature) -> bool:
    """Tell whether nothing speaks against the actor's body building a place of a project."""
    return all(function(actor, place) for function in _told)
