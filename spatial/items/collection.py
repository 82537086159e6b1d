"""What one collection of features is: the rows an asker may see, their shape, their fields."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.gis.geos import GEOSGeometry
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.core.errors import NotFound

TEXT, CODE, MONEY, NUMBER, WHOLE = "text", "code", "money", "number", "whole"
DAY, FLAG, DATA, PLACE = "day", "flag", "data", "place"
NUMBERS = frozenset({MONEY, NUMBER, WHOLE})
WORDS = frozenset({TEXT, CODE})
SHAPE = "geometry"
"""The name under which a filter speaks of the shape."""


class CollectionUnknown(NotFound):
    """No collection has the name, or the asker sees nothing of its kind."""

    message = _("There is no collection {collection}.")


class ItemNotFound(NotFound):
    """No such feature, or one the asker may not see."""

    message = _("There is no feature {item} in {collection}.")


Word = tuple[str, str, str]
"""A code and what it is called, in Chinese and in English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One property. ``kind``: how it reads (money in yuan, days ISO 8601); ``codes``: the list it takes.

    ``words``: what its codes are called on a page; programs get the codes. ``public``: whether the published
    copy has it.
    """

    name: str
    zh: str
    en: str
    kind: str = TEXT
    value: str | Combinable = ""
    codes: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()
    public: bool = True

    @property
    def source(self) -> Combinable:
        """Return where the database finds it."""
        return F(self.value or self.name) if isinstance(self.value, str) else self.value

    def called(self, code: str, *, english: bool) -> str:
        """Return what a code is called; one that has no word as it is."""
        return next((en if english else zh for one, zh, en in self.words if one == code), code)


Rows = Callable[[Actor, date], QuerySet[Any]]
ByActor = Callable[[Actor], str]
Near = Callable[[Actor, GEOSGeometry], Q]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """One collection.

    ``rows``: what an actor may see of it on a day. ``shape``: the lookup of the EPSG:4326 column they may
    read. ``near``: an indexed condition that no row fails whose shape touches an area (EPSG:4326). ``key``:
    the lookup of the UUID by which items are known and sorted. ``span``: the lookups of the first and last
    day of an item, ``None`` where the actor may not know them. ``kind``: point, polygon, line or any.
    ``seen_by_public``: whether any of it is ever published.
    """

    name: str
    zh: str
    en: str
    about_zh: str
    about_en: str
    rows: Rows
    shape: ByActor
    near: Near
    key: str = "pk"
    kind: str = "any"
    fields: tuple[Field, ...]
    span: Callable[[Actor], tuple[str, str] | None] = lambda _actor: None
    tiles: str = ""
    seen_by_public: bool = True

    def fields_for(self, actor: Actor) -> tuple[Field, ...]:
        """Return the fields the actor may read."""
        return tuple(one for one in self.fields if one.public or not actor.is_public)

    def seen_by(self, actor: Actor) -> bool:
        """Tell whether the actor is told of the collection at all."""
        return self.seen_by_public or not actor.is_public
