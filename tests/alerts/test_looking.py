"""An alert arises once from one cause, climbs while nobody answers, and ends with its cause."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from portal.alerts import faults, services
from portal.alerts.models import Alert, AlertAct
from portal.core import clock
from portal.core.models import Event
from portal.projects.models import ProjectApproval
from tests.alerts.conftest import at_noon, history, look_on, set_to, the_alert
from tests.conftest import NOON, TODAY

REASON = "现场核实后说明情况如上"


def day(n: int):
    return TODAY + timedelta(days=n)


def test_a_cause_raises_one_alert_however_often_it_is_looked_at(late):
    assert look_on(TODAY).raised == 1
    assert look_on(TODAY).raised == 0
    assert look_on(day(1)).raised == 0
    alert = the_alert()
    assert (alert.rule, alert.subject, alert.severity, alert.level) == ("N1", "start", "warning", 0)
    assert (alert.first_facts["days_late"], alert.facts["days_late"]) == (10, 11)
    assert history(alert) == ["raise"]


def test_nobody_answers_and_it_climbs_on_the_right_days(late):
    look_on(TODAY)
    levels = {}
    for n in range(1, 18):
        look_on(day(n))
        levels[n] = the_alert().level
    assert {n for n in levels if levels[n] != levels.get(n - 1, 0)} == {3, 7, 15}
    assert history(the_alert()) == ["raise", "escalate", "escalate", "escalate"]


def test_nights_that_were_missed_lose_no_level(late):
    look_on(TODAY)
    look_on(day(20))
    assert the_alert().level == 3
    assert history(the_alert()) == ["raise", "escalate"]


def test_what_was_answered_climbs_no_more(late, people):
    look_on(TODAY)
    alert = the_alert()
    services.take_step(
        actor=people["eng"], alert_id=alert.pk, action="acknowledge", version=1, on=day(2),
        at=at_noon(day(2)),
    )  # fmt: skip
    look_on(day(30))
    alert.refresh_from_db()
    assert (alert.level, alert.state, alert.response_hours) == (0, "acknowledged", 48.0)


def test_it_ends_with_its_cause_and_the_next_time_is_another(late):
    look_on(TODAY)
    first = the_alert()
    set_to(late, planned_start=day(30))
    assert look_on(day(1)).ended == 1
    first.refresh_from_db()
    assert (first.state, first.holding, first.closed_at is not None) == ("verified", False, True)
    assert look_on(day(37)).raised == 0
    assert look_on(day(38)).raised == 1
    assert Alert.objects.count() == 2


def test_a_false_alarm_is_not_raised_again_while_its_cause_goes_on(late, people):
    look_on(TODAY)
    services.take_step(
        actor=people["dept_head"], alert_id=the_alert().pk, action="dismiss", version=1, on=TODAY,
        at=NOON + timedelta(hours=5), reason=REASON,
    )  # fmt: skip
    for n in (1, 20, 60):
        assert look_on(day(n)).raised == 0
    assert the_alert().state == "false_positive"
    set_to(late, planned_start=day(70))
    look_on(day(61))
    assert look_on(day(90)).raised == 1


def test_what_is_called_resolved_goes_back_when_its_cause_goes_on(late, people):
    look_on(TODAY)
    alert = the_alert()
    for version, (action, n) in enumerate([("acknowledge", 0), ("resolve", 1)], start=1):
        services.take_step(
            actor=people["eng"], alert_id=alert.pk, action=action, version=version, on=day(n),
            at=at_noon(day(n)), reason=REASON,
        )  # fmt: skip
    assert look_on(day(7)).reopened == 0
    assert look_on(day(8)).reopened == 1
    alert.refresh_from_db()
    assert (alert.state, history(alert)[-1]) == ("in_progress", "reopen")


def test_it_tells_when_it_grows_graver(late):
    ProjectApproval.objects.create(
        project=late, kind="A8", number="A8-1", authority="局", issued_on=day(-70), recorded_at=NOON
    )
    look_on(TODAY)
    assert the_alert().severity == "warning"
    look_on(day(20))
    assert the_alert().severity == "critical"
    assert history(the_alert()) == ["raise", "worsen", "escalate"]


def test_time_does_not_run_back(late):
    look_on(day(3))
    with pytest.raises(faults.LookBack):
        look_on(day(2))


def test_a_look_at_one_project_leaves_the_others_alone(late, file_project):
    other = set_to(file_project(1.2, 0.2), stage="preconstruction", planned_start=day(-10))
    assert look_on(TODAY, projects=[other.pk]).raised == 1
    assert the_alert().project_id == other.pk
    set_to(late, planned_start=day(9))
    set_to(other, planned_start=day(9))
    assert look_on(day(1), projects=[late.pk]).ended == 0
    assert look_on(day(1)).ended == 1


def test_a_project_that_is_given_up_leaves_no_alert(late):
    look_on(TODAY)
    set_to(late, stage="cancelled")
    assert look_on(day(1)).ended == 1


def test_every_happening_is_in_the_log_of_the_house(late):
    look_on(TODAY)
    look_on(day(3))
    verbs = Event.objects.filter(subject_type="alert").order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["raise", "escalate"]


def test_the_database_keeps_history_and_one_alert_a_cause(late):
    look_on(TODAY)
    alert = the_alert()
    with pytest.raises(DatabaseError, match="stands"), transaction.atomic():
        AlertAct.objects.update(reason="another")
    with pytest.raises(DatabaseError, match="stands"), transaction.atomic():
        Alert.objects.update(raised_on=day(-9))
    with pytest.raises(IntegrityError, match="alert_once_a_cause"), transaction.atomic():
        Alert.objects.create(
            project=late, rule="N1", subject="start", severity="warning", seen_on=TODAY, raised_on=TODAY,
            raised_at=clock.now(), updated_at=clock.now(),
        )  # fmt: skip
    assert history(alert) == ["raise"]
