"""Every read of a third party is kept, and of nobody else."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from portal.accounts.models import User
from portal.performance.models import EvaluatorRead
from tests.performance.test_doors import SIGN_IN


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id), SIGN_IN)
    return client


def test_every_read_of_a_third_party_is_kept(road, people, project):
    road.to("tp_in_progress")
    third = signed_in(people.third)
    base = f"/api/v1/projects/{project.code}/"
    for address in (base, f"{base}performance/{road.pk}/", "/api/v1/projects/nothing/"):
        third.get(address)
    signed_in(people.fin).get(base)
    kept = EvaluatorRead.objects.order_by("pk")
    assert [(one.path, one.status) for one in kept] == [
        (base, 200), (f"{base}performance/{road.pk}/", 200), ("/api/v1/projects/nothing/", 404),
    ]  # fmt: skip
    assert {one.user_id for one in kept} == {people.third.user_id}
    with pytest.raises(IntegrityError), transaction.atomic():
        EvaluatorRead.objects.all()._raw_delete("default")


def test_an_answer_that_streams_is_kept_once_it_ended(road, people):
    """Until then it may be reading the database, on the very connection that would keep it."""
    road.to("tp_in_progress")
    answer = signed_in(people.third).get("/ogc/collections/projects/items")
    assert answer.streaming and not EvaluatorRead.objects.exists()
    assert b"FeatureCollection" in b"".join(answer.streaming_content)
    (kept,) = EvaluatorRead.objects.all()
    assert (kept.path, kept.status) == ("/ogc/collections/projects/items", 200)


def test_a_third_party_changes_nothing_but_its_scores(road, people, project):
    road.to("tp_in_progress")
    third = signed_in(people.third)
    base = f"/api/v1/projects/{project.code}/"
    refused = third.patch(base, {"version": 1, "name": "改"}, "application/json")
    assert refused.status_code in {403, 409}
    targets = third.put(
        f"{base}performance/{road.pk}/targets/",
        {"version": road.row.version, "lines": []},
        "application/json",
    )
    assert targets.status_code == 403
