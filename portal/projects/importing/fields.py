"""What a project list may say: each field with the headers offices give it. No Django."""

import re
from dataclasses import dataclass

MONEY, DAY, PERCENT, TERM, TEXT = "money", "day", "percent", "term", "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. ``kind`` says how its cells are read; ``headers`` are compared after ``tidy``.

    ``bare``: headers that two fields share, such as a start that may be planned or actual; the field they
    are meant for when no other column claims it is the one that is surer of them, ``bare_sure``.
    ``telling``: words that together make a header the field's, whatever stands between them.
    """

    code: str
    zh: str
    en: str
    kind: str = TEXT
    required: bool = False
    headers: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    bare_sure: float = 0.0
    telling: tuple[tuple[str, ...], ...] = ()

    def name(self, language: str = "zh") -> str:
        """Return the field's name in a language."""
        return self.en if language.startswith("en") else self.zh


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _pairs(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple((left, right) for left in one for right in other)


PLANNED = _words("计划 预计 拟 planned expected scheduled forecast")
ACTUAL = _words("实际 actual")
BEGUN = _words("开工 开始 start commenc")
ENDED = _words("竣工 完工 结束 enddate complet finish")
STARTS = _words("开工时间 开工日期 开始日期 开始时间 startdate start commencementdate")
ENDS = _words("竣工时间 竣工日期 完工日期 完工时间 结束日期 结束时间 enddate end completiondate finishdate")
FIELDS = (
    Field(code="code", zh="系统编号", en="System number", headers=_words(
        "系统编号 系统项目编号 工图编号 项目编号 编号 projectnumber systemnumber code projectid")),
    Field(code="investment_code", zh="项目代码", en="Investment code", headers=_words(
        "项目代码 投资项目代码 全国投资项目代码 全国投资项目统一代码 投资项目统一代码 统一代码 "
        "发改代码 在线平台代码 立项代码 国家代码 "
        "investmentcode nationalcode projectcode")),
    Field(code="name", zh="项目名称", en="Name", required=True, headers=_words(
        "项目名称 名称 工程名称 建设项目名称 项目 项目名 projectname name title project 标题")),
    Field(code="name_en", zh="英文名称", en="English name", headers=_words(
        "英文名称 项目英文名称 英文名 nameen englishname nameinenglish")),
    Field(code="owner", zh="项目单位", en="Owner", headers=_words(
        "项目单位 建设单位 业主 业主单位 项目法人 项目法人单位 建设单位名称 项目单位名称 实施单位 "
        "申报单位 责任单位 项目业主 owner ownername "
        "client builder organisation organization")),
    Field(code="owner_uscc", zh="统一社会信用代码", en="Owner's USCC", headers=_words(
        "统一社会信用代码 社会信用代码 信用代码 单位信用代码 项目单位统一社会信用代码 "
        "建设单位统一社会信用代码 机构代码 owneruscc uscc "
        "creditcode unifiedsocialcreditcode")),
    Field(code="region", zh="行政区", en="Region", headers=_words(
        "行政区 行政区划 行政区划代码 所属区域 所在地 建设地点行政区 区划代码 所属地区 地区 县区 区县 "
        "所在区县 所在县区 所在乡镇 县市区 属地 "
        "项目属地 region regioncode district county areacode adcode admincode")),
    Field(code="sector", zh="行业", en="Sector", kind=TERM, required=True, headers=_words(
        "行业 行业类别 所属行业 行业领域 项目类别 项目类型 类别 领域 投资领域 sector industry "
        "category projecttype")),
    Field(code="funding_source", zh="资金来源", en="Funding source", kind=TERM, required=True, headers=_words(
        "资金来源 主要资金来源 资金渠道 投资来源 资金性质 fundingsource funding source sourceoffunds")),
    Field(code="nature", zh="建设性质", en="Nature", kind=TERM, required=True, headers=_words(
        "建设性质 项目性质 性质 nature constructionnature")),
    Field(code="stage", zh="阶段", en="Stage", kind=TERM, headers=_words(
        "阶段 项目阶段 所处阶段 当前阶段 项目状态 进展阶段 建设阶段 stage phase projectstage")),
    Field(code="label", zh="公开属性", en="Label", kind=TERM, headers=_words(
        "公开属性 密级 公开级别 label classification visibility")),
    Field(code="investment", zh="总投资", en="Investment", kind=MONEY, required=True, headers=_words(
        "总投资 总投资额 计划总投资 项目总投资 估算总投资 概算总投资 投资额 投资总额 投资规模 概算 "
        "估算 投资估算 投资 investment "
        "investmentyuan totalinvestment investmentwan amount budget totalbudget cost")),
    Field(code="paid", zh="累计支付", en="Paid", kind=MONEY, headers=_words(
        "累计支付 已支付 累计完成投资 已完成投资 完成投资 已拨付 累计拨付 累计支付资金 paid paidyuan "
        "paidtodate amountpaid spent")),
    Field(code="progress", zh="形象进度", en="Progress", kind=PERCENT, headers=_words(
        "形象进度 工程进度 进度 完成进度 完成比例 完成率 进度百分比 progress progresspct "
        "percentcomplete completion")),
    Field(code="figures_as_of", zh="数据截止日期", en="Figures as of", kind=DAY, headers=_words(
        "数据截止日期 截止日期 数据日期 统计日期 截至日期 figuresasof asof reportdate")),
    Field(code="planned_start", zh="计划开工", en="Planned start", kind=DAY, headers=_words(
        "计划开工 计划开工日期 计划开工时间 拟开工时间 拟开工日期 预计开工时间 预计开工日期 计划开始 "
        "计划开始日期 plannedstart plannedstartdate expectedstart expectedstartdate scheduledstart "
        "scheduledstartdate"), bare=STARTS, bare_sure=0.85, telling=_pairs(PLANNED, BEGUN)),
    Field(code="planned_end", zh="计划完工", en="Planned end", kind=DAY, headers=_words(
        "计划完工 计划完工日期 计划竣工 计划竣工日期 计划竣工时间 计划完工时间 预计竣工时间 预计竣工日期 "
        "预计完工时间 预计完工日期 拟竣工时间 拟竣工日期 拟完工时间 拟完工日期 计划结束日期 "
        "plannedend plannedenddate plannedcompletion plannedcompletiondate expectedcompletion "
        "expectedcompletiondate expectedend expectedenddate scheduledcompletion scheduledcompletiondate"),
        bare=ENDS, bare_sure=0.85, telling=_pairs(PLANNED, ENDED)),
    Field(code="actual_start", zh="实际开工", en="Actual start", kind=DAY, headers=_words(
        "实际开工 实际开工日期 实际开工时间 实际开始 实际开始日期 已开工日期 actualstart actualstartdate "
        "actualcommencement actualcommencementdate"), bare=STARTS, bare_sure=0.7,
        telling=_pairs(ACTUAL, BEGUN)),
    Field(code="actual_end", zh="实际完工", en="Actual end", kind=DAY, headers=_words(
        "实际完工 实际完工日期 实际竣工 实际竣工日期 实际竣工时间 实际完工时间 实际结束日期 已竣工日期 "
        "竣工验收日期 竣工验收时间 actualend actualenddate actualcompletion actualcompletiondate "
        "actualfinish actualfinishdate datecompleted completedon"), bare=ENDS, bare_sure=0.7,
        telling=_pairs(ACTUAL, ENDED)),
    Field(code="plan_period", zh="建设起止年限", en="Construction period", headers=_words(
        "建设起止年限 建设年限 起止年限 建设起止时间 建设期 建设周期 建设工期 起止时间 起止年月 "
        "period years constructionperiod")),
    Field(code="content", zh="建设内容与规模", en="Content", headers=_words(
        "建设内容与规模 建设内容及规模 建设规模及内容 建设规模与内容 主要建设内容 建设内容 建设规模 "
        "主要内容 项目内容 content description "
        "scope summary")),
    Field(code="address", zh="建设地点", en="Address", headers=_words(
        "建设地点 建设地址 项目地址 地址 项目地点 详细地址 位置 地点 address location site")),
)  # fmt: skip
BY_CODE = {field.code: field for field in FIELDS}
# Columns a list may carry that say nothing to be stored.
IGNORED = frozenset(_words(
    "序号 no 备注 remark remarks note id fid objectid 状态 status statusname regionname 行政区名称 "
    "联系人 联系电话 "
    "allocatedyuan 分摊投资"
))  # fmt: skip

_BRACKETS = re.compile(r"[（(【\[][^）)】\]]*[）)】\]]")
_NOISE = re.compile(r"[\s*＊:：、.．_\-—/\\\"'“”]+|^\d+[.、]")


def tidy(header: str) -> str:
    """Return a header as it is compared: without brackets, marks and spaces, in small letters."""
    return _NOISE.sub("", _BRACKETS.sub("", header.split("\n")[0])).lower()
