"""The programme of the bridge."""

from bim.authoring import spans as s
from bim.authoring.programme import Task, in_group

SUPPORTS = (
    ("A0", "0号桥台", s.ENDS_M[0]),
    ("P1", "1号墩", s.ENDS_M[1]),
    ("P2", "2号墩", s.ENDS_M[2]),
    ("A3", "3号桥台", s.ENDS_M[3]),
)
_BELOW = (("piles", "桩基与承台", 0.0, 0.16), ("body", "墩台身", 0.17, 0.28))
_SPAN = (("girders", "架梁", 0.0, 0.09), ("deck", "桥面板", 0.08, 0.16))
_SURFACE = (
    ("paving", "桥面铺装", 0.80, 0.88),
    ("edges", "护栏", 0.76, 0.86),
    ("fixtures", "伸缩缝、排水与照明", 0.86, 0.94),
)
_RAMP = (
    ("walls", "挡墙", 0.40, 0.56),
    ("fill", "填土与搭板", 0.50, 0.70),
    ("paving", "路面与护栏", 0.82, 0.92),
)


def tasks() -> list[Task]:
    """Return the programme: from the ground up, the ramps meanwhile."""
    made = []
    for n, (key, name, _) in enumerate(SUPPORTS):
        at, late = 0.04 + 0.05 * n, 0.02 * (n > 1)
        made += in_group("下部结构", _BELOW, place=f"{key}/", name=name, at=at, slip=late)
    for n, numeral in enumerate(s.NUMERALS):
        at, name = 0.42 + 0.08 * n, f"第{numeral}孔"
        made += in_group("上部结构", _SPAN, place=f"S{n + 1}/", name=name, at=at, slip=0.03)
    made += in_group("桥面系", _SURFACE, place="surface/", slip=0.02)
    made += in_group("起点引道", _RAMP, place="R0/", name="起点引道")
    return made + in_group("终点引道", _RAMP, place="R3/", name="终点引道")
