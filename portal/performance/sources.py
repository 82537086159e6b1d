"""Live figures by name. Whoever knows a figure registers how to ask for it; the floors below feed theirs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise

from portal.projects.models import Project

Source = Callable[[Project, date], Decimal | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One figure as it was read. ``origin``: the register's name of its source, empty without a figure."""

    name: str
    value: Decimal | None
    origin: str
    as_of: date


@dataclass(frozen=True, slots=True)
class _Feed:
    origin: str
    called: Promise | str
    rank: int
    function: Source


_feeds: dict[str, list[_Feed]] = {}


def register(name: str, *, origin: str, called: Promise | str, function: Source, rank: int = 0) -> None:
    """Let a figure be read from a source. Of several the highest ``rank`` that knows an answer is heard.

    ``origin``: the source's short name, kept beside each figure. ``called``: what people call it.
    """
    feeds = [feed for feed in _feeds.get(name, ()) if feed.origin != origin]
    feeds.append(_Feed(origin, called, rank, function))
    _feeds[name] = sorted(feeds, key=lambda feed: -feed.rank)


def withdraw(name: str, *, origin: str) -> None:
    """Take a source away again."""
    _feeds[name] = [feed for feed in _feeds.get(name, ()) if feed.origin != origin]


def reading(name: str, project: Project, on: date) -> Reading:
    """Return the figure of a day from the best source that knows it."""
    for feed in _feeds.get(name, ()):
        value = feed.function(project, on)
        if value is not None:
            return Reading(name=name, value=value, origin=feed.origin, as_of=on)
    return Reading(name=name, value=None, origin="", as_of=on)


def readings(names: Iterable[str], project: Project, on: date) -> dict[str, Reading]:
    """Return several figures."""
    return {name: reading(name, project, on) for name in dict.fromkeys(names)}


def called(origin: str) -> str:
    """Return what a source is called, or its own word where nobody registered it."""
    found = (feed.called for feeds in _feeds.values() for feed in feeds if feed.origin == origin)
    return str(next(found, origin))


def known() -> tuple[str, ...]:
    """Return the names of all figures that somebody feeds."""
    return tuple(sorted(name for name, feeds in _feeds.items() if feeds))
