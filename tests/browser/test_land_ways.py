"""The way to the ground and a change after approval, in the record: recorded, reported, approved, by keys."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reading import Watch

PHONE = {"width": 390, "height": 844}
NUMBER = f"变更〔2026〕{uuid4().hex[:6]}号"


@pytest.fixture
def code(site, context_of) -> str:
    """A project of the head's own unit that holds a planning permit."""
    head = context_of(user="pu_head")
    query = "stage=construction&sort=code&limit=5"
    rows = head.request.get(f"{site.address}/api/v1/projects/?{query}").json()["features"]
    return rows[-1]["properties"]["code"]


@pytest.fixture
def record(site, context_of, code):
    """A function that opens the record as somebody."""

    def open_as(user: str, **particular) -> Page:
        page = context_of(user=user, **particular).new_page()
        page.goto(f"{site.address}/projects/{code}/")
        return page

    return open_as


def unfold(page: Page, place: str, words: str):
    """Open one of the forms by the keyboard, as a person without a mouse does."""
    form = page.locator(f"{place} details", has=page.locator("> summary", has_text=words)).first
    form.locator("> summary").focus()
    page.keyboard.press("Enter")
    expect(form).to_have_attribute("open", "")
    return form


def test_the_way_is_refused_in_place_mended_and_told(site, record):
    page = record("land")
    watch = Watch(page, site.address)
    page.evaluate("window.stayed = true")
    form = unfold(page, "#land-way", "登记取得用地的方式")
    form.locator("[name=supply]").select_option("grant")
    form.locator("[name=capacity_measure]").last.fill("pupil")
    form.locator("[name=capacity_units]").last.fill("九百")
    form.locator("[name=capacity_units]").last.press("Enter")
    alert = page.locator("#land-way .alert-danger")
    expect(alert).to_contain_text("pupil: 九百")
    expect(alert).to_be_focused()
    expect(page.locator("#land-way [name=supply]")).to_have_value("grant")
    units = page.locator("#land-way [name=capacity_units]")
    at = [units.nth(n).input_value() for n in range(units.count())].index("九百")
    units.nth(at).fill("900")
    units.nth(at).press("Enter")
    told = page.locator("#land-way > .land-held")
    expect(told).to_contain_text("出让")
    expect(told).to_contain_text("900 pupil")
    unfold(page, "#land-changes", "变动记录")
    expect(page.locator("#land-changes .history")).to_contain_text("划拨 → 出让")
    assert page.evaluate("window.stayed")
    watch.check()


def test_a_change_is_reported_by_the_unit_and_approved_by_the_officer(record):
    head = record("pu_head")
    expect(head.locator("#land-way details")).to_have_count(0)
    form = unfold(head, "#land-changes", "报告变更")
    form.locator("[name=what]").select_option("use")
    form.locator("[name=kind]").select_option("A6")
    form.locator("[name=changed_on]").fill("2026-11-20")
    form.locator("button").click()
    line = head.locator("#land-changes .land-line").last
    expect(line).to_contain_text("尚未批准")
    expect(line.locator("details")).to_have_count(0)
    officer = record("land")
    row = officer.locator("#land-changes .land-line", has_text="尚未批准").last
    place = f"#{row.get_attribute('id')}"
    form = unfold(officer, place, "批准变更")
    form.locator("[name=number]").fill(NUMBER)
    form.locator("[name=approved_on]").fill("2026-11-19")
    form.locator("button").click()
    expect(officer.locator(place)).to_contain_text(NUMBER)
    expect(officer.locator(f"{place} > .tag")).to_have_text("已批准")
    expect(officer.locator(f"{place} details")).to_have_count(0)


def test_on_a_phone_in_english_the_forms_fit(record):
    page = record("land", viewport=PHONE, locale="en-GB", color_scheme="dark")
    page.get_by_role("button", name="EN").click()
    unfold(page, "#land-way", "Record the way to the ground")
    unfold(page, "#land-changes", "Report a change")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    boxes = page.locator("#land-way input:visible, #land-changes select:visible").all()
    assert all(one.bounding_box()["x"] + one.bounding_box()["width"] <= PHONE["width"] for one in boxes)
    expect(page.locator("#land-changes")).to_contain_text(re.compile("Change of use"))
