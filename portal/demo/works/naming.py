"""What works are called, where they stand, what is said of them: Chinese as clerks write it, and English."""

from dataclasses import dataclass

from portal.demo.province.directory import Place, build_directory
from portal.demo.province.hashing import bits, uniform, whole
from portal.demo.province.names import english, ward_name
from portal.demo.province.regions import build_division
from portal.demo.works import varieties as v

NATURE_ZH = {"new": "新建", "expansion": "扩建", "rebuild": "改建",
             "relocation": "迁建", "restoration": "修复", "purchase_only": "购置"}  # fmt: skip
NATURE_EN = {"new": "Construction", "expansion": "Expansion", "rebuild": "Rebuilding",
             "relocation": "Relocation", "restoration": "Restoration",
             "purchase_only": "Purchase"}  # fmt: skip
SITE_ENDING = {"project": "项目", "works": "工程"}


@dataclass(frozen=True, slots=True)
class Names:
    """Words about one work. ``ward``: the local word in its name."""

    name: str
    name_en: str
    address: str
    content: str
    ward: str


@dataclass(frozen=True, slots=True)
class Where:
    """The places a work lies in."""

    city: Place
    county: Place
    town: Place


def where(town: int) -> Where:
    """Return the places of a town."""
    directory, division = build_directory(), build_division()
    county = int(division.county_of_town[town])
    return Where(
        directory.cities[division.city_of_county[county]], directory.counties[county], directory.towns[town]
    )


def name_work(
    work: int,
    variety: v.Variety,
    nature: str,
    place: Where,
    line: tuple[str, str],
    *,
    length_m: float,
    area_sqm: float,
) -> Names:
    """Return the names of one work. ``line``: the road or river it follows, Chinese and English, or empty."""
    ward = ward_name(int(bits("ward", work) % 10_007))
    zh = {
        "city": place.city.name, "county": place.county.name, "town": place.town.name, "ward": ward,
        "line": line[0] or f"{place.town.short}溪", "nature": NATURE_ZH[nature],
    }  # fmt: skip
    en = {
        "city": place.city.short_en, "county": place.county.short_en, "town": place.town.short_en,
        "ward": english(ward), "line": line[1] or f"{place.town.short_en} Brook", "nature": NATURE_EN[nature],
    }  # fmt: skip
    name = variety.zh.format(**zh)
    return Names(
        name, variety.en.format(**en), _address(work, variety, place, ward),
        _content(work, variety, nature, length_m=length_m, area_sqm=area_sqm), ward,
    )  # fmt: skip


def _address(work: int, variety: v.Variety, place: Where, ward: str) -> str:
    head = place.city.name + place.county.name + place.town.name
    if variety.ground in v.LINES or variety.ground in (v.WILD, v.FLAT, v.RESERVOIR):
        return head
    if variety.ground == v.ROADSIDE:
        return f"{head}{ward}村"
    return f"{head}{ward}路{int(whole(1, 398, 'door', work))}号"


def _content(work: int, variety: v.Variety, nature: str, *, length_m: float, area_sqm: float) -> str:
    verb, parts = NATURE_ZH[nature], "、".join(zh for zh, _ in variety.parts)
    if variety.ground in v.LINES:
        return f"{verb}线路全长{length_m / 1000:.2f}公里，用地{area_sqm / 1e4:.2f}公顷，含{parts}及附属设施。"
    if variety.ground in (v.WILD, v.RESERVOIR):
        return f"{verb}{parts}及附属设施，用地{area_sqm / 1e4:.2f}公顷。"
    floor = area_sqm * (0.7 + 0.9 * float(uniform("floor", work)))
    return (
        f"{verb}{parts}及室外附属工程，总建筑面积{round(floor, -2):.0f}平方米，用地{area_sqm / 1e4:.2f}公顷。"
    )
