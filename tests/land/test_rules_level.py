"""L07: who must approve, by areas and land classes."""

from dataclasses import replace

import pytest
from django.utils import translation

from spatial.land.rules.control import required_level
from spatial.land.rules.facts import ControlHit
from spatial.land.sentences import sentence
from tests.land.cases import BOOK, CHAIN, case, everything, found, instead, parcel

HA = 10_000.0


def hit(kind, area_sqm, **changes):
    return ControlHit(parcel="P1", kind=kind, area_sqm=area_sqm, pct=1.0, **changes)


@pytest.mark.parametrize(
    ("farmland", "cultivated", "other", "level"),
    [
        (0.0, 35.0, 70.0, "province"),
        (0.0001, 0.0, 0.0, "state_council"),
        (0.0, 35.0001, 0.0, "state_council"),
        (0.0, 0.0, 70.0001, "state_council"),
        (0.0, 34.9999, 69.9999, "province"),
    ],
)
def test_l07_35_and_70_hectares_are_still_the_provinces(farmland, cultivated, other, level):
    areas = {"permanent_farmland": farmland * HA, "cultivated": cultivated * HA, "other": other * HA}
    assert required_level(areas, BOOK) == level


@pytest.mark.parametrize(
    ("areas", "level", "says"),
    [
        ({"0101": 35 * HA}, "province", []),
        ({"0101": 20 * HA, "0103": 15.01 * HA}, "province", [("level_too_low", "error")]),
        ({"0101": 36 * HA}, "state_council", []),
        ({"0301": 70 * HA}, "province", []),
        ({"0301": 70.01 * HA}, "province", [("level_too_low", "error")]),
        ({"YN0101": 10.0}, "province", [("level_too_low", "error")]),
        ({"0301": HA}, "county", [("level_too_low", "error")]),
        ({"0301": HA}, "", [("level_unknown", "warn")]),
        ({}, "county", [("level_too_low", "error")]),
        ({}, "province", []),
    ],
)
def test_l07_the_authority_is_the_one_the_areas_call_for(areas, level, says):
    documents = instead("A4", areas=areas, authority_level=level)
    assert found("L07", case(documents=documents)) == says


TOO_LOW, MISSING = ("level_too_low", "error"), ("classes_missing", "warn")


@pytest.mark.parametrize(
    ("whole_ha", "areas", "level", "says"),
    [
        (244.0, {}, "province", [TOO_LOW]),
        (244.0, {}, "state_council", []),
        (244.0, {}, "", [("level_unknown", "warn")]),
        (105.01, {}, "province", [TOO_LOW]),
        (105.0, {}, "province", [MISSING]),
        (35.01, {}, "province", [MISSING]),
        (35.01, {}, "", [MISSING]),
        (35.01, {}, "county", [TOO_LOW]),
        (35.0, {}, "province", []),
        (80.0, {"0101": 30 * HA}, "province", [MISSING]),
        (80.0, {"0101": 12 * HA, "0301": 67.99 * HA}, "province", []),
        (100.0, {"0101": 34 * HA, "0301": 66 * HA}, "province", []),
    ],
)
def test_l07_land_without_a_class_counts_by_its_measured_area(whole_ha, areas, level, says):
    documents = instead(
        "A4", areas=areas, authority_level=level, declared_sqm=None,
        parcels=(parcel("A4", plane=whole_ha * HA),),
    )  # fmt: skip
    assert found("L07", case(documents=documents)) == says


@pytest.mark.parametrize(
    ("whole_ha", "says"),
    [(244.0, [("level_unknown", "info")]), (50.0, [("classes_missing", "info")]), (9.0, [])],
)
def test_l07_of_a_paper_that_was_only_recorded_a_note_says_it(whole_ha, says):
    wide = parcel("A4", plane=whole_ha * HA)
    documents = instead(
        "A4", areas=None, authority_level="", declared_sqm=None, parcels=(wide,), recorded=True
    )
    assert found("L07", case(documents=documents)) == says


@pytest.mark.parametrize("rule", ["L07", "L12"])
def test_a_sentence_names_the_document_that_has_no_number_yet(rule):
    documents = tuple(replace(one, number="") for one in instead("A4", authority_level="county"))
    documents = tuple(replace(one, uses=("0601",)) if one.kind == "A6" else one for one in documents)
    hits = [one for one in everything(case(documents=documents)) if one.rule == rule]
    with translation.override("zh-hans"):
        said = [sentence(one) for one in hits]
    with translation.override("en"):
        told = [sentence(one) for one in hits]
    assert said and all("（无文号）" in one and ("A4" in one or "A6" in one) for one in said)
    assert not [one for one in said if " （" in one or "） " in one]
    assert all("(without number)" in one for one in told)


@pytest.mark.parametrize(("area_sqm", "says"), [(1.01, [("level_too_low", "error")]), (1.0, [])])
def test_l07_counts_farmland_that_was_measured_though_no_paper_says_so(area_sqm, says):
    assert found("L07", case(hits=(hit("farmland", area_sqm),))) == says


def test_l07_tells_the_level_before_there_is_an_approval():
    documents = (replace(CHAIN[1], areas={"0101": 40 * HA}),)
    (finding,) = (f for f in everything(case(documents=documents, actual_start=None)) if f.rule == "L07")
    assert (finding.code, finding.facts["required"]) == ("level_required", "state_council")
