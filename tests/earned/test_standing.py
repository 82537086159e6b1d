"""What stands, in money and time: from baseline, bill, confirmed reports, measurements and the ledger."""

import io
import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from portal.core.files import store_file
from portal.core.models import Event
from portal.earned import selectors
from portal.earned.telling import project_row
from portal.progress import faults
from portal.progress import selectors as selectors_of_plans
from portal.progress.models import BaseApproval
from portal.progress.services.keeping import keep_schedule
from portal.progress.services.rebasing import approve_base
from portal.projects.models import Project
from portal.projects.selectors import ProjectNotFound
from tests.conftest import NOON, TODAY
from tests.earned.conftest import moment, plan

D = Decimal
TOMORROW = TODAY + timedelta(days=1)


def told(actor, site, as_of=TODAY):
    return project_row(selectors.project_stands(actor=actor, code=site.world.project.code, as_of=as_of))


def test_plan_is_the_baseline_at_the_bills_prices(performing, site, everything):
    site.plan()
    row = told(everything, site)
    # 20 of 30 days of 500,000 and 10 of 30 days of 500,000, though all tasks have been moved to December.
    assert (row["bac"], row["pv"], row["ev"]) == ("1000000.00", "500000.00", "0.00")
    assert [one["method"] for one in row["sections"]] == ["quantity"]
    assert [one["plan"] for one in row["sections"]] == ["baseline"]


def test_confirmed_reports_earn_and_drafts_do_not(performing, site, everything):
    site.plan()
    site.report(TODAY - timedelta(days=3), until="confirm_supervisor", t1="80")
    assert told(everything, site)["ev"] == "0.00"
    site.report(TODAY - timedelta(days=2), t1="60", t2="20")
    row = told(everything, site)
    assert (row["ev"], row["percent"], row["spi"]) == ("400000.00", "40.00", "0.8000")
    assert row["sections"][0]["source"] == "reports"


def test_what_was_not_known_yet_does_not_count(performing, site, everything):
    site.plan()
    site.report(TODAY - timedelta(days=2), t1="60")
    assert told(everything, site, TODAY - timedelta(days=1))["ev"] is not None
    assert told(everything, site, TODAY - timedelta(days=1))["percent"] is None
    assert told(everything, site, TODAY)["ev"] == "300000.00"


def test_cash_is_not_cost(bench, site, everything):
    """85 per cent paid of what was certified reads as cash ratio, never as cost performance."""
    site.plan()
    bench.at("instructed")
    row = told(everything, site)
    assert (row["ac"], row["cash"], row["cash_ratio"]) == ("100000.00", "0.00", "0.0000")
    assert (row["ev"], row["cpi"]) == ("100000.00", "1.0000")
    assert row["sections"][0]["source"] == "measured"


def test_the_vector_of_the_reference_with_money(bench, site, everything):
    site.plan()
    bench.at("instructed")
    site.report(TODAY - timedelta(days=1), t1="12", t2="4")
    row = told(everything, site)
    assert (row["ev"], row["ac"], row["cpi"]) == ("80000.00", "100000.00", "0.8000")
    assert (row["eac_pace"], row["eac_plan"]) == ("1250000.00", "1020000.00")
    assert row["eac_both"] == "7287500.00"


def test_undefined_is_null(performing, site, everything):
    site.plan()
    row = told(everything, site)
    assert [row[name] for name in ("spi", "cpi", "cash_ratio", "eac_pace", "eac_both", "spi_t")] == [None] * 6


def test_tasks_without_a_price_weigh_by_length(performing, site, everything):
    site.plan(plan(site.world.section.name, codes=("A", "B")))
    row = told(everything, site)
    assert row["sections"][0]["method"] == "duration"
    assert row["pv"] == "500000.00"


def test_many_at_once_are_the_same_as_one(performing, site, everything, django_assert_num_queries):
    site.plan()
    site.report(TODAY - timedelta(days=2), t1="60", t2="20")
    one = selectors.project_stands(actor=everything, code=site.world.project.code, as_of=TODAY)
    with django_assert_num_queries(1):
        many = selectors.projects_stand(actor=everything, projects=Project.objects.all(), as_of=TODAY)
    assert many == {site.world.project.pk: one.whole}


def test_the_curve_ends_where_the_figures_stand(performing, site, everything):
    site.plan()
    site.report(TODAY - timedelta(days=2), t1="60", t2="20")
    points = selectors.curves_of(actor=everything, code=site.world.project.code, as_of=TODAY)
    at = {point.on: point for point in points}
    assert (at[TODAY].planned, at[TODAY].earned) == (D(500000), D(400000))
    assert points[0].planned == 0 and points[-1].planned == D(1000000)
    assert points[-1].on == date(2026, 12, 10) and points[-1].earned is None


def test_amounts_are_for_those_who_read_contracts(performing, site, people):
    site.plan()
    assert "bac" in told(people.eng, site)
    row = told(people.con, site)
    assert "bac" not in row and "cpi" not in row and row["planned_percent"] == "50.00"


def test_the_public_sees_published_reports_alone(performing, site, anyone):
    Project.objects.filter(pk=site.world.project.pk).update(label="public", published=True)
    site.plan()
    site.report(TODAY - timedelta(days=3), t1="60", t2="20")
    assert told(anyone, site)["percent"] == "0.00"
    site.report(TODAY - timedelta(days=2), until="publish", t1="60", t2="40")
    row = told(anyone, site)
    assert row["percent"] == "50.00" and not row["money"]


def test_a_hidden_project_looks_absent(performing, site, person, other_unit):
    with pytest.raises(ProjectNotFound):
        told(person("eng", organisation=other_unit, region="970102"), site)


def test_the_command_ends_with_one_line(performing, site, capsys):
    site.plan()
    call_command("progress", site.world.project.code, as_of=str(TODAY), json=True)
    row = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert row["pv"] == "500000.00" and row["cpi"] is None and len(row["sections"]) == 1
    with pytest.raises(SystemExit):
        call_command("progress", "GT00-0000-000000", json=True)
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["code"] == "project_not_found"
    with pytest.raises(SystemExit):
        call_command("progress", site.world.project.code, as_of="2026-13-01", json=True)
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["code"] == "day_unreadable"


def test_a_task_under_no_section_counts_on_the_site(performing, site, everything):
    site.plan(plan("别处"))
    row = told(everything, site)
    # The bill hangs on the section, over the contract's days; the site's tasks have no budget.
    assert sorted(one["plan"] for one in row["sections"]) == ["baseline", "contract"]
    assert row["bac"] == "1000000.00"


def moved_plan(section: str):
    """The plan a revision later, whose baseline goes from December on."""
    found = plan(section)
    kept = tuple(
        replace(one, start=moment(date(2026, 12, 1), 8), finish=moment(date(2026, 12, 31), 17))
        for one in found.baselines
    )
    return replace(found, baselines=kept)


def test_a_revisions_own_baseline_moves_nothing_until_it_is_approved(performing, site, everything, person):
    first = site.plan()
    was = told(everything, site), told(everything, site, TOMORROW)
    assert [one["pv"] for one in was] == ["500000.00", "533333.33"]
    revision = site.plan(moved_plan(site.world.section.name), at=NOON + timedelta(hours=1))
    assert (told(everything, site), told(everything, site, TOMORROW)) == was
    given = {"actor": person("plan"), "schedule_id": revision.schedule_id, "at": NOON + timedelta(days=1)}
    approve_base(number=revision.number, reason="设计变更获批", **given)
    assert told(everything, site, TOMORROW)["pv"] == "0.00"
    assert told(everything, site) == was[0]
    with pytest.raises(faults.BaseStandsAlready):
        approve_base(number=revision.number, reason="又一次", **given)
    approve_base(number=first.number, reason="变更撤销", **given | {"at": NOON + timedelta(days=1, hours=1)})
    assert told(everything, site, TOMORROW) == was[1]


def test_who_sent_a_revision_or_only_sees_it_does_not_approve_it(performing, site, everything, person):
    revision = site.plan()
    given = {"schedule_id": revision.schedule_id, "number": 1, "at": NOON}
    for role in ("eng", "con", "pu_head", "aud"):
        with pytest.raises(faults.BaseNotYours):
            approve_base(actor=person(role), reason="想改", **given)
    planner = person("plan")
    keep = {"code": site.world.project.code, "at": NOON + timedelta(hours=1), "file_name": "own.xml"}
    own = keep_schedule(actor=planner, found=moved_plan(site.world.section.name), **keep,
                        file=store_file(io.BytesIO(b"own"), name="own.xml"))  # fmt: skip
    with pytest.raises(faults.BaseOwnRevision):
        approve_base(actor=planner, reason="自己的", **given | {"number": own.number})
    with pytest.raises(faults.BaseReasonMissing):
        approve_base(actor=person("dept_head"), reason="  ", **given | {"number": own.number})
    assert not BaseApproval.objects.exists()


def test_a_word_once_given_stands(performing, site, person):
    site.plan()
    revision = site.plan(moved_plan(site.world.section.name), at=NOON + timedelta(hours=1))
    approve_base(actor=person("plan"), schedule_id=revision.schedule_id, number=2, reason="获批", at=NOON)
    with pytest.raises(DatabaseError, match="only added"), transaction.atomic():
        BaseApproval.objects.update(reason="x")


def test_a_revision_of_new_keys_tells_which_reports_it_loses(performing, site):
    site.plan()
    site.report(TODAY - timedelta(days=2), t1="60", t2="20")
    found = plan(site.world.section.name)
    other = tuple(
        replace(task, key="77", code="", name="框架柱") if task.key == "2" else task for task in found.tasks
    )
    ties = (replace(found.relations[0], after="77"),)
    again = replace(found, tasks=other, relations=ties, baselines=())
    with pytest.raises(faults.ReportsLost) as refused:
        site.plan(again, at=NOON + timedelta(hours=1))
    assert refused.value.facts["count"] == 1
    assert refused.value.facts["tasks"] == [{"key": "2", "name": "柱"}]
    assert Event.objects.get(verb="refused", subject_type="schedule").facts["code"] == "reports_lost"
    revision = site.plan(again, at=NOON + timedelta(hours=1), loses_reports=True)
    assert Event.objects.filter(verb="send_revision").latest("pk").facts["loses_reports"] == ["2"]
    assert selectors_of_plans.reported_gone(revision) == ["2"]
    assert selectors_of_plans.reported_gone(revision.schedule.revisions.get(number=1)) == []


def test_the_curve_begins_with_work_that_began_before_its_plan(performing, site, everything, person):
    site.plan()
    site.report(TODAY - timedelta(days=2), t1="60")
    late = site.plan(moved_plan(site.world.section.name), at=NOON + timedelta(hours=1))
    approve_base(actor=person("plan"), schedule_id=late.schedule_id, number=2, reason="推迟", at=NOON)
    points = selectors.curves_of(actor=everything, code=site.world.project.code, as_of=TODAY)
    assert points[0].on < TODAY < date(2026, 12, 1)
    assert [point.earned for point in points if point.on == TODAY] == [D("300000.00")]
