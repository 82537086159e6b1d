"""Upper floors that follow what lower floors record, so that no floor has to know those above it."""

from collections.abc import Callable, Iterable

from portal.core.models import Event

Follower = Callable[[Event], None]
_followers: dict[tuple[str, str], list[Follower]] = {}


def follows(subject_type: str, *verbs: str) -> Callable[[Follower], Follower]:
    """Register a function to be told of an event in the transaction that writes it.

    It must be short: what takes longer is enqueued, and falls away with the transaction when that fails.
    """

    def register(function: Follower) -> Follower:
        for verb in verbs:
            _followers.setdefault((subject_type, verb), []).append(function)
        return function

    return register


def tell_followers(events: Iterable[Event]) -> None:
    """Tell whoever follows, event by event in order."""
    for event in events:
        for follower in _followers.get((event.subject_type, event.verb), ()):
            follower(event)
