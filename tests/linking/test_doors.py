"""Links and states over the wire: an engineer's way through them, and the rights of others."""

import base64

import numpy as np
import pytest

from bim.linking.rules import CATEGORIES
from portal.accounts.models import User
from tests.bim.models import building, guid, standard, wall


@pytest.fixture
def ask(client, engineer, pair):
    """A function that asks as the engineer: ``ask("links/", question=…)``; a body makes it a POST."""

    def make(tail, body=None, *, actor=None, **query):
        client.force_login(User.objects.get(pk=(actor or engineer).user_id))
        address = tail if tail.startswith("/") else f"/api/v1/schedules/{pair.schedule.pk}/{tail}"
        if body is None:
            return client.get(address, query)
        return client.post(address, body, content_type="application/json")

    return make


def test_preview_rule_conflict_and_decision(ask, house):
    given = {"revision": str(house.pk), "task": "1", "question": ".FireRating"}
    seen = ask("links/preview/", given).json()
    assert seen["counts"] == {"new": 1, "same": 0, "conflicts": 0}
    assert ask("links/preview/", given | {"task": "T1"}).json() == seen
    made = ask("links/rules/", given)
    assert (made.status_code, made.json()["linked"]) == (201, 1)
    second = ask("links/rules/", given | {"task": "2", "question": "class=IfcWall"}).json()
    assert (second["linked"], second["conflicts"]) == (3, 1)
    waiting = ask("links/waiting/", revision=house.pk).json()
    (conflict,) = waiting["conflicts"]
    assert (conflict["task"], conflict["holder"]["task"], conflict["global_id"]) == ("2", "1", guid(0))
    done = ask("links/verdicts/", {"links": [conflict["id"]], "verdict": "take"})
    assert done.json() == {"decided": 1}
    found = ask("links/", revision=house.pk).json()
    assert [(one["task"], one["linked"]) for one in found["rules"]] == [("1", 0), ("2", 4)]
    assert found["coverage"]["linked"] == 4 and found["allowed_actions"] == ["link"]
    rule = found["rules"][1]["id"]
    assert ask(f"links/rules/{rule}/retire/", {}).status_code == 200
    assert ask("links/", revision=house.pk).json()["coverage"]["linked"] == 0


def test_by_hand_then_carried_to_the_next_revision(ask, house, take_in):
    given = {"revision": str(house.pk), "task": "1", "elements": [guid(1), guid(2)]}
    assert ask("links/hand/", given).json() == {"linked": 2, "same": 0, "conflicts": 0}
    later = take_in(building(standard() | {1: wall(1, x=0.1)}), model=house.model_id)
    done = ask("links/renew/", {"revision": str(later.pk)}).json()
    assert (done["carried"], done["lost"]) == (2, 0)


def test_states_of_a_day_and_what_the_player_needs(ask, house):
    ask("links/rules/", {"revision": str(house.pk), "task": "2", "question": "class=IfcWall"})
    address = f"/api/v1/revisions/{house.pk}/states/"
    found = ask(address, on="2026-03-30").json()
    octets = np.frombuffer(base64.b64decode(found["states"]), np.uint8)
    assert found["counts"]["planned_not_built"] == 4
    assert [CATEGORIES[one & 7] for one in octets].count("planned_not_built") == 4
    changes = ask(f"{address}changes/").json()
    of = np.frombuffer(base64.b64decode(changes["task_of"]), "<u4")
    assert len(of) == len(octets) and np.array_equal(of > 0, octets > 0)
    assert [(one["key"], one["start"], one["finish"]) for one in changes["tasks"]] == [
        ("2", "2026-03-03", "2026-03-09")
    ]


@pytest.mark.parametrize(
    "query", [{}, {"on": "30.03.2026"}, {"on": "2026-03-30", "schedule": "x"}]
)
def test_a_day_that_is_none_is_refused(ask, house, query):
    assert ask(f"/api/v1/revisions/{house.pk}/states/", **query).status_code == 422


def test_without_links_there_is_nothing_to_play(ask, house):
    found = ask(f"/api/v1/revisions/{house.pk}/states/", on="2026-03-30")
    assert (found.status_code, found.json()["type"]) == (404, "urn:problem:no_schedule_linked")


def test_others_read_and_strangers_find_nothing(ask, house, person, other_unit, client):
    given = {"revision": str(house.pk), "task": "1", "question": "class=IfcWall"}
    assert ask("links/rules/", given, actor=person("aud")).status_code == 403
    stranger = person("eng", organisation=other_unit, region="970102")
    for tail, body in (
        ("links/rules/", given),
        ("links/preview/", given),
        ("links/hand/", given | {"elements": []}),
    ):
        body.pop("question", None) if tail == "links/hand/" else None
        assert ask(tail, body, actor=stranger).status_code == 404
    assert ask("links/", actor=stranger, revision=house.pk).status_code == 404
