"""The library of indicators (domain reference, 2.12): three levels, formula, unit, direction, figures."""

from dataclasses import dataclass
from decimal import Decimal

from portal.performance.rules.formulas import COUNT, INDEX, JUDGED, RATIO, SAVING, SURVEY, Number
from portal.performance.rules.scoring import BANDS, DEDUCTION, HIGHER, LOWER, PROPORTIONAL, VETO

DECISION, PROCESS, OUTPUT, BENEFIT = "decision", "process", "output", "benefit"
LEVEL1 = (DECISION, PROCESS, OUTPUT, BENEFIT)
LEVEL2 = {
    DECISION: ("initiation", "goals", "funding"), PROCESS: ("money", "organisation"),
    OUTPUT: ("quantity", "quality", "timeliness", "cost"), BENEFIT: ("effects", "satisfaction"),
}  # fmt: skip
PCT, COUNTED, GRADED = "percent", "times", "share"
ONE, NIL = Decimal(1), Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One indicator of the third level. ``figures``: what the formula divides, in its order.

    ``target``, ``zero``: offered where a set begins. Values are kept as fractions of 1, never as percent.
    """

    code: str
    level1: str
    level2: str
    zh: str
    en: str
    formula_zh: str
    formula_en: str
    formula: str = JUDGED
    form: str = BANDS
    direction: str = HIGHER
    unit: str = GRADED
    figures: tuple[str, ...] = ()
    target: Number = None
    zero: Number = None


def _judged(code: str, level1: str, level2: str, zh: str, en: str) -> Definition:
    return Definition(
        code=code, level1=level1, level2=level2, zh=zh, en=en, formula_zh="按档评定，档内取值",
        formula_en="judged within a band",
    )  # fmt: skip


LIBRARY = (
    _judged("basis_sufficient", DECISION, "initiation", "立项依据充分性", "Sufficient basis of the project"),
    Definition(
        code="procedure_proper", level1=DECISION, level2="initiation", zh="立项程序规范性",
        en="Proper procedure of approval", formula=RATIO, form=PROPORTIONAL, unit=PCT,
        figures=("approvals_held", "approvals_due"), target=ONE,
        formula_zh="已取得的应办审批件数 ÷ 应办审批件数", formula_en="approvals held ÷ approvals due",
    ),
    _judged("goals_reasonable", DECISION, "goals", "绩效目标合理性", "Reasonable targets"),
    _judged("goals_explicit", DECISION, "goals", "绩效指标明确性", "Explicit indicators"),
    _judged("budget_sound", DECISION, "funding", "预算编制科学性", "Sound budget"),
    _judged("allocation_sound", DECISION, "funding", "资金分配合理性", "Reasonable allocation of funds"),
    Definition(
        code="funds_in_place", level1=PROCESS, level2="money", zh="资金到位率", en="Funds in place",
        formula=RATIO, form=PROPORTIONAL, unit=PCT, figures=("received", "budgeted"), target=ONE,
        formula_zh="实际到位资金 ÷ 预算资金", formula_en="funds received ÷ funds budgeted",
    ),
    Definition(
        code="budget_execution", level1=PROCESS, level2="money", zh="预算执行率", en="Budget execution",
        formula=RATIO, form=PROPORTIONAL, unit=PCT, figures=("paid", "received"), target=ONE,
        formula_zh="实际支出资金 ÷ 实际到位资金", formula_en="funds spent ÷ funds received",
    ),
    Definition(
        code="proper_use", level1=PROCESS, level2="money", zh="资金使用合规性", en="Proper use of funds",
        formula=COUNT, form=DEDUCTION, direction=LOWER, unit=COUNTED, figures=("violations",),
        formula_zh="每确认一次违规扣固定分值，扣完为止",
        formula_en="fixed points off for each confirmed violation, down to nought",
    ),
    Definition(
        code="no_fraud", level1=PROCESS, level2="money", zh="弄虚作假一票否决", en="Veto for fraud",
        formula=COUNT, form=VETO, direction=LOWER, unit=COUNTED, figures=("fraud",),
        formula_zh="确认弄虚作假的，评价得分为零", formula_en="confirmed fraud makes the whole worth nought",
    ),
    _judged("rules_sound", PROCESS, "organisation", "管理制度健全性", "Sound rules of management"),
    _judged("rules_kept", PROCESS, "organisation", "制度执行有效性", "Rules kept in fact"),
    Definition(
        code="completion", level1=OUTPUT, level2="quantity", zh="实际完成率", en="Completion",
        formula=RATIO, form=PROPORTIONAL, unit=PCT, figures=("actual_output", "planned_output"), target=ONE,
        formula_zh="实际产出数 ÷ 计划产出数", formula_en="actual output ÷ planned output",
    ),
    Definition(
        code="quality_met", level1=OUTPUT, level2="quality", zh="质量达标率", en="Quality met",
        formula=RATIO, form=PROPORTIONAL, unit=PCT, figures=("passed_output", "actual_output"), target=ONE,
        formula_zh="质量达标产出数 ÷ 实际产出数", formula_en="output that passed ÷ actual output",
    ),
    Definition(
        code="timeliness", level1=OUTPUT, level2="timeliness", zh="完成及时性", en="Timeliness",
        formula=SAVING, form=PROPORTIONAL, unit=PCT, figures=("planned_days", "actual_days"), target=NIL,
        zero=Decimal("-0.2"), formula_zh="（计划工期 − 实际工期）÷ 计划工期",
        formula_en="(planned days − actual days) ÷ planned days",
    ),
    Definition(
        code="cost_saving", level1=OUTPUT, level2="cost", zh="成本节约率", en="Cost saving",
        formula=SAVING, form=PROPORTIONAL, unit=PCT, figures=("planned_cost", "actual_cost"), target=NIL,
        zero=Decimal("-0.1"), formula_zh="（计划成本 − 实际成本）÷ 计划成本",
        formula_en="(planned cost − actual cost) ÷ planned cost",
    ),
    _judged("social_benefit", BENEFIT, "effects", "社会效益", "Social benefit"),
    Definition(
        code="social_index", level1=BENEFIT, level2="effects", zh="社会效益指数", en="Social-benefit index",
        formula=INDEX, form=PROPORTIONAL, unit=PCT, target=Decimal("0.8"),
        formula_zh="各分项无量纲化后按公布权重加权", formula_en="normalised measures, weighted as published",
    ),
    _judged("economic_benefit", BENEFIT, "effects", "经济效益", "Economic benefit"),
    _judged("ecological_benefit", BENEFIT, "effects", "生态效益", "Ecological benefit"),
    _judged("sustained_effect", BENEFIT, "effects", "可持续影响", "Sustained effect"),
    Definition(
        code="satisfaction", level1=BENEFIT, level2="satisfaction", zh="服务对象满意度",
        en="Satisfaction of those served", formula=SURVEY, form=PROPORTIONAL, unit=PCT,
        target=Decimal("0.9"), formula_zh="问卷均值，附 95% 置信区间（Wilson）与样本量",
        formula_en="mean of the answers, with Wilson's 95 % interval and the sample size",
    ),
)  # fmt: skip
BY_CODE = {one.code: one for one in LIBRARY}
CODES = tuple(BY_CODE)

SELF_EVALUATION = {
    "budget_execution": Decimal(10), "completion": Decimal(20), "quality_met": Decimal(10),
    "timeliness": Decimal(10), "cost_saving": Decimal(10), "social_benefit": Decimal(15),
    "sustained_effect": Decimal(15), "satisfaction": Decimal(10), "no_fraud": NIL,
}  # fmt: skip
"""What a unit's own evaluation weighs by default: execution 10, output 50, benefit 30, satisfaction 10."""
