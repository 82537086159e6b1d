"""The programmes of the school: architecture and structure."""

from bim.authoring.courtyard import CORNERS, STOREYS
from bim.authoring.programme import Task, in_group

NAMES = {"1F": "一层", "2F": "二层", "3F": "三层", "4F": "四层", "RF": "屋面层", "FD": "基础层"}
_HOUSE = (
    ("stairs", "楼梯", 0.0, 0.05),
    ("walls", "外墙砌筑", 0.06, 0.16),
    ("partitions", "内隔墙砌筑", 0.08, 0.20),
    ("fittings", "门窗与幕墙安装", 0.18, 0.30),
    ("finishes", "楼地面、吊顶与陈设", 0.26, 0.42),
)
_ROOF = (
    ("walls", "女儿墙与楼梯间", 0.60, 0.68),
    ("fittings", "屋面门", 0.66, 0.70),
    ("roof", "屋面保温防水", 0.64, 0.72),
    *((f"hut-{mark[0]}/roof", f"{mark[0]} 楼梯间屋面", 0.66, 0.72) for mark in CORNERS),
)
_BASE = (("footings", "独立基础", 0.04, 0.12), ("columns", "基础短柱", 0.11, 0.15))
_FRAME = (("beams", "梁", 0.0, 0.03), ("slabs", "板", 0.01, 0.04), ("columns", "柱", 0.035, 0.055))


def architecture_tasks() -> list[Task]:
    """Return the programme of the architect's works: storey by storey, then the roof."""
    made = []
    for n, key in enumerate(STOREYS):
        name, late = NAMES[key], 0.0 if n < 2 else 0.03
        made += in_group(f"{name}建筑", _HOUSE, place=f"{key}/", name=name, at=0.34 + 0.05 * n, slip=late)
    made += in_group("屋面工程", _ROOF, place="RF/", slip=0.03)
    return made + in_group("室外工程", (("1F/approach", "入口平台与雨篷", 0.80, 0.88),))


def structure_tasks() -> list[Task]:
    """Return the programme of the bearing structure."""
    made = in_group("地基与基础", _BASE, place="FD/")
    for n, key in enumerate((*STOREYS, "RF")):
        name, at, late = NAMES[key], 0.15 + 0.065 * n, 0.0 if n < 2 else 0.02
        made += in_group(f"{name}主体结构", _FRAME, place=f"{key}/", name=name, at=at, slip=late)
    return made
