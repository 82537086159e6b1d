"""A progress report from the contractor's desk to publication, and everything that may not be."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from portal.accounts.models import Grant, User
from portal.accounts.selectors import actor_of
from portal.core.models import Event
from portal.progress import faults, selectors
from portal.progress.models import ProgressReport, ReportAct, ReportLine
from portal.progress.services.evidence import Claimed, add_photo
from portal.progress.services.reporting import (
    Said,
    allowed_actions,
    begin_report,
    extend_report,
    take_step,
    write_lines,
)
from portal.projects.faults import ReasonTooShort
from tests.conftest import NOON, TODAY
from tests.progress.test_photos import photo as drawn

OCTOBER, NOVEMBER = (date(2026, 10, 1), date(2026, 10, 31)), (date(2026, 11, 1), date(2026, 11, 20))
REASON = "与现场实测工程量不符，请核实"


@pytest.fixture
def people(person, unit, project):
    """The contractor, the supervisor, the owner's engineer and the head of the unit."""
    return {role: person(role, organisation=unit) for role in ("con", "sup", "eng", "pu_head")}


@pytest.fixture
def report(people, project):
    """A function that begins a report of a period and says something."""

    def make(period=OCTOBER, **said):
        made = begin_report(
            actor=people["con"], code=project.code, first=period[0], last=period[1], on=TODAY, at=NOON
        )
        lines = [Said(task_key=key, percent=Decimal(value), note="实测") for key, value in said.items()]
        return write_lines(actor=people["con"], report_id=made.pk, lines=lines, version=1, at=NOON)

    return make


@pytest.fixture
def step(people):
    """A function that takes a step as the person of a role."""

    def take(report, action, role, **more):
        report.refresh_from_db()
        return take_step(
            actor=people[role], report_id=report.pk, action=action, version=report.version, at=NOON, **more
        )

    return take


@pytest.fixture
def confirm(step):
    """A function that leads a report to its publication."""

    def lead(report):
        for action, role in (
            ("submit", "con"), ("confirm_supervisor", "sup"), ("confirm_owner", "eng"),
            ("publish", "pu_head"),
        ):  # fmt: skip
            report = step(report, action, role)
        return report

    return lead


def test_from_the_contractor_to_publication(report, confirm, people):
    made = report(A1="40", A2="0")
    assert allowed_actions(actor=people["con"], report=made) == ["submit"]
    assert allowed_actions(actor=people["sup"], report=made) == []
    done = confirm(made)
    assert (done.state, done.version) == ("published", 6)
    assert list(ReportAct.objects.values_list("action", flat=True).order_by("pk")) == [
        "submit", "confirm_supervisor", "confirm_owner", "publish",
    ]  # fmt: skip
    assert Event.objects.filter(subject_type="progress_report").count() == 5


def test_what_was_confirmed_does_not_fall_without_a_correction(report, confirm, people):
    confirm(report(A1="40"))
    with pytest.raises(faults.ReportUnfit) as refused:
        report(NOVEMBER, A1="35")
    flaw = refused.value.facts["flaws"][0]
    assert (flaw["kind"], Decimal(flaw["limit"])) == ("falls", 40)
    made = selectors.list_reports(actor=people["con"]).get(period_last=NOVEMBER[1])
    said = [Said(task_key="A1", percent=Decimal(35), correction="上期误报，经复测更正")]
    assert (
        write_lines(actor=people["con"], report_id=made.pk, lines=said, version=1, at=NOON).lines.count() == 1
    )


def test_more_than_the_whole_is_refused_by_rule_and_by_table(report, people):
    with pytest.raises(faults.ReportUnfit, match="100|百"):
        report(A1="101")
    made = report(NOVEMBER, A1="100")
    with pytest.raises(IntegrityError), transaction.atomic():
        ReportLine.objects.filter(report=made).update(percent=Decimal(101))


def test_nothing_said_is_not_handed_in(report, step):
    with pytest.raises(faults.ReportUnfit) as refused:
        step(report(), "submit", "con")
    assert refused.value.facts["kind"] == "no_lines"


def test_a_return_gives_its_reason_and_the_same_supervisor_confirms_again(report, step, people):
    made = step(report(A1="40"), "submit", "con")
    with pytest.raises(ReasonTooShort):
        step(made, "return", "sup", reason="不对")
    step(made, "confirm_supervisor", "sup")
    back = step(made, "return", "eng", reason=REASON)
    assert back.state == "returned"
    write_lines(
        actor=people["con"], report_id=made.pk, version=back.version, at=NOON,
        lines=[Said(task_key="A1", percent=Decimal(38), note="已复核")],
    )  # fmt: skip
    step(made, "submit", "con")
    assert step(made, "confirm_supervisor", "sup").state == "sup_confirmed"


def test_what_was_handed_in_stands(report, step, people):
    made = step(report(A1="40"), "submit", "con")
    with pytest.raises(faults.ReportHandedIn):
        write_lines(actor=people["con"], report_id=made.pk, lines=[], version=made.version, at=NOON)
    with pytest.raises(DatabaseError, match="stands"), transaction.atomic():
        ReportLine.objects.filter(report=made).update(percent=Decimal(41))


def test_nobody_confirms_what_they_handed_in(report, step, people, person, unit):
    both = people["con"]
    Grant.objects.create(
        user=User.objects.get(pk=both.user_id), role="sup", organisation=unit, region_code="97",
        clearance="internal", valid_from=date(2020, 1, 1),
    )  # fmt: skip
    people["con"] = people["sup"] = actor_of(User.objects.get(pk=both.user_id), on=TODAY)
    made = step(report(A1="40"), "submit", "con")
    with pytest.raises(faults.OwnReport):
        step(made, "confirm_supervisor", "sup")
    assert allowed_actions(actor=people["sup"], report=made) == []


def test_others_steps_old_versions_and_the_same_request_twice(report, step, people):
    made = report(A1="40")
    with pytest.raises(faults.ReportStepNotYours):
        step(made, "submit", "sup")
    with pytest.raises(faults.ReportStepNotOpen):
        step(made, "publish", "pu_head")
    with pytest.raises(faults.ReportChanged):
        take_step(actor=people["con"], report_id=made.pk, action="submit", version=1, at=NOON)
    once = uuid4()
    step(made, "submit", "con", request_id=once)
    assert step(made, "submit", "con", request_id=once).state == "submitted"
    assert ReportAct.objects.count() == 1


def test_one_report_for_a_place_and_period_and_none_of_the_future(report, people, project):
    report(A1="40")
    with pytest.raises(faults.ReportThere):
        report(A1="41")
    with pytest.raises(faults.ReportUnfit):
        report((date(2026, 11, 1), date(2026, 11, 30)), A1="50")
    with pytest.raises(faults.ReportingNotYours):
        begin_report(
            actor=people["sup"], code=project.code, first=NOVEMBER[0], last=NOVEMBER[1], on=TODAY, at=NOON
        )


def test_no_day_of_a_place_is_in_two_reports(report, people, project, step):
    first = report(A1="4")
    with pytest.raises(faults.ReportThere) as refused:
        report((date(2026, 10, 31), date(2026, 11, 5)), A1="5")
    assert refused.value.facts == {
        "first": "2026-10-01", "last": "2026-10-31", "state": "draft", "report": str(first.pk),
        "asked": "2026-10-31 – 2026-11-05",
    }  # fmt: skip
    later = report((date(2026, 11, 10), date(2026, 11, 12)), A1="5")
    step(later, "submit", "con")
    grown = {"actor": people["con"], "report_id": first.pk, "on": TODAY, "at": NOON}
    assert extend_report(**grown, last=date(2026, 11, 9)).period_last == date(2026, 11, 9)
    with pytest.raises(faults.ReportThere):
        extend_report(**grown, last=date(2026, 11, 10))


def test_a_large_step_without_photo_or_remark_is_not_handed_in(report, step, people, confirm):
    confirm(report(A1="40"))
    made = report(NOVEMBER, A1="50")
    bare = [Said(task_key="A1", percent=Decimal(50)), Said(task_key="A2", percent=Decimal("9.9"))]

    def write(lines):
        made.refresh_from_db()
        write_lines(actor=people["con"], report_id=made.pk, lines=lines, version=made.version, at=NOON)

    write(bare)
    with pytest.raises(faults.EvidenceMissing, match="40.0% → 50.0%") as refused:
        step(made, "submit", "con")
    assert [one["key"] for one in refused.value.facts["tasks"]] == ["A1"]
    add_photo(actor=people["con"], report_id=made.pk, stream=drawn(), name="x", on=TODAY, at=NOON,
              claimed=Claimed(task_key="A2"))  # fmt: skip
    with pytest.raises(faults.EvidenceMissing):
        step(made, "submit", "con")
    write([replace(bare[0], note="1 号墩承台浇筑完成"), bare[1]])
    assert step(made, "submit", "con").state == "submitted"


def test_a_photo_of_the_task_is_evidence(report, step, people):
    made = report()
    write_lines(actor=people["con"], report_id=made.pk, version=2, at=NOON,
                lines=[Said(task_key="A1", percent=Decimal(10))])  # fmt: skip
    with pytest.raises(faults.EvidenceMissing):
        step(made, "submit", "con")
    add_photo(actor=people["con"], report_id=made.pk, stream=drawn(), name="x", on=TODAY, at=NOON,
              claimed=Claimed(task_key="A1"))  # fmt: skip
    assert step(made, "submit", "con").state == "submitted"


def test_a_report_is_hidden_with_its_project(report, person, other_unit, anyone):
    made = report(A1="40")
    for actor in (person("eng", organisation=other_unit, region="970102"), anyone):
        with pytest.raises(faults.ReportNotFound):
            selectors.get_report(actor=actor, report_id=made.pk)


def test_what_was_confirmed_of_the_same_day_does_not_fall_silently_either(report, confirm, people):
    confirm(report(A1="40"))
    first = ProgressReport.objects.get()
    late = begin_report(
        actor=people["con"], code=first.project.code, first=first.period_last, last=first.period_last,
        on=TODAY, at=NOON, feature_id=first.feature_id, again=True,
    )  # fmt: skip
    lower = [Said(task_key="A1", percent=Decimal(35))]
    with pytest.raises(faults.ReportUnfit) as refused:
        write_lines(actor=people["con"], report_id=late.pk, lines=lower, version=1, at=NOON)
    assert refused.value.facts["kind"] == "falls"
