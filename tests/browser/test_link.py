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
    assert again.locator("#legend select[data-key=metric]").input_value() == "paid"


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


def test_a_link_to_a_project_goes_to_it(open_map, site):
    row = _first(open_map(), site)
    page = open_map(f"/#project={row['properties']['code']}")
    page.wait_for_selector("#drawer .overview")
    settle(page)
    zoom, lat, lon = map(float, hash_of(page)["map"].split("/"))
    found_lon, found_lat = row["geometry"]["coordinates"]
    assert zoom > 13 and abs(lon - found_lon) < 0.1 and abs(lat - found_lat) < 0.1


def test_a_link_copied_from_a_fresh_page_says_where_it_looks(open_map):
    page = open_map("/#sector=education")
    page.locator("[data-key=tool-link]").click()
    page.wait_for_selector("#notice p")
    assert float(hash_of(page)["map"].split("/")[0]) > 5


def test_a_single_project_is_shown_with_room_round_it(open_map, site):
    row = _first(open_map(), site)
    one = open_map(f"/#q={row['properties']['code']}")
    assert projects(one) == 1
    one.locator("[data-key=tool-link]").click()
    one.wait_for_selector("#notice p")
    assert float(hash_of(one)["map"].split("/")[0]) <= 15


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
    page.locator("[data-key=notice-away]").click()
    assert page.locator("#notice p").count() == 0


def _first(page, site) -> dict:
    return page.request.get(f"{site.address}/api/v1/projects/?limit=1").json()["features"][0]


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
