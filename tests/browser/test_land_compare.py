"""Two documents side by side: maps that move as one, differences list and map choose, a sheet to print."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reading import Watch

WAIT_MS = 60_000
PHONE = {"width": 390, "height": 844}
SCALE = ".maplibregl-ctrl-scale"


@pytest.fixture
def code(site, context_of) -> str:
    """A project whose land-use permit and works permit carry boundaries, and that is being built."""
    context = context_of(user="land")
    query = "stage=construction&sector=education&sort=code&limit=20"
    rows = context.request.get(f"{site.address}/api/v1/projects/?{query}").json()["features"]
    for row in rows:
        found = row["properties"]["code"]
        address = f"{site.address}/projects/{found}/land/compare/"
        answer = context.request.get(f"{address}?outer=A6&inner=footprint")
        if answer.ok:
            return found
    raise AssertionError("no project of the demo province has boundaries and buildings")


@pytest.fixture
def page(site, context_of, code) -> Page:
    """The permit beside what is built."""
    page = context_of(user="land").new_page()
    page.goto(f"{site.address}/projects/{code}/land/compare/?outer=A6&inner=footprint")
    page.wait_for_selector("body[data-map=idle]", timeout=WAIT_MS)
    return page


def number(page: Page, row: str, column: int) -> float:
    """Return one figure of the table of areas."""
    said = page.locator(".areas tr", has_text=row).last.locator("td").nth(column).inner_text()
    return float(re.sub(r"[^\d.-]", "", said.split("m²")[0].replace("−", "-")))


def test_the_maps_move_as_one_and_the_areas_add_up(site, page):
    watch = Watch(page, site.address)
    before = page.locator(f"#map-inner {SCALE}").inner_text()
    page.locator("#map-outer .maplibregl-ctrl-zoom-out").click()
    page.wait_for_timeout(500)
    page.wait_for_selector("body[data-map=idle]", timeout=WAIT_MS)
    scales = page.locator(SCALE).all_inner_texts()
    assert scales[0] == scales[1] != before
    whole, common, removed = (number(page, row, 1) for row in ("界线总面积", "两者重叠", "仅在左图文件内"))
    assert abs(common + removed - whole) < 0.02
    watch.check()


def test_a_difference_is_chosen_by_key_and_shown(page):
    part = page.locator(".part").first
    part.focus()
    page.keyboard.press("Enter")
    expect(part).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(900)
    page.wait_for_selector("body[data-map=idle]", timeout=WAIT_MS)
    box = page.locator("#map-outer").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#map-inner .twin")).to_be_visible()


def test_the_link_reopens_it_and_the_sheet_prints(page, code):
    link = page.locator("#permalink").get_attribute("href")
    title = page.locator(".one-map b").first.inner_text()
    page.goto(page.url.split("?")[0] + link)
    assert page.locator(".one-map b").first.inner_text() == title
    sheet = page.request.get(page.url.replace("/compare/?", "/compare/sheet.pdf?"))
    assert (sheet.status, sheet.body()[:5]) == (200, b"%PDF-")


def test_from_the_record_and_on_a_phone(site, code, context_of):
    page = context_of(user="land", viewport=PHONE, locale="en-GB", color_scheme="dark").new_page()
    page.goto(f"{site.address}/projects/{code}/")
    page.get_by_role("button", name="EN").click()
    page.get_by_role("link", name="Two documents side by side").click()
    page.wait_for_selector("body[data-map=idle]", timeout=WAIT_MS)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
