"""One question to a collection, and the rows that answer it: always the selector's own, narrowed."""

import base64
import binascii
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.gis.geos import GEOSGeometry
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from portal.accounts.actor import Actor
from portal.core.errors import Invalid
from spatial.items.collection import Collection, Field
from spatial.items.cql.conditions import condition
from spatial.items.cql.operands import Vocabulary
from spatial.items.cql.reading import Tree
from spatial.items.systems import CRS84, System
from spatial.items.times import Span


class CursorUnreadable(Invalid):
    """The cursor is none of ours."""

    message = _("The parameter cursor does not accept “{value}”: take it from a link of the page before.")


def cursor_text(item: UUID) -> str:
    """Return the cursor of the page that begins after an item, as an address carries it."""
    return base64.urlsafe_b64encode(item.bytes).decode().rstrip("=")


def read_cursor(text: str) -> UUID | None:
    """Return the item after which a page begins; ``None`` for the first page."""
    if not text:
        return None
    try:
        return UUID(bytes=base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        raise CursorUnreadable(value=text[:40]) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a request asks of a collection. ``area``: EPSG:4326; ``system``: that of the answer.

    ``tree``: the filter in CQL2 JSON, its coordinates in ``filter_system``. ``limit`` ``None``: all.
    """

    collection: Collection
    actor: Actor
    on: date
    area: GEOSGeometry | None = None
    span: Span | None = None
    tree: Tree = None
    filter_system: System = CRS84
    system: System = CRS84
    limit: int | None = None
    after: UUID | None = None
    item: UUID | None = None

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the fields the asker may read."""
        return self.collection.fields_for(self.actor)

    @property
    def shape(self) -> str:
        """Return the lookup of the shape the asker may read."""
        return self.collection.shape(self.actor)

    def selected(self) -> QuerySet[Any]:
        """Return the rows that match, in no order."""
        rows = self.collection.rows(self.actor, self.on).order_by()
        if self.item is not None:
            return rows.filter(**{self.collection.key: self.item})
        if self.area is not None:
            rows = rows.filter(self._inside(self.area))
        if self.span is not None:
            rows = rows.filter(self._during(self.span))
        if self.tree is not None:
            rows = rows.filter(
                condition(self.tree, vocabulary(self.collection, self.actor), self.filter_system)
            )
        return rows

    def page(self) -> QuerySet[Any]:
        """Return the rows of the page and one more, in the order of their ids."""
        rows, key = self.selected(), self.collection.key
        if self.after is not None:
            rows = rows.filter(**{f"{key}__gt": self.after})
        rows = rows.order_by(key)
        return rows if self.limit is None else rows[: self.limit + 1]

    def before(self) -> UUID | None:
        """Return the item after which the page before this one begins; ``None``: it is the first."""
        key, limit = self.collection.key, self.limit or 0
        rows = self.selected().filter(**{f"{key}__lte": self.after}).order_by(f"-{key}")
        found: UUID | None = rows.values_list(key, flat=True)[limit : limit + 1].first()
        return found

    def _inside(self, area: GEOSGeometry) -> Q:
        touching = Q(**{f"{self.shape}__intersects": area})
        return self.collection.near(self.actor, area) & touching | Q(**{f"{self.shape}__isnull": True})

    def _during(self, span: Span) -> Q:
        """What is not dated is in every span; an open end reaches for ever."""
        ends = self.collection.span(self.actor)
        if ends is None:
            return Q()
        first, last = ends
        begins = Q(**{f"{first}__isnull": True}) | Q(**{f"{first}__lte": span.last})
        return begins & (Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": span.first}))


def vocabulary(collection: Collection, actor: Actor) -> Vocabulary:
    """Return what a filter of this asker may speak of."""
    fields = {field.name: field for field in collection.fields_for(actor)}
    shape: Combinable = F(collection.shape(actor))
    return Vocabulary(fields=fields, shape=shape)
