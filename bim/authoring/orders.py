"""The windows, doors and walls that the buildings are made of."""

from bim.authoring.fittings import Fitting
from bim.authoring.materials import Layers
from bim.authoring.walls import WallKind

C3021 = Fitting(code="C3021", name="断桥铝合金推拉窗", width_m=3.0, height_m=2.1, leaves=3, outside=True)
C2421 = Fitting(code="C2421", name="断桥铝合金推拉窗", width_m=2.4, height_m=2.1, leaves=2, outside=True)
C1821 = Fitting(code="C1821", name="断桥铝合金平开窗", width_m=1.8, height_m=2.1, leaves=2, outside=True)
C1512 = Fitting(code="C1512", name="断桥铝合金上悬窗", width_m=1.5, height_m=1.2, outside=True)
C3020 = Fitting(code="C3020", name="走廊铝合金推拉窗", width_m=3.0, height_m=2.0, leaves=3, outside=True)
C2420 = Fitting(code="C2420", name="走廊铝合金推拉窗", width_m=2.4, height_m=2.0, leaves=2, outside=True)
C1806 = Fitting(code="C1806", name="内走廊高窗", width_m=1.8, height_m=0.6, leaves=2)
M1021 = Fitting(code="M1021", name="木质平开门", width_m=1.0, height_m=2.1, look="timber", bill="010801001")
M1221 = Fitting(
    code="M1221", name="病房木质子母门", width_m=1.2, height_m=2.1, leaves=2, look="timber", bill="010801001"
)
M0921 = Fitting(code="M0921", name="卫生间木门", width_m=0.9, height_m=2.1, look="timber", bill="010801001")
M1824 = Fitting(
    code="M1824",
    name="铝合金玻璃门",
    width_m=1.8,
    height_m=2.4,
    leaves=2,
    look="glass",
    outside=True,
    bill="010802001",
)
FM1521 = Fitting(
    code="FM1521乙",
    name="乙级钢质防火门",
    width_m=1.5,
    height_m=2.1,
    leaves=2,
    look="steel",
    bill="010802003",
    fire="1.00h",
)
FM1521A = Fitting(
    code="FM1521甲",
    name="甲级钢质防火门",
    width_m=1.5,
    height_m=2.1,
    leaves=2,
    look="steel",
    bill="010802003",
    fire="1.50h",
)
FM1221 = Fitting(
    code="FM1221甲",
    name="甲级钢质防火门",
    width_m=1.2,
    height_m=2.1,
    leaves=2,
    look="steel",
    bill="010802003",
    fire="1.50h",
    outside=True,
)

C2118 = Fitting(
    code="C2118", name="病房铝合金平开窗", width_m=2.1, height_m=1.8, leaves=2, outside=True, sill=False
)
C1518 = Fitting(code="C1518", name="铝合金上悬窗", width_m=1.5, height_m=1.8, outside=True, sill=False)
DT1221 = Fitting(
    code="DT1221",
    name="电梯层门",
    width_m=1.2,
    height_m=2.1,
    leaves=2,
    look="rail",
    bill="010802001",
    fire="1.00h",
)

PANEL = WallKind(
    key="WQ1",
    look="panel",
    outside=True,
    layers=Layers(
        "外墙 WQ1 铝板 250",
        (("aluminium", 0.030, "饰面"), ("rockwool", 0.050, "保温"), ("aac", 0.170, "墙体")),
    ),
)
TEAL = WallKind(
    key="WQ2",
    look="teal",
    outside=True,
    layers=Layers(
        "外墙 WQ2 彩色铝板 250",
        (("aluminium", 0.030, "饰面"), ("rockwool", 0.050, "保温"), ("aac", 0.170, "墙体")),
    ),
)
RENDERED = WallKind(
    key="WQ1",
    look="render",
    outside=True,
    layers=Layers(
        "外墙 WQ1 真石漆 250",
        (("render", 0.010, "饰面"), ("rockwool", 0.040, "保温"), ("aac", 0.200, "墙体")),
    ),
)
CLAY = WallKind(
    key="WQ2",
    look="brick",
    outside=True,
    layers=Layers(
        "外墙 WQ2 陶板 250", (("clay", 0.030, "饰面"), ("rockwool", 0.040, "保温"), ("aac", 0.180, "墙体"))
    ),
)
STONE = WallKind(
    key="WQ3",
    look="plinth",
    outside=True,
    layers=Layers(
        "勒脚 WQ3 石材 250", (("stone", 0.030, "饰面"), ("xps", 0.040, "保温"), ("aac", 0.180, "墙体"))
    ),
)
INNER = WallKind(
    key="NQ1",
    look="partition",
    layers=Layers(
        "内墙 NQ1 加气块 200", (("mortar", 0.015, "抹灰"), ("aac", 0.170, "墙体"), ("mortar", 0.015, "抹灰"))
    ),
)
SHAFT = WallKind(
    key="NQ2",
    look="partition",
    fire="3.00h",
    layers=Layers(
        "楼梯间墙 NQ2 加气块 200",
        (("mortar", 0.020, "抹灰"), ("aac", 0.160, "墙体"), ("mortar", 0.020, "抹灰")),
    ),
)
THIN = WallKind(
    key="NQ3",
    look="partition",
    fire="1.00h",
    layers=Layers(
        "内隔墙 NQ3 加气块 100",
        (("mortar", 0.010, "抹灰"), ("aac", 0.080, "墙体"), ("mortar", 0.010, "抹灰")),
    ),
)
