"""Administrative regions as a collection of the standard doors."""

from datetime import date

from django.db.models import Q, QuerySet

from portal.accounts.actor import Actor
from spatial.items.boxes import mercator_of
from spatial.items.collection import DAY, NUMBER, WHOLE, Collection, Field, Word
from spatial.regions.models import Region

LEVEL_WORDS: tuple[Word, ...] = (
    ("1", "省", "Province"),
    ("2", "市", "City"),
    ("3", "县", "County"),
    ("4", "乡镇", "Town"),
)


def _rows(_actor: Actor, on: date) -> QuerySet[Region]:
    rows = Region.objects.filter(valid_from__lte=on)
    return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))


REGIONS = Collection(
    name="regions",
    zh="行政区划",
    en="Regions",
    about_zh="现行的省、市、县、乡四级行政区划及其边界。",
    about_en="The administrative regions in force, on four levels, with their boundaries.",
    rows=_rows,
    shape=lambda _actor: "geom",
    near=lambda _actor, area: Q(merc__bboverlaps=mercator_of(area)),
    kind="polygon",
    span=lambda _actor: ("valid_from", "valid_to"),
    tiles="regions",
    fields=(
        Field(name="code", zh="代码", en="Code"),
        Field(name="name", zh="名称", en="Chinese name"),
        Field(name="name_en", zh="英文名称", en="English name"),
        Field(name="level", zh="级别", en="Level", kind=WHOLE, words=LEVEL_WORDS),
        Field(name="valid_from", zh="生效日期", en="Valid from", kind=DAY),
        Field(name="valid_to", zh="失效日期", en="Valid to", kind=DAY),
        Field(name="population", zh="人口", en="Population", kind=WHOLE),
        Field(name="area_sqm", zh="面积（平方米，椭球面）", en="Area (m², on the ellipsoid)", kind=NUMBER),
    ),
)
