"""A map layer is a queryset plus names: what filters the list also filters the tile."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from django.db.models import Expression, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.core.errors import NotFound
from spatial.tiles.tile import Tile


class LayerUnknown(NotFound):
    """No layer has the name."""

    message = _("There is no map layer {layer}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a tile request asks: who, where, when, and the words of its query string.

    ``most``: of each source layer draw no more than so many shapes, the largest; 0 for all.
    """

    actor: Actor
    tile: Tile
    on: date
    words: Mapping[str, str] = field(default_factory=dict)
    most: int = 0


class Part(Protocol):
    """One source layer of a tile."""

    @property
    def margin_units(self) -> float:
        """Return how far beyond the tile's edge something may lie and still be drawn, in tile units."""

    def statement(self, question: Question) -> str | None:
        """Return SQL whose one value is the encoded layer, or ``None`` where there is nothing to see."""

    def digest(self, question: Question) -> bytes:
        """Return what tells the statement from every other one of its zoom; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What one address serves: one or more source layers.

    ``version``: for layers that are the same for every actor, a text that changes with what they show.
    ``words``: the query-string parameters they read.
    """

    name: str
    parts: tuple[Part, ...]
    version: Callable[[date], str] | None = None
    words: tuple[str, ...] = ()


Properties = Mapping[str, str | Expression]
Find = Callable[[Question], QuerySet[Any]]
