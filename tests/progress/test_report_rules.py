"""The table of a report's life, read aloud; what a report may not say; where a node stands."""

from datetime import date
from decimal import Decimal

import pytest

from portal.core.lifecycle import ActionNotAllowed, ActionNotYours
from portal.progress.rules import reports
from portal.progress.rules.reports import LIFECYCLE, Line, flaws_of, node_state, period_flaw


def test_the_road_of_a_report_and_who_takes_each_step():
    state, road = reports.DRAFT, []
    for action, role in (
        ("submit", "con"), ("confirm_supervisor", "sup"), ("return", "eng"), ("submit", "con"),
        ("confirm_supervisor", "sup"), ("confirm_owner", "eng"), ("publish", "pu_head"),
    ):  # fmt: skip
        state = LIFECYCLE.next_state(state=state, action=action, roles={role})
        road.append(state)
    assert road == [
        "submitted", "sup_confirmed", "returned", "submitted", "sup_confirmed", "owner_confirmed",
        "published",
    ]  # fmt: skip


@pytest.mark.parametrize("state", LIFECYCLE.states)
def test_no_role_but_its_own_takes_a_step(state):
    for step in LIFECYCLE.steps:
        if step.source == state:
            with pytest.raises(ActionNotYours):
                LIFECYCLE.find(state=state, action=step.action, roles={"aud", "lead", "fin_treasury"})


def test_what_is_published_is_never_taken_back():
    assert LIFECYCLE.allowed_actions(state="published", roles={"con", "sup", "eng", "pu_head"}) == []
    with pytest.raises(ActionNotAllowed):
        LIFECYCLE.next_state(state="published", action="return", roles={"eng"})


def test_every_return_gives_a_reason():
    assert all(step.needs_reason == (step.action == "return") for step in LIFECYCLE.steps)


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        (Line(key="a", percent=Decimal(101), before=Decimal(90)), ["over_whole"]),
        (Line(key="a", percent=Decimal(-1)), ["negative"]),
        (Line(key="a", percent=Decimal(40), before=Decimal(45)), ["falls"]),
        (Line(key="a", percent=Decimal(40), before=Decimal(45), correction="复测后更正，多报五点"), []),
        (Line(key="a", percent=Decimal(40), before=Decimal(45), correction=" 短 "), ["correction_short"]),
        (Line(key="a", percent=Decimal(-3), before=Decimal(45), closed=True), ["negative"]),
        (Line(key="a", percent=Decimal(50), before=Decimal(45), closed=True), ["section_closed"]),
        (Line(key="a", percent=Decimal(45), before=Decimal(45), closed=True), []),
        (Line(key="a", percent=Decimal(60), before=Decimal(45), jump=Decimal(15)), ["no_evidence"]),
        (Line(key="a", percent=Decimal(60), before=Decimal(45), jump=Decimal(15), evidence=2), []),
        (Line(key="a", percent=Decimal(100), before=Decimal(100)), []),
    ],
)
def test_what_stands_against_a_line(line, kinds):
    assert [flaw.kind for flaw in flaws_of([line])] == kinds


def test_a_flaw_names_the_line_and_the_numbers():
    flaw = flaws_of([Line(key="A1230", percent=Decimal("40.5"), before=Decimal(45))])[0]
    assert (flaw.key, flaw.found, flaw.limit) == ("A1230", "40.5", "45")


def test_a_period_lies_in_order_and_not_in_the_future():
    days = {"first": date(2026, 3, 1), "last": date(2026, 3, 31)}
    assert period_flaw(**days, on=date(2026, 3, 31)) == ""
    assert period_flaw(**days, on=date(2026, 3, 30)) == "in_future"
    assert (
        period_flaw(first=date(2026, 4, 1), last=date(2026, 3, 1), on=date(2026, 5, 1))
        == "period_turned_round"
    )


@pytest.mark.parametrize(
    ("on", "more", "state"),
    [
        (date(2026, 3, 1), {}, "planned"), (date(2026, 3, 25), {}, "due_soon"),
        (date(2026, 3, 31), {}, "due_soon"), (date(2026, 4, 1), {}, "overdue"),
        (date(2026, 3, 1), {"forecast": date(2026, 4, 9)}, "due_soon"),
        (date(2026, 4, 9), {"actual": date(2026, 4, 8)}, "achieved"),
        (date(2026, 4, 7), {"actual": date(2026, 4, 8)}, "overdue"),
        (date(2026, 4, 7), {"waived": True}, "waived"),
    ],
)  # fmt: skip
def test_where_a_node_stands_on_a_day(on, more, state):
    given = {"baseline": date(2026, 3, 31), "forecast": None, "actual": None, "waived": False, "soon_days": 7}
    assert node_state(**(given | more), on=on) == state
