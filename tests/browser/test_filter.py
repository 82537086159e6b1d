"""A planner narrows what is shown: one filter drives map, list, totals, legend and exports together."""

from urllib.parse import parse_qs, urlsplit

from tests.browser.reading import Tiles, hash_of, listed, projects, settle


def _in_filter(page):
    page.get_by_role("tab", name="筛选").click()
    return page.locator("#panel-filter")


def test_one_filter_drives_map_list_totals_legend_and_exports(open_map):
    page = open_map(user="plan")
    tiles, whole = Tiles(page), projects(page)
    options = _in_filter(page)
    options.get_by_label("教育").check()
    options.locator("[data-key=year_from]").fill("2025")
    options.locator("[data-key=amount_min]").fill("5000")
    settle(page)
    wanted = {"sector": ["education"], "year_from": ["2025"], "amount_min": ["50000000"]}
    assert 0 < projects(page) < whole
    assert tiles.question() == wanted
    assert tiles.projects_drawn() == projects(page)
    classes = page.locator("#legend .classes li b").all_inner_texts()
    assert sum(map(int, classes)) == 11
    page.get_by_role("tab", name="项目").click()
    assert listed(page) == projects(page)
    page.get_by_role("button", name="导出").click()
    links = page.locator(".export-menu a").evaluate_all("all => all.map(one => one.href)")
    assert len(links) == 5
    asked = [parse_qs(urlsplit(link).query) for link in links]
    assert all(wanted.items() <= words.items() for words in asked)
    assert {name for words in asked for name in words} - set(wanted) == {"metric", "level"}
    assert f"共 {projects(page)} 个项目" in page.locator(".export-menu").inner_text()


def test_a_bound_that_cannot_be_says_why_and_is_not_applied(open_map):
    page = open_map()
    whole, options = projects(page), _in_filter(page)
    amount = options.locator("[data-key=amount_min]")
    amount.fill("-5")
    settle(page)
    assert "金额不能小于零" in options.locator("#amount_min-fault").inner_text()
    assert amount.get_attribute("aria-invalid") == "true"
    options.locator("[data-key=year_from]").fill("2030")
    options.locator("[data-key=year_to]").fill("2020")
    settle(page)
    assert "起始值大于终止值" in options.locator("#year_from-fault").inner_text()
    assert projects(page) == whole and "amount_min" not in hash_of(page)
    amount.fill("5000")
    settle(page)
    assert options.locator("#amount_min-fault").inner_text() == "" and 0 < projects(page) < whole


def test_class_breaks_stay_while_the_legend_follows(open_map):
    page = open_map("/#map=6.8/29.2/120.5")
    names = page.locator("#legend .classes li span").all_inner_texts()
    counts = page.locator("#legend .classes li b").all_inner_texts()
    page.locator("[data-key=status-suspended]").click()
    settle(page)
    assert page.locator("#legend .classes li span").all_inner_texts() == names
    assert page.locator("#legend .classes li b").all_inner_texts() != counts


def test_chips_take_a_condition_off(open_map):
    page = open_map("/#sector=education,health&status=done&q=学")
    assert page.locator("#chips .chip").all_inner_texts() == ["“学”", "教育", "医疗卫生", "已完工"]
    page.locator("#chips").get_by_role("button", name="移除条件：医疗卫生").click()
    settle(page)
    assert hash_of(page)["sector"] == "education"
    page.locator("#chips").get_by_role("button", name="清除全部").click()
    settle(page)
    assert "sector" not in hash_of(page) and page.locator("#chips").is_hidden()


def test_nothing_found_is_said_and_can_be_undone(open_map):
    page = open_map("/#q=无此项目无此项目")
    assert projects(page) == 0
    page.locator(".list-foot").get_by_role("button", name="清除全部").click()
    settle(page)
    assert projects(page) == listed(page) > 0


def test_a_polygon_is_drawn_on_the_map(open_map):
    page = open_map("/#map=7.2/29.2/120.5")
    whole, box = projects(page), page.locator("#map").bounding_box()
    page.get_by_role("button", name="绘制筛选范围").click()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for right, down in ((-100, -80), (100, -80), (100, 80)):
        page.mouse.click(x + right, y + down)
        page.wait_for_timeout(320)
    page.mouse.dblclick(x - 100, y + 80)
    settle(page)
    assert 0 < projects(page) == listed(page) < whole
    assert len(hash_of(page)["polygon"].split(";")) == 4
    assert page.locator("#chips .chip").all_inner_texts() == ["绘制范围内"]
