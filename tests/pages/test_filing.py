"""File a project on its page, send it along, add its documents: as people of five roles do it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.accounts.models import User
from portal.projects.models import Project
from tests.conftest import square

SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"
CORNERS = "120.02, 30.02\n120.04, 30.02\n120.04, 30.04\n120.02, 30.04"
REASON = "缺少用地预审与选址意见书，请补充"
FORM = {
    "name": "东江中学扩建工程", "investment_code": "２５０９ 140602 89 05 864976", "sector": "education",
    "funding_source": "county_budget", "nature": "expansion", "investment_yuan": "12000000.00",
    "label": "public", "planned_start": "2026-01-01", "planned_end": "2027-12-31", "ground": CORNERS,
}  # fmt: skip


@pytest.fixture
def desk(client, person, regions):
    """A function that signs a person of a role in, the same one each time."""
    people: dict[str, User] = {}

    def sit(role: str):
        if role not in people:
            person(role, name=f"the-{role}", clearance="sensitive")
            people[role] = User.objects.get(username=f"the-{role}")
        client.force_login(people[role], SIGN_IN)
        return client

    return sit


@pytest.fixture
def file(desk, unit):
    """A function that files a project through the form."""

    def send(**changes):
        return desk("pu_clerk").post("/projects/new/", {"owner": unit.pk, **FORM, **changes})

    return send


def _project() -> Project:
    return Project.objects.get()


def _stands_at(column: float, row: float) -> bool:
    """To a tenth of a metre."""
    there, site = square(column, row), _project().site.geom
    return there.buffer(1e-6).contains(site) and site.buffer(1e-6).contains(there)


def _page(answer) -> str:
    return answer.content.decode()


def _step(browser, action: str, reason: str = ""):
    project = _project()
    sent = {"version": project.version, "reason": reason}
    return browser.post(f"/projects/{project.code}/actions/{action}/", sent)


def test_pasted_corners_become_the_site(file):
    answer = file()
    assert answer.status_code == 302 and answer.url == f"/projects/{_project().code}/"
    assert _stands_at(0.2, 0.2)
    assert (_project().region_code, _project().stage) == ("970101001", "draft")


def test_geojson_becomes_the_site_too(file):
    assert file(ground=square(0.2, 0.2).json).status_code == 302
    assert _stands_at(0.2, 0.2)


def test_a_project_code_is_kept_as_the_standard_writes_it(file):
    file()
    assert _project().investment_code == "2509-140602-89-05-864976"


def test_a_doubtful_check_digit_is_shown_with_its_place_and_not_refused(file, desk):
    assert file(investment_code="2509-140602-89-05-864977").status_code == 302
    assert "校验位（第 20 位）应为“6”，实际为“7”" in _page(desk("plan").get(f"/projects/{_project().code}/"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"investment_code": "2509-140602-89-0X-864976"}, "第 14 位“X”不允许出现"),
        ({"investment_code": "2509-140602-89-05"}, "应为 20 位，实际 14 位"),
        ({"planned_end": "2025-01-01"}, "早于开始日期"),
        ({"ground": "120.02, 30.02\nnorth"}, "第 2 行“north”"),
        ({"ground": "120.02, 30.02\n120.04, 30.02"}, "两个点"),
        ({"ground": "110, 30\n110.1, 30\n110.1, 30.1"}, "不在任何已知行政区划内"),
        ({"ground": "120.02,30.02\n120.04,30.04\n120.04,30.02\n120.02,30.04"}, "边线在 120.030000"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_in_the_summary(file, changes, sentence):
    page, field = _page(file(**changes)), next(iter(changes))
    assert sentence in page and f'<a href="#id_{field}">' in page
    assert f'id="id_{field}_error"' in page
    assert not Project.objects.exists()


def test_a_draft_is_changed_and_moved(file, desk):
    file()
    project = _project()
    sent = {**FORM, "version": project.version, "name": "新名称", "ground": square(0.5, 0.2).json}
    answer = desk("pu_head").post(f"/projects/{project.code}/edit/", sent)
    assert answer.status_code == 302
    assert _project().name == "新名称" and _stands_at(0.5, 0.2)


def test_a_changed_record_is_not_overwritten(file, desk):
    file()
    sent = {**FORM, "version": 1, "name": "新名称", "ground": ""}
    desk("pu_head").post(f"/projects/{_project().code}/edit/", sent)
    answer = desk("pu_clerk").post(f"/projects/{_project().code}/edit/", sent | {"name": "另一名称"})
    assert answer.status_code == 409 and "项目已被他人修改" in _page(answer)
    assert _project().name == "新名称"


def test_a_project_goes_from_the_clerk_to_the_planner(file, desk):
    file()
    assert _step(desk("pu_head"), "submit").status_code == 302
    assert _step(desk("dept_reviewer"), "screen").status_code == 302
    assert _step(desk("dept_reviewer"), "return", REASON).status_code == 302
    assert _step(desk("pu_head"), "submit").status_code == 302
    assert _step(desk("dept_reviewer"), "screen").status_code == 302
    assert _step(desk("dept_reviewer"), "pass_screening").status_code == 302
    assert _step(desk("dept_head"), "admit").status_code == 302
    page = _page(desk("plan").get(f"/projects/{_project().code}/"))
    for told in ("建立草稿", "申报", "退回", REASON, "纳入储备", "尚缺：项目建议书批复"):
        assert told in page


def test_the_step_after_ones_own_is_for_another_person(file, desk, person, unit):
    file()
    answer = _step(desk("pu_clerk"), "submit")
    assert answer.status_code == 403 and "“申报”不由您的角色" in _page(answer)


def test_a_unit_with_a_wrong_credit_code_learns_the_place(file, desk, unit):
    unit.uscc = "91350100M000100Y4Z"
    unit.save()
    file()
    answer = _step(desk("pu_head"), "submit")
    assert answer.status_code == 422
    assert "项目单位统一社会信用代码：第 18 位“Z”不允许出现。" in _page(answer)


def test_an_approval_with_its_scan_is_kept_and_handed_out(file, desk):
    file()
    address = f"/projects/{_project().code}/approvals/"
    scan = SimpleUploadedFile("项目建议书批复.pdf", b"%PDF-1.4 test", "application/pdf")
    sent = {
        "kind": "A1_proposal", "number": "东发改〔2026〕8号", "authority": "东江县发展和改革局",
        "issued_on": date(2026, 11, 1), "file": scan,
    }  # fmt: skip
    assert desk("plan").post(address, sent).status_code == 302
    approval = _project().approvals.get()
    page = _page(desk("pu_head").get(f"/projects/{_project().code}/"))
    assert "东发改〔2026〕8号" in page and approval.file.sha256[:10] in page
    handed = desk("pu_head").get(f"{address}{approval.pk}/file/")
    assert b"".join(handed.streaming_content) == b"%PDF-1.4 test"
    again = desk("plan").post(address, sent | {"file": ""})
    assert again.status_code == 409 and "已登记过" in _page(again)


def test_a_program_is_no_scan(file, desk):
    file()
    sent = {
        "kind": "A2", "number": "1", "authority": "x", "issued_on": date(2026, 11, 1),
        "file": SimpleUploadedFile("a.exe", b"MZ"),
    }  # fmt: skip
    answer = desk("plan").post(f"/projects/{_project().code}/approvals/", sent)
    assert answer.status_code == 422 and "只接受以下格式" in _page(answer)


@pytest.mark.parametrize("tail", ["actions/submit/", "approvals/", "published/"])
def test_reloading_what_was_refused_leads_back_to_the_record(file, desk, tail):
    file()
    answer = desk("plan").get(f"/projects/{_project().code}/{tail}")
    assert (answer.status_code, answer.url) == (302, f"/projects/{_project().code}/")


def test_the_header_offers_only_what_is_open_to_the_person(desk, client):
    assert "/projects/new/" in _page(desk("pu_clerk").get("/help/"))
    assert "/projects/new/" not in _page(desk("plan").get("/help/"))
    client.logout()
    assert "/projects/new/" not in _page(client.get("/help/"))


def test_no_page_promises_a_mail(db, client):
    assert "password/reset" not in _page(client.get("/accounts/login/"))
    assert client.get("/accounts/password/reset/").status_code == 404
    assert client.get("/accounts/email/").status_code == 404
