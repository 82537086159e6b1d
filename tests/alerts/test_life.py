"""Whom an alert reaches and when, and who may do what with it."""

import pytest

from portal.alerts.rules.life import (
    DEPARTMENT,
    JUDGES,
    LAPSED,
    LEADER,
    LIFECYCLE,
    OPEN,
    TOLD,
    UNIT,
    Patience,
    level_after,
    parts,
    reached,
    told_at,
    told_by,
)

USUAL = Patience()


@pytest.mark.parametrize(("days", "level"), [
    (0, UNIT), (2, UNIT), (3, DEPARTMENT), (6, DEPARTMENT), (7, LEADER), (14, LEADER), (15, LAPSED),
    (400, LAPSED),
])  # fmt: skip
def test_each_level_has_its_days(days, level):
    assert level_after("N1", days, USUAL) == level


@pytest.mark.parametrize(("days", "level"), [(0, DEPARTMENT), (6, DEPARTMENT), (7, LEADER), (15, LAPSED)])
def test_what_was_never_the_units_begins_at_the_department(days, level):
    assert level_after("N3", days, USUAL) == level


def test_who_was_told_stays_told():
    assert told_by("N1", UNIT) == {"eng", "pu_head"}
    assert told_by("N1", LEADER) == {"eng", "pu_head", "dept_reviewer", "dept_head", "lead", "fin_budget"}
    assert told_at("N1", DEPARTMENT) == {"dept_reviewer", "dept_head"}
    assert told_at("N1", LAPSED) == told_by("N1", LEADER)


def test_from_where_on_a_role_is_told():
    assert reached("lead") == {"N1": 2, "N2": 2, "N3": 2, "N4": 1, "N5": 2, "N6": 2, "N7": 2}
    assert reached("eng") == {"N1": 0, "N2": 0}


def test_the_unit_never_judges_its_own_alert():
    for rule in TOLD:
        assert not JUDGES[rule] & {"eng", "pu_head", "pu_clerk"}
        assert parts(rule, LAPSED, {"eng", "pu_head"}, assigned=True) == {"responsible"}


def test_nobody_is_responsible_before_they_are_told():
    assert parts("N1", UNIT, {"lead"}, assigned=False) == frozenset()
    assert parts("N1", LEADER, {"lead"}, assigned=False) == {"responsible"}


def test_every_open_state_can_be_closed_as_false_and_by_its_cause():
    for state in OPEN:
        assert "dismiss" in LIFECYCLE.allowed_actions(state=state, roles={"judge"})
        assert LIFECYCLE.allowed_actions(state=state, roles={"timer"})[-1] == "end"
