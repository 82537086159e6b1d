"""The kinds of works: what ground they need, how big, dear and long they are, and how people name them.

``rate_yuan`` is the usual cost per unit: per kilometre of a line, or per square metre of site elsewhere.
``first`` and ``rest`` are shares in the first page of projects (size S) and in all that follow.
Name patterns know {city} {county} {town} {ward} {line} {nature}.
"""

from dataclasses import dataclass
from typing import NamedTuple, TypedDict, Unpack

LOT, ESTATE, ROADSIDE, WILD, FLAT, RESERVOIR = "lot", "estate", "roadside", "wild", "flat", "reservoir"
MOTORWAY, TRUNK, LOCAL, RAILWAY = "motorway", "trunk", "local", "railway"
STREET, RIVER, BANK, BROOK, COAST = "street", "river", "bank", "brook", "coast"
LINES = (MOTORWAY, TRUNK, LOCAL, RAILWAY, STREET, RIVER, BANK, BROOK, COAST)
LINE_NATURES, SITE_NATURES = (0.45, 0.15, 0.4), (0.6, 0.2, 0.14, 0.06)


@dataclass(frozen=True, slots=True)
class Variety:
    """One kind of works.

    ``half_m``: half width of a line's ground; ``months``: usual building time; ``stretches``: how many
    consecutive stretches of a line the largest take.
    """

    key: str
    sector: str
    ground: str
    first: float
    rest: float
    rate_yuan: float
    months: tuple[int, int]
    zh: str
    en: str
    parts: tuple[tuple[str, str], ...]
    land_use: str
    half_m: tuple[float, float] = (0.0, 0.0)
    size_sqm: tuple[float, float] = (0.0, 0.0)
    stretches: int = 1
    natures: tuple[float, ...] = (0.6, 0.2, 0.2)


class Special(TypedDict, total=False):
    """What a kind may have of its own instead of the usual."""

    stretches: int
    natures: tuple[float, ...]


class Scale(NamedTuple):
    """How common, dear, large and slow works of a kind are.

    ``shares``: ``first`` and ``rest``; ``size``: half width in metres of lines, square metres of sites.
    """

    shares: tuple[float, float]
    rate_yuan: float
    size: tuple[float, float]
    months: tuple[int, int]


def _line(key: str, sector: str, ground: str, scale: Scale, names: tuple[str, str], land_use: str,
          part: tuple[str, str], **more: Unpack[Special]) -> Variety:  # fmt: skip
    special: Special = {"natures": LINE_NATURES, **more}
    return Variety(key, sector, ground, *scale.shares, scale.rate_yuan, scale.months, *names, (part,),
                   land_use, half_m=scale.size, **special)  # fmt: skip


def _site(key: str, sector: str, ground: str, scale: Scale, names: tuple[str, str], land_use: str,
          parts: tuple[tuple[str, str], ...], **more: Unpack[Special]) -> Variety:  # fmt: skip
    special: Special = {"natures": SITE_NATURES, **more}
    return Variety(key, sector, ground, *scale.shares, scale.rate_yuan, scale.months, *names, parts,
                   land_use, size_sqm=scale.size, **special)  # fmt: skip


_BRIDGE = ("大桥", "Bridge")
_CULVERT = ("桥涵", "Bridge and culvert")

LINE_WORKS = (
    _line("motorway", "road", MOTORWAY, Scale((1.6, 0.22), 1.25e8, (28, 34), (34, 50)),
          ("{line}{county}段工程", "{line}, {county} Section"), "1202", _BRIDGE, stretches=14,
          natures=(0.8, 0.2)),
    _line("trunk", "road", TRUNK, Scale((4.6, 1.4), 3.4e7, (14, 19), (18, 32)),
          ("{line}{county}段{nature}工程", "{nature} of {line}, {county} Section"), "1202", _BRIDGE,
          stretches=9),
    _line("county_road", "road", LOCAL, Scale((4.6, 5.6), 7.8e6, (7, 11), (10, 20)),
          ("{line}{town}段{nature}工程", "{nature} of {line}, {town} Section"), "1202", _CULVERT,
          stretches=5),
    _line("village_road", "road", LOCAL, Scale((2.6, 3.2), 3.1e6, (4, 6), (6, 12)),
          ("{county}{town}“四好农村路”{nature}工程", "{nature} of Rural Roads in {town}"), "1202", _CULVERT),
    _line("railway", "railway", RAILWAY, Scale((1.9, 0.12), 1.45e8, (15, 20), (36, 54)),
          ("{line}{county}段{nature}工程", "{nature} of {line}, {county} Section"), "1201", _BRIDGE,
          stretches=22),
    _line("siding", "railway", RAILWAY, Scale((0.8, 0.1), 4.2e7, (12, 16), (14, 26)),
          ("{line}{county}站场及联络线{nature}工程", "{nature} of {county} Station Yard on {line}"), "1201",
          _CULVERT),
    _line("channel", "waterway", RIVER, Scale((2.2, 0.9), 2.6e7, (26, 40), (14, 28)),
          ("{line}{county}段航道整治工程", "Navigation Channel of the {line}, {county} Reach"), "1311",
          ("护岸", "Revetment"), stretches=7, natures=(0.1, 0.3, 0.6)),
    _line("port", "waterway", COAST, Scale((1.4, 0.3), 2.2e8, (60, 120), (20, 36)),
          ("{city}港{town}作业区码头{nature}工程", "{nature} of {town} Terminal, Port of {city}"), "1204",
          ("泊位", "Berth"), natures=(0.7, 0.3)),
    _line("metro", "urban_transport", STREET, Scale((1.5, 0.4), 5.6e8, (7, 8), (40, 60)),
          ("{city}轨道交通{town}段工程", "{city} Metro, {town} Section"), "1206", ("车站", "Station"),
          stretches=8, natures=(1.0,)),
    _line("bus_lane", "urban_transport", STREET, Scale((1.4, 1.0), 2.4e7, (6, 8), (6, 14)),
          ("{town}公交专用道及站台{nature}工程", "{nature} of Bus Lanes in {town}"), "1207",
          ("站台", "Platform")),
    _line("dyke", "flood_control", BANK, Scale((3.8, 3.2), 2.7e7, (9, 15), (12, 24)),
          ("{line}{town}段堤防{nature}工程", "{nature} of {line} Dyke, {town} Reach"), "1311",
          ("水闸", "Sluice"), stretches=6, natures=(0.2, 0.15, 0.5, 0.0, 0.15)),
    _line("brook", "flood_control", BROOK, Scale((1.8, 1.9), 8.6e6, (6, 12), (8, 16)),
          ("{county}{line}综合治理工程", "Regulation of the {line} in {county}"), "1311", ("堰坝", "Weir"),
          stretches=4, natures=(0.2, 0.1, 0.5, 0.0, 0.2)),
    _line("seawall", "flood_control", COAST, Scale((1.2, 0.55), 5.8e7, (14, 22), (16, 30)),
          ("{county}{town}海塘安澜工程", "{town} Sea Wall in {county}"), "1311", ("水闸", "Sluice"),
          stretches=4, natures=(0.25, 0.1, 0.65)),
    _line("pipes", "water_supply_sanitation", STREET, Scale((1.7, 2.0), 1.1e7, (3, 4), (6, 14)),
          ("{town}雨污分流管网{nature}工程", "{nature} of Drains in {town}"), "1302",
          ("泵站", "Pumping station")),
    _line("avenue", "municipal_road", STREET, Scale((4.4, 4.6), 5.2e7, (7.4, 8), (10, 22)),
          ("{town}{ward}路{nature}工程", "{nature} of {ward} Road, {town}"), "1207", _CULVERT, stretches=3),
    _line("lane", "municipal_road", STREET, Scale((2.8, 5.4), 2.3e7, (5, 7), (5, 12)),
          ("{town}{ward}巷及周边道路{nature}工程", "{nature} of {ward} Lane and Streets nearby, {town}"),
          "1207", _CULVERT, natures=(0.15, 0.1, 0.75)),
)  # fmt: skip

LOT_WORKS = (
    _site("kindergarten", "education", LOT, Scale((2.6, 2.2), 2_900, (4e3, 1.1e4), (10, 18)),
          ("{town}{ward}幼儿园{nature}工程", "{nature} of {ward} Kindergarten, {town}"), "0804",
          (("教学楼", "Classroom building"), ("活动室", "Activity hall"))),
    _site("primary", "education", LOT, Scale((3.8, 3.2), 3_300, (1.6e4, 3.4e4), (14, 24)),
          ("{town}{ward}小学{nature}工程", "{nature} of {ward} Primary School, {town}"), "0804",
          (("教学楼", "Classroom building"), ("综合楼", "Main building"), ("体育馆", "Gymnasium"))),
    _site("middle", "education", LOT, Scale((3.0, 1.9), 3_700, (2.4e4, 5e4), (16, 28)),
          ("{county}{ward}中学{nature}工程", "{nature} of {ward} Middle School, {county}"), "0804",
          (("教学楼", "Classroom building"), ("实验楼", "Laboratory"),
           ("宿舍楼", "Dormitory"), ("食堂", "Canteen"))),
    _site("college", "education", ESTATE, Scale((1.2, 0.1), 3_400, (6e4, 1.4e5), (22, 36)),
          ("{city}{ward}职业技术学院{nature}工程", "{nature} of {ward} Vocational College, {city}"), "0804",
          (("教学楼", "Teaching building"), ("图书馆", "Library"), ("实训楼", "Workshop"),
           ("宿舍楼", "Dormitory"))),
    _site("hospital", "health", LOT, Scale((3.0, 0.8), 9_200, (2e4, 4.6e4), (24, 40)),
          ("{county}人民医院{ward}院区{nature}工程", "{nature} of {county} People's Hospital, {ward} Campus"),
          "0806",
          (("门诊楼", "Outpatient building"), ("住院楼", "Ward block"), ("医技楼", "Diagnostic block"))),
    _site("community_health", "health", LOT, Scale((2.4, 2.6), 6_000, (4e3, 1e4), (10, 18)),
          ("{town}{ward}社区卫生服务中心{nature}工程", "{nature} of {ward} Health Centre, {town}"), "0806",
          (("门诊楼", "Outpatient building"),)),
    _site("disease_control", "health", LOT, Scale((1.4, 0.9), 7_400, (6e3, 1.6e4), (14, 24)),
          ("{county}疾控与妇幼保健中心{ward}点{nature}工程",
          "{nature} of {county} Disease Control Centre, {ward}"), "0806",
          (("业务楼", "Main building"), ("实验楼", "Laboratory"))),
    _site("library", "culture_sports", LOT, Scale((2.2, 1.4), 7_600, (8e3, 2e4), (16, 28)),
          ("{county}{ward}文化中心{nature}工程", "{nature} of {ward} Cultural Centre, {county}"), "0803",
          (("图书馆", "Library"), ("文化馆", "Cultural hall"))),
    _site("gymnasium", "culture_sports", LOT, Scale((2.0, 2.2), 5_400, (1.2e4, 3.6e4), (14, 26)),
          ("{town}{ward}全民健身中心{nature}工程", "{nature} of {ward} Sports Centre, {town}"), "0805",
          (("体育馆", "Gymnasium"), ("游泳馆", "Swimming hall"))),
    _site("housing", "social_housing", LOT, Scale((5.2, 5.2), 6_800, (1.6e4, 4.2e4), (22, 36)),
          ("{town}{ward}保障性租赁住房{nature}项目", "{nature} of {ward} Rental Housing, {town}"), "0701",
          (("1号楼", "Block 1"), ("2号楼", "Block 2"), ("3号楼", "Block 3"),
           ("配套用房", "Service building"))),
    _site("old_housing", "social_housing", LOT, Scale((2.0, 2.6), 1_500, (1.2e4, 4e4), (6, 14)),
          ("{town}{ward}老旧小区改造工程", "Renewal of {ward} Old Housing, {town}"), "0701",
          (("住宅楼", "Housing block"), ("物业用房", "Service building")), natures=(0.0, 0.0, 1.0)),
    _site("service_centre", "governance", LOT, Scale((2.0, 1.5), 6_600, (5e3, 1.6e4), (12, 22)),
          ("{town}{ward}便民服务中心{nature}工程", "{nature} of {ward} Public Service Centre, {town}"),
          "0801", (("服务大厅", "Service hall"),)),
    _site("police", "governance", LOT, Scale((2.0, 1.6), 6_900, (3.5e3, 9e3), (12, 20)),
          ("{town}{ward}派出所业务用房{nature}工程", "{nature} of {ward} Police Station, {town}"), "0801",
          (("业务楼", "Main building"), ("备勤楼", "Duty block")), natures=(0.4, 0.1, 0.2, 0.3)),
    _site("data_centre", "information", LOT, Scale((1.6, 1.2), 1.7e4, (8e3, 2e4), (14, 26)),
          ("{city}{ward}政务云数据中心{nature}项目", "{nature} of {ward} Government Data Centre, {city}"),
          "1306", (("机房楼", "Machine hall"), ("运维楼", "Operations building")),
          natures=(0.6, 0.2, 0.1, 0.0, 0.0, 0.1)),
    _site("smart_city", "information", LOT, Scale((1.6, 1.0), 1.2e4, (3e3, 7e3), (8, 16)),
          ("{county}{ward}城市运行指挥中心{nature}项目",
          "{nature} of {ward} City Operations Centre, {county}"), "1306",
          (("指挥中心", "Operations centre"),), natures=(0.4, 0.1, 0.2, 0.0, 0.0, 0.3)),
    _site("park", "industrial_park", ESTATE, Scale((1.6, 0.35), 2_600, (6e4, 1.5e5), (20, 34)),
          ("{county}{ward}产业园基础设施{nature}工程", "{nature} of {ward} Industrial Park, {county}"),
          "1001",
          (("标准厂房", "Standard factory"), ("研发楼", "Research building"),
           ("配套用房", "Service building"))),
    _site("factory", "industrial_park", LOT, Scale((3.4, 3.6), 3_100, (2e4, 4.6e4), (14, 24)),
          ("{town}{ward}小微园标准厂房{nature}工程", "{nature} of {ward} Small-Business Park, {town}"),
          "1001", (("1号厂房", "Factory 1"), ("2号厂房", "Factory 2"), ("配套用房", "Service building"))),
    _site("waterworks", "water_supply_sanitation", LOT, Scale((1.8, 1.5), 4_300, (1.4e4, 4e4), (16, 28)),
          ("{county}{ward}水厂{nature}工程", "{nature} of {ward} Waterworks, {county}"), "1301",
          (("沉淀池", "Settling tanks"), ("滤池", "Filters"), ("泵房", "Pump house"))),
    _site("sewage", "water_supply_sanitation", LOT, Scale((1.9, 1.7), 4_600, (1.6e4, 4.4e4), (16, 28)),
          ("{town}{ward}污水处理厂{nature}工程", "{nature} of {ward} Sewage Works, {town}"), "1302",
          (("生化池", "Aeration tanks"), ("二沉池", "Clarifiers"), ("脱水机房", "Dewatering house"))),
    _site("substation", "energy", LOT, Scale((1.7, 1.9), 8_800, (5e3, 1.2e4), (10, 20)),
          ("{town}{ward}110千伏输变电工程", "{ward} 110 kV Substation, {town}"), "1303",
          (("配电楼", "Switch house"), ("主变", "Transformer bay")), natures=(0.8, 0.2)),
    _site("depot", "urban_transport", LOT, Scale((1.6, 1.5), 3_600, (8e3, 2.4e4), (10, 20)),
          ("{town}{ward}公交停保场{nature}工程", "{nature} of {ward} Bus Depot, {town}"), "1208",
          (("保养车间", "Workshop"), ("调度楼", "Control building"))),
)  # fmt: skip

OPEN_WORKS = (
    _site("airport", "airport", FLAT, Scale((1.1, 0.1), 3_900, (2.4e5, 3.6e5), (26, 44)),
          ("{county}{town}通用机场{nature}工程", "{nature} of {town} General Airport, {county}"), "1203",
          (("航站楼", "Terminal"), ("机库", "Hangar")), natures=(0.7, 0.3)),
    _site("reservoir", "flood_control", RESERVOIR, Scale((3.0, 0.0), 420, (1e6, 1e7), (26, 48)),
          ("{county}{town}水库{nature}工程", "{nature} of {town} Reservoir, {county}"), "1311",
          (("大坝", "Dam"), ("溢洪道", "Spillway"), ("电站厂房", "Power house")), natures=(0.5, 0.1, 0.4)),
    _site("solar", "energy", WILD, Scale((1.6, 1.9), 620, (9e4, 2.4e5), (8, 16)),
          ("{town}{ward}农光互补光伏电站项目", "{ward} Solar Farm, {town}"), "1303",
          (("升压站", "Step-up station"), ("逆变器房", "Inverter house")), natures=(1.0,)),
    _site("wind", "energy", WILD, Scale((1.2, 0.6), 1_500, (9e4, 2e5), (12, 22)),
          ("{county}{ward}风电场项目", "{ward} Wind Farm, {county}"), "1303",
          (("风机基础", "Turbine base"), ("升压站", "Step-up station")), natures=(1.0,)),
    _site("country_park", "culture_sports", WILD, Scale((1.4, 1.6), 260, (8e4, 2.4e5), (10, 20)),
          ("{town}{ward}郊野公园{nature}工程", "{nature} of {ward} Country Park, {town}"), "1401",
          (("游客中心", "Visitor centre"), ("驿站", "Rest house")), natures=(0.8, 0.1, 0.1)),
    _site("village_school", "education", ROADSIDE, Scale((1.6, 5.6), 2_600, (3e3, 7e3), (8, 16)),
          ("{town}{ward}村小学{nature}工程", "{nature} of {ward} Village School, {town}"), "0804",
          (("教学楼", "Classroom building"),)),
    _site("village_clinic", "health", ROADSIDE, Scale((1.4, 5.4), 3_000, (1.4e3, 3.4e3), (5, 10)),
          ("{town}{ward}村卫生室{nature}工程", "{nature} of {ward} Village Clinic, {town}"), "0806",
          (("卫生室", "Clinic"),)),
    _site("village_hall", "culture_sports", ROADSIDE, Scale((1.2, 4.2), 2_600, (1.8e3, 4.4e3), (6, 12)),
          ("{town}{ward}村文化礼堂{nature}工程", "{nature} of {ward} Village Hall, {town}"), "0803",
          (("文化礼堂", "Village hall"),)),
    _site("village_sewage", "water_supply_sanitation", ROADSIDE,
          Scale((1.2, 3.0), 2_300, (1.6e3, 4e3), (5, 10)),
          ("{town}{ward}村生活污水治理工程", "{ward} Village Sewage Treatment, {town}"), "1302",
          (("处理站", "Treatment unit"),)),
    _site("village_rescue", "governance", ROADSIDE, Scale((0.8, 2.6), 2_900, (1.6e3, 4e3), (6, 12)),
          ("{town}{ward}村应急与便民中心{nature}工程", "{nature} of {ward} Village Service Centre, {town}"),
          "0801", (("服务中心", "Service centre"),)),
    _site("relay", "information", ROADSIDE, Scale((0.6, 1.2), 4_400, (1.2e3, 2.4e3), (4, 8)),
          ("{town}{ward}通信基站及光网{nature}项目", "{nature} of {ward} Relay and Fibre, {town}"), "1306",
          (("机房", "Equipment house"),)),
    _site("charging", "energy", ROADSIDE, Scale((0.8, 1.4), 4_800, (1.6e3, 3.6e3), (4, 8)),
          ("{town}{ward}公共充换电站项目", "{ward} Charging Station, {town}"), "1303", (("站房", "Station"),),
          natures=(1.0,)),
    _site("village_housing", "social_housing", ROADSIDE, Scale((0.8, 1.8), 3_300, (3e3, 7e3), (10, 18)),
          ("{town}{ward}村危房改造安置点工程", "{ward} Village Resettlement Houses, {town}"), "0701",
          (("安置房", "House row"), ("配套用房", "Service building")), natures=(0.5, 0.0, 0.5)),
)  # fmt: skip

VARIETIES: tuple[Variety, ...] = LINE_WORKS + LOT_WORKS + OPEN_WORKS
SECTORS = (
    "road", "railway", "waterway", "airport", "urban_transport", "flood_control", "water_supply_sanitation",
    "municipal_road", "energy", "education", "health", "culture_sports", "social_housing", "governance",
    "information", "industrial_park",
)  # fmt: skip
NATURES = ("new", "expansion", "rebuild", "relocation", "restoration", "purchase_only")
