"""Who governs, builds, checks and judges in the invented province: a tree with 187 project units."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from portal.demo.province.directory import Place, build_directory
from portal.demo.province.hashing import fixed_id
from portal.demo.province.names import english
from portal.demo.province.regions import build_division
from portal.projects.codes import organisation_check_character, uscc_check_character

GOVERNMENT, DEPARTMENT, UNIT = "government", "department", "unit"
FINANCE, LAND, PLANNING, AUDIT = "finance", "land", "planning", "audit"
CONTRACTOR, SUPERVISOR, EVALUATOR = "contractor", "supervisor", "evaluator"
UNITS = 187

TRANSPORT, WATER, SCHOOLS, HEALTH, BUILDING, CULTURE = (
    "transport",
    "water",
    "schools",
    "health",
    "building",
    "culture",
)
FIELD_OF_SECTOR = {
    "road": TRANSPORT, "railway": TRANSPORT, "waterway": TRANSPORT, "airport": TRANSPORT,
    "urban_transport": TRANSPORT,
    "flood_control": WATER, "water_supply_sanitation": WATER, "municipal_road": BUILDING, "energy": BUILDING,
    "education": SCHOOLS, "health": HEALTH, "culture_sports": CULTURE, "social_housing": BUILDING,
    "governance": BUILDING, "information": BUILDING, "industrial_park": BUILDING,
}  # fmt: skip
OFFICES = (
    ("发展和改革", "Development and Reform", PLANNING, ""), ("财政", "Finance", FINANCE, ""),
    ("自然资源", "Natural Resources", LAND, ""), ("审计", "Audit", AUDIT, ""),
    ("交通运输", "Transport", DEPARTMENT, TRANSPORT), ("水利", "Water Resources", DEPARTMENT, WATER),
    ("教育", "Education", DEPARTMENT, SCHOOLS), ("卫生健康", "Health", DEPARTMENT, HEALTH),
    ("住房和城乡建设", "Housing and Construction", DEPARTMENT, BUILDING),
    ("文化旅游和体育", "Culture, Tourism and Sports", DEPARTMENT, CULTURE),
)  # fmt: skip
COUNTY_OFFICES = ("发展和改革", "财政", "自然资源", "住房和城乡建设", "交通运输")
PROVINCE_UNITS = (
    (TRANSPORT, "交通投资集团有限公司", "Transport Investment Group"),
    (TRANSPORT, "高速公路建设有限公司", "Motorway Construction Company"),
    (TRANSPORT, "铁路建设投资有限公司", "Railway Construction and Investment Company"),
    (TRANSPORT, "海港集团有限公司", "Sea Port Group"),
    (TRANSPORT, "机场建设有限公司", "Airport Construction Company"),
    (TRANSPORT, "公路与运输管理中心", "Roads and Transport Centre"),
    (TRANSPORT, "港航管理中心", "Ports and Waterways Centre"),
    (WATER, "水利水电投资有限公司", "Water and Hydropower Investment Company"),
    (WATER, "江河建设管理中心", "Rivers Construction Centre"),
    (WATER, "海塘建设中心", "Sea Wall Construction Centre"),
    (SCHOOLS, "教育基本建设中心", "School Building Centre"),
    (SCHOOLS, "职业教育发展中心", "Vocational Education Centre"),
    (HEALTH, "医疗建设管理中心", "Hospital Building Centre"),
    (HEALTH, "疾病预防控制中心", "Disease Control Centre"),
    (BUILDING, "城乡建设投资集团有限公司", "Urban and Rural Investment Group"),
    (BUILDING, "能源集团有限公司", "Energy Group"),
    (BUILDING, "数据发展有限公司", "Data Development Company"),
    (BUILDING, "机关事务建设中心", "Government Premises Centre"),
    (BUILDING, "保障房建设有限公司", "Public Housing Company"),
    (CULTURE, "文化场馆建设中心", "Cultural Venues Centre"),
    (CULTURE, "体育设施中心", "Sports Facilities Centre"),
)  # fmt: skip
CITY_UNITS = (
    (TRANSPORT, "交通建设有限公司", "Transport Construction Company"),
    (WATER, "水务集团有限公司", "Water Group"), (SCHOOLS, "教育建设服务中心", "School Building Service"),
    (HEALTH, "公立医院建设中心", "Public Hospital Building Centre"),
    (BUILDING, "城市建设发展集团有限公司", "City Development Group"),
    (CULTURE, "文体场馆建设中心", "Culture and Sports Venues Centre"),
)  # fmt: skip
FIRMS = {
    CONTRACTOR: (40, "建设工程有限公司", "Construction Company"),
    SUPERVISOR: (16, "工程监理有限公司", "Supervision Company"),
    EVALUATOR: (8, "绩效评价咨询有限公司", "Evaluation Consultancy"),
}
_FIRM_WORDS = "宏 恒 中 华 远 鼎 信 诚 博 瑞 隆 昌 盛 泰 达 建"


@dataclass(frozen=True, slots=True)
class Body:
    """One organisation.

    ``path`` is made of numbers from the root; ``field``: what a department or unit does.
    """

    id: uuid.UUID
    number: int
    name: str
    name_en: str
    uscc: str
    kind: str
    parent: "Body | None"
    path: str
    region_code: str
    field: str


class _Register:
    """Adds organisations one below another, each with its own number and code."""

    def __init__(self) -> None:
        self.bodies: list[Body] = []

    def add(
        self, name: str, name_en: str, kind: str, parent: Body | None, region_code: str, field: str = ""
    ) -> Body:
        """Return the new organisation."""
        number = len(self.bodies) + 1
        path = f"{parent.path if parent else '/'}{number:04d}/"
        uscc = _uscc(number, name, region_code)
        body = Body(
            fixed_id("organisation", number),
            number,
            name,
            name_en,
            uscc,
            kind,
            parent,
            path,
            region_code,
            field,
        )
        self.bodies.append(body)
        return body


def _uscc(number: int, name: str, region_code: str) -> str:
    """Return a valid unified social credit code: organs 11, institutions 12, companies 91 (GB 32100)."""
    entity = "91" if name.endswith("公司") else "12" if name.endswith(("中心", "服务中心")) else "11"
    first8 = f"{(number * 7_919 + 1_357_911) % 10**8:08d}"
    first17 = entity + f"{region_code[:6]:0<6}" + first8 + organisation_check_character(first8)
    return first17 + uscc_check_character(first17)


def _office_name(place: Place, stem: str) -> str:
    if place.level == 1:
        return f"{place.name}{stem}{'委员会' if stem in ('发展和改革', '卫生健康') else '厅'}"
    return f"{place.name}{stem}局"


def _offices(register: _Register, place: Place, government: Body, stems: tuple[str, ...]) -> dict[str, Body]:
    """Return the departments of a government by what they do; the plain ones are only entered."""
    made = {}
    for stem, stem_en, kind, field in OFFICES:
        if stem in stems:
            body = register.add(_office_name(place, stem), f"{place.name_en} {stem_en} Office", kind,
                                government, place.code, field)  # fmt: skip
            made[field or kind] = body
    return made


def _city(register: _Register, place: Place, province: Body) -> Body:
    government = register.add(
        f"{place.name}人民政府", f"{place.name_en} Government", GOVERNMENT, province, place.code
    )
    offices = _offices(register, place, government, tuple(stem for stem, *_ in OFFICES))
    for field, name, name_en in CITY_UNITS:
        register.add(
            place.name + name, f"{place.short_en} {name_en}", UNIT, offices[field], place.code, field
        )
    return government


def _county(register: _Register, place: Place, city: Body, with_transport: bool) -> None:
    government = register.add(
        f"{place.name}人民政府", f"{place.name_en} Government", GOVERNMENT, city, place.code
    )
    offices = _offices(register, place, government, COUNTY_OFFICES)
    register.add(f"{place.name}城市建设投资有限公司", f"{place.short_en} Urban Construction Company", UNIT,
                 offices[BUILDING], place.code, BUILDING)  # fmt: skip
    if with_transport:
        register.add(f"{place.name}交通水利发展有限公司", f"{place.short_en} Transport and Water Company",
                     UNIT, offices[TRANSPORT], place.code, TRANSPORT)  # fmt: skip


def _firms(register: _Register) -> None:
    words = _FIRM_WORDS.split()
    pairs = [a + b for a in words for b in words if a != b]
    used = 0
    for kind, (count, name, name_en) in FIRMS.items():
        for _ in range(count):
            word = pairs[used * 7 % len(pairs)]
            used += 1
            register.add(f"岚海{word}{name}", f"Lanhai {english(word)} {name_en}", kind, None, "97")


@cache
def build_organisations() -> tuple[Body, ...]:
    """Return every organisation, parents before children."""
    directory, division, register = build_directory(), build_division(), _Register()
    place = directory.province
    province = register.add(
        f"{place.name}人民政府", f"{place.name_en} Government", GOVERNMENT, None, place.code
    )
    offices = _offices(register, place, province, tuple(stem for stem, *_ in OFFICES))
    for field, name, name_en in PROVINCE_UNITS:
        register.add(
            place.name + name, f"{place.short_en} {name_en}", UNIT, offices[field], place.code, field
        )
    governments = [_city(register, city, province) for city in directory.cities]
    extra = UNITS - len(PROVINCE_UNITS) - len(CITY_UNITS) * len(directory.cities) - len(directory.counties)
    for n, county in enumerate(directory.counties):
        _county(register, county, governments[division.city_of_county[n]], with_transport=n < extra)
    _firms(register)
    return tuple(register.bodies)


@cache
def units_by_region() -> dict[tuple[str, str], tuple[Body, ...]]:
    """Return project units by region code and field of work."""
    found: dict[tuple[str, str], list[Body]] = defaultdict(list)
    for body in build_organisations():
        if body.kind == UNIT:
            found[body.region_code, body.field].append(body)
    return {key: tuple(bodies) for key, bodies in found.items()}


def owner_of(sector: str, tier: int, county_code: str, luck: int) -> Body:
    """Return the unit that builds: of the province (tier 1), the city (2) or the county (3)."""
    field, units = FIELD_OF_SECTOR[sector], units_by_region()
    if tier == 1:
        bodies = units["97", field]
        return bodies[luck % len(bodies)]
    if tier == 2:
        return units[county_code[:4], field][0]
    own = units.get((county_code, field)) if field == TRANSPORT else None
    if field == WATER:
        own = units.get((county_code, TRANSPORT))
    return (own or units[county_code, BUILDING])[0]
