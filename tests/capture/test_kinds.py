"""What kind of record a supervisor writes down, and what it waits for."""

import hashlib
import json
from dataclasses import asdict, replace
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from portal.capture.models import SiteEntry
from portal.capture.services.given import Given
from tests.capture.conftest import MORNING

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("role", "said", "kind"), [
    ("sup", {}, "supervision_missing"), ("con", {"supervision": "patrol"}, "supervision_not_yours"),
    ("sup", {"supervision": "patrol", "kind": "issue", "task": "", "title": "裂缝"}, "supervision_not_yours"),
])  # fmt: skip
def test_a_supervisor_says_what_kind_of_record_it_is_and_nobody_else_does(phone, role, said, kind):
    mine = phone(role)
    answer = mine.send(mine.entry(**({"kind": "record", "note": "钢筋绑扎"} | said)))
    assert answer.status_code == 422 and answer.json()["facts"]["kind"] == kind
    assert not SiteEntry.objects.exists()


def test_a_record_of_supervision_is_told_by_its_kind(phone):
    told = phone("sup").say(kind="record", supervision="standing_by", note="浇筑全程旁站")
    assert (told["supervision"], told["supervision_name"]) == ("standing_by", "旁站")
    with pytest.raises(DatabaseError), transaction.atomic():
        row = SiteEntry.objects.get()
        row.pk, row.number, row.supervision = uuid4(), 77, "lunch"
        row.save(force_insert=True)


def test_a_plain_record_overtakes_a_state_that_was_refused_and_does_not_bar_it(phone):
    con, sup = phone("con"), phone("sup")
    early = sup.entry(kind="record", supervision="patrol", state="inspected")
    assert sup.send(early).status_code == 409
    sup.say(kind="record", supervision="standing_by", note="浇筑全程旁站")
    con.say(state="installed")
    assert sup.send(early | {"note": "复查后补报"}).status_code == 201


def test_what_was_sent_before_there_were_kinds_is_still_the_same(phone):
    given = Given(
        entry_id=uuid4(), device=uuid4(), number=1, code="P", kind="record", captured_at=MORNING, note="x"
    )
    before = asdict(given)
    before.pop("supervision")
    text = json.dumps(before, default=lambda value: value.isoformat() if hasattr(value, "isoformat")
                      else str(value), sort_keys=True, ensure_ascii=False)  # fmt: skip
    assert given.digest == hashlib.sha256(text.encode()).hexdigest()
    assert replace(given, supervision="patrol").digest != given.digest
