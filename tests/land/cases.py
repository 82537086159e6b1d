"""An ordinary case with nothing wrong; a test states only what matters."""

from dataclasses import replace
from datetime import date

from spatial.land.rules import RULES, cross_check
from spatial.land.rules.book import Basis, Book, ControlEffect, Standard, UseRow
from spatial.land.rules.facts import CaseFacts, ControlHit, Document, Extent, Parcel

ON = date(2026, 11, 20)
OWNER, OTHER_BODY = "91350100M000100Y43", "91110000600037341L"
CODE = "2024-970101-47-01-123456"
BASIS = Basis(legal_basis="测试", effective_from=date(2020, 1, 1))
NUMBERS = {
    "land_area_tolerance_pct": 0.07, "land_area_tolerance_sqm": 1.0, "land_boundary_warn_m": 0.1,
    "land_boundary_error_m": 1.0, "land_overlap_tolerance_sqm": 1.0, "land_council_cultivated_ha": 35.0,
    "land_council_other_ha": 70.0, "land_siting_valid_years": 3.0, "land_temporary_years": 2.0,
    "land_temporary_long_years": 4.0, "land_reclaim_years": 1.0, "land_alert_first_days": 90.0,
    "land_alert_second_days": 30.0, "land_alert_last_days": 7.0, "start_window_months": 3.0,
}  # fmt: skip


def effect(kind, severity, what):
    return ControlEffect(
        kind=kind, zh=kind, en=kind, severity=severity, effect=what, label="internal", basis=BASIS
    )


BOOK = Book(
    on=ON, numbers=NUMBERS, bases=dict.fromkeys(RULES, BASIS),
    controls={
        "farmland": effect("farmland", "error", "state_council"),
        "ecology": effect("ecology", "error", "blocking"),
        "urban": effect("urban", "info", "separate_site"),
        "wetland": effect("wetland", "warn", "consult"),
    },
    uses=(
        UseRow(sector="education", class_prefix="0804"),
        UseRow(sector="industrial_park", class_prefix="10"),
    ),
    standards=(
        Standard(sector="health", measure="bed", least=200, most=300, sqm_per_unit=117.0, basis=BASIS),
    ),
)  # fmt: skip


def extent(plane=10_000.0, **changes):
    ordinary = {"valid": True, "srid": 4528, "declared_srid": 4528, "plane_sqm": plane,
                "ellipsoid_sqm": plane, "outside_sqm": 0.0}  # fmt: skip
    return Extent(**(ordinary | changes))


def parcel(key="P1", plane=10_000.0, declared=10_000.0, **changes):
    return Parcel(key=key, extent=extent(plane, **changes), declared_sqm=declared)


def document(kind, issued_on, **changes):
    ordinary = {"number": f"{kind}-1", "applicant_uscc": OWNER, "project_code": CODE,
                "authority_level": "county"}  # fmt: skip
    return Document(kind=kind, issued_on=issued_on, **(ordinary | changes))


CHAIN = (
    document("A1_proposal", date(2024, 1, 10)),
    document("A2", date(2024, 3, 1)),
    document("A1_feasibility", date(2024, 4, 1), valid_to=date(2026, 4, 1)),
    document("A3", date(2024, 6, 1)),
    document("A4", date(2024, 8, 1), authority_level="province", areas={"0101": 4_000.0, "0301": 6_000.0},
             declared_sqm=10_000.0),
    document("A5", date(2024, 9, 1), uses=("0804",)),
    document("A6", date(2024, 10, 1), uses=("0804",)),
    document("A7", date(2024, 11, 1)),
    document("A8", date(2025, 1, 10)),
)  # fmt: skip
CASE = CaseFacts(
    on=ON, sector="education", stage="construction", region_code="970101", owner_uscc=OWNER,
    project_code=CODE,
    actual_start=date(2025, 2, 1), documents=CHAIN, parcels=(parcel(),),
    kinds_known=frozenset({"farmland", "ecology", "urban"}),
    hits=(ControlHit(parcel="P1", kind="urban", area_sqm=10_000.0, pct=100.0),),
)  # fmt: skip


def case(**changes):
    return replace(CASE, **changes)


def without(*kinds):
    return tuple(one for one in CHAIN if one.kind not in kinds)


def instead(kind, **changes):
    """The chain with one document changed."""
    return tuple(replace(one, **changes) if one.kind == kind else one for one in CHAIN)


def found(rule, facts):
    """What one rule says: (code, severity) in order."""
    return [(f.code, f.severity) for f in RULES[rule](facts, BOOK)]


def everything(facts):
    return cross_check(facts, BOOK)
