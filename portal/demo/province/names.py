"""Invented names, Chinese and English, that suit the ground they stand on.

No real province, city or county bears the names of the two upper levels. Town names are so short that some
will be met elsewhere; no real county has such a set of them.
"""

from functools import cache

import numpy as np
from pypinyin import lazy_pinyin

from portal.demo.province.hashing import shuffled, uniform

PROVINCE = ("岚海省", "Lanhai Province")
CITIES = ("澜宁", "汐口", "沄津", "屏麓", "栖宁", "玦陵", "霞浔", "沧屿", "鹭汀", "苇洲", "槿川")
RIVERS = (
    "澜江", "沄江", "霁水", "栖江", "砚溪", "槿水", "苇河", "浔溪", "蘅江", "璞溪", "棠水", "荻河",
    "枫溪", "鹭江", "素水", "珩江", "穆溪", "雁江", "漱溪", "墨水", "蓼河", "钟溪", "琅溪", "皓水",
)  # fmt: skip
_SHORE = ("浦 港 湾 屿 矶 澳 礁 汀 浔 埠", "鸥 鲸 汐 潮 霓 珠 螺 帆 蓬 碧 望 观 镇 澹 月 鹭 螭")
_PLAIN = (
    "塘 渚 泽 陂 桥 埭 荡 浜 圩 堰 洲 庄",
    "荻 苇 菱 藕 禾 稻 棠 桑 柳 桐 蒲 莼 粟 梓 芦 杏 榆 槐 麦 莲 荇",
)
_VALLEY = (
    "溪 川 源 洄 坪 坂 畈 垟 桥 口 渡 田",
    "樟 枫 桂 筠 蕙 槲 榛 柏 梅 茶 橘 杉 棣 梨 栗 葛 蕨 芝 椿 枣 芷",
)
_HILL = (
    "岭 岗 嶂 峦 岫 麓 崖 峪 坞 岱 垭 墩",
    "苍 黛 云 霁 岚 石 青 赭 屏 鸢 隼 虎 鹿 灵 霜 雪 雾 鸾 霭 磬 璧",
)
_STREETS = ("静", "安", "昌", "和", "丰", "永", "新", "东", "西", "南", "北", "文", "乐", "明", "福", "泰")
_STREET_ENDS = ("和", "门", "华", "兴", "里", "苑", "湖", "园", "桥", "关", "塔", "坊")


def english(chinese: str) -> str:
    """Return the name in pinyin, joined and capitalised: 清安 → Qing'an."""
    parts = lazy_pinyin(chinese, errors="ignore")
    joined = "".join(("'" if i and p[0] in "aoe" else "") + p for i, p in enumerate(parts))
    return joined.capitalize()


def _pairs(kind: tuple[str, str]) -> list[str]:
    ends, starts = kind
    return [a + b for a in starts.split() for b in ends.split() if a != b]


@cache
def _stock(kind: str, purpose: str) -> tuple[str, ...]:
    """Return every name of a landscape in a fixed disorder."""
    pairs = {"shore": _SHORE, "plain": _PLAIN, "valley": _VALLEY, "hill": _HILL}[kind]
    names = _pairs(pairs)
    return tuple(names[i] for i in shuffled(len(names), f"{purpose}-{kind}"))


def landscape(height_m: float, slope: float, shore: bool) -> str:
    """Return what kind of name a seat deserves."""
    if shore:
        return "shore"
    if height_m < 30 and slope < 0.01:
        return "plain"
    return "valley" if height_m < 230 else "hill"


class NameStock:
    """Hands out each name once."""

    def __init__(self, purpose: str, taken: frozenset[str] = frozenset()) -> None:
        self.purpose, self.taken = purpose, set(taken)

    def take(self, kind: str) -> str:
        """Return the next unused name of a landscape, or of its neighbour when that one has run dry."""
        for source in (kind, "valley", "plain", "hill", "shore"):
            for name in _stock(source, self.purpose):
                if name not in self.taken:
                    self.taken.add(name)
                    return name
        raise ValueError(f"No names are left for {self.purpose}.")


def ward_name(index: int) -> str:
    """Return the name of the index-th inner-city ward (街道), without its ending."""
    pairs = [a + b for a in _STREETS for b in _STREET_ENDS if a != b]
    return pairs[int(shuffled(len(pairs), "ward")[index % len(pairs)])]


def brook_name(order: int) -> str:
    """Return the name of a lesser river."""
    starts = (_VALLEY[1] + " " + _HILL[1] + " " + _PLAIN[1]).split()
    pairs = [a + b for b in ("溪", "港", "河", "坑", "浦", "源", "涧", "水") for a in starts]
    return pairs[int(shuffled(len(pairs), "brook")[order])]


COUNTY_WORDS = {"区": "District", "市": "City", "县": "County"}
TOWN_WORDS = {"街道": "Subdistrict", "镇": "Town", "乡": "Township"}


def county_ending(index: int, distance_m: float, urban: bool) -> str:
    """Return 区 near the seat of the city, 市 for some well-peopled counties, else 县."""
    if distance_m < 24_000:
        return "区"
    return "市" if urban and bool(uniform("county-city", np.array(index)) < 0.45) else "县"
