"""A planner asks what was, is and will be under construction, by plan and in fact."""

import re

from tests.browser.reading import hash_of, listed, projects, settle


def _said(page) -> int:
    return int(re.search(r"在建 ([\d,]+) 个", page.locator(".time-now").inner_text())[1].replace(",", ""))


def test_the_month_chosen_is_what_map_list_and_totals_show(open_map):
    page = open_map(user="plan")
    whole = projects(page)
    page.get_by_role("button", name="时间轴").click()
    page.locator(".track").wait_for()
    page.locator(".track").focus()
    for key in ("Home", "PageUp", "PageUp", "PageUp", "ArrowRight"):
        page.keyboard.press(key)
    settle(page)
    planned = projects(page)
    assert 0 < planned == listed(page) == _said(page) < whole
    assert hash_of(page)["at"] in page.locator("[data-key=of-day]").inner_text()
    assert re.fullmatch(r"\d{4}-\d\d-01", hash_of(page)["at"])
    page.get_by_role("group", name="按哪种日期").get_by_role("button", name="实际").click()
    settle(page)
    assert 0 < projects(page) == _said(page) != planned
    page.get_by_role("button", name="不限时间").click()
    settle(page)
    assert projects(page) == whole and page.locator("[data-key=of-day]").count() == 0
