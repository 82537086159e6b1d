"""An engineer walks from the map into the building and back: the wall clicked, cut, coloured, measured."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.reading import IDLE_MS, Watch, hash_of, settle

FROM_THE_SIDE = "18.60/{lat:.6f}/{lon:.6f}/20.0/55.0"


@pytest.fixture
def school(context_of, site):
    """The school's architecture as the doors tell it, placed and published."""
    context = context_of("plan")
    models = context.request.get(f"{site.address}/api/v1/models/").json()["models"]
    return next(one for one in models if one["discipline"] == "architecture" and one["placed"])


@pytest.fixture
def open_twin(site, context_of):
    """A function that opens a model and waits until all of it is drawn; nothing may have complained."""
    watches = []

    def open_page(path, *, context=None, **particular):
        page = (context or context_of("plan", **particular)).new_page()
        watches.append(Watch(page, site.address))
        page.goto(site.address + path)
        wait_drawn(page)
        return page

    yield open_page
    for watch in watches:
        watch.check()


def wait_standing(page):
    """Wait until buildings stand on the map, whole."""
    stands = "body[data-built=idle]:not([data-standing='0'])"
    page.wait_for_selector(stands, state="attached", timeout=IDLE_MS)


def wait_drawn(page):
    page.wait_for_selector("body[data-twin=idle]", state="attached", timeout=IDLE_MS)


def middle(page, selector):
    box = page.locator(selector).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def linked(page):
    """The view as the address says it, once the address has followed."""
    page.evaluate("new Promise((wake) => setTimeout(() => setTimeout(wake, 100), 500))")
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).fragment).items()}


def choose_wall(page):
    """Choose the first wall by the tree of classes, as a keyboard does."""
    page.get_by_role("button", name="按类别").click()
    wall = page.get_by_role("treeitem").filter(has_text=re.compile("^墙"))
    wall.locator("[data-act=twist]").click()
    page.locator(".tree-row[aria-level='2']").first.click()
    page.wait_for_selector("#drawer .facts")


def test_from_the_map_to_a_walls_properties_a_cut_colours_and_back(open_map, context_of, school):
    place = school["placement"]
    page = open_map(f"/#map={FROM_THE_SIDE.format(**place)}", context=context_of("plan"))
    wait_standing(page)
    settle(page)
    page.mouse.click(*middle(page, "#map"))
    page.wait_for_selector("#picked-element a")
    assert page.locator("#drawer").get_by_role("tab", name="BIM").get_attribute("aria-selected") == "true"
    page.locator("#picked-element a").click()
    wait_drawn(page)
    expect(page.locator("#element-title")).not_to_be_empty()
    page.wait_for_selector("#drawer .quantities, #drawer .pset")
    chosen = linked(page)["el"]
    page.get_by_role("tab", name="剖切").click()
    page.get_by_role("button", name="水平", exact=True).click()
    page.get_by_role("tab", name="着色").click()
    page.get_by_role("button", name="类别", exact=True).click()
    counts = page.locator(".colour-rows b").all_inner_texts()
    assert len(counts) > 3 and all(int(count) > 0 for count in counts)
    view = linked(page)
    assert view["el"] == chosen and view["by"] == "class" and view["cut"].startswith("0,0,-1,")
    page.get_by_role("button", name="回到地图").click()
    wait_standing(page)
    assert hash_of(page)["map"].startswith("18.50/")


def test_a_link_opens_the_same_view(open_twin, school):
    page = open_twin(f"/twin/{school['id']}/")
    choose_wall(page)
    page.keyboard.press("h")
    page.get_by_role("tab", name="剖切").click()
    page.get_by_role("button", name="打开剖切盒").click()
    before = linked(page)
    assert "hide" in before and "box" in before
    other = open_twin(f"{urlsplit(page.url).path}#{urlsplit(page.url).fragment}")
    assert {name: linked(other)[name] for name in ("hide", "box", "view")} == {
        name: before[name] for name in ("hide", "box", "view")
    }


def test_what_is_hidden_cannot_be_clicked_and_comes_back(open_twin, school):
    page = open_twin(f"/twin/{school['id']}/")
    spot = middle(page, "#canvas-host canvas")
    page.mouse.click(*spot)
    page.wait_for_selector("#element-title")
    first = linked(page)["el"]
    page.keyboard.press("h")
    assert page.locator("#drawer").is_hidden()
    page.mouse.click(*spot)
    page.wait_for_timeout(400)
    assert linked(page).get("el") != first
    page.keyboard.press("a")
    assert "hide" not in linked(page)


def test_a_question_finds_what_the_server_counts(open_twin, school, context_of, site):
    context = context_of("plan")
    address = f"{site.address}/api/v1/revisions/{school['revision']}/elements/?q=class%3DIfcDoor&ids=1"
    doors = context.request.get(address).json()["count"]
    page = open_twin(f"/twin/{school['id']}/", context=context)
    page.get_by_role("tab", name="查找").click()
    page.get_by_role("searchbox", name="查找").fill("class=IfcDoor")
    page.keyboard.press("Enter")
    expect(page.locator(".find-actions strong")).to_contain_text(str(doors))
    page.locator("#panel-find").get_by_role("button", name="透视其他").click()
    assert "ghost" in linked(page)


@pytest.mark.parametrize("tab", ["查找", "着色"])
def test_what_is_being_typed_outlives_suggestions_that_come_late(open_twin, school, tab):
    page = open_twin(f"/twin/{school['id']}/")
    held = []
    page.route("**/suggestions/", lambda route: held.append(route))
    page.get_by_role("tab", name=tab).click()
    panel = page.get_by_role("tabpanel", name=tab)
    panel.locator("input").fill("class=IfcD")
    assert panel.locator(".chip").count() == 0
    held.pop().continue_()
    panel.locator(".chip").first.wait_for()
    expect(panel.locator("input")).to_have_value("class=IfcD")


def test_a_distance_is_measured_by_two_clicks(open_twin, school):
    page = open_twin(f"/twin/{school['id']}/")
    x, y = middle(page, "#canvas-host canvas")
    page.get_by_role("button", name="量距离").click()
    page.mouse.click(x, y)
    page.mouse.click(x + 60, y + 10)
    figure = page.locator(".measured dd").first
    assert re.fullmatch(r"\d+\.\d{3} 米", figure.inner_text())
    page.get_by_role("button", name="点坐标").click()
    page.mouse.click(x, y)
    facts = page.locator(".measured li").last.inner_text()
    assert "经纬度" in facts and "3度带" in facts
    page.keyboard.press("Escape")


def test_a_storey_is_seen_from_above_and_left_again(open_twin, school):
    page = open_twin(f"/twin/{school['id']}/")
    page.get_by_role("tab", name="视图").click()
    page.locator("[data-key^=plan-]").last.click()
    assert "plan" in linked(page)
    page.locator("#canvas-host canvas").focus()
    page.keyboard.press("Escape")
    assert "plan" not in linked(page)


def test_without_an_engine_the_elements_are_still_told(site, context_of, school):
    page = context_of("plan").new_page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(f"{site.address}/twin/{school['id']}/")
    expect(page.locator("#condition h3")).to_have_text("无法显示三维")
    choose_wall(page)
    expect(page.locator("#drawer .facts code").first).to_have_text(re.compile(r"^[0-9A-Za-z_$]{22}$"))


def test_the_public_is_asked_to_sign_in_and_others_find_nothing(site, context_of, school):
    page = context_of().new_page()
    page.goto(f"{site.address}/twin/{school['id']}/")
    assert urlsplit(page.url).path == "/accounts/login/"
    absent = context_of("plan").request.get(f"{site.address}/twin/{'0' * 8}-0000-7000-8000-{'0' * 12}/")
    assert absent.status == 404
