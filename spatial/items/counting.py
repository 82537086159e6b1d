"""How many items match, and where they lie."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.db import connection

from spatial.items.asked_sql import plain
from spatial.items.asking import Asked
from spatial.items.timing import PAGE_MS, answering

EXACT_UP_TO = 10_000
SAMPLE_PERCENT = 5
EXTENT_STEP_DEG = Decimal("1e-7")
"""About one centimetre: what is finer in an extent is how numbers are kept, not where things lie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """``exact``: whether it was counted; else it is an estimate from a sample of the table."""

    number: int
    exact: bool


def matched(asked: Asked, *, most: int = EXACT_UP_TO) -> Matched:
    """Return how many items match: counted up to ``most``, estimated above."""
    rows = asked.selected()
    with answering(PAGE_MS) as cursor:
        cursor.execute(*plain("counted.sql", rows, asked.collection.key, most=str(most + 1)))
        counted = cursor.fetchone()[0]
        if counted <= most:
            return Matched(number=counted, exact=True)
        table, key = _table(asked)
        parts = {"table": table, "key": key, "percent": str(SAMPLE_PERCENT)}
        cursor.execute(*plain("sampled.sql", rows, asked.collection.key, **parts))
        return Matched(number=max(cursor.fetchone()[0] * 100 // SAMPLE_PERCENT, counted), exact=False)


def extent(asked: Asked) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north (EPSG:4326) of what the asker may see; ``None`` without any.

    In steps of ``EXTENT_STEP_DEG``, outward, so that nothing lies outside.
    """
    with answering(PAGE_MS) as cursor:
        cursor.execute(*plain("extent.sql", asked.selected(), asked.shape))
        box = cursor.fetchone()
    if box[0] is None:
        return None
    west, south, east, north = map(_steps, box, (ROUND_FLOOR, ROUND_FLOOR, ROUND_CEILING, ROUND_CEILING))
    return west, south, east, north


def _steps(degrees: float, towards: str) -> float:
    return float(Decimal(repr(degrees)).quantize(EXTENT_STEP_DEG, rounding=towards))


def _table(asked: Asked) -> tuple[str, str]:
    """Return the table and column that the key of a collection names in the rows' own model."""
    model = asked.collection.rows(asked.actor, asked.on).model
    name = asked.collection.key
    field = model._meta.pk if name == "pk" else model._meta.get_field(name.removesuffix("_id"))
    quote = connection.ops.quote_name
    return quote(model._meta.db_table), quote(field.column)
