"""Code lists, the lifecycle (domain reference, 3.1) and what a date says about a project. No Django."""

from dataclasses import dataclass

from portal.core.lifecycle import Lifecycle, Step


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a code list with its names; ``note`` names the foreign code it maps to."""

    code: str
    zh: str
    en: str
    note: str = ""


SECTORS = (
    Term("road", "公路", "Road", "G54 transport.road"),
    Term("railway", "铁路", "Railway", "G53 transport.rail"),
    Term("waterway", "水运", "Waterway", "G55 transport.water"),
    Term("airport", "机场", "Airport", "G56 transport.air"),
    Term("urban_transport", "城市交通", "Urban transport", "G transport.urban"),
    Term("flood_control", "水利防洪", "Flood control", "N76 naturalResources.floodProtection"),
    Term("water_supply_sanitation", "供排水环卫", "Water and sanitation", "D46 N77 waterAndWaste"),
    Term("municipal_road", "市政道路", "Municipal road", "N78 transport.road"),
    Term("energy", "能源", "Energy", "D44 energy"),
    Term("education", "教育", "Education", "P education"),
    Term("health", "医疗卫生", "Health", "Q health"),
    Term("culture_sports", "文化体育", "Culture and sports", "R cultureSportsAndRecreation"),
    Term("social_housing", "保障性住房", "Social housing", "K socialHousing"),
    Term("governance", "政务与公检法", "Governance", "S governance"),
    Term("information", "信息化", "Information", "I communications"),
    Term("industrial_park", "产业园区", "Industrial park", "economy"),
)
FUNDING = (
    Term("central_budget", "中央预算内投资", "Central budget"),
    Term("provincial_budget", "省级财政", "Provincial budget"),
    Term("municipal_budget", "市级财政", "Municipal budget"),
    Term("county_budget", "县级财政", "County budget"),
    Term("special_bond", "专项债券", "Special-purpose bond"),
    Term("general_bond", "一般债券", "General bond"),
    Term("treasury_bond", "超长期特别国债", "Ultra-long treasury bond"),
    Term("social_capital", "社会资本", "Social capital"),
    Term("bank_loan", "银行贷款", "Bank loan"),
    Term("foreign_loan", "外国政府和国际组织贷款", "Foreign loan"),
)
NATURES = (
    Term("new", "新建", "New construction"),
    Term("expansion", "扩建", "Expansion"),
    Term("rebuild", "改建", "Rebuilding"),
    Term("relocation", "迁建", "Relocation"),
    Term("restoration", "恢复", "Restoration"),
    Term("purchase_only", "单纯购置", "Purchase only"),
)
STAGES = (
    Term("draft", "草稿", "Draft"),
    Term("submitted", "已申报", "Submitted"),
    Term("screening", "筛查中", "Screening"),
    Term("returned", "已退回", "Returned"),
    Term("dept_review", "主管部门审核", "Department review"),
    Term("reserve", "储备", "In reserve"),
    Term("proposal_approved", "项目建议书批复", "Proposal approved"),
    Term("feasibility_approved", "可研批复", "Feasibility approved"),
    Term("design_approved", "初设及概算批复", "Design and estimate approved"),
    Term("planned", "列入年度计划", "In the annual plan"),
    Term("preconstruction", "开工准备", "Preconstruction"),
    Term("construction", "在建", "Under construction"),
    Term("suspended", "停工", "Suspended"),
    Term("completed", "竣工验收", "Completed"),
    Term("final_accounts", "竣工决算", "Final accounts"),
    Term("handed_over", "移交", "Handed over"),
    Term("evaluated", "后评价", "Evaluated"),
    Term("archived", "归档", "Archived"),
    Term("withdrawn", "已撤回", "Withdrawn"),
    Term("rejected", "不予通过", "Rejected"),
    Term("cancelled", "已取消", "Cancelled"),
)
STATUSES = (
    Term("cancelled", "已取消", "Cancelled"),
    Term("done", "已完工", "Done"),
    Term("not_started", "未到开工", "Not due to start"),
    Term("on_track", "正常", "On track"),
    Term("late_start", "逾期未开工", "Late to start"),
    Term("late_finish", "逾期未完工", "Late to finish"),
    Term("suspended", "停工", "Suspended"),
)
"""By gravity, worst last: a cluster shows the worst of its members."""

APPROVAL_KINDS = (
    Term("A1_proposal", "项目建议书批复", "Proposal approval"),
    Term("A1_feasibility", "可行性研究报告批复", "Feasibility approval"),
    Term("A2", "用地预审与选址意见书", "Land pre-examination and siting opinion"),
    Term("A3", "初步设计及概算批复", "Preliminary design and estimate approval"),
    Term("A4", "农用地转用和土地征收批复", "Conversion and expropriation approval"),
    Term("A5", "土地供应（划拨决定书或出让合同）", "Land supply: allocation decision or grant contract"),
    Term("A6", "建设用地规划许可证", "Land-use planning permit"),
    Term("A7", "建设工程规划许可证", "Works planning permit"),
    Term("A8", "施工许可证或开工报告", "Construction permit or start report"),
    Term("A9", "规划条件核实", "Verification of planning conditions"),
    Term("A10", "竣工验收备案", "Filing of completion acceptance"),
    Term("A11", "不动产登记", "Real-estate registration"),
    Term("A12", "临时用地批准", "Temporary land approval"),
    Term("EIA", "环境影响评价批复", "Environmental impact approval"),
    Term("soil_water", "水土保持方案批复", "Soil and water conservation approval"),
    Term("energy_saving", "节能审查意见", "Energy-saving review"),
    Term("social_risk", "社会稳定风险评估", "Social-risk assessment"),
    Term("flood_impact", "防洪影响评价批复", "Flood-impact approval"),
    Term("forest", "使用林地审核同意书", "Consent to use forest land"),
)

SECTOR_CODES = tuple(term.code for term in SECTORS)
FUNDING_CODES = tuple(term.code for term in FUNDING)
NATURE_CODES = tuple(term.code for term in NATURES)
STAGE_CODES = tuple(term.code for term in STAGES)
STATUS_CODES = tuple(term.code for term in STATUSES)
APPROVAL_CODES = tuple(term.code for term in APPROVAL_KINDS)
ENDED_STAGES = ("withdrawn", "rejected", "cancelled")
DONE_STAGES = ("completed", "final_accounts", "handed_over", "evaluated", "archived")
EDITABLE_STAGES = ("draft", "returned")
MIN_REASON_LENGTH = 10

_OWNER = ("pu_head",)
_DEPT = ("dept_head",)
_PLAN = ("plan",)
_LIVE = STAGE_CODES[5:13]

LIFECYCLE = Lifecycle(
    Step("submit", "draft", "submitted", _OWNER),
    Step("submit", "returned", "submitted", _OWNER),
    Step("withdraw", "draft", "withdrawn", ("pu_clerk", "pu_head"), needs_reason=True),
    Step("withdraw", "submitted", "withdrawn", _OWNER, needs_reason=True),
    Step("withdraw", "returned", "withdrawn", _OWNER, needs_reason=True),
    Step("screen", "submitted", "screening", ("dept_reviewer",)),
    Step("pass_screening", "screening", "dept_review", ("dept_reviewer",)),
    Step("return", "screening", "returned", ("dept_reviewer",), needs_reason=True),
    Step("return", "dept_review", "returned", ("dept_reviewer", "dept_head"), needs_reason=True),
    Step("reject", "dept_review", "rejected", _DEPT, needs_reason=True),
    Step("admit", "dept_review", "reserve", _DEPT),
    Step("approve_proposal", "reserve", "proposal_approved", _PLAN),
    Step("approve_feasibility", "proposal_approved", "feasibility_approved", _PLAN),
    Step("approve_design", "feasibility_approved", "design_approved", ("plan", "dept_head")),
    Step("plan_year", "design_approved", "planned", _PLAN),
    Step("prepare", "planned", "preconstruction", ("pu_head", "eng")),
    Step("start", "preconstruction", "construction", ("pu_head", "eng")),
    Step("suspend", "construction", "suspended", _OWNER, needs_reason=True),
    Step("resume", "suspended", "construction", _OWNER),
    Step("complete", "construction", "completed", _OWNER),
    Step("close_accounts", "completed", "final_accounts", ("fin_budget",)),
    Step("hand_over", "final_accounts", "handed_over", _OWNER),
    Step("evaluate", "handed_over", "evaluated", ("fin_budget", "tp")),
    Step("archive", "evaluated", "archived", _DEPT),
    *(Step("cancel", stage, "cancelled", _PLAN, needs_reason=True) for stage in _LIVE),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One cell of the readiness matrix: ``kind`` must be there before ``stage`` for ``sector`` (``*``:
    all).
    """

    sector: str
    stage: str
    kind: str
    basis: str


def required_kinds(requirements: list[Requirement], *, sector: str, stage: str) -> list[str]:
    """Return the documents a project of a sector must hold once it has reached a stage, in stage order."""
    reached = STAGE_CODES.index(stage)
    if stage in ENDED_STAGES:
        return []
    rows = [r for r in requirements if r.sector in {"*", sector} and STAGE_CODES.index(r.stage) <= reached]
    rows.sort(key=lambda row: STAGE_CODES.index(row.stage))
    return list(dict.fromkeys(row.kind for row in rows))
