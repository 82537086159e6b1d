"""The columns of a list of contracts: their headers, what stands in them, how they are filled in."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from portal.contracts import names
from portal.contracts.rules import life
from spatial.intake.model import Layer

TEXT, TERM, YUAN, PCT, DAY, WHOLE, YES = "text", "term", "yuan", "pct", "day", "whole", "yes"
UNITS = {YUAN: ("（元）", " (yuan)"), PCT: ("（%）", " (%)")}
HOW: dict[str, Promise] = {
    TEXT: _("Text"), YUAN: _("A number in yuan with up to two decimals"),
    PCT: _("A number from 0 to 100 with up to two decimals; 85 or 85% is 85 %"),
    DAY: _("A date such as 2026-03-01"), WHOLE: _("A whole number from 1 to 60"), YES: _("Yes or no"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. ``zh`` and ``en``: its headers without unit; ``also``: others that are understood.

    ``most``: characters of a text; ``how``: what to fill in, where the kind alone does not say.
    """

    field: str
    zh: str
    en: str
    kind: str = TEXT
    must: bool = False
    most: int = 0
    also: tuple[str, ...] = ()
    how: str | Promise = ""
    example: str | int = ""

    def header(self, *, english: bool) -> str:
        """Return the header with unit, and a star where the column must be filled in."""
        unit = UNITS.get(self.kind, ("", ""))[english]
        return f"{self.en if english else self.zh}{unit}{' *' if self.must else ''}"


COLUMNS = (
    Column(field="number", zh="合同编号", en="Contract number", must=True, most=64, also=("编号", "number"),
           example="HT-2026-001"),
    Column(field="name", zh="合同名称", en="Contract name", must=True, most=200, also=("名称", "name"),
           example="东江桥施工合同"),
    Column(field="project", zh="项目编号", en="Project number", must=True, most=32,
           also=("项目代码", "project", "project code"), example="GT97-2026-000001",
           how=_("The number of a project of your unit")),
    Column(field="uscc", zh="承包单位统一社会信用代码", en="Contractor's USCC", must=True, most=40,
           also=("统一社会信用代码", "乙方统一社会信用代码", "uscc"), example="91970100MA0000007T",
           how=_("The 18 characters of the unified social credit code")),
    Column(field="party", zh="承包单位", en="Contractor", most=200,
           also=("承包单位名称", "乙方", "乙方名称", "contractor's name"), example="远大路桥工程有限公司",
           how=_("Needed where the contractor is not on record yet")),
    Column(field="kind", zh="合同类型", en="Kind", kind=TERM, must=True, also=("类型",), example="works"),
    Column(field="track", zh="采购方式", en="Way of award", kind=TERM, must=True, also=("发包方式",),
           example="tender"),
    Column(field="ground", zh="标段或单体", en="Section or structure", most=200,
           also=("标段", "单体", "section"), how=_("Code or name; left empty, it is the whole site")),
    Column(field="cost_line", zh="概算明细编码", en="Line of the approved estimate", most=32,
           also=("概算明细", "cost line"), how=_("The code of the line")),
    Column(field="tender_no", zh="招标编号", en="Tender number", most=100, also=("招标文号", "tender"),
           example="ZB-2026-018"),
    Column(field="original_yuan", zh="合同价", en="Price", kind=YUAN, must=True,
           also=("合同金额", "金额", "amount"), example=12_500_000),
    Column(field="progress_ratio", zh="进度款支付比例", en="Progress payments", kind=PCT, must=True,
           also=("进度款比例",), example=80),
    Column(field="retention_ratio", zh="质保金比例", en="Retention", kind=PCT, also=("质量保证金比例",),
           example=3),
    Column(field="advance_ratio", zh="预付款比例", en="Advance share", kind=PCT, example=10),
    Column(field="advance_yuan", zh="预付款", en="Advance", kind=YUAN, also=("预付款金额",),
           example=1_250_000),
    Column(field="labour_ratio", zh="人工费比例", en="Labour share", kind=PCT, example=20),
    Column(field="pay_cycle_months", zh="人工费拨付周期（月）", en="Wages paid every … months", kind=WHOLE,
           example=1),
    Column(field="wage_account", zh="农民工工资专户账号", en="Wage account", most=40, also=("工资专户账号",),
           how=_("The number of an account on record for this project")),
    Column(field="payment_guarantee_yuan", zh="工程款支付担保", en="Payment guarantee of the unit",
           kind=YUAN),
    Column(field="guarantee", zh="履约担保", en="Performance guarantee", kind=TERM, example="bank_guarantee"),
    Column(field="guarantee_yuan", zh="履约担保金额", en="Amount of the guarantee", kind=YUAN,
           example=1_250_000),
    Column(field="guarantee_until", zh="履约担保有效期至", en="Guarantee valid to", kind=DAY,
           example="2028-06-30"),
    Column(field="awarded_yuan", zh="中标价", en="Awarded price", kind=YUAN, example=12_500_000),
    Column(field="awarded_on", zh="中标通知书日期", en="Award notice of", kind=DAY, example="2026-02-16"),
    Column(field="start_on", zh="开工日期", en="Start", kind=DAY, also=("开始日期",), example="2026-04-01"),
    Column(field="end_on", zh="竣工日期", en="End", kind=DAY, also=("结束日期",), example="2027-12-31"),
    Column(field="prefinanced", zh="施工单位垫资", en="The contractor finances work in advance", kind=YES),
    Column(field="site_ready", zh="场地具备施工条件", en="The site is ready for the work", kind=YES),
)  # fmt: skip
BY_FIELD = {column.field: column for column in COLUMNS}
MUST = tuple(column.field for column in COLUMNS if column.must)
TERMS: dict[str, tuple[tuple[str, ...], Mapping[str, Promise]]] = {
    "kind": (life.KINDS, names.KINDS), "track": (life.TRACKS, names.TRACKS),
    "guarantee": (life.GUARANTEES, names.GUARANTEES),
}  # fmt: skip
OF_FACT = {"party_id": "uscc", "feature_id": "ground", "cost_line_id": "cost_line",
           "wage_account_id": "wage_account"}  # fmt: skip
"""Fact of a contract → the column that says it, where they differ."""


def places_of(layer: Layer) -> dict[str, int]:
    """Return where each field stands in a sheet, counted from 0."""
    known = {plain(header): column.field for column in COLUMNS
             for header in (column.zh, column.en, *column.also)}  # fmt: skip
    found: dict[str, int] = {}
    for column in layer.columns:
        field = known.get(plain(column.name))
        if field:
            found.setdefault(field, column.number - 1)
    return found


def plain(header: str) -> str:
    """Return a header without unit, star and blanks, for comparison."""
    return "".join(header.replace("（", "(").split("(")[0].split()).strip("*＊").lower()


def words_of(field: str) -> dict[str, str]:
    """Return what a term may be called, in both languages or by its code → the code."""
    codes, called = TERMS[field]
    found = {code: code for code in codes}
    for language in ("zh-hans", "en"):
        with override(language):
            found |= {str(called[code]).lower(): code for code in codes}
    return found


def headers(fields: list[str]) -> str:
    """Return what columns are called, in the reader's language."""
    english = (get_language() or "zh").startswith("en")
    return ", ".join(BY_FIELD[field].header(english=english).rstrip(" *") for field in fields)
