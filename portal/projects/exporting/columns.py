"""The columns of an export, in their order, and the fields of ``importing`` that read them back.

| column | headers (zh / en) | form | public |
| --- | --- | --- | --- |
| code | 系统编号 / System number | text | yes |
| investment_code | 项目代码 / Investment code | text, 24 characters | yes |
| name, name_en | 项目名称 / Name, 英文名称 / English name | text | yes |
| owner_name | 项目单位 / Owner | text | yes |
| owner_uscc | 统一社会信用代码 / Owner's USCC | text | no |
| region_code | 行政区划代码 / Region code | 2, 4, 6 or 9 digits | yes |
| region_name | 行政区名称 / Region name | derived, never read back | yes |
| sector, funding_source, nature, stage | 行业 资金来源 建设性质 阶段 | code lists | yes |
| status | 状态 / Status | derived from the dates on the day of export | yes |
| investment_yuan, paid_yuan | 总投资（元） / Investment (yuan), 累计支付（元） / Paid (yuan) | exact | yes |
| allocated_yuan | 分摊投资（元） / Allocated (yuan) | investment × share in the filter's region | yes |
| progress_pct | 形象进度（%） / Progress (%) | 0-100 | yes |
| figures_as_of, planned_*, actual_* | 数据截止日期 … | ISO 8601 dates | yes |
| content, address | 建设内容与规模, 建设地点 | text | no |
| label | 公开属性 / Label | public, internal, sensitive | no |

GeoJSON and FlatGeobuf name columns by their code and hold the codes of code lists; CSV and XLSX carry headers
and entries in the reader's language, and the place as longitude, latitude (the anchor) and WKT (the ground),
EPSG:4326. In CSV, text that a spreadsheet would take for a formula has an apostrophe first (``cells.py``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import (
    Case,
    CharField,
    F,
    FloatField,
    Func,
    IntegerField,
    OuterRef,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Greatest

from portal.accounts.actor import Actor
from portal.projects import rules
from portal.projects.rules import Term
from spatial.items.values import FORMULA
from spatial.regions.models import Region

TEXT, CODE, MONEY, NUMBER, DAY = "text", "code", "money", "number", "day"
LABELS = (
    Term("public", "公开", "public"),
    Term("internal", "内部", "internal"),
    Term("sensitive", "敏感", "sensitive"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. ``reads_as``: the field of ``importing.fields`` it comes back as, if any."""

    name: str
    zh: str
    en: str
    kind: str = TEXT
    reads_as: str = ""
    terms: Sequence[Term] = field(default=())
    value: str | Combinable = ""
    public: bool = True

    def header(self, language: str) -> str:
        """Return the header in a language."""
        return self.zh if language == "zh" else self.en

    @property
    def source(self) -> Combinable:
        """Return where the database finds it."""
        return F(self.value or self.name) if isinstance(self.value, str) else self.value


def _region_name() -> Subquery:
    current = Region.objects.filter(code=OuterRef("region_code"), valid_to__isnull=True)
    return Subquery(current.values("name")[:1], output_field=CharField())


def _cents_at_least(name: str) -> Func:
    """Return an amount with all its decimals, two at least: a share may have made more."""
    scale = Func(F(name), function="MIN_SCALE", output_field=IntegerField())
    return Func(F(name), Greatest(Value(2), scale), function="ROUND", output_field=TextField())


COLUMNS = (
    Column(name="code", zh="系统编号", en="System number", reads_as="code"),
    Column(name="investment_code", zh="项目代码", en="Investment code", reads_as="investment_code"),
    Column(name="name", zh="项目名称", en="Name", reads_as="name"),
    Column(name="name_en", zh="英文名称", en="English name", reads_as="name_en"),
    Column(name="owner_name", zh="项目单位", en="Owner", reads_as="owner", value="owner__name"),
    Column(
        name="owner_uscc", zh="统一社会信用代码", en="Owner's USCC", reads_as="owner_uscc",
        value="owner__uscc", public=False,
    ),
    Column(name="region_code", zh="行政区划代码", en="Region code", reads_as="region"),
    Column(name="region_name", zh="行政区名称", en="Region name", value=_region_name()),
    Column(name="sector", zh="行业", en="Sector", kind=CODE, terms=rules.SECTORS, reads_as="sector"),
    Column(
        name="funding_source", zh="资金来源", en="Funding source", kind=CODE, terms=rules.FUNDING,
        reads_as="funding_source",
    ),
    Column(name="nature", zh="建设性质", en="Nature", kind=CODE, terms=rules.NATURES, reads_as="nature"),
    Column(name="stage", zh="阶段", en="Stage", kind=CODE, terms=rules.STAGES, reads_as="stage"),
    Column(name="status", zh="状态", en="Status", kind=CODE, terms=rules.STATUSES),
    Column(
        name="investment_yuan", zh="总投资（元）", en="Investment (yuan)", kind=MONEY, reads_as="investment"
    ),
    Column(
        name="allocated_yuan", zh="分摊投资（元）", en="Allocated (yuan)", kind=MONEY,
        value=_cents_at_least("allocated_yuan"),
    ),
    Column(name="paid_yuan", zh="累计支付（元）", en="Paid (yuan)", kind=MONEY, reads_as="paid"),
    Column(name="progress_pct", zh="形象进度（%）", en="Progress (%)", kind=NUMBER, reads_as="progress"),
    Column(name="figures_as_of", zh="数据截止日期", en="Figures as of", kind=DAY, reads_as="figures_as_of"),
    Column(name="planned_start", zh="计划开工", en="Planned start", kind=DAY, reads_as="planned_start"),
    Column(name="planned_end", zh="计划完工", en="Planned end", kind=DAY, reads_as="planned_end"),
    Column(name="actual_start", zh="实际开工", en="Actual start", kind=DAY, reads_as="actual_start"),
    Column(name="actual_end", zh="实际完工", en="Actual end", kind=DAY, reads_as="actual_end"),
    Column(name="content", zh="建设内容与规模", en="Content", reads_as="content", public=False),
    Column(name="address", zh="建设地点", en="Address", reads_as="address", public=False),
    Column(
        name="label", zh="公开属性", en="Label", kind=CODE, terms=LABELS, reads_as="label", public=False
    ),
)  # fmt: skip
PLACE_HEADERS = {
    "zh": {"lon": "经度", "lat": "纬度", "wkt": "图形WKT"},
    "en": {"lon": "Longitude", "lat": "Latitude", "wkt": "WKT"},
}


def columns_for(actor: Actor) -> tuple[Column, ...]:
    """Return the columns the actor may read: the published ones for the public."""
    return tuple(column for column in COLUMNS if column.public or not actor.is_public)


def as_data(column: Column) -> Combinable:
    """Return a column as programs read it: codes, exact decimals as text."""
    return Cast(column.source, TextField()) if column.kind == MONEY else column.source


def as_flat(column: Column) -> Combinable:
    """Return a column in the types FlatGeobuf has: percent as a double, everything else as text.

    Days are ISO 8601. What is missing is empty: the database's writer garbles a feature that holds a null.
    """
    if column.kind == NUMBER:
        return Coalesce(Cast(column.source, FloatField()), Value(0.0))
    return Coalesce(Cast(column.source, TextField()), Value(""), output_field=TextField())


def as_read(column: Column, language: str) -> Combinable:
    """Return a column as people read it: entries of code lists by name."""
    if column.kind != CODE:
        return as_data(column)
    names = [
        When(**{column.name: term.code}, then=Value(term.zh if language == "zh" else term.en))
        for term in column.terms
    ]
    return Case(*names, default=column.source, output_field=TextField())


def as_cell(column: Column, language: str) -> Combinable:
    """Return a column for a text file that a spreadsheet may open: no cell becomes a formula."""
    value = as_read(column, language)
    if column.kind != TEXT:
        return value
    return Func(value, Value(FORMULA), Value(r"'\1"), function="REGEXP_REPLACE", output_field=TextField())


def code_of(column: Column, text: str) -> str | None:
    """Return the code of an entry by its code or either name, ``None`` for no entry."""
    return next((term.code for term in column.terms if text in (term.code, term.zh, term.en)), None)
