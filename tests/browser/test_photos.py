"""Photos on the map: the tab of progress brings them, a key opens one, its pages lead back to it."""

import re

from tests.browser.reading import IDLE_MS, Watch

SCHOOL = "GT97-2025-000589"
PROJECT = "GT97-2023-000302"
"""Half of its reports' photos were used before (docs/demo-province.md)."""


def test_a_photo_is_opened_by_the_keyboard_and_found_again_from_its_report(open_map):
    page = open_map(f"/#project={PROJECT}&tab=progress", user="lead")
    rows = page.locator(".photo-rows button")
    rows.first.wait_for()
    page.locator("body[data-photos='12']").wait_for()
    rows.first.focus()
    page.keyboard.press("Enter")
    card = page.locator("#photo-card")
    card.locator(".photo-signs").wait_for()
    assert PROJECT in card.locator(".photo-signs").inner_text()
    page.wait_for_url(re.compile("photo=report-"))
    small = card.locator(".photo-picture")
    picture = small.evaluate("image => image.decode().then(() => image.naturalWidth)")
    assert 0 < picture <= 480
    report = card.locator("[data-key=photo-report]").get_attribute("href")
    page.keyboard.press("Escape")
    assert card.is_hidden() and rows.first.evaluate("row => row === document.activeElement")
    page.goto(page.url.partition("/#")[0] + report)
    page.locator("a[href^='/#map=']").first.click()
    page.locator("#photo-card .photo-signs").wait_for()
    assert "layers=" not in page.url


def test_the_layer_comes_and_goes_with_the_tab(open_map):
    page = open_map(f"/#project={PROJECT}", user="lead")
    page.locator("#drawer-tab-progress").click()
    page.locator("body[data-photos='12']").wait_for()
    page.locator("#drawer-tab-overview").click()
    page.locator("body[data-photos='0']").wait_for()


def test_a_photo_stands_in_the_model_from_its_day_on_and_leads_to_the_map(site, context_of):
    context = context_of("lead")
    asked = f"{site.address}/api/v1/models/?project={SCHOOL}"
    models = context.request.get(asked).json()["models"]
    model = next(one for one in models if one["discipline"] == "architecture")
    page = context.new_page()
    watch = Watch(page, site.address)
    page.goto(f"{site.address}/twin/{model['id']}/#side=progress&on=2026-10-19")
    page.wait_for_selector("body[data-twin=idle]", state="attached", timeout=IDLE_MS)
    page.locator("[data-key=photos-on]").check()
    page.locator("[data-key=photos-told]", has_text="2026-10-19").wait_for()
    pins = page.locator(".pin-mark[data-kind^=photo]")
    assert pins.count() == 0
    page.locator("[data-key=day-date]").fill("2026-11-01")
    pins.first.wait_for(state="attached")
    pins.first.focus()
    page.keyboard.press("Enter")
    way = page.locator("#photo-card [data-key=photo-map]").get_attribute("href")
    assert f"project={SCHOOL}" in way and "photo=report-" in way
    watch.check()
