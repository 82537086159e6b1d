"""The page of a project's schedules: one brought in by a form, the next revision, a refusal in words."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.accounts.models import User
from portal.progress.models import Schedule
from portal.progress.services.reporting import Said, begin_report, write_lines
from tests.conftest import NOON, TODAY
from tests.progress.schedules import mspdi, mspdi_task

FIRST = mspdi(mspdi_task(1) + mspdi_task(2, links=[1]))
SECOND = mspdi(mspdi_task(1, days=2) + mspdi_task(2, links=[1]) + mspdi_task(3))
CIRCLE = mspdi(mspdi_task(1, links=[2]) + mspdi_task(2, links=[1]))


@pytest.fixture
def address(project):
    return f"/projects/{project.code}/schedules/"


@pytest.fixture
def send(client, engineer, address):
    """A function that sends a file by the form: ``send(text)``, as the engineer if nobody else is named."""

    def make(text, *, actor=None, follow=True, **given):
        client.force_login(User.objects.get(pk=(actor or engineer).user_id))
        file = SimpleUploadedFile("p.xml", text.encode())
        return client.post(address, {"file": file, "name": "总进度计划"} | given, follow=follow)

    return make


def test_a_schedule_brought_in_is_shown_and_its_next_revision_too(send, client, address):
    assert "已保存第 1 版，共 2 项任务" in send(FIRST).content.decode()
    shown = send(SECOND)
    schedule = Schedule.objects.get()
    assert shown.redirect_chain == [(f"{address}{schedule.pk}/", 302)]
    assert "已保存第 2 版，共 3 项任务" in shown.content.decode()
    assert f"/api/v1/schedules/{schedule.pk}/revisions/1/schedule.xml" in shown.content.decode()
    assert "总进度计划" in client.get(address).content.decode()


def test_the_same_file_again_says_so_and_adds_nothing(send):
    send(FIRST)
    assert "该文件已是第 1 版，未重复导入" in send(FIRST).content.decode()
    assert Schedule.objects.get().revisions.count() == 1


def test_a_circle_is_refused_on_the_page_and_what_was_typed_stays(send):
    answer = send(CIRCLE, follow=False)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'class="alert alert-danger"' in page and 'value="总进度计划"' in page
    assert not Schedule.objects.exists()


def test_without_a_file_the_form_is_refused(send):
    assert send(FIRST, follow=False, file="").status_code == 422
    assert not Schedule.objects.exists()


def test_an_auditor_reads_and_does_not_send(send, client, person, address):
    auditor = person("aud")
    assert send(FIRST, actor=auditor, follow=False).status_code == 403
    page = client.get(address).content.decode()
    assert "您的岗位不能上传本项目的进度计划" in page and 'name="file"' not in page
    assert not Schedule.objects.exists()


def test_the_public_is_asked_to_sign_in(client, address):
    assert client.get(address).status_code == 302


def test_a_planner_has_the_plan_measured_by_another_revision_and_its_sender_does_not(
    send, client, address, person, engineer
):
    send(FIRST)
    assert "计划仍按第 1 版计量" in send(SECOND).content.decode()
    schedule = Schedule.objects.get()
    page = f"{address}{schedule.pk}/"
    assert "改按此版计量" not in client.get(page).content.decode()
    refused = client.post(f"{page}base/", {"number": 2, "reason": "工期调整"})
    assert refused.status_code == 403 and "无权决定该项目按哪一版本计量" in refused.content.decode()
    client.force_login(User.objects.get(pk=person("plan").user_id))
    assert client.post(f"{page}base/", {"number": 2, "reason": " "}).status_code == 422
    assert client.post(f"{page}base/", {"number": "x"}).status_code == 422
    told = client.post(f"{page}base/", {"number": 2, "reason": "工期调整"}, follow=True).content.decode()
    assert "自即刻起，计划按第 2 版计量" in told and "工期调整" in told
    answer = client.get(f"/api/v1/schedules/{schedule.pk}/").json()
    assert answer["measured_by"] == 2
    assert [(one["number"], one["reason"]) for one in answer["approvals"]] == [(2, "工期调整")]


def test_a_planner_takes_the_latest_revision_back_and_the_plan_goes_by_the_one_before(
    send, client, address, person
):
    send(FIRST)
    send(SECOND)
    schedule = Schedule.objects.get()
    page = f"{address}{schedule.pk}/"
    assert "撤回此版本" not in client.get(page).content.decode()
    assert client.post(f"{page}withdraw/", {"number": 2, "reason": "发错文件"}).status_code == 403
    client.force_login(User.objects.get(pk=person("plan").user_id))
    assert "撤回此版本" in client.get(page).content.decode()
    assert client.post(f"{page}withdraw/", {"number": 2, "reason": ""}).status_code == 422
    told = client.post(f"{page}withdraw/", {"number": 2, "reason": "发错文件"}, follow=True).content.decode()
    assert "第 2 版已撤回" in told and "已撤回" in told and "发错文件" in told
    assert '<span class="tag">第 1 版</span>' in told and "撤回此版本" not in told
    answer = client.get(f"/api/v1/schedules/{schedule.pk}/").json()
    assert answer["latest"] == 1
    assert [(one["withdrawn"] or {}).get("reason") for one in answer["revisions"]] == ["发错文件", None]
    again = f"/api/v1/schedules/{schedule.pk}/revisions/2/withdraw/"
    refused = client.post(again, {"reason": "x"}, content_type="application/json")
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:problem:withdrawal_not_latest")


def test_a_file_that_drops_reported_tasks_asks_first(send, client, engineer, person, unit, project):
    send(SECOND)
    made = begin_report(
        actor=person("con", organisation=unit), code=project.code, first=TODAY.replace(day=1), last=TODAY,
        on=TODAY, at=NOON,
    )  # fmt: skip
    lines = [Said(task_key="3", percent=Decimal(40))]
    write_lines(actor=person("con", organisation=unit), report_id=made.pk, lines=lines, version=1, at=NOON)
    refused = send(FIRST, follow=False)
    assert refused.status_code == 409
    page = refused.content.decode()
    assert "3 T3" in page and 'name="loses_reports"' in page
    assert Schedule.objects.get().revisions.count() == 1
    assert "已保存第 2 版" in send(FIRST, loses_reports="1").content.decode()
