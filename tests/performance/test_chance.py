"""Whatever people try in whatever order: no step is skipped, and nobody judges their own."""

from decimal import Decimal as D

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.core.errors import DomainError
from portal.core.lifecycle import ActionNotAllowed, ActionNotYours
from portal.performance import selectors
from portal.performance.rules import life
from portal.performance.rules.life import Done
from portal.performance.services.steps import allowed_actions
from tests.conftest import TODAY
from tests.performance.conftest import REASON, Road, again, entries

ROLES = ("pu_clerk", "pu_head", "dept_head", "tp", "fin_budget")
ACTIONS = tuple(dict.fromkeys([*(step.action for step in life.LIFECYCLE.steps), "score_self", "score_third"]))
PLACES = {"score_self": life.MONITORING, "score_third": life.IN_PROGRESS}
tries = st.lists(
    st.tuples(
        st.integers(0, 3), st.integers(0, 2), st.frozensets(st.sampled_from(ROLES), min_size=1),
        st.sampled_from(ACTIONS),
    ),
    max_size=120,
)  # fmt: skip


def _arrow(state, action, roles):
    if action in PLACES:
        party = action.removeprefix("score_")
        return state if state == PLACES[action] and not roles.isdisjoint(life.SCORERS[party]) else None
    try:
        return life.LIFECYCLE.find(state=state, action=action, roles=roles).target
    except (ActionNotAllowed, ActionNotYours):
        return None


@settings(max_examples=300)
@given(tries)
def test_by_the_table_no_step_is_skipped_and_no_one_judges_their_own(attempts):
    state, done, passed = life.DRAFT, [], [life.DRAFT]
    for person, body, roles, action in attempts:
        target = _arrow(state, action, roles)
        if target is None or life.judged_by_self(action, person, done):
            continue
        if life.judged_at_home(action, body, done):
            continue
        done.append(Done(action=action, actor_id=person, organisation_id=body))
        if target != state:
            state = target
            passed.append(state)
    for stop in set(passed) & set(life.ROAD):
        before = life.ROAD[: life.ROAD.index(stop)]
        assert set(before) <= set(passed[: passed.index(stop)]), (stop, passed)
    for at, one in enumerate(done):
        lower = [e for e in done[:at] if 0 < life.LEVELS.get(e.action, 0) < life.LEVELS.get(one.action, 0)]
        assert one.actor_id not in {e.actor_id for e in lower}
        assert one.organisation_id not in {e.organisation_id for e in lower}
        made = [e for e in done[:at] if e.action in life.CHECKED.get(one.action, ())]
        assert one.actor_id not in {e.actor_id for e in made}


WHO = ("clerk", "head", "dept", "fin", "fin2", "third", "auditor")
MORE = {
    "person": "third", "selection": "draw", "valid_to": TODAY, "decision": "keep",
    "declaration": "本机构与该项目及其参建各方无任何利害关系",
}  # fmt: skip


@pytest.mark.slow
def test_on_the_database_only_the_open_steps_are_taken(people, project):
    road, seen = Road(people, project), [life.DRAFT]

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.sampled_from(WHO), st.sampled_from(ACTIONS)), min_size=4, max_size=8))
    def wander(attempts):
        for name, action in [*attempts, _helpful(road)]:
            before, who = road.row, again(getattr(people, name))
            seen_by = selectors.list_evaluations(actor=who, on=TODAY).filter(pk=road.pk).exists()
            open_now = allowed_actions(actor=who, evaluation=before, on=TODAY) if seen_by else []
            try:
                _try(road, getattr(people, name), action)
            except DomainError:
                assert road.row.state == before.state and road.row.version == before.version
            else:
                assert action in open_now or action.startswith("score_")
                if road.row.state != before.state:
                    seen.append(road.row.state)

    wander()
    arrows = {(step.source, step.target) for step in life.LIFECYCLE.steps}
    assert set(zip(seen, seen[1:], strict=False)) <= arrows
    acts = list(road.row.acts.order_by("pk"))
    for at, one in enumerate(acts):
        lower = {
            e.actor_id for e in acts[:at] if 0 < life.LEVELS.get(e.action, 0) < life.LEVELS.get(one.action, 0)
        }
        assert one.actor_id not in lower


def _try(road, who, action):
    if action.startswith("score_"):
        road.write(who, action.removeprefix("score_"), entries(l4={"share": D("0.9")}))
    else:
        road.step(who, action, reason=REASON, **MORE)


def _helpful(road):
    """The straight road's next step by the right person, so that chance gets far enough."""
    state = road.row.state
    if state == life.DRAFT and not selectors.current_set(road.row).lines.exists():
        road.targets()
    if state in life.SCORES_IN.values():
        party = next(party for party, at in life.SCORES_IN.items() if at == state)
        road.write(
            {"self": road.people.clerk, "third": road.people.third, "finance": road.people.fin}[party],
            party,
            entries(),
        )
    return {
        life.DRAFT: ("head", "set_targets"), life.RETURNED: ("head", "set_targets"),
        life.SET: ("dept", "approve_targets"), life.APPROVED: ("head", "monitor"),
        life.MONITORING: ("head", "self_evaluate"), life.SELF_EVALUATED: ("dept", "assign"),
        life.ASSIGNED: ("third", "accept"), life.IN_PROGRESS: ("third", "submit_report"),
        life.SUBMITTED: ("fin", "reevaluate"), life.REEVALUATION: ("fin", "open_feedback"),
        life.FEEDBACK: ("fin2", "finalise"), life.OBJECTION: ("fin2", "dismiss"),
        life.FINALISED: ("fin", "publish"), life.PUBLISHED: ("fin", "apply"),
    }.get(state, ("auditor", "apply"))  # fmt: skip
