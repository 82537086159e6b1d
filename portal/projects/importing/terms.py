"""The words offices write for the entries of the code lists. No Django."""

import re

from portal.projects import rules

LABELS = {
    "public": ("公开", "可公开"),
    "internal": ("内部", "不公开", "内部公开"),
    "sensitive": ("敏感", "涉密"),
}
SECTOR_WORDS = {
    "road": ("高速公路", "国省道", "国省干线", "农村公路", "县道", "乡道", "公路交通", "highway", "交通"),
    "railway": ("铁路交通", "高铁", "城际铁路", "rail"),
    "waterway": ("港口", "航道", "码头", "港航", "port"),
    "airport": ("民航", "机场航空", "航空"),
    "urban_transport": ("轨道交通", "城市轨道交通", "地铁", "公交", "公共交通", "transit", "metro"),
    "flood_control": (
        "水利", "防洪", "水利工程", "防洪排涝", "堤防", "水库", "灌区", "河道治理",
        "water conservancy",
    ),
    "water_supply_sanitation": (
        "供水", "排水", "污水处理", "供排水", "环卫", "给排水", "垃圾处理", "污水", "水务",
        "生态环保", "环境保护", "sanitation",
    ),
    "municipal_road": ("市政", "市政工程", "市政基础设施", "城市道路", "桥梁", "市政桥梁", "street"),
    "energy": ("电力", "光伏", "风电", "燃气", "供热", "新能源", "power"),
    "education": ("学校", "教育事业", "中小学", "高等教育", "职业教育", "学前教育", "school", "科教"),
    "health": ("卫生", "医疗", "医院", "卫生健康", "医卫", "养老", "hospital", "healthcare"),
    "culture_sports": ("文化", "体育", "文体", "文化旅游", "文旅", "旅游", "culture", "sports"),
    "social_housing": (
        "保障房", "棚户区改造", "老旧小区改造", "保障性安居工程", "公租房", "安居工程", "住房",
        "housing",
    ),
    "governance": ("政务", "公检法", "政法", "公共安全", "办公用房", "政权建设", "社会管理", "government"),
    "information": ("信息", "通信", "数字化", "智慧城市", "政务信息化", "ict", "it"),
    "industrial_park": ("园区", "开发区", "园区基础设施", "产业", "工业园区", "industry"),
}  # fmt: skip
FUNDING_WORDS = {
    "central_budget": ("中央预算内", "中央投资", "中央财政", "中央资金", "中央补助", "中央"),
    "provincial_budget": ("省级财政资金", "省财政", "省级资金", "省级预算", "省级预算内", "省级补助", "省级"),
    "municipal_budget": ("市级财政资金", "市财政", "市级资金", "市级预算", "市级"),
    "county_budget": (
        "县级财政资金", "县财政", "区级财政", "县区财政", "县级资金", "区级资金", "本级财政",
        "财政资金", "县级", "区级",
    ),
    "special_bond": ("专项债", "地方政府专项债券", "政府专项债券", "地方专项债", "special bond"),
    "general_bond": ("一般债", "地方政府一般债券", "general bond"),
    "treasury_bond": ("特别国债", "国债", "超长期国债", "增发国债", "treasury bond"),
    "social_capital": ("社会投资", "企业自筹", "自筹", "自筹资金", "民间投资", "ppp", "private"),
    "bank_loan": ("贷款", "商业贷款", "政策性贷款", "融资", "loan"),
    "foreign_loan": ("外资", "外国贷款", "亚行贷款", "世行贷款", "国外贷款", "foreign"),
}  # fmt: skip
NATURE_WORDS = {
    "new": ("新开工", "新增", "newbuild"),
    "expansion": ("改扩建", "扩容", "extension"),
    "rebuild": ("改造", "重建", "提升改造", "技术改造", "维修改造", "加固", "reconstruction", "renovation"),
    "relocation": ("迁移", "搬迁", "move"),
    "restoration": ("恢复重建", "修复", "灾后重建", "recovery"),
    "purchase_only": ("购置", "设备购置", "采购", "purchase"),
}  # fmt: skip
STAGE_WORDS = {
    "draft": ("谋划", "前期谋划"),
    "submitted": ("申报", "待审"),
    "reserve": ("储备项目", "入库", "储备库"),
    "proposal_approved": ("立项", "项目建议书", "已立项"),
    "feasibility_approved": ("可研", "可研已批", "可行性研究"),
    "design_approved": ("初设", "初步设计", "概算批复"),
    "planned": ("年度计划", "已列计划"),
    "preconstruction": ("前期", "前期工作", "未开工", "施工准备", "招标", "待开工"),
    "construction": (
        "在建项目", "续建", "施工", "建设中", "施工中", "已开工", "实施中", "under construction",
    ),
    "suspended": ("停建", "缓建", "暂停", "stopped"),
    "completed": ("竣工", "完工", "已完工", "已竣工", "建成", "finished", "complete"),
    "final_accounts": ("决算", "财务决算"),
    "handed_over": ("已移交", "交付使用"),
    "evaluated": ("绩效评价", "已评价"),
    "archived": ("已归档", "销号"),
    "cancelled": ("取消", "终止", "撤销", "canceled"),
}  # fmt: skip
LIST_OF = {
    "sector": (rules.SECTORS, SECTOR_WORDS),
    "funding_source": (rules.FUNDING, FUNDING_WORDS),
    "nature": (rules.NATURES, NATURE_WORDS),
    "stage": (rules.STAGES, STAGE_WORDS),
}


def _tidy(text: str) -> str:
    return re.sub(r"[\s_\-—（）()、,，/;；]+|类$|项目$|行业$|资金$", "", text.strip().lower())


def _table(field: str) -> dict[str, str]:
    if field == "label":
        return {_tidy(word): code for code, words in LABELS.items() for word in (code, *words)}
    terms, words = LIST_OF[field]
    table = {
        _tidy(word): term.code
        for term in terms
        for word in (*words.get(term.code, ()), term.en, term.zh, term.code)
    }
    return table | {_tidy(term.zh): term.code for term in terms}


TABLES = {field: _table(field) for field in (*LIST_OF, "label")}


def code_of(field: str, text: str) -> str | None:
    """Return the code of what is written, or ``None``: nothing near is taken for it."""
    return TABLES[field].get(_tidy(text))


def first_of_many(field: str, text: str) -> tuple[str | None, bool]:
    """Return the code of what is written; of several (``省级财政、专项债``) the first, and that it was so."""
    whole = code_of(field, text)
    if whole:
        return whole, False
    parts = [part for part in re.split(r"[、,，;；/+＋和及]", text) if part.strip()]
    codes = [code_of(field, part) for part in parts]
    return (codes[0], True) if len(parts) > 1 and all(codes) else (None, False)


def names_of(field: str, language: str = "zh") -> str:
    """Return the entries of a list as a sentence part."""
    if field == "label":
        return ", ".join(LABELS)
    terms, _words = LIST_OF[field]
    return "、".join(term.zh for term in terms) if language == "zh" else ", ".join(term.en for term in terms)


def name_of(code: str, *, english: bool = False) -> str:
    """Return the name of an entry of any list by its code; anything else is given back."""
    if code in LABELS:
        return code if english else LABELS[code][0]
    for terms, _words in LIST_OF.values():
        for term in terms:
            if term.code == code:
                return term.en if english else term.zh
    return code
