"""A link reopens the same view, and obeys the rights of whoever opens it."""

from tests.browser.reading import figure, hash_of, path, projects, settle

VIEW = "map=9.10/29.30000/120.40000&metric=paid&level=3"


def test_a_link_reopens_the_same_view(open_map):
    filtered = "/#region=9701&sector=education,health&year_from=2022&" + VIEW
    first = open_map(filtered, user="plan")
    first.locator("[data-key=tool-link]").click()
    first.wait_for_selector("#notice p")
    again = open_map("/#" + first.url.partition("#")[2], user="plan")
    assert hash_of(again) == hash_of(first)
    assert hash_of(again)["map"] == "9.10/29.30000/120.40000"
    assert _said(again) == _said(first)
    assert again.locator("#legend select").input_value() == "paid"


def test_a_link_to_a_hidden_project_says_what_a_link_to_nothing_says(open_map, context_of, site):
    hidden = _hidden_from_the_public(context_of, site)
    texts = []
    for code in (hidden, "GT97-1999-000001"):
        page = open_map(f"/#{VIEW}&project={code}", watched=False)
        page.wait_for_selector("#drawer .failure")
        texts.append(page.locator("#drawer").inner_text().replace(code, "CODE"))
    assert texts[0] == texts[1]
    page = open_map(f"/#{VIEW}&project={hidden}", user="plan")
    assert hidden in page.locator("#drawer").inner_text()
    settle(page)
    assert hash_of(page)["map"] == "9.10/29.30000/120.40000"


def test_every_bad_part_of_a_link_is_named_once_and_the_rest_holds(open_map):
    bad = "/#region=99&sector=magic,road&sectr=x&amount_min=-5&metric=paid&map=9.10/29.30000/120.40000"
    page = open_map(bad, watched=False)
    page.wait_for_selector("#notice p.error")
    said = page.locator("#notice").inner_text()
    for part in ("region“99”", "magic", "sectr“x”", "是否指 sector", "amount_min“-5”"):
        assert part in said
    assert "网络" not in said and page.locator(".failure").count() == 0
    settle(page)
    now = hash_of(page)
    assert (now["sector"], now["metric"], now["map"]) == ("road", "paid", "9.10/29.30000/120.40000")
    assert "region" not in now and projects(page) > 0


def _said(page) -> list:
    return [path(page), projects(page), figure(page, "paid")]


def _hidden_from_the_public(context_of, site) -> str:
    seen = {}
    for user in ("plan", None):
        context = context_of(user)
        address = f"{site.address}/api/v1/projects/?sort=code&limit=100&region=9701"
        answer = context.request.get(address).json()
        seen[user] = {feature["properties"]["code"] for feature in answer["features"]}
    return min(seen["plan"] - seen[None])
