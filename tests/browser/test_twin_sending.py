"""An engineer hands a model in, reads it, and puts it on the ground; what its names say is only ever text."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.bim.builders import Drawn
from tests.browser.reading import IDLE_MS, settle
from tests.browser.test_twin import wait_drawn

HOSTILE = ("<img src=x onerror=alert(1)>墙", "</script><script>alert(2)</script>", '"><svg onload=alert(3)>')


@pytest.fixture
def hostile(tmp_path):
    """Three walls whose names would be programs, in a file that says nothing of where it stands."""
    drawn = Drawn()
    for at, name in enumerate(HOSTILE):
        drawn.wall((0.0, at * 5.0, 0.0), (24.0, 0.4, 6.0), Name=name)
    path = tmp_path / f"门卫房-{uuid4().hex[:6]}.ifc"
    drawn.file.write(str(path))
    return path


def own_project(context, site):
    """A project of the engineer's own unit with ground to stand on."""
    rows = context.request.get(f"{site.address}/api/v1/projects/?limit=20").json()["features"]
    return next(one["properties"]["code"] for one in rows if one["geometry"])


def test_a_model_is_handed_in_placed_and_its_names_run_nothing(open_map, context_of, site, hostile):
    context = context_of("eng")
    code = own_project(context, site)
    page = open_map(f"/#project={code}&tab=bim", context=context)
    said = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.get_by_label("IFC 文件").set_input_files(hostile)
    page.get_by_label("单体名称").fill(hostile.stem)
    page.get_by_role("button", name="上传", exact=True).click()
    row = page.locator(".models .model").filter(has_text=hostile.stem).last
    expect(row).to_be_visible(timeout=IDLE_MS)
    expect(row).to_contain_text("未定位", timeout=IDLE_MS)
    row.get_by_role("button", name="定位").click()
    card = page.locator(".placing-card")
    page.wait_for_selector("body[data-built=idle]", state="attached", timeout=IDLE_MS)
    settle(page)
    keep = card.get_by_role("button", name="保存定位")
    assert keep.is_disabled()
    card.get_by_label("旋转（度）").first.fill("30")
    card.get_by_label("旋转（度）").first.press("Enter")
    card.get_by_label("依据").fill("现场放样点 K1、K2")
    keep.click()
    expect(row).to_contain_text("已落图", timeout=IDLE_MS)
    row.get_by_role("link", name="打开三维").click()
    wait_drawn(page)
    page.get_by_role("button", name="按类别").click()
    names = page.locator(".tree-row[aria-level='2'] .tree-name")
    shown = names.all_inner_texts()
    assert all(any(text.startswith(name) for text in shown) for name in HOSTILE)
    names.first.click()
    expect(page.locator("#element-title")).to_contain_text("<")
    assert page.locator("#drawer img, #left img, #drawer svg[onload], #left svg[onload]").count() == 0
    assert said == []
