"""Control lines as a collection of the standard doors: the rows of the map layer."""

from datetime import date

from django.db.models import QuerySet

from portal.accounts.actor import Actor
from spatial.features.collections import FIELDS, INTERNAL_FIELDS, near, shape, span, with_words
from spatial.features.models import Feature
from spatial.items.collection import Collection, Word
from spatial.land.layers import control_lines_on

LINES: tuple[Word, ...] = (
    ("farmland", "永久基本农田", "Permanent basic farmland"),
    ("ecology", "生态保护红线", "Ecological red line"),
    ("urban", "城镇开发边界", "Urban growth boundary"),
)


def _rows(actor: Actor, on: date) -> QuerySet[Feature]:
    return control_lines_on(actor=actor, on=on)


CONTROL_LINES = Collection(
    name="control_lines",
    zh="控制线",
    en="Control lines",
    about_zh="现行的永久基本农田、生态保护红线、城镇开发边界等控制线。",
    about_en="Control lines in force: basic farmland, ecological red lines, urban growth boundaries.",
    rows=_rows,
    shape=shape,
    near=near,
    kind="polygon",
    span=span,
    tiles="control_lines",
    fields=(*with_words("subkind", LINES, FIELDS), *INTERNAL_FIELDS),
)
