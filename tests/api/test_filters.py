"""A filter value that cannot be read is refused by name at every door, and combined filters narrow."""

import json

import pytest

from portal.projects.filters import MAX_POLYGON_POINTS

DOORS = (
    "/api/v1/projects/",
    "/api/v1/projects/totals/",
    "/api/v1/projects/by-region/",
    "/api/v1/projects/months/",
    "/tiles/projects/3/6/3",
    "/tiles/sites/12/3413/1687",
    "/api/v1/exports/projects.csv",
)


def _ring(*corners) -> str:
    return json.dumps({"type": "Polygon", "coordinates": [[*corners, corners[0]]]})


CIRCLE = [[120 + n / 10_000, 30 + (n % 2) / 10_000] for n in range(MAX_POLYGON_POINTS + 1)]
BAD = [
    ("region", "97'; DROP TABLE projects_project; --"),
    ("region", "９７"),
    ("region", "99"),
    ("region", "970101999"),
    ("polygon", "POLYGON((0 0, 1 1, 1 0, 0 0))"),
    ("polygon", "{"),
    ("polygon", "[" * 3_000),
    ("polygon", '{"type": ["Polygon"]}'),
    ("polygon", '{"type": "Polygon", "coordinates": []}'),
    ("polygon", '{"type": "Polygon", "coordinates": [[[NaN, 1], [1, 1], [1, 0], [NaN, 1]]]}'),
    ("polygon", '{"type": "Polygon", "coordinates": [[[1e999, 1], [1, 1], [1, 0], [1e999, 1]]]}'),
    ("polygon", '{"type": "Point", "coordinates": [120, 30]}'),
    ("polygon", _ring([120, 30], [120.1, 30.1], [120.1, 30], [120, 30.1])),
    ("polygon", _ring([200, 30], [201, 30], [201, 31])),
    ("polygon", _ring([40514400, 3347800], [40514600, 3347800], [40514600, 3347700])),
    ("polygon", _ring(*CIRCLE)),
    ("bbox", "1,2,3"),
    ("bbox", "nan,0,1,1"),
    ("bbox", "120.1,30,120,31"),
    ("bbox", "-inf,0,inf,1"),
    ("sector", "road,magic"),
    ("sector", ",".join(["road"] * 60 + ["magic"])),
    ("funding", "1 OR 1=1"),
    ("nature", "New"),
    ("stage", "草稿"),
    ("status", "late"),
    ("year_from", "0020260"),
    ("year_from", "99999999999999999999"),
    ("year_to", "二〇二六"),
    ("amount_min", "1e-100000"),
    ("amount_min", "NaN"),
    ("amount_max", "-1"),
    ("amount_max", "1_000"),
    ("amount_max", "9" * 40),
    ("q", "长" * 101),
    ("at", "2026-02-30"),
    ("at", "yesterday"),
    ("clock", "mine"),
    ("owner", "1; SELECT 1"),
]


@pytest.mark.parametrize("door", DOORS)
def test_a_value_that_cannot_be_read_is_named_with_its_reason(client, regions, door):
    for name, value in BAD:
        answer = client.get(door, {name: value})
        assert answer.status_code == 422, (name, value[:60], answer.status_code)
        body = answer.json()
        assert (body["type"], body["facts"]["parameter"]) == ("urn:problem:filter_invalid", name)
        assert len(body["facts"]["value"]) <= 80 and body["facts"]["reason"]


UNKNOWN = "urn:problem:parameter_unknown"
UNFILTERED = (
    "/tiles/parcels/14/1/1", "/tiles/basemap/14/1/1", "/tiles/regions/9/1/1",
    "/api/v1/search/", "/api/v1/features/",
)  # fmt: skip


@pytest.mark.parametrize("door", [*DOORS, *UNFILTERED])
def test_a_parameter_nobody_reads_is_named_with_the_nearest(client, regions, door):
    body = client.get(door, {"regoin": "97", "view": "public"}).json()
    assert (body["status"], body["type"], body["facts"]["parameter"]) == (422, UNKNOWN, "regoin")
    assert "view" in body["facts"]["known"] and body["facts"]["nearest"]
    assert "regoin" in body["title"]


@pytest.mark.parametrize("door", [*DOORS, "/print/map.pdf", "/export/map.html"])
def test_a_parameter_given_twice_is_refused_by_name(client, regions, door):
    answer = client.get(f"{door}?region=97&region=9701", headers={"accept": "application/json"})
    body = answer.json()
    assert (answer.status_code, body["type"]) == (422, "urn:problem:parameter_repeated")
    assert body["facts"]["parameter"] == "region" and body["facts"]["values"] == ["97", "9701"]
    assert "region" in body["title"]


@pytest.mark.parametrize(
    ("door", "typed", "meant"),
    [
        ("/api/v1/projects/", "sectors", "sector"),
        ("/api/v1/projects/", "offset", "sort"),
        ("/api/v1/projects/", "LIMIT", "limit"),
        ("/api/v1/projects/by-region/", "levle", "level"),
        ("/api/v1/exports/projects.csv", "geom", "geometry"),
        ("/api/v1/regions/", "region_parent", "parent"),
        ("/tiles/projects/3/6/3", "from_year", "year_from"),
        ("/print/map.pdf", "centre", "center"),
        ("/export/map.html", "sectr", "sector"),
        ("/api/v1/me", "as", "language"),
    ],
)
def test_the_parameter_that_was_meant_is_among_the_nearest(client, regions, door, typed, meant):
    answer = client.get(door, {typed: "1"}, headers={"accept": "application/json"})
    assert answer.status_code == 422 and meant in answer.json()["facts"]["nearest"]


def test_form_paging_and_language_stay_where_they_were(client, regions):
    words = {"format": "json", "lang": "en", "language": "en", "limit": "5", "sort": "code", "after": ""}
    assert client.get("/api/v1/projects/", words).status_code == 200
    assert client.get("/api/v1/me", {"format": "json"}).status_code == 200


@pytest.mark.parametrize("door", DOORS)
def test_a_range_that_ends_before_it_begins_is_refused_not_found_empty(client, regions, door):
    years = client.get(door, {"year_from": "2030", "year_to": "2020"}).json()
    assert (years["type"], years["facts"]["parameter"]) == ("urn:problem:filter_invalid", "year_from")
    assert "2020" in years["title"] and "2030" in years["title"]
    amounts = client.get(door, {"amount_min": "10.5", "amount_max": "9.75"}).json()
    assert (amounts["status"], amounts["facts"]["parameter"]) == (422, "amount_min")
    assert client.get(door, {"year_from": "2020", "year_to": "2020", "amount_min": "1"}).status_code < 300


def test_everything_that_cannot_be_read_is_named_in_one_sentence(client, regions):
    bad = {"region": "99", "sector": "magic,road", "amount_min": "-5", "q": "works"}
    body = client.get("/api/v1/projects/totals/", bad).json()
    assert [fault["parameter"] for fault in body["facts"]["faults"]] == ["region", "sector", "amount_min"]
    assert all(value in body["title"] for value in ("99", "magic", "-5")) and "works" not in body["title"]


PAGES = [
    ("limit", "0"), ("limit", "201"), ("limit", "00000000201"), ("limit", "-1"), ("limit", "many"),
    ("limit", "1" * 5_000), ("sort", "search_text"), ("sort", "owner__uscc"), ("sort", "--code"),
    ("after", "x"), ("after", "bm90IGpzb24="), ("after", "WzEsMl0="), ("after", "eyJhIjoxfQ=="),
    ("after", "WyJhIiwgIm5vdCBhbiBpZCJd"), ("after", "W1tbW1tbW1tbW1tb" * 900),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), PAGES)
@pytest.mark.parametrize("door", ["/api/v1/projects/", "/api/v1/features/"])
def test_a_page_that_cannot_be_is_refused_by_name(client, regions, door, name, value):
    answer = client.get(door, {name: value})
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:problem:page_invalid")
    assert answer.json()["facts"]["parameter"] == name and answer.json()["facts"]["reason"]
    assert name != "limit" or answer.json()["facts"]["most"] == 200 and "200" in answer.json()["title"]


def test_filters_narrow_each_other(signed_in, file_project):
    planner = signed_in("plan")
    road = file_project(0.2, 0.2, sector="road", name="东江大道")
    file_project(0.4, 0.2, sector="road", name="西山大道")
    file_project(0.6, 0.2, sector="health", name="东江医院")
    file_project(1.4, 0.2, sector="road", name="东江二路")

    def found(**words) -> set[str]:
        rows = planner.get("/api/v1/projects/", words).json()["features"]
        return {row["properties"]["code"] for row in rows}

    assert len(found(sector="road")) == 3 and len(found(q="大道")) == 2
    assert found(sector="road", q="大道", region="970101", amount_max="12000000") >= {road.code}
    assert found(sector="road,health", bbox="120.0,30.0,120.03,30.03") == {road.code}


@pytest.mark.parametrize(
    "text", ["%", "_", "\\", "' OR ''='", "<script>", "%' --", "🏗", "{name}", "%(x)s", "\ud7ff"]
)
def test_signs_with_a_meaning_elsewhere_are_only_text_here(signed_in, file_project, text):
    planner, plain = signed_in("plan"), file_project(0.2, 0.2)
    named = file_project(0.4, 0.2, name=f"工程{text}甲")
    rows = planner.get("/api/v1/projects/", {"q": text}).json()["features"]
    codes = {row["properties"]["code"] for row in rows}
    assert named.code in codes and plain.code not in codes
    assert planner.get("/api/v1/search/", {"q": text}).status_code == 200
