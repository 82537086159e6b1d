"""A planner goes down from the province to a town, and back."""

from tests.browser.reading import hash_of, listed, path, projects, settle

METRICS = ["projects", "investment", "paid", "progress", "investment_per_head", "investment_per_km2"]


def test_down_to_a_town_and_back_to_the_province(open_map):
    page = open_map(user="plan")
    page.get_by_role("tab", name="地区").click()
    seen, levels = [projects(page)], []
    for _step in range(3):
        levels.append(page.locator("#legend .segments [aria-pressed=true]").all_inner_texts())
        page.locator("#panel-regions tbody tr button").first.click()
        settle(page)
        seen.append(projects(page))
        assert len(path(page)) == len(seen)
        assert len(hash_of(page)["region"]) == {2: 4, 3: 6, 4: 9}[len(seen)]
    assert seen == sorted(seen, reverse=True) and seen[-1] >= 1
    assert levels == [["市"], ["县"], []]
    page.get_by_role("tab", name="项目").click()
    assert listed(page) == seen[-1]
    page.go_back()
    settle(page)
    assert (len(path(page)), projects(page)) == (3, seen[-2])
    page.locator("#path button").first.click()
    settle(page)
    assert (path(page), projects(page)) == (["岚海省"], seen[0])


def test_a_click_on_a_city_goes_into_it(open_map):
    page = open_map("/#map=7.2/29.9/119.1", user="sysadm")
    box = page.locator("#map").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector("#tip:not([hidden])")
    name = page.locator("#tip strong").inner_text()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(400)
    settle(page)
    assert path(page) == ["岚海省", name]


def test_every_measure_has_a_legend_and_a_ranking(open_map):
    page = open_map(user="plan")
    page.get_by_role("tab", name="地区").click()
    page.locator("#legend").get_by_role("button", name="县").click()
    settle(page)
    regions = page.locator("#panel-regions tbody tr").count()
    for metric in METRICS:
        page.locator("#legend select[data-key=metric]").select_option(metric)
        counts = page.locator("#legend .classes li b").all_inner_texts()
        assert len(counts) >= 4 and sum(map(int, counts)) == regions
        head = page.locator("#panel-regions thead th").nth(1).inner_text()
        assert head == page.locator("#legend select[data-key=metric] option:checked").inner_text()
    settle(page)
    assert hash_of(page)["metric"] == METRICS[-1] and hash_of(page)["level"] == "3"
