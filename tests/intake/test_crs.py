"""Where the numbers stand: stated, inferred with reasons, or asked for."""

import numpy as np
import pytest
from pyproj import CRS

from spatial.coordinates.transform import from_lonlat
from spatial.coordinates.zones import all_zones
from spatial.intake.crs import Numbers, find_crs
from spatial.intake.model import Choice
from spatial.intake.problems import Refused

PLACE = (120.1496199, 30.2496707)
SPREAD = [(0, 0), (0.02, 0.01), (-0.015, 0.02)]


def numbers_in(srid, *, swap=False, place=PLACE, **more):
    pairs = [(place[0] + dx, place[1] + dy) for dx, dy in SPREAD]
    points = np.array(pairs if srid in (4326, 4490) else [from_lonlat(*p, srid=srid) for p in pairs])
    return Numbers(points=points[:, ::-1] if swap else points, **more)


def find(declared, numbers, **choice):
    finding, problems = find_crs(declared, numbers, Choice(**choice))
    return finding, [p.code for p in problems]


@pytest.mark.parametrize(
    "text", ["EPSG:4528", "urn:ogc:def:crs:EPSG::4528", CRS.from_epsg(4528).to_wkt("WKT1_ESRI")]
)
def test_a_stated_system_that_fits_is_taken(text):
    finding, codes = find(text, numbers_in(4528))
    assert (finding.status, finding.srid, codes) == ("declared", 4528, [])


@pytest.mark.parametrize("zone", [z for z in all_zones() if z.prefixed], ids=lambda z: str(z.srid))
def test_a_zone_in_the_numbers_is_found_in_either_order_but_never_in_silence(zone):
    place = (zone.central_meridian_deg + 0.4, 30)
    for swap in (False, True):
        finding, codes = find("", numbers_in(zone.srid, swap=swap, place=place))
        if zone.number < 15:
            assert (finding.status, codes) == ("unknown", ["crs_needs_choice"])
            assert zone.srid in {c.srid for c in finding.candidates}
        else:
            assert (finding.status, finding.srid, finding.swap_axes) == ("inferred", zone.srid, swap)
            assert "crs_inferred_zone" in codes


def test_numbers_without_a_zone_are_asked_about():
    finding, codes = find("", numbers_in(4549))
    assert (finding.usable, codes) == (False, ["crs_needs_zone"])
    assert 4549 in {c.srid for c in finding.candidates}


def test_a_named_zone_answers():
    finding, codes = find("", numbers_in(4549), srid=4549)
    assert (finding.status, finding.srid, codes) == ("chosen", 4549, [])


def test_degrees_in_china_are_inferred_with_a_warning():
    finding, codes = find("", numbers_in(4326))
    assert (finding.status, finding.srid, codes) == ("inferred", 4490, ["crs_inferred_degrees"])


def test_degrees_abroad_are_asked_about():
    finding, codes = find("", numbers_in(4326, place=(-77, 38.9)))
    assert (finding.usable, codes) == (False, ["crs_degrees_abroad"])


@pytest.mark.parametrize("declared", ["", "EPSG:4326", "EPSG:4490"])
def test_latitude_first_is_noticed_and_waits_for_a_yes(declared):
    finding, codes = find(declared, numbers_in(4326, swap=True))
    assert (finding.usable, codes) == (False, ["axes_swapped"])
    assert finding.candidates[0].swap_axes


def test_the_yes_swaps_the_axes():
    finding, codes = find("EPSG:4490", numbers_in(4326, swap=True), swap_axes=True)
    assert (finding.status, finding.swap_axes, codes) == ("declared", True, [])


def test_an_order_that_is_possible_but_odd_only_warns():
    _finding, codes = find("EPSG:4326", numbers_in(4326, place=(43.8, 87.6)))
    assert codes == ["axes_maybe_swapped"]


@pytest.mark.parametrize("declared, srid, code", [
    ("EPSG:4490", 4528, "numbers_not_degrees"), ("EPSG:4528", 4490, "numbers_are_degrees"),
    ("EPSG:4528", 4549, "zone_prefix_missing"), ("EPSG:4527", 4528, "zone_contradiction"),
    ("EPSG:4549", 4528, "zone_contradiction"),
])  # fmt: skip
def test_numbers_that_contradict_the_stated_system_wait_for_an_answer(declared, srid, code):
    finding, codes = find(declared, numbers_in(srid))
    assert (finding.usable, codes) == (False, [code])
    assert srid in {c.srid for c in finding.candidates}


def test_projected_axes_that_are_swapped_are_noticed():
    finding, codes = find("EPSG:4528", numbers_in(4528, swap=True))
    assert (finding.usable, codes) == (False, ["axes_swapped"])


@pytest.mark.parametrize("declared", ["EPSG:2435", "EPSG:4610", "EPSG:2343", "EPSG:4555"])
def test_old_datums_are_refused_rather_than_converted_by_invented_parameters(declared):
    srid = 4326 if declared in {"EPSG:4610", "EPSG:4555"} else 4549
    finding, codes = find(declared, numbers_in(srid))
    assert (finding.status, codes) == ("refused", ["datum_needs_parameters"])


def test_old_datums_cannot_be_chosen_either():
    assert find("", numbers_in(4549), srid=2435)[0].status == "refused"


def test_local_grids_are_refused():
    finding, codes = find('LOCAL_CS["City grid",UNIT["m",1]]', numbers_in(4549))
    assert (finding.status, codes) == ("refused", ["crs_local"])


def test_a_system_of_no_registry_is_used_by_its_own_parameters_with_a_warning():
    wkt = CRS.from_proj4("+proj=lcc +lat_1=25 +lat_2=47 +lon_0=105 +ellps=GRS80 +units=m").to_wkt()
    numbers = Numbers(points=np.array([[1_000_000.0, 3_000_000.0], [1_000_100.0, 3_000_100.0]]))
    finding, codes = find(wkt, numbers)
    assert (finding.status, finding.srid, bool(finding.definition)) == ("declared", 0, True)
    assert codes == ["crs_custom", "datum_shift_unknown"]


def test_a_stated_system_nobody_can_read_is_said_and_the_numbers_are_looked_at():
    finding, codes = find("PROJCS[broken", numbers_in(4528))
    assert codes[0] == "crs_unreadable"
    assert (finding.status, finding.srid) == ("inferred", 4528)


def test_an_unknown_number_is_refused():
    with pytest.raises(Refused, match="srid_unknown"):
        find("", numbers_in(4549), srid=999_999)


def test_a_place_far_outside_the_systems_area_is_warned_of():
    _finding, codes = find("EPSG:28992", Numbers(points=np.array([[5_000_000.0, 460_000.0]])))
    assert codes == ["outside_area_of_use"]


def test_a_commercial_map_is_suspected_by_its_fields():
    _finding, codes = find("", numbers_in(4326, fields=("name", "adcode")))
    assert codes == ["crs_inferred_degrees", "gcj_suspected"]


def test_web_mercator_written_as_such_is_no_zone():
    finding, codes = find("EPSG:3857", numbers_in(3857))
    assert (finding.srid, codes) == (3857, [])
