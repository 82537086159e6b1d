"""The dated rows of L01-L18: numbers, bases, control lines, uses, standards. Provinces add their own."""

from datetime import date

from django.db import migrations

LAND_LAW = "土地管理法"
LAND_LAW_FROM = date(2020, 1, 1)
LAND_RULES = "土地管理法实施条例"
LAND_RULES_FROM = date(2021, 9, 1)
PLANNING_LAW_FROM = date(2019, 4, 23)
BUILDING_LAW_FROM = date(2019, 4, 23)
OWN = "核对办法为本系统规定"
SURVEY = f"{LAND_RULES} 第24条；{OWN}"
CLASSES_FROM = date(2023, 11, 22)
CLASSES = "国土空间调查、规划、用途管制用地用海分类指南（自然资发〔2023〕234号）"

NUMBERS = (
    ("land_area_tolerance_pct", "0.07", "percent", "声明面积与平面面积的容差（比例）", SURVEY, LAND_RULES_FROM),
    ("land_area_tolerance_sqm", "1", "sqm", "声明面积与平面面积的容差（公顷四位小数）", SURVEY, LAND_RULES_FROM),
    ("land_boundary_warn_m", "0.1", "m", "界线套合提示界限", SURVEY, LAND_RULES_FROM),
    ("land_boundary_error_m", "1", "m", "界线套合错误界限", SURVEY, LAND_RULES_FROM),
    ("land_overlap_tolerance_sqm", "1", "sqm", "重叠面积容差", SURVEY, LAND_RULES_FROM),
    ("land_council_cultivated_ha", "35", "ha", "征收永久基本农田以外耕地须报国务院的界限", f"{LAND_LAW} 第46条",
     LAND_LAW_FROM),
    ("land_council_other_ha", "70", "ha", "征收其他土地须报国务院的界限", f"{LAND_LAW} 第46条", LAND_LAW_FROM),
    ("land_siting_valid_years", "3", "year", "用地预审与选址意见书有效期", "自然资规〔2019〕2号", date(2019, 9, 17)),
    ("land_temporary_years", "2", "year", "临时用地最长期限", f"{LAND_RULES} 第20条", LAND_RULES_FROM),
    ("land_temporary_long_years", "4", "year", "能源、交通、水利等建设周期较长项目临时用地最长期限",
     f"{LAND_RULES} 第20条", LAND_RULES_FROM),
    ("land_reclaim_years", "1", "year", "临时用地期满后复垦期限", f"{LAND_RULES} 第20条", LAND_RULES_FROM),
    ("land_alert_first_days", "90", "day", "到期首次提醒", OWN, LAND_RULES_FROM),
    ("land_alert_second_days", "30", "day", "到期再次提醒", OWN, LAND_RULES_FROM),
    ("land_alert_last_days", "7", "day", "到期最后提醒", OWN, LAND_RULES_FROM),
)

BASES = (
    ("L01", "图形有效、分带与行政区一致", SURVEY, LAND_RULES_FROM),
    ("L02", "声明面积与平面面积一致", SURVEY, LAND_RULES_FROM),
    ("L03", "分宗与分地类面积合计一致", SURVEY, LAND_RULES_FROM),
    ("L04", "审批链逐级套合", f"{LAND_LAW} 第44、54、56条；城乡规划法 第37、38、40条", LAND_LAW_FROM),
    ("L05", "建筑不超出批准界线", "城乡规划法 第40、43、64条", PLANNING_LAW_FROM),
    ("L06", "控制线核查", f"{LAND_LAW} 第35、44条", LAND_LAW_FROM),
    ("L07", "农用地转用和征收审批权限", f"{LAND_LAW} 第44、46条", LAND_LAW_FROM),
    ("L08", "审批次序与开工日期", "建筑法 第7、8条；城乡规划法 第37、38、40条", BUILDING_LAW_FROM),
    ("L09", "所依据文件当日有效", "建筑法 第9条；自然资规〔2019〕2号", date(2019, 9, 17)),
    ("L10", "各文件用地单位一致", f"{LAND_LAW} 第12、54条；{OWN}", LAND_LAW_FROM),
    ("L11", "各文件项目代码一致", "政府投资条例 第10条", date(2019, 7, 1)),
    ("L12", "批准用途与项目行业相符", f"{LAND_LAW} 第54、56条；{CLASSES}", CLASSES_FROM),
    ("L13", "不与其他项目有效用地重叠", f"{LAND_LAW} 第12、14条；{OWN}", LAND_LAW_FROM),
    ("L14", "批准所依据的图形即现行图形", f"{LAND_LAW} 第56条；{OWN}", LAND_LAW_FROM),
    ("L15", "临时用地按期归还并复垦", f"{LAND_RULES} 第20条", LAND_RULES_FROM),
    ("L16", "批后变更用途或界线须经批准", f"{LAND_LAW} 第56条；{LAND_RULES} 第25条", LAND_RULES_FROM),
    ("L17", "施工许可前的施工迹象", "建筑法 第7、64条", BUILDING_LAW_FROM),
    ("L18", "节约集约用地标准", "节约集约利用土地规定", date(2019, 7, 24)),
)

CONTROLS = (
    ("farmland", "永久基本农田", "Permanent basic farmland", "error", "state_council", "internal",
     f"{LAND_LAW} 第35、44、46条；{LAND_RULES} 第24条", LAND_RULES_FROM),
    ("ecology", "生态保护红线", "Ecological red line", "error", "blocking", "internal", "自然资发〔2022〕142号",
     date(2022, 8, 16)),
    ("urban", "城镇开发边界", "Urban growth boundary", "info", "separate_site", "public", f"{LAND_LAW} 第44条",
     LAND_LAW_FROM),
    ("forest", "天然林和公益林", "Natural and public-benefit forest", "warn", "consult", "internal", "森林法 第37条",
     date(2020, 7, 1)),
    ("wetland", "湿地", "Wetland", "warn", "consult", "internal", "湿地保护法 第19条", date(2022, 6, 1)),
    ("grassland", "基本草原", "Basic grassland", "warn", "consult", "internal", "草原法 第38、42条", date(2021, 4, 29)),
    ("river_shore", "河湖岸线", "River and lake shore", "warn", "consult", "internal", "水法 第38条", date(2016, 7, 2)),
    ("coastline", "海岸线", "Coastline", "warn", "consult", "internal", "海岸线保护与利用管理办法", date(2017, 3, 31)),
    ("heritage", "历史文化保护线", "Historic and cultural protection line", "warn", "consult", "internal",
     "历史文化名城名镇名村保护条例", date(2017, 10, 7)),
    ("mineral", "矿产资源控制线", "Mineral resource control line", "warn", "consult", "internal", "矿产资源法",
     date(2025, 7, 1)),
    ("flood_risk", "洪涝风险控制线", "Flood-risk control line", "warn", "consult", "internal", "防洪法 第27、33条",
     date(2016, 7, 2)),
)

USES = {
    "road": ("1202", "1208"), "railway": ("1201", "1208"), "waterway": ("1204", "1311"), "airport": ("1203",),
    "urban_transport": ("1206", "1207", "1208"), "flood_control": ("1311", "17"),
    "water_supply_sanitation": ("1301", "1302", "1309"), "municipal_road": ("1207", "1208"),
    "energy": ("1303", "1304", "1305"), "education": ("0804",), "health": ("0806",),
    "culture_sports": ("0803", "0805", "14"), "social_housing": ("0701", "0702"),
    "governance": ("0801", "1310", "15"), "information": ("1306", "1308"),
    "industrial_park": ("10", "11", "0802"),
}

HOSPITAL = "综合医院建设标准（建标110-2008），2021年7月1日起由建标110-2021代替"
STANDARDS = tuple(
    ("health", "bed", least, most, sqm, HOSPITAL, date(2008, 12, 1), date(2021, 6, 30))
    for least, most, sqm in ((200, 300, 117), (400, 500, 115), (600, 700, 113), (800, 900, 111), (1000, 1000, 109))
)


def fill(apps, schema_editor):
    """Add the rows."""

    def add(app, model, names, rows):
        table = apps.get_model(app, model)
        table.objects.bulk_create(table(**dict(zip(names, row, strict=True))) for row in rows)

    tail = ("legal_basis", "effective_from")
    add("core", "RuleVersion", ("code", "value", "unit", "title", *tail), NUMBERS)
    add("land", "RuleBasis", ("rule", "title", *tail), BASES)
    add("land", "ControlRule", ("kind", "name", "name_en", "severity", "effect", "label", *tail), CONTROLS)
    uses = [(sector, prefix, CLASSES, CLASSES_FROM) for sector, prefixes in USES.items() for prefix in prefixes]
    add("land", "UseRule", ("sector", "class_prefix", *tail), uses)
    names = ("sector", "measure", "least", "most", "sqm_per_unit", *tail, "effective_to")
    add("land", "LandStandard", names, STANDARDS)


def clear(apps, schema_editor):
    """Take the numbers out of the shared table; the others go with their tables."""
    codes = [row[0] for row in NUMBERS]
    apps.get_model("core", "RuleVersion").objects.filter(code__in=codes).delete()


class Migration(migrations.Migration):
    """Fill the tables."""

    dependencies = [("land", "0002_tables"), ("core", "0003_rules")]
    operations = [migrations.RunPython(fill, clear)]
