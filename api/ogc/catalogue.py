"""Every collection there is, by its name."""

from django.http import HttpRequest

from api.authentication import actor_of_request
from portal.accounts.actor import Actor
from portal.core import clock
from portal.projects.collections import COLLECTIONS
from spatial.items.asking import Asked
from spatial.items.collection import Collection, CollectionUnknown
from spatial.land.collections import CONTROL_LINES
from spatial.regions.collections import REGIONS

ALL: dict[str, Collection] = {one.name: one for one in (*COLLECTIONS, REGIONS, CONTROL_LINES)}


def collections_of(actor: Actor) -> list[Collection]:
    """Return the collections an actor is told of."""
    return [one for one in ALL.values() if one.seen_by(actor)]


def collection_of(name: str, actor: Actor) -> Collection:
    """Return one collection; raise ``CollectionUnknown`` for none, or for one the actor is not told of."""
    found = ALL.get(name)
    if found is None or not found.seen_by(actor):
        raise CollectionUnknown(collection=name[:40])
    return found


def asked_of(request: HttpRequest, name: str) -> Asked:
    """Return the question for all that the asker may see of a collection today."""
    actor = actor_of_request(request)
    return Asked(collection=collection_of(name, actor), actor=actor, on=clock.today())
