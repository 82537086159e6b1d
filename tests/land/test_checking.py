"""A whole case: measured once, judged by the rows in force, told in two languages."""

from dataclasses import replace
from datetime import date

import pytest
import shapely
from django.utils.translation import override

from portal.core.errors import NotFound
from portal.core.models import RuleVersion
from spatial.features.rules import PUBLIC_KINDS
from spatial.land.checking import Case, check
from spatial.land.comparing import Versions
from spatial.land.grounds import Ground, sight_of
from spatial.land.models import ControlRule, LandStandard
from spatial.land.rules import RULES
from spatial.land.rules.facts import Parcel
from spatial.land.rules.finding import Finding
from spatial.land.selectors import ControlKindUnknown, book_on, control_effect
from spatial.land.sentences import SENTENCES, sentence
from tests.conftest import TODAY
from tests.land import cases
from tests.land.cases import CASE
from tests.land.planes import lot, wkb


@pytest.fixture
def book(db):
    return book_on(on=TODAY)


def ground(shape, **more):
    return Ground(key="P1", shape=wkb(shape), county="970101", srid=4528, **more)


def judged(everything, book, **case):
    facts = replace(CASE, parcels=(), hits=())
    report = check(sight=sight_of(everything), case=Case(facts=facts, **case), book=book)
    return report, {(f.rule, f.code) for f in report.findings}


def test_a_clean_case_only_says_what_could_not_be_checked(book, everything, regions):
    report, said = judged(everything, book, grounds=(ground(lot(), declared_sqm=10_000.0),))
    assert said == {("L06", "no_layer")}
    assert report.worst == "info"


def test_everything_that_is_wrong_on_the_ground_is_found_at_once(book, everything, line, parcel):
    line("farmland", shapely.box(120.0, 30.0, 120.2, 30.2))
    line("ecology", shapely.box(120.0, 30.0, 120.2, 30.2))
    line("urban", shapely.box(121.0, 31.0, 121.2, 31.4))
    parcel(lot(east=40_500_150.0))
    _report, said = judged(
        everything, book, grounds=(ground(lot(), declared_sqm=10_010.0),),
        boundaries={"A6": wkb(lot()), "A7": wkb(lot(east=40_500_105.0)),
                    "footprint": wkb(lot(east=40_500_106.0))},
        versions=(Versions(document="A6", granted_version=1, current_version=2, granted=wkb(lot()),
                           current=wkb(lot(width=90.0))),),
    )  # fmt: skip
    assert said == {
        ("L02", "declared_area"), ("L04", "beyond_boundary"), ("L05", "footprint_outside"),
        ("L06", "state_council"), ("L06", "blocking"), ("L06", "separate_site"), ("L07", "level_too_low"),
        ("L13", "overlap"), ("L14", "edited"),
    }  # fmt: skip


def test_parcels_of_a_document_are_measured_but_have_no_neighbours(book, everything, parcel):
    parcel(lot())
    report, said = judged(everything, book, grounds=(ground(lot(), document="A6", declared_sqm=9_000.0),))
    assert said == {("L02", "declared_area")}
    measured = next(d for d in report.facts.documents if d.kind == "A6").parcels[0]
    assert isinstance(measured, Parcel) and measured.extent.plane_sqm == pytest.approx(10_000.0, abs=0.01)


def test_every_rule_has_its_basis_and_every_number_its_row(book):
    assert set(book.bases) == set(RULES)
    assert (book.number("land_council_cultivated_ha"), book.number("land_council_other_ha")) == (35, 70)
    assert book.bases["L16"].legal_basis.startswith("土地管理法 第56条")


def test_a_number_that_is_not_in_force_judges_nothing(db):
    RuleVersion.objects.filter(code="land_council_other_ha").delete()
    with pytest.raises(NotFound, match="land_council_other_ha"):
        book_on(on=TODAY)


def test_a_provinces_own_number_goes_before_the_nations(db):
    row = RuleVersion.objects.get(code="land_boundary_warn_m")
    row.pk, row.jurisdiction, row.value = None, "97", 0.05
    row.save()
    assert book_on(on=TODAY, jurisdiction="97").number("land_boundary_warn_m") == 0.05
    assert book_on(on=TODAY).number("land_boundary_warn_m") == 0.1


def test_the_eleven_kinds_of_control_lines(book):
    assert set(book.controls) == {
        "farmland", "ecology", "urban", "forest", "wetland", "grassland", "river_shore", "coastline",
        "heritage", "mineral", "flood_risk",
    }  # fmt: skip
    assert "control_line" in PUBLIC_KINDS
    assert {kind for kind, effect in book.controls.items() if effect.label == "public"} == {"urban"}
    with pytest.raises(ControlKindUnknown):
        control_effect(kind="moon", on=TODAY)


def test_a_new_version_of_a_row_counts_from_its_day(db):
    ControlRule.objects.filter(kind="urban").update(effective_to=date(2025, 12, 31))
    ControlRule.objects.create(
        kind="urban", name="新", name_en="New", severity="warn", effect="separate_site", legal_basis="x",
        effective_from=date(2026, 1, 1),
    )  # fmt: skip
    assert book_on(on=date(2025, 12, 31)).controls["urban"].severity == "info"
    assert book_on(on=date(2026, 1, 1)).controls["urban"].severity == "warn"


def test_the_hospital_standard_ended_and_today_none_is_guessed(db):
    assert LandStandard.objects.filter(measure="bed").count() == 5
    assert book_on(on=TODAY).standards == ()


def _tried() -> list[Finding]:
    """One finding of every sub-case, with facts as its rule gives them."""
    facts = {
        "reason": "Self-intersection", "declared": 1, "found": 2, "srid": 4528, "declared_sqm": 1.0,
        "plane_sqm": 2.0, "allowed_sqm": 1.0, "sum_sqm": 3.0, "outer": "A5", "inner": "A6",
        "excess_ha": 0.5, "excess_pct": 1.0, "wall_m": 3.0, "kind": "farmland", "kind_zh": "永久基本农田",
        "kind_en": "Permanent basic farmland", "pct": 2.0, "required": "state_council", "number": "N1",
        "level": "province", "authority": "省政府", "later": "A6", "later_on": "2024-01-01",
        "earlier": "A5", "earlier_on": "2024-02-01", "start": "2024-01-01", "days": 3, "permit_on": "x",
        "valid_to": "2024-01-01", "by": "A4", "on": "2024-01-01", "applicant": "u", "owner": "o",
        "documents": ["A5", "A6"], "printed": "p", "project": "q", "use": "0804", "sector": "road",
        "other": "Q1", "other_name": "邻地", "added_ha": 1.0, "removed_ha": 0.0, "granted_version": 1,
        "current_version": 2, "end": "2024-01-01", "due": "2024-01-01", "what": "photo",
        "changed_on": "x", "approved_on": "y", "measure": "bed", "sqm_per_unit": 1.0, "standard": 117.0,
        "units": 300, "upon": ["A5", "A8"], "total_ha": 244.0, "unclassified_ha": 244.0,
        "cultivated_most_ha": 35.0, "other_most_ha": 70.0, "since": "2023-01-01", "longest": "2025-01-01",
    }  # fmt: skip
    return [
        Finding(rule=rule, code=code, severity="info", legal_basis="", effective_from=TODAY, subject="A5",
                facts=facts, area_sqm=12.345, distance_m=0.4567)
        for rule, code in SENTENCES
    ]  # fmt: skip


@pytest.mark.parametrize("finding", _tried(), ids=lambda f: f"{f.rule}-{f.code}")
def test_every_finding_is_told_in_two_languages(finding):
    with override("en"):
        english = sentence(finding)
    with override("zh-hans"):
        chinese = sentence(finding)
    assert english != chinese and english.isprintable()
    assert any("一" <= letter <= "鿿" for letter in chinese)
    assert "{" not in english + chinese


@pytest.mark.parametrize(("other", "name"), [("", "邻地"), ("", ""), ("Q1", "")])
def test_a_neighbour_without_code_or_name_leaves_no_hole_in_the_sentence(other, name):
    found = Finding(rule="L13", code="overlap", severity="error", legal_basis="", effective_from=TODAY,
                    subject="P1", area_sqm=2.0, facts={"other": other, "other_name": name})  # fmt: skip
    for language in ("en", "zh-hans"):
        with override(language):
            said = sentence(found)
        assert "()" not in said and "（）" not in said and "  " not in said


def test_every_code_a_rule_may_say_has_a_sentence():
    import ast
    from pathlib import Path

    folder = Path(cases.__file__).resolve().parents[2] / "spatial" / "land" / "rules"
    said = {
        (rule.value, code)
        for path in folder.glob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and len(call.args) >= 2
        for rule in call.args[:1] if isinstance(rule, ast.Constant) and str(rule.value).startswith("L")
        for code in _strings(call.args[1])
    }  # fmt: skip
    assert said and said <= set(SENTENCES)


def _strings(node):
    import ast

    return [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
