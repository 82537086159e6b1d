"""What every collection of features shares: its fields, its shape and the index of its shapes."""

from dataclasses import replace

from django.contrib.gis.geos import GEOSGeometry
from django.db.models import Q

from portal.accounts.actor import Actor
from spatial.features.policy import geometry_column, mercator_column
from spatial.items.boxes import mercator_of
from spatial.items.collection import CODE, DATA, DAY, WHOLE, Field, Word

KINDS: tuple[Word, ...] = (
    ("site", "用地", "Site"),
    ("section", "标段", "Section"),
    ("structure", "单体", "Structure"),
    ("part", "部位", "Part"),
    ("parcel", "地块", "Parcel"),
    ("permit_extent", "批准范围", "Permit extent"),
    ("control_line", "控制线", "Control line"),
)
LABELS: tuple[Word, ...] = (
    ("public", "公开", "Public"),
    ("internal", "内部", "Internal"),
    ("sensitive", "敏感", "Sensitive"),
)
FIELDS = (
    Field(name="code", zh="编号", en="Code"),
    Field(name="name", zh="名称", en="Chinese name"),
    Field(name="name_en", zh="英文名称", en="English name"),
    Field(name="kind", zh="类别", en="Kind", kind=CODE, words=KINDS),
    Field(name="subkind", zh="细类", en="Subkind", kind=CODE),
    Field(name="region_code", zh="行政区划代码", en="Region code"),
)
INTERNAL_FIELDS = (
    Field(name="label", zh="公开属性", en="Label", kind=CODE, words=LABELS, public=False),
    Field(name="version", zh="版本", en="Version", kind=WHOLE, public=False),
    Field(name="valid_from", zh="起始日期", en="Valid from", kind=DAY, public=False),
    Field(name="valid_to", zh="终止日期", en="Valid to", kind=DAY, public=False),
    Field(name="attributes", zh="其他属性", en="Other attributes", kind=DATA, public=False),
)


def with_words(name: str, words: tuple[Word, ...], fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Return fields of which one says what its codes are called."""
    return tuple(replace(field, words=words) if field.name == name else field for field in fields)


def near(actor: Actor, area: GEOSGeometry) -> Q:
    """Return the indexed condition that a feature's stored web copy touches an area's envelope."""
    return Q(**{f"{mercator_column(actor)}__bboverlaps": mercator_of(area)})


def span(actor: Actor) -> tuple[str, str] | None:
    """Return the lookups of the valid time; the public is not told it."""
    return None if actor.is_public else ("valid_from", "valid_to")


shape = geometry_column
