"""A project is picked on the map: its drawer opens with tabs that say honestly what is not there yet."""

from tests.browser.reading import hash_of, settle

TABS = ["概览", "用地", "BIM", "预算", "合同", "支付", "进度", "预警", "绩效"]
OF_A_PLACE = ["概览", "预算", "合同", "支付", "绩效"]


def _school(context, site):
    address = f"{site.address}/api/v1/projects/?sector=education&sort=-investment_yuan&limit=1"
    one = context.request.get(address).json()["features"][0]
    return one["properties"]["code"], one["geometry"]["coordinates"]


def test_a_lot_picked_on_the_map_opens_its_section_then_its_project(open_map, context_of, site):
    context = context_of("plan")
    code, (lon, lat) = _school(context, site)
    page = open_map(f"/#map=17/{lat:.6f}/{lon:.6f}", context=context)
    box = page.locator("#map").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2 + 40, box["y"] + box["height"] / 2 + 40)
    page.wait_for_selector("#drawer .place-tab[aria-busy=false], #drawer .place-tab:not([aria-busy])")
    settle(page)
    assert hash_of(page)["project"] == code
    assert "section" in hash_of(page)
    assert page.locator("#drawer").get_by_role("tab").all_inner_texts() == OF_A_PLACE
    page.get_by_role("button", name="返回整个项目").click()
    page.wait_for_selector("#drawer .overview")
    settle(page)
    assert "section" not in hash_of(page)
    assert page.locator("#drawer").get_by_role("tab").all_inner_texts() == TABS
    page.locator("#drawer").get_by_role("tab", name="用地").click()
    page.wait_for_selector("#drawer .land-case .documents")
    chain = page.locator("#drawer .land-case .documents strong").all_inner_texts()
    assert chain[0].startswith("A1") and any(name.startswith("A6") for name in chain)
    assert page.locator("#drawer .land-case a").get_attribute("href") == f"/projects/{code}/#land"
    page.locator("#drawer").get_by_role("tab", name="BIM").click()
    page.wait_for_selector("#drawer .bim[aria-busy=false] :is(.models, .later)")
    for name in ("预算", "合同", "支付", "进度", "预警", "绩效"):
        page.locator("#drawer").get_by_role("tab", name=name).click()
        page.wait_for_selector("#drawer .drawer-body:not(:has([aria-busy=true])) > *")
        assert page.locator("#drawer .later").count() == 0
        said = page.locator("#drawer .drawer-body").inner_text()
        assert "元" in said if name in ("预算", "合同", "支付") else len(said) > 5
    page.get_by_role("button", name="关闭").click()
    assert page.locator("#drawer").is_hidden()


def test_the_public_has_one_tab_and_no_inside_facts(open_map, context_of, site):
    context = context_of()
    code, _place = _school(context, site)
    page = open_map(f"/#project={code}", context=context)
    drawer = page.locator("#drawer")
    assert code in drawer.inner_text()
    assert drawer.get_by_role("tab").count() == 0
    assert "密级" not in drawer.inner_text() and "可办理" not in drawer.inner_text()


def test_layers_are_shown_hidden_and_kept_in_the_link(open_map):
    page = open_map("/#map=9/29.3/120.4")
    page.get_by_role("button", name="图层").click()
    menu = page.get_by_role("dialog", name="图层")
    menu.get_by_label("三条控制线", exact=True).check()
    menu.get_by_label("道路与铁路", exact=True).uncheck()
    settle(page)
    layers = hash_of(page)["layers"].split(",")
    assert "control_lines" in layers and "-roads" in layers
    menu.get_by_role("button", name="恢复默认").click()
    settle(page)
    assert "layers" not in hash_of(page)
