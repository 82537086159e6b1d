"""The network fails, then comes back: the page says so, stays, and one retry brings everything."""

from tests.browser.reading import projects, wait_idle


def test_one_retry_brings_everything_back(site, context_of):
    context = context_of()
    context.route("**/api/v1/**", lambda route: route.abort())
    page = context.new_page()
    page.goto(site.address)
    page.wait_for_selector("#totals .failure")
    assert "服务器没有应答" in page.locator("#totals").inner_text()
    assert "服务器没有应答" in page.locator("#panel-projects").inner_text()
    context.unroute("**/api/v1/**")
    page.locator("#totals .failure button").click()
    wait_idle(page)
    assert projects(page) > 0
    assert page.locator(".failure").count() == 0
    assert page.locator("#path").inner_text() == "岚海省"
    assert page.locator("#row-0").is_visible()


def test_a_map_that_cannot_start_says_so_beside_the_list(site, context_of):
    context = context_of()
    context.route("**/maplibre-gl.mjs", lambda route: route.abort())
    page = context.new_page()
    page.goto(site.address)
    page.wait_for_selector("#map .failure")
    assert "地图未能启动" in page.locator("#map").inner_text()
    page.wait_for_selector("#row-0")
