"""The standard doors in a browser: a map beside the words, rows and map that choose each other."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reading import Watch

WAIT_MS = 60_000
ITEMS = "/ogc/collections/projects/items?limit=20"
PAGES = (
    "/ogc/", "/ogc/conformance", "/ogc/api", "/ogc/collections", "/ogc/collections/sections",
    "/ogc/collections/sections/queryables", ITEMS, "/ogc/collections/sections/tiles", "/ogc/tileMatrixSets",
    "/ogc/tileMatrixSets/WebMercatorQuad", "/ogc/nowhere",
)  # fmt: skip
MAPPED = (
    "/ogc/collections/parcels", "/ogc/collections/parcels/items?limit=5", "/ogc/collections/sites/tiles",
)  # fmt: skip


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_selector("body[data-map=idle]", timeout=WAIT_MS)
    return page


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_no_page_scrolls_sideways_on_a_phone(site, context_of, language):
    page = context_of(user="plan", viewport={"width": 390, "height": 844}, locale=language).new_page()
    for path in PAGES:
        page.goto(site.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") == 390, path
        assert page.locator("h1").count() == 1, path


def test_the_maps_are_drawn_and_nothing_complains(site, context_of):
    page = context_of(user="plan").new_page()
    watch = Watch(page, site.address)
    for path in MAPPED:
        opened(page, site.address + path)
        expect(page.get_by_role("region", name="方向键移动")).to_be_visible()
    watch.check()


def test_a_row_is_marked_on_the_map_and_a_mark_leads_to_its_item(site, context_of):
    page = opened(context_of(user="plan").new_page(), site.address + ITEMS)
    link = page.locator(".item-name a").first
    link.focus()
    expect(page.locator(".ogc-items tr.chosen .item-name a")).to_have_text(link.inner_text())
    wanted = page.locator(".ogc-items tr").nth(2).get_attribute("data-id")
    page.goto(f"{site.address}/ogc/collections/projects/items/{wanted}")
    page.wait_for_selector("body[data-map=idle]", timeout=WAIT_MS)
    page.locator("#ogc-map canvas").click()
    expect(page.locator(".ogc-popup")).to_have_text(page.locator("h1").inner_text())


def test_what_a_mark_opens_is_the_page_of_its_item(site, context_of):
    page = context_of(user="plan").new_page()
    opened(page, site.address + ITEMS.replace("20", "1"))
    page.locator("#ogc-map canvas").click()
    own = page.locator(".ogc-items tr[data-id]").get_attribute("data-id")
    page.locator(".ogc-popup a").click()
    expect(page).to_have_url(f"{site.address}/ogc/collections/projects/items/{own}?f=html")


def test_the_address_of_the_connection_is_copied(site, context_of):
    context = context_of()
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site.address)
    page = context.new_page()
    page.goto(f"{site.address}/ogc/")
    page.get_by_role("button", name="复制").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{site.address}/ogc/"


def test_without_webgl_the_page_says_so_and_the_table_stands(site, browser):
    context = browser.new_context(locale="zh-CN")
    context.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page = context.new_page()
    page.goto(site.address + ITEMS)
    expect(page.get_by_text("此处无法绘制地图")).to_be_visible()
    assert page.locator(".ogc-items tbody tr").count() == 20
    context.close()
