"""From a dropped boundary to a decision: cross-checked, one warning rejected, refused, printed."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_land_morning import survey_of

WORKER_MS = 60_000
REASON = "申请单位与项目单位不一致，退回更正"
OTHER = "91110000600037341L"
NUMBER = f"临时用地〔2026〕{uuid4().hex[:6]}号"
KIND = "A6"


def _projects(context, site, query: str) -> list[dict]:
    answer = context.request.get(f"{site.address}/api/v1/projects/?{query}")
    assert answer.ok, answer.text()
    return answer.json()["features"]


@pytest.fixture
def project(site, context_of) -> tuple[str, list[float]]:
    """A project of the unit's head, with its place."""
    row = _projects(context_of(user="pu_head"), site, "stage=construction&sort=code&limit=1")[0]
    return row["properties"]["code"], row["geometry"]["coordinates"]


def line(page: Page):
    """The document's line in the record's land section."""
    return page.locator("#land .land-line", has_text=NUMBER)


def take(page: Page, step: str, **said: str) -> None:
    """Take a step of the document."""
    form = line(page).locator(f'form[action$="/{step}/"]')
    form.locator("xpath=..").locator("> summary").click()
    for name, value in said.items():
        form.locator(f"[name={name}]").fill(value)
    form.locator("button[type=submit]").first.click()


def state(page: Page, text: str) -> None:
    """Wait until the document shows a state."""
    expect(line(page).locator("> .tag").first).to_have_text(text)


@pytest.fixture
def head(site, context_of, project) -> Page:
    """The head of the unit at the record, with a document in preparation in another unit's name."""
    page = context_of(user="pu_head").new_page()
    page.goto(f"{site.address}/projects/{project[0]}/")
    form = page.locator('#land form[action$="/land/documents/"]')
    form.locator("xpath=..").locator("> summary").click()
    form.locator("[name=kind]").select_option(KIND)
    form.locator("[name=number]").fill(NUMBER)
    form.locator("button[type=submit]").click()
    state(page, "准备中")
    take(page, "content", applicant_uscc=OTHER)
    expect(page.locator("#land .alert-success")).to_be_visible()
    return page


@pytest.fixture
def officer(site, context_of, project, head) -> Page:
    """The land officer, who has confirmed the boundary of that document."""
    code, (lon, lat) = project
    page = context_of(user="land").new_page()
    page.goto(f"{site.address}/land/check/")
    page.fill("[name=project]", code)
    page.locator("[name=document]").select_option(KIND)
    content = survey_of([lon + 0.0003, lat])
    page.set_input_files(
        "#id_file", {"name": "临时用地.txt", "mimeType": "text/plain", "buffer": content}
    )
    page.get_by_role("button", name="读取并核查").click()
    page.get_by_role("button", name=re.compile("接受全部安全修复")).click(timeout=WORKER_MS)
    page.locator(".mended").wait_for(timeout=WORKER_MS)
    page.get_by_role("button", name=re.compile("确认入库")).click()
    page.get_by_text("各附测绘原件").wait_for(timeout=WORKER_MS)
    return page


def test_a_boundary_is_checked_signed_refused_and_printed(site, head, officer, project):
    report = officer.request.get(officer.url + "report.pdf")
    assert (report.status, report.body()[:5]) == (200, b"%PDF-")
    head.reload()
    take(head, "submit")
    state(head, "已提交")
    officer.goto(f"{site.address}/projects/{project[0]}/")
    take(officer, "accept")
    state(officer, "已受理")
    take(officer, "check")
    state(officer, "技术核查中")
    warning = line(officer).locator(".land-findings li", has_text="L10").first
    warning.locator("summary").click()
    warning.locator("textarea").fill(REASON)
    warning.get_by_role("button", name="不接受").click()
    rejected = line(officer).locator(".land-findings li", has_text="L10").locator(".tag.bad")
    expect(rejected.first).to_be_visible()
    take(officer, "grant", number=NUMBER, authority="自然资源局", issued_on="2026-11-26")
    expect(officer.locator("#land .alert-danger")).to_be_visible()
    take(officer, "refuse", reason=REASON)
    state(officer, "不予批准")


def test_nothing_moves_under_the_pointer_when_the_list_of_projects_closes(site, context_of, project):
    page = context_of(user="land").new_page()
    page.goto(f"{site.address}/land/check/")
    page.fill("[name=project]", project[0])
    expect(page.locator(".project-list li").first).to_be_visible()
    button = page.get_by_role("button", name="读取并核查")
    before = button.bounding_box()
    page.locator("[name=project]").blur()
    expect(page.locator(".project-list")).to_be_hidden()
    assert button.bounding_box() == before
