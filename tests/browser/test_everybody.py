"""Whoever hears the page instead of seeing it can use it: names, roles, contrast, order."""

import pytest

from tests.browser.reading import settle
from tests.browser.site import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.exists():
        pytest.skip("axe-core is not laid into node_modules; bin/test does that")
    return AXE.read_text(encoding="utf-8")


def _faults(page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for one in found for node in one["nodes"]
    ]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_part_of_the_page_breaks_the_rules_of_accessibility(open_map, axe, scheme):
    page = open_map("/#sector=education,road", user="plan", color_scheme=scheme)
    assert _faults(page, axe) == []
    page.locator("#row-0").click()
    page.wait_for_selector("#drawer .overview")
    for name in ("地区", "筛选", "统计"):
        page.locator("#left-tabs").get_by_role("tab", name=name).click()
        settle(page)
        assert _faults(page, axe) == [], name
    for name in ("时间轴", "量面积", "图层"):
        page.locator("#toolbar").get_by_role("button", name=name).click()
    settle(page)
    assert _faults(page, axe) == []
