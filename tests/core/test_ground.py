"""Rules with dates, events that cannot be changed, files kept by hash, ids in order."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from portal.core import files, ids
from portal.core.events import first_broken, record_event
from portal.core.models import Event, RuleVersion
from portal.core.rulebook import RuleNotInForce, rule, rule_version


@pytest.mark.django_db
def test_a_rule_is_read_as_of_its_day():
    RuleVersion.objects.create(
        code="t", value=1, unit="x", title="t", legal_basis="old", effective_from=date(2020, 1, 1),
        effective_to=date(2023, 12, 31),
    )  # fmt: skip
    RuleVersion.objects.create(
        code="t", value=2, unit="x", title="t", legal_basis="new", effective_from=date(2024, 1, 1)
    )
    assert (rule("t", on=date(2023, 12, 31)), rule("t", on=date(2024, 1, 1))) == (1, 2)


@pytest.mark.django_db
def test_a_province_s_own_number_goes_before_the_nation_s():
    for jurisdiction, value in (("*", 10), ("97", 5)):
        RuleVersion.objects.create(
            code="t", value=value, unit="x", title="t", legal_basis="b", effective_from=date(2020, 1, 1),
            jurisdiction=jurisdiction,
        )  # fmt: skip
    assert rule("t", on=date(2024, 1, 1), jurisdiction="97") == 5
    assert rule("t", on=date(2024, 1, 1), jurisdiction="96") == 10


@pytest.mark.django_db
def test_a_rule_before_its_first_day_is_not_guessed():
    with pytest.raises(RuleNotInForce, match="public_grid_deg"):
        rule("public_grid_deg", on=date(1999, 1, 1))


@pytest.mark.django_db
def test_every_rule_names_its_legal_basis():
    assert not RuleVersion.objects.filter(legal_basis="").exists()
    assert rule_version("public_grid_deg", on=date(2026, 1, 1)).unit == "degree"


@pytest.fixture
def three_events(everything, db):
    with transaction.atomic():
        return [
            record_event(actor=everything, verb=f"v{n}", subject_type="t", subject_id=n, facts={"n": n})
            for n in range(3)
        ]


def test_events_form_a_chain(three_events):
    assert first_broken(Event.objects.order_by("id")) is None
    assert [e.previous_hash for e in three_events[1:]] == [e.hash for e in three_events[:-1]]


@pytest.mark.parametrize(
    "statement", ["UPDATE core_event SET verb = 'x'", "DELETE FROM core_event", "TRUNCATE core_event"]
)
def test_the_log_refuses_every_change(three_events, statement):
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_tampering_behind_the_trigger_is_found_and_located(three_events):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE core_event SET verb = 'x' WHERE id = %s", [three_events[1].pk])
    assert first_broken(Event.objects.order_by("id")) == three_events[1]


@pytest.mark.django_db
def test_an_event_outside_a_transaction_is_refused(everything):
    def elsewhere() -> None:
        try:
            record_event(actor=everything, verb="v", subject_type="t", subject_id=1)
        finally:
            connection.close()

    with ThreadPoolExecutor() as threads, pytest.raises(transaction.TransactionManagementError):
        threads.submit(elsewhere).result()


@pytest.mark.django_db
def test_the_same_bytes_are_stored_once(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        }
    }
    first = files.store_file(io.BytesIO(b"abc"), name="../../a.txt")
    second = files.store_file(io.BytesIO(b"abc"), name="b.txt")
    assert first == second and first.name == "a.txt"
    assert files.open_file(first).read() == b"abc"
    assert len([p for p in tmp_path.rglob("*") if p.is_file()]) == 1


def test_ids_made_later_sort_later():
    made = []
    for _ in range(50):
        made.append(ids.new_id())
    assert all(one.version == 7 for one in made)
    assert [u.int >> 80 for u in made] == sorted(u.int >> 80 for u in made)
