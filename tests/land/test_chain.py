"""The chain of approvals: what is due when, what lies within what, who takes which step."""

import pytest

from portal.core.lifecycle import ActionNotAllowed, ActionNotYours
from portal.projects.rules import APPROVAL_CODES, STAGE_CODES
from spatial.land import chain
from spatial.land.chain import LIFECYCLE, Path, containment_pairs, mandatory

ALL = ("A2", "A4", "A5", "A6", "A7", chain.FOOTPRINT)


def test_kinds_and_stages_are_those_of_the_project_library():
    assert {paper.kind for paper in chain.PAPERS} <= set(APPROVAL_CODES)
    assert {paper.stage for paper in chain.PAPERS} <= set(chain.STAGES) <= set(STAGE_CODES)
    assert list(chain.STAGES) == [code for code in STAGE_CODES if code in chain.STAGES]


def test_work_may_not_start_without_a2_to_a8():
    due = mandatory(stage="construction", path=Path())
    assert due == ("A1_proposal", "A2", "A1_feasibility", "A3", "A4", "A5", "A6", "A7", "A8")
    assert mandatory(stage="suspended", path=Path()) == due


@pytest.mark.parametrize(
    ("path", "spared"),
    [
        (Path(conversion=False), {"A4", "A12"}),
        (Path(new_land=False), {"A2", "A4", "A5", "A6", "A12"}),
        (Path(temporary=True), set()),
    ],
)
def test_a_path_spares_what_does_not_arise(path, spared):
    due = mandatory(stage="evaluated", path=path)
    assert {paper.kind for paper in chain.PAPERS} - set(due) == spared


@pytest.mark.parametrize("stage", ["draft", "cancelled"])
def test_nothing_is_due_before_the_reserve_or_after_an_exit(stage):
    assert mandatory(stage=stage, path=Path()) == ()


def test_each_boundary_is_held_against_the_next_wider_one_there_is():
    assert containment_pairs(ALL)[-1] == ("A7", "footprint")
    assert len(containment_pairs(ALL)) == 5
    assert containment_pairs({"A4", "footprint", "A8"}) == (("A4", "footprint"),)
    assert containment_pairs({"A4"}) == ()


def test_every_boundary_in_the_chain_is_of_a_paper_that_carries_one():
    assert all(chain.BY_KIND[kind].polygon for kind in chain.CONTAINMENT if kind != chain.FOOTPRINT)


def test_the_way_from_preparing_to_force():
    state = "preparing"
    for action, role in [("submit", "pu_head"), ("accept", "land"), ("check", "land"),
                         ("ask_correction", "land"), ("resubmit", "pu_clerk"), ("grant", "land"),
                         ("take_effect", "land"), ("expire_soon", "timer"), ("expire", "timer")]:  # fmt: skip
        state = LIFECYCLE.next_state(state=state, action=action, roles={role})
    assert state == "expired"


def test_the_states_are_those_of_the_reference():
    assert set(LIFECYCLE.states) == {
        "not_required", "preparing", "submitted", "accepted", "technical_check", "correction",
        "decided_granted", "decided_refused", "effective", "expiring", "expired", "superseded", "revoked",
    }  # fmt: skip


def test_nobody_takes_anothers_step_and_nothing_leaves_the_end():
    with pytest.raises(ActionNotYours):
        LIFECYCLE.next_state(state="technical_check", action="grant", roles={"pu_head"})
    with pytest.raises(ActionNotYours):
        LIFECYCLE.next_state(state="preparing", action="submit", roles={"pu_clerk", "land"})
    with pytest.raises(ActionNotAllowed):
        LIFECYCLE.next_state(state="preparing", action="grant", roles={"land"})
    assert LIFECYCLE.allowed_actions(state="revoked", roles={"land", "pu_head", "timer"}) == []


def test_what_turns_back_or_down_needs_a_reason():
    unreasoned = {s.action for s in LIFECYCLE.steps if not s.needs_reason}
    assert unreasoned.isdisjoint({"return", "ask_correction", "refuse", "revoke", "waive", "extend"})


@pytest.mark.parametrize(
    ("days", "step"), [(91, None), (90, 90), (31, 90), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)]
)
def test_alerts_begin_90_30_and_7_days_before(days, step):
    assert chain.alert_step(days_left=days, steps=(90, 30, 7)) == step
