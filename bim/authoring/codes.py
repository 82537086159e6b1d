"""The items of a bill by their national codes, which also class the elements: name, unit, price in yuan.

Codes: GB 50854-2013 (buildings) and GB 50857-2013 (municipal works), nine digits. Prices are invented.
"""

from typing import NamedTuple


class Code(NamedTuple):
    """An item: what it is called, what it is measured in (m3, m2, m, each) and its price per unit in yuan."""

    name: str
    unit: str
    price: float


BUILDING = ("GB 50854-2013", "房屋建筑与装饰工程工程量计算规范", "2013-07-01")
MUNICIPAL = ("GB 50857-2013", "市政工程工程量计算规范", "2013-07-01")

CODES: dict[str, Code] = {
    "010402001": Code("砌块墙", "m3", 612.0),
    "010501003": Code("独立基础", "m3", 648.0),
    "010502001": Code("矩形柱", "m3", 1_186.0),
    "010503001": Code("基础梁", "m3", 1_042.0),
    "010503002": Code("矩形梁", "m3", 1_128.0),
    "010505001": Code("有梁板", "m3", 986.0),
    "010501001": Code("垫层", "m3", 524.0),
    "010506001": Code("直形楼梯", "m3", 1_420.0),
    "010507004": Code("台阶", "m3", 860.0),
    "010801001": Code("木质门", "m2", 680.0),
    "010802001": Code("金属（塑钢）门", "m2", 1_050.0),
    "010802003": Code("钢质防火门", "m2", 760.0),
    "010807001": Code("金属（塑钢、断桥）窗", "m2", 720.0),
    "010807003": Code("金属百叶窗", "m2", 460.0),
    "010902001": Code("屋面卷材防水", "m2", 168.0),
    "011102003": Code("块料楼地面", "m2", 142.0),
    "011101002": Code("现浇水磨石楼地面", "m2", 118.0),
    "011209001": Code("带骨架幕墙", "m2", 1_180.0),
    "011302001": Code("吊顶天棚", "m2", 126.0),
    "011503001": Code("金属扶手、栏杆、栏板", "m", 420.0),
    "040301004": Code("泥浆护壁成孔灌注桩", "m", 1_640.0),
    "040303003": Code("混凝土承台", "m3", 986.0),
    "040303004": Code("混凝土墩（台）帽", "m3", 1_264.0),
    "040303005": Code("混凝土墩（台）身", "m3", 1_198.0),
    "040303015": Code("混凝土挡墙墙身", "m3", 812.0),
    "040303019": Code("桥面铺装", "m2", 158.0),
    "040303020": Code("混凝土桥头搭板", "m3", 1_012.0),
    "040303007": Code("混凝土墩（台）盖梁", "m3", 1_286.0),
    "040303006": Code("混凝土支撑梁及横梁", "m3", 1_240.0),
    "040303012": Code("混凝土连续板", "m3", 1_312.0),
    "040303018": Code("混凝土防撞护栏", "m3", 1_168.0),
    "040304001": Code("预制混凝土梁", "m3", 2_460.0),
    "040309001": Code("金属栏杆", "m", 860.0),
    "040309004": Code("橡胶支座", "each", 1_450.0),
    "040309007": Code("桥梁伸缩装置", "m", 3_200.0),
    "040309009": Code("桥面排（泄）水管", "m", 185.0),
    "040103001": Code("回填方", "m3", 62.0),
}


def table_of(code: str) -> tuple[str, str, str]:
    """Return the standard a code stands in: number, title, in force since."""
    return MUNICIPAL if code.startswith("04") else BUILDING
