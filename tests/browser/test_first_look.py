"""A planner opens the map: the province is there, and map, list and totals say the same."""

from tests.browser.reading import Tiles, Watch, figure, hash_of, listed, path, projects, settle, wait_idle


def test_the_public_sees_the_province_and_nothing_complains(open_map):
    page = open_map()
    assert path(page) == ["岚海省"]
    assert 0 < projects(page) == listed(page)
    assert figure(page, "investment").endswith("亿元")
    assert page.locator("#legend .classes li").count() >= 4
    assert page.title() == "工图 · 一张图"


def test_clusters_list_and_totals_agree(open_map):
    page = open_map(user="plan")
    tiles = Tiles(page)
    page.reload()
    wait_idle(page)
    assert projects(page) == listed(page) == tiles.projects_drawn()


def test_a_planner_sees_more_than_the_public_and_may_look_with_its_eyes(open_map):
    page = open_map(user="plan")
    inside = projects(page)
    page.get_by_role("switch", name="公众视角").click()
    settle(page)
    assert projects(page) < inside
    assert hash_of(page)["view"] == "public"


def test_who_may_see_nothing_is_told_so_over_the_province(open_map):
    page = open_map(user="sysadm")
    assert projects(page) == 0
    assert "没有可供您查看的项目" in page.locator(".list-foot").inner_text()
    assert page.locator("#panel-projects").get_by_role("button", name="清除全部").count() == 0


def test_the_sign_in_page_complains_of_nothing(site, context_of):
    page = context_of().new_page()
    watch = Watch(page, site.address)
    page.goto(f"{site.address}/accounts/login/")
    page.wait_for_load_state("networkidle")
    assert page.request.get(f"{site.address}/favicon.ico").ok
    watch.check()
