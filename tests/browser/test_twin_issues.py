"""An issue raised in the building: pinned where one looks, seen again, out as BCF and back in."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from bim.bcf.reading import read_archive
from tests.browser.reading import Watch, settle
from tests.browser.test_twin import choose_wall, linked, school, wait_drawn  # noqa: F401  a fixture

WHO = "eng"


@pytest.fixture
def twin(site, context_of, school):  # noqa: F811
    """The school's page as somebody sees it who may raise issues."""
    page = context_of(WHO).new_page()
    watch = Watch(page, site.address)
    page.goto(f"{site.address}/twin/{school['id']}/")
    wait_drawn(page)
    yield page
    watch.check()


def raise_issue(page, title):
    page.get_by_role("tab", name="问题").click()
    page.get_by_role("button", name="提出问题").click()
    page.get_by_label("标题").fill(title)
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.locator(".issue-title")).to_contain_text(title)


def test_a_pin_goes_out_as_bcf_and_comes_back(twin, tmp_path):
    title = f"护栏高度不足 {uuid4().hex[:6]}"
    choose_wall(twin)
    chosen = linked(twin)["el"]
    raise_issue(twin, title)
    expect(twin.locator(".issue-views img")).to_have_js_property("complete", True)
    twin.keyboard.press("Escape")
    twin.locator("#canvas-host canvas").focus()
    twin.keyboard.press("h")
    twin.get_by_role("button", name="显示此视图").first.click()
    assert linked(twin)["el"] == chosen
    twin.get_by_role("button", name="全部问题").click()
    with twin.expect_download() as sent:
        twin.locator("[data-key='bcf-2.1']").click()
    archive = sent.value.path().read_bytes()
    topic = next(one for one in read_archive(archive).topics if one.title == title)
    (look,) = topic.viewpoints
    assert [one.ifc_guid for one in look.components.selection] == [chosen] and look.camera is not None
    twin.locator("[aria-label='导入 BCF']").set_input_files(
        {"name": "issues.bcf", "mimeType": "application/octet-stream", "buffer": archive}
    )
    done = twin.get_by_role("status").filter(has_text="已导入")
    expect(done).to_have_text(re.compile(r"新增 0 条，更新 0 条，未变 [1-9]\d* 条"))
    expect(twin.locator(".issue-row", has_text=title)).to_have_count(1)


def test_a_pin_stands_on_the_map_and_leads_to_what_was_seen(twin, site):
    title = f"窗台渗水 {uuid4().hex[:6]}"
    choose_wall(twin)
    chosen = linked(twin)["el"]
    raise_issue(twin, title)
    twin.get_by_role("link", name="在地图上看").click()
    card = twin.locator("#issue-card")
    expect(card).to_contain_text(title, timeout=30_000)
    expect(card).to_contain_text("待处理")
    twin.wait_for_selector("body[data-issues]:not([data-issues='0'])", state="attached")
    settle(twin)
    twin.locator("[data-key='issue-close']").click()
    expect(card).to_be_hidden()
    twin.locator("[data-key='issues-list']").click()
    row = card.get_by_role("button", name=title)
    row.focus()
    twin.keyboard.press("Enter")
    card.get_by_role("link", name="在三维中按原视角打开").click()
    wait_drawn(twin)
    expect(twin.locator(".issue-title")).to_contain_text(title)
    expect(twin.locator("[data-key='look-return']")).to_be_visible()
    # the address follows the view a moment later
    seen = "el => new URLSearchParams(location.hash.slice(1)).get('el') === el"
    twin.wait_for_function(seen, arg=chosen)
