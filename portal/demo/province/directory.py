"""The register of regions: names and codes of the four levels, in code order."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from portal.demo.province import names
from portal.demo.province.ground import build_ground
from portal.demo.province.hashing import Ints
from portal.demo.province.mesh import build_mesh
from portal.demo.province.regions import Division, build_division

PROVINCE_CODE = "97"
FIRST_COUNTY = {"区": 1, "县": 21, "市": 81}
FIRST_TOWN = {"街道": 1, "镇": 100, "乡": 200}


@dataclass(frozen=True, slots=True)
class Place:
    """One region.

    ``short``: its name without its kind; ``seat``: the town (by number) its government sits in.
    """

    code: str
    name: str
    name_en: str
    short: str
    level: int
    seat: int

    @property
    def short_en(self) -> str:
        """Return the English name without its kind: Puqiao, not Puqiao County."""
        return self.name_en.rsplit(" ", 1)[0]


@dataclass(frozen=True, slots=True)
class Directory:
    """All regions: ``towns[i]`` is town number i of the division, and so on upward."""

    province: Place
    cities: tuple[Place, ...]
    counties: tuple[Place, ...]
    towns: tuple[Place, ...]


def _kinds_of_ground(division: Division) -> list[str]:
    mesh, ground = build_mesh(), build_ground()
    shore = np.zeros(len(mesh.cells_m), bool)
    inner = (mesh.edge_cells >= 0).all(axis=1)
    a, b = mesh.edge_cells[inner].T
    shore[a[ground.sea[b]]] = True
    shore[b[ground.sea[a]]] = True
    cells = division.seat_cell
    return [
        names.landscape(float(h), float(s), bool(w))
        for h, s, w in zip(mesh.cell_heights_m[cells], mesh.cell_slopes[cells], shore[cells], strict=True)
    ]


def _cities(division: Division) -> tuple[Place, ...]:
    return tuple(
        Place(f"{PROVINCE_CODE}{n + 1:02d}", f"{name}市", f"{names.english(name)} City", name, 2, int(seat))
        for n, (name, seat) in enumerate(zip(names.CITIES, division.city_seat, strict=True))
    )


def _counties(division: Division, cities: tuple[Place, ...], kinds: list[str]) -> tuple[Place, ...]:
    at = build_mesh().cells_m[division.seat_cell]
    stock = names.NameStock("county", frozenset(names.CITIES))
    towns_of = np.bincount(division.county_of_town)
    used: dict[tuple[int, str], int] = {}
    made = []
    for n, (seat, city) in enumerate(zip(division.county_seat, division.city_of_county, strict=True)):
        away = float(np.sqrt(((at[seat] - at[division.city_seat[city]]) ** 2).sum()))
        ending = names.county_ending(n, away, bool(towns_of[n] >= 11))
        number = used.setdefault((int(city), ending), FIRST_COUNTY[ending])
        used[int(city), ending] += 1
        name = stock.take(kinds[seat])
        code = f"{cities[city].code}{number:02d}"
        word = names.COUNTY_WORDS[ending]
        made.append(Place(code, name + ending, f"{names.english(name)} {word}", name, 3, int(seat)))
    return tuple(made)


def _town_ending(division: Division, town: int, counties: tuple[Place, ...], kind: str) -> str:
    county = division.county_of_town[town]
    urban = counties[county].name.endswith(("区", "市"))
    at = build_mesh().cells_m[division.seat_cell]
    city_seat = division.city_seat[division.city_of_county[county]]
    away = float(np.sqrt(((at[town] - at[city_seat]) ** 2).sum()))
    if away < 13_000 or (urban and town == counties[county].seat):
        return "街道"
    return "乡" if kind == "hill" and town != counties[county].seat else "镇"


def _towns(division: Division, counties: tuple[Place, ...], kinds: list[str]) -> tuple[Place, ...]:
    stock = names.NameStock("town", frozenset(c.short for c in counties) | frozenset(names.CITIES))
    used: dict[tuple[int, str], int] = {}
    made, wards = [], 0
    for town, kind in enumerate(kinds):
        county = int(division.county_of_town[town])
        ending = _town_ending(division, town, counties, kind)
        number = used.setdefault((county, ending), FIRST_TOWN[ending])
        used[county, ending] += 1
        if ending == "街道":
            name, wards = names.ward_name(wards), wards + 1
        else:
            name = counties[county].short if town == counties[county].seat else stock.take(kind)
        word = names.TOWN_WORDS[ending]
        code = f"{counties[county].code}{number:03d}"
        made.append(Place(code, name + ending, f"{names.english(name)} {word}", name, 4, town))
    return tuple(made)


@cache
def build_directory() -> Directory:
    """Return the names and codes of every region."""
    division = build_division()
    kinds = _kinds_of_ground(division)
    cities = _cities(division)
    counties = _counties(division, cities, kinds)
    province = Place(PROVINCE_CODE, *names.PROVINCE, names.PROVINCE[0][:-1], 1, int(division.city_seat[0]))
    return Directory(province, cities, counties, _towns(division, counties, kinds))


def groups(division: Division) -> tuple[Ints, Ints]:
    """Return every town's county number and city number."""
    return division.county_of_town, division.city_of_county[division.county_of_town]
