"""Chinese and English, light and dark, a desk and a phone."""

from tests.browser.reading import projects, settle, wait_idle


def test_the_language_changes_at_once_and_is_kept(open_map):
    page = open_map(user="plan")
    page.get_by_role("button", name="Switch to English").click()
    page.get_by_role("tab", name="Regions").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert "Lanhai Province" in page.locator("#path").inner_text()
    assert page.locator("[data-figure=investment]").inner_text().startswith("CNY")
    settle(page)
    page.reload()
    wait_idle(page)
    assert page.get_by_role("tab", name="Projects").is_visible()
    page.locator("[data-key=language]").click()
    assert page.get_by_role("tab", name="项目").is_visible()
    settle(page)


def test_the_theme_changes_at_once_and_is_kept(open_map):
    page = open_map(color_scheme="dark")
    theme = page.locator("html")
    assert theme.get_attribute("data-bs-theme") == "dark"
    page.get_by_role("button", name="浅色").click()
    assert theme.get_attribute("data-bs-theme") == "light"
    page.reload()
    wait_idle(page)
    assert theme.get_attribute("data-bs-theme") == "light"


def test_a_phone_scrolls_no_way_sideways_and_its_sheet_grows(open_map):
    page = open_map(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    wide = "[document.documentElement.scrollWidth, document.body.scrollWidth]"
    assert page.evaluate(wide) == [390, 390]
    left = page.locator("#left")
    half = left.bounding_box()["height"]
    page.get_by_role("button", name="改变面板高度").click()
    page.wait_for_timeout(400)
    assert left.bounding_box()["height"] > half
    page.locator("#row-0").click()
    page.wait_for_selector("#drawer .overview")
    assert page.evaluate(wide) == [390, 390]
    page.get_by_role("button", name="关闭").click()
    page.get_by_role("button", name="时间轴").click()
    page.locator(".track").wait_for()
    assert page.evaluate(wide) == [390, 390]
    assert projects(page) > 0


def test_on_a_phone_the_filter_opens_tall_enough_to_be_used(open_map):
    page = open_map(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.get_by_role("tab", name="筛选").click()
    page.wait_for_timeout(400)
    assert page.locator("#panel-filter").bounding_box()["height"] > 844 / 2
    assert page.get_by_label("教育").is_visible()


def test_who_may_file_a_project_finds_the_way_in_the_top_bar(open_map):
    link = open_map(user="pu_clerk").locator(".topbar [data-key=file]")
    assert link.get_attribute("href") == "/projects/new/" and "填报项目" in link.inner_text()
    assert open_map().locator(".topbar [data-key=file]").count() == 0


def test_nothing_in_the_top_bar_is_broken_over_two_lines(open_map):
    page = open_map(user="pu_clerk")
    for width in (1440, 1280, 1024, 800):
        page.set_viewport_size({"width": width, "height": 720})
        tall = page.locator(".topbar :is(button, a)").evaluate_all("all => all.map(one => one.offsetHeight)")
        assert max(tall) <= 40
        assert page.evaluate("document.querySelector('.topbar').scrollWidth <= innerWidth")
