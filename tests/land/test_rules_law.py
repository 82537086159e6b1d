"""L06-L12, L15, L17, L18: each with a hit and a near miss."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from spatial.land.chain import Path
from spatial.land.rules.facts import ControlHit, TemporaryLand, Trace
from tests.land.cases import (
    CHAIN,
    CODE,
    ON,
    OTHER_BODY,
    OWNER,
    case,
    document,
    everything,
    found,
    instead,
    parcel,
    without,
)

HA = 10_000.0


def hit(kind, area_sqm, **changes):
    return ControlHit(parcel="P1", kind=kind, area_sqm=area_sqm, pct=1.0, **changes)


def taking(**areas):
    return instead("A4", areas=areas, declared_sqm=None)


@pytest.mark.parametrize(
    ("kind", "area_sqm", "says"),
    [
        ("farmland", 1.01, [("state_council", "error")]), ("farmland", 1.0, []),
        ("ecology", 1.01, [("blocking", "error")]), ("ecology", 0.5, []),
        ("wetland", 2.0, [("consult", "warn")]),
    ],
)  # fmt: skip
def test_l06_says_what_follows_from_each_kind(kind, area_sqm, says):
    hits = (hit(kind, area_sqm), hit("urban", 10_000.0))
    assert found("L06", case(hits=hits, documents=without("A4"))) == says


@pytest.mark.parametrize(
    ("inside", "documents", "says"),
    [
        (9_000.0, CHAIN, [("separate_site", "info")]),
        (9_999.5, CHAIN, []),
        (9_000.0, instead("A4", areas={"0301": 10_000.0}), []),
    ],
)
def test_l06_farmland_outside_the_town_is_approved_alone(inside, documents, says):
    assert found("L06", case(hits=(hit("urban", inside),), documents=documents)) == says


def test_l06_says_which_lines_were_not_there_to_check():
    assert found("L06", case(kinds_known=frozenset({"urban"}), documents=())) == [("no_layer", "info")] * 2


def test_l06_says_where_the_asker_was_not_answered():
    assert ("not_answered", "info") in found("L06", case(unanswered=("P1",)))


@pytest.mark.parametrize(
    ("kind", "day", "hits"),
    [
        ("A4", date(2024, 6, 1), 0), ("A4", date(2024, 5, 31), 1),
        ("A6", date(2024, 8, 15), 0), ("A7", date(2024, 9, 30), 1), ("A1_proposal", date(2024, 3, 2), 1),
    ],
)  # fmt: skip
def test_l08_documents_follow_each_other(kind, day, hits):
    documents = instead(kind, issued_on=day)
    assert found("L08", case(documents=documents)) == [("out_of_order", "error")] * hits


def test_l08_a_granted_plot_has_its_contract_before_its_permit():
    documents = instead("A6", issued_on=date(2024, 8, 15))
    assert found("L08", case(documents=documents, path=Path(supply="grant"))) == [("out_of_order", "error")]


def test_l08_a_later_renewal_does_not_count():
    again = document("A2", date(2025, 6, 1))
    assert found("L08", case(documents=(*CHAIN, again))) == []


@pytest.mark.parametrize(
    ("gone", "path", "says"),
    [
        ("A4", Path(), {"A4": ["A5", "A8"]}),
        ("A4", Path(conversion=False), {}),
        ("A2", Path(), {"A2": ["A1_feasibility", "A6"]}),
        ("A2", Path(separate_site=True), {"A2": ["A1_feasibility", "A4", "A6"]}),
        ("A5", Path(), {"A5": ["A7", "A8"]}),
        ("A5", Path(supply="grant"), {"A5": ["A6", "A7", "A8"]}),
        ("A5", Path(new_land=False), {}),
        ("A7", Path(), {"A7": ["A8"]}),
        ("A1_feasibility", Path(), {"A1_feasibility": ["A3"]}),
        ("A1_proposal", Path(), {}),
    ],
)
def test_l08_nothing_is_granted_without_what_it_rests_upon(gone, path, says):
    facts = case(documents=without(gone), path=path)
    hits = [one for one in everything(facts) if one.code == "basis_missing"]
    assert {one.subject: one.facts["upon"] for one in hits} == says
    assert {(one.rule, one.severity) for one in hits} <= {("L08", "error")}
    assert not [f for f in everything(replace(facts, waived=frozenset({gone}))) if f.code == "basis_missing"]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"actual_start": date(2025, 1, 10)}, []),
        ({"actual_start": date(2025, 1, 9)}, [("started_before_permit", "error")]),
        ({"actual_start": date(2025, 1, 9), "early_start_on": date(2025, 1, 9)}, []),
        ({"actual_start": date(2025, 1, 9), "early_start_on": date(2025, 1, 10)},
         [("started_before_permit", "error")]),
        ({"documents": without("A8")}, [("started_without_permit", "error")]),
        ({"documents": without("A8"), "actual_start": None}, []),
    ],
)  # fmt: skip
def test_l08_work_begins_with_the_permit(changes, says):
    assert found("L08", case(**changes)) == says


@pytest.mark.parametrize(
    ("kind", "changes", "says"),
    [
        ("A2", {"issued_on": date(2021, 10, 1)}, []),
        ("A2", {"issued_on": date(2021, 9, 30)}, [("relied_on_expired", "error")]),
        ("A2", {"valid_to": date(2024, 9, 30)}, [("relied_on_expired", "error")]),
        ("A1_feasibility", {"valid_to": date(2024, 6, 1)}, []),
        ("A1_feasibility", {"valid_to": date(2024, 5, 31)}, [("relied_on_expired", "error")]),
    ],
)
def test_l09_a_document_was_valid_when_it_was_relied_upon(kind, changes, says):
    assert found("L09", case(documents=instead(kind, **changes))) == says


@pytest.mark.parametrize(
    ("days_left", "says", "step"),
    [
        (91, [], None), (90, [("expiring", "warn")], 90), (31, [("expiring", "warn")], 90),
        (30, [("expiring", "warn")], 30), (7, [("expiring", "warn")], 7), (0, [("expiring", "warn")], 7),
        (-1, [("expired", "error")], None),
    ],
)  # fmt: skip
def test_l09_warns_90_30_and_7_days_before(days_left, says, step):
    siting = document("A2", date(2024, 3, 1), valid_to=ON + timedelta(days_left))
    facts = case(documents=(siting,), actual_start=None)
    assert found("L09", facts) == says
    assert [f.facts.get("step") for f in everything(facts) if f.rule == "L09"] == ([step] if says else [])


@pytest.mark.parametrize(
    ("start", "valid_to", "says"),
    [
        (date(2025, 4, 10), None, []),
        (date(2025, 4, 11), None, [("started_after_window", "error")]),
        (date(2025, 4, 11), date(2025, 7, 10), []),
        (None, None, [("expired", "error")]),
    ],
)
def test_l09_a_permit_must_be_used_within_three_months(start, valid_to, says):
    assert found("L09", case(actual_start=start, documents=instead("A8", valid_to=valid_to))) == says


@pytest.mark.parametrize(
    ("applicant", "succession", "says"),
    [
        (OWNER.lower(), (), []),
        (OTHER_BODY, (), [("other_applicant", "warn")]),
        (OTHER_BODY, ((OTHER_BODY, OWNER),), []),
        (OTHER_BODY, ((OTHER_BODY, "X"), ("X", OWNER)), []),
        (OTHER_BODY, ((OWNER, OTHER_BODY),), [("other_applicant", "warn")]),
        ("", (), [("applicant_unknown", "info")]),
    ],
)
def test_l10_one_body_on_all_documents_or_a_succession(applicant, succession, says):
    documents = instead("A5", applicant_uscc=applicant)
    assert found("L10", case(documents=documents, succession=succession)) == says


@pytest.mark.parametrize(
    ("printed", "says"),
    [(CODE, []), (f" {CODE.lower()} ", []), ("", []), (f"{CODE[:-1]}7", [("other_project", "error")])],
)
def test_l11_one_project_code_on_all_documents(printed, says):
    assert found("L11", case(documents=instead("A6", project_code=printed))) == says


@pytest.mark.parametrize(
    ("sector", "use", "says"),
    [
        ("education", "080401", []), ("education", "0806", [("use_differs", "warn")]),
        ("industrial_park", "1001", []), ("unheard_of", "0804", [("no_use_table", "info")]),
    ],
)  # fmt: skip
def test_l12_the_use_serves_the_sector(sector, use, says):
    documents = (document("A6", date(2024, 10, 1), uses=(use,)),)
    assert found("L12", case(sector=sector, documents=documents)) == says


def temporary(**changes):
    land = TemporaryLand(key="T1", approved_on=date(2023, 11, 20))
    return case(temporary=(replace(land, **changes),))


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (temporary(), [("not_returned", "warn")]),
        (temporary(approved_on=date(2024, 11, 20)), []),
        (temporary(long=True), []),
        (temporary(returned_on=date(2025, 11, 20)), []),
        (temporary(returned_on=date(2025, 11, 21)), [("returned_late", "warn")]),
        (temporary(ends_on=date(2024, 11, 20), returned_on=date(2024, 11, 20)), [("not_reclaimed", "warn")]),
        (temporary(ends_on=date(2024, 11, 20), returned_on=date(2024, 11, 20),
                   reclaimed_on=date(2025, 11, 20)), []),
        (temporary(ends_on=date(2024, 11, 20), returned_on=date(2024, 11, 20),
                   reclaimed_on=date(2025, 11, 21)), [("reclaimed_late", "warn")]),
        (temporary(ends_on=date(2030, 1, 1)), [("granted_too_long", "error"), ("not_returned", "warn")]),
        (temporary(ends_on=date(2025, 11, 21), returned_on=date(2025, 11, 20)),
         [("granted_too_long", "error")]),
        (temporary(ends_on=date(2027, 11, 20), long=True), []),
        (temporary(ends_on=date(2027, 11, 21), long=True), [("granted_too_long", "error")]),
    ],
)  # fmt: skip
def test_l15_temporary_land_is_given_back_and_reclaimed(facts, says):
    assert found("L15", facts) == says


@pytest.mark.parametrize(
    ("day", "changes", "says"),
    [
        (date(2025, 1, 10), {}, []),
        (date(2025, 1, 9), {}, [("trace_before_permit", "alert")]),
        (date(2025, 1, 9), {"early_start_on": date(2025, 1, 1)}, []),
        (date(2025, 1, 9), {"documents": without("A8")}, [("trace_without_permit", "alert")]),
    ],
)
def test_l17_traces_before_the_permit_are_a_sign(day, changes, says):
    assert found("L17", case(traces=(Trace(what="photo", on=day),), **changes)) == says


@pytest.mark.parametrize(
    ("beds", "taken", "says"),
    [
        (300, 35_100.0, [("within_standard", "info")]),
        (300, 35_100.1, [("over_standard", "info")]),
        (301, 10_000.0, [("no_standard", "info")]),
    ],
)
def test_l18_land_for_each_bed(beds, taken, says):
    facts = case(sector="health", capacity={"bed": beds}, supply_sqm=taken)
    assert found("L18", facts) == says


def test_the_gravest_comes_first():
    facts = case(
        parcels=(parcel(leaves_zone=True, declared=20_000.0),), documents=without("A8"),
        traces=(Trace(what="photo", on=date(2025, 1, 1)),),
    )  # fmt: skip
    assert [f.severity for f in everything(facts)] == ["error", "alert", "warn", "info"]
