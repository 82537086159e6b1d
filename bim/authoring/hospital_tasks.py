"""The programme of the hospital wing."""

from bim.authoring.programme import Task, in_group
from bim.authoring.wards import STOREYS

NUMERALS = "一二三四五六"
NAMES = {"FD": "基础层", "RF": "屋面层", **{key: f"{n}层" for key, n in zip(STOREYS, NUMERALS, strict=True)}}
_BASE = (("footings", "独立基础", 0.03, 0.10), ("columns", "基础短柱", 0.09, 0.12))
_FRAME = (("beams", "梁", 0.0, 0.02), ("slabs", "板", 0.01, 0.03), ("columns", "柱", 0.025, 0.04))
_HOUSE = (
    ("stairs", "楼梯", 0.0, 0.04),
    ("walls", "外墙", 0.05, 0.14),
    ("partitions", "内隔墙", 0.07, 0.18),
    ("fittings", "门窗与幕墙", 0.16, 0.26),
    ("finishes", "装修与陈设", 0.24, 0.40),
)
_ROOF = (
    ("walls", "女儿墙与机房", 0.62, 0.68),
    ("fittings", "屋面门", 0.67, 0.70),
    ("roof", "屋面保温防水", 0.66, 0.74),
    ("hut/roof", "机房屋面", 0.66, 0.74),
    ("machines", "屋面设备", 0.72, 0.78),
)


def tasks() -> list[Task]:
    """Return the programme: bearing structure storey by storey, then what fills it."""
    made = in_group("地基与基础", _BASE, place="FD/")
    for n, key in enumerate((*STOREYS, "RF")):
        late = 0.0 if n < 3 else 0.02
        name, at = NAMES[key], 0.12 + 0.045 * n
        made += in_group(f"{name}主体结构", _FRAME, place=f"{key}/", name=name, at=at, slip=late)
    for n, key in enumerate(STOREYS):
        name = NAMES[key]
        at = 0.32 + 0.04 * n
        made += in_group(f"{name}建筑", _HOUSE, place=f"{key}/", name=name, at=at, slip=0.02)
    made += in_group("屋面工程", _ROOF, place="RF/", slip=0.02)
    return made + in_group("室外工程", (("1F/approach", "入口平台与雨篷", 0.86, 0.93),))
