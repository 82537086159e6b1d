"""What stands beyond its permit, in viewer, map and drawer; all disciplines at once; kept views."""

from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.reading import Watch, settle
from tests.browser.test_twin import linked, school, wait_drawn, wait_standing  # noqa: F401  a fixture

HOSPITAL = "GT97-2023-000458"
HATCH = (0xB3, 0x26, 0x1E)
LEAST_PIXELS = 40


@pytest.fixture
def page(site, context_of):
    """A page of the land officer, watched."""
    page = context_of("land").new_page()
    watch = Watch(page, site.address)
    yield page
    watch.check()


def test_the_wing_that_crosses_is_told_in_the_viewer(page, site):
    models = page.request.get(f"{site.address}/api/v1/models/?project={HOSPITAL}").json()["models"]
    wing = next(one for one in models if one["placed"])
    page.goto(f"{site.address}/twin/{wing['id']}/#side=land")
    wait_drawn(page)
    found = page.locator(".land-finding").first
    expect(found).to_contain_text("L05")
    expect(found).to_contain_text("1.2 米")
    rows = page.locator("[data-key^='beyond-']")
    expect(rows.first).to_contain_text("1.2 米")
    rows.first.click()
    expect(page.locator("#element-title")).to_contain_text("北外墙")


def test_the_drawer_leads_to_what_crosses(page, site):
    page.goto(f"{site.address}/#project={HOSPITAL}&tab=land")
    told = page.locator(".land-beyond")
    told.wait_for()
    expect(told).to_contain_text("L05")
    told.get_by_role("link").click()
    wait_drawn(page)
    assert linked(page)["side"] == "land"


def test_the_map_hatches_what_crosses(page, site):
    models = page.request.get(f"{site.address}/api/v1/models/?project={HOSPITAL}").json()["models"]
    place = next(one["placement"] for one in models if one["placed"])
    page.goto(f"{site.address}/#map=18.2/{place['lat']:.6f}/{place['lon']:.6f}/200.0/50.0")
    wait_standing(page)
    page.wait_for_selector("body[data-crossings='1']", state="attached")
    settle(page)
    picture = Image.open(BytesIO(page.locator("#map").screenshot())).convert("RGB")
    colours = picture.getcolors(picture.width * picture.height)
    hatched = sum(count for count, colour in colours if colour == HATCH)
    assert hatched > LEAST_PIXELS


def test_all_disciplines_stand_in_one_picture(page, site, school):  # noqa: F811
    page.goto(f"{site.address}/twin/{school['id']}/#with=all")
    wait_drawn(page)
    page.get_by_role("tab", name="结构", exact=True).click()
    expect(page.locator(".model-chips .chip[aria-pressed='true']")).to_have_count(2)
    expect(page.get_by_role("treeitem", level=1)).to_have_count(2)
    count = page.locator(".list-foot .hint span").first.inner_text()
    page.locator(".model-chips .chip").nth(1).click()
    expect(page.locator(".list-foot .hint span").first).not_to_have_text(count)
    assert "with" not in linked(page)


def test_a_kept_view_is_seen_by_others(page, site, school, context_of):  # noqa: F811
    name = f"入口 {uuid4().hex[:6]}"
    page.goto(f"{site.address}/twin/{school['id']}/#side=views")
    wait_drawn(page)
    page.get_by_label("视点名称").fill(name)
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".kept", has_text=name)).to_have_count(1)
    other = context_of("eng").new_page()
    other.goto(f"{site.address}/twin/{school['id']}/#side=views")
    wait_drawn(other)
    expect(other.locator(".kept", has_text=name)).to_have_count(1)
    expect(other.locator(".kept", has_text=name).get_by_role("button", name="删除")).to_have_count(0)
    page.locator(".kept", has_text=name).get_by_role("button").last.click()
    expect(page.locator(".kept", has_text=name)).to_have_count(0)
