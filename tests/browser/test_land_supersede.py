"""A changed document takes the place of another, in the record."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

OLD, NEW, NEXT = (f"{name}〔2026〕{uuid4().hex[:6]}号" for name in ("旧证", "新证", "拟证"))


@pytest.fixture
def page(site, context_of) -> Page:
    """The record of a project, with two recorded permits of one kind taken up as documents."""
    context = context_of(user="land")
    query = "stage=construction&sort=-code&limit=1"
    row = context.request.get(f"{site.address}/api/v1/projects/?{query}").json()["features"][0]
    page = context.new_page()
    page.goto(f"{site.address}/projects/{row['properties']['code']}/")
    for number in (OLD, NEW):
        form = page.locator('form[action$="/approvals/"]')
        form.locator("xpath=ancestor::details").locator("> summary").click()
        form.locator("[name=kind]").select_option("A3")
        form.locator("[name=number]").fill(number)
        form.locator("[name=authority]").fill("发展和改革局")
        form.locator("[name=issued_on]").fill("2026-03-01")
        form.locator("button[type=submit]").click()
        line(page, number).get_by_role("button").click()
        expect(line(page, number).locator("details").first).to_be_visible()
    return page


def line(page: Page, number: str):
    """The document's line in the land part."""
    return page.locator("#land .land-line", has=page.locator("> .code", has_text=number))


def unfold(page: Page, number: str, words: str):
    """Open one of the forms of a document."""
    form = line(page, number).locator("details", has=page.locator("> summary", has_text=words)).first
    form.locator("> summary").click()
    return form


def test_one_takes_the_place_of_the_other_and_a_third_is_prepared(page):
    form = line(page, OLD).locator("details", has=page.locator("select[name=by]"))
    form.locator("> summary").click()
    assert form.locator("option", has_text=OLD).count() == 0
    chosen = form.locator("option", has_text=NEW).get_attribute("value")
    form.locator("select").select_option(chosen)
    form.locator("button").click()
    expect(line(page, OLD).locator("> .tag").first).to_have_text("已被替代")
    expect(line(page, OLD).locator("select[name=by]")).to_have_count(0)
    expect(line(page, NEW).locator("> .tag").first).to_have_text("有效")
    form = unfold(page, NEW, "办理替代文件")
    form.locator("[name=number]").fill(NEXT)
    form.locator("button").click()
    expect(line(page, NEXT).locator("> .tag").first).to_have_text("准备中")
    expect(line(page, NEXT).locator(".land-held")).to_contain_text(NEW)
