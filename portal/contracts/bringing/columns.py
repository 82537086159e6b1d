"""The columns of a list of contracts: their headers, what stands in them, how they are filled in."""

from django.utils.translation import gettext_lazy as _

from portal.contracts import names
from portal.contracts.bringing.table import DAY, PCT, TERM, WHOLE, YES, YUAN, Column, Table
from portal.contracts.rules import life

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
TABLE = Table(
    columns=COLUMNS,
    terms={
        "kind": (life.KINDS, names.KINDS), "track": (life.TRACKS, names.TRACKS),
        "guarantee": (life.GUARANTEES, names.GUARANTEES),
    },
)  # fmt: skip
OF_FACT = {"party_id": "uscc", "feature_id": "ground", "cost_line_id": "cost_line",
           "wage_account_id": "wage_account"}  # fmt: skip
"""Fact of a contract → the column that says it, where they differ."""
