"""A lifecycle is a table that can be read, asked and drawn."""

import pickle

import pytest

from portal.core.lifecycle import ActionNotAllowed
from portal.projects import rules


def test_every_state_of_the_table_is_in_the_code_list():
    assert set(rules.LIFECYCLE.states) <= set(rules.STAGE_CODES)


def test_every_stage_but_the_first_can_be_reached():
    reached = {step.target for step in rules.LIFECYCLE.steps}
    assert set(rules.STAGE_CODES) - reached == {"draft"}


def test_a_role_sees_only_its_own_steps():
    assert rules.LIFECYCLE.allowed_actions(state="dept_review", roles={"dept_head"}) == [
        "return",
        "reject",
        "admit",
    ]
    assert rules.LIFECYCLE.allowed_actions(state="dept_review", roles={"pu_head"}) == []


def test_a_step_from_another_state_is_refused_with_its_facts():
    with pytest.raises(ActionNotAllowed) as refusal:
        rules.LIFECYCLE.next_state(state="draft", action="admit", roles={"dept_head"})
    assert refusal.value.facts == {"action": "admit", "state": "draft"}


def test_an_error_survives_the_way_to_another_process():
    error = ActionNotAllowed(action="admit", state="draft")
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.facts, str(again)) == (type(error), error.facts, str(error))


@pytest.mark.parametrize("step", rules.LIFECYCLE.steps, ids=lambda s: f"{s.action}:{s.source}")
def test_nobody_ends_a_project_without_a_reason(step):
    assert step.needs_reason == (step.target in {*rules.ENDED_STAGES, "returned", "suspended"})
