"""What the screen colours, the sheet and the travelling map colour too, with the same classes."""

import io
import re

import pypdf
import pytest

from portal.pages.drawing.choropleth import entries, span
from portal.projects.choropleth import Choropleth, Colouring, choropleth
from portal.projects.filters import ProjectFilter
from tests.conftest import TODAY

SHEET = "/print/map.pdf?center=120.1,30.1&scale=200000&paper=A4"
COLOURED = "metric=projects&level=3"


@pytest.fixture
def works(file_project, other_unit):
    """Three projects in one county, one in the other."""
    for column in (0.2, 0.4, 0.6):
        file_project(column, 0.2, published=True)
    return file_project(1.3, 0.2, owner=other_unit, published=True, sector="road")


def _text(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content[:300]
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)


def test_the_classes_are_those_the_api_tells(client, works, anyone):
    shown = choropleth(actor=anyone, criteria=ProjectFilter(), on=TODAY,
                       colouring=Colouring(metric="projects", level=3))  # fmt: skip
    told = client.get("/api/v1/projects/by-region/?level=3").json()
    assert shown.breaks == tuple(told["breaks"]["projects"])
    assert shown.values == {row["code"]: row["projects"] or None for row in told["regions"]}
    assert shown.class_of("970101") > shown.class_of("970102") == 0


def test_a_region_without_projects_has_no_class(works, anyone):
    shown = choropleth(actor=anyone, criteria=ProjectFilter(sectors=("road",)), on=TODAY,
                       colouring=Colouring(metric="paid", level=0))  # fmt: skip
    assert shown.level == 2 and set(shown.values) == {"9701"}
    towns = choropleth(actor=anyone, criteria=ProjectFilter(region="970102001", sectors=("road",)), on=TODAY,
                       colouring=Colouring(metric="projects", level=2))  # fmt: skip
    assert (towns.level, towns.class_of("970102002")) == (4, None)


def test_a_range_says_its_unit_once():
    assert span("170 亿元", "210 亿元") == "170–210 亿元"
    assert span("CNY 710 m", "CNY 1.7 bn") == "CNY 710 m – CNY 1.7 bn"
    assert span("20.5%", "40.0%") == "20.5–40.0%"
    assert span("2", "2") == "2"


def test_classes_of_counts_do_not_share_a_bound():
    """As the page says them: 39–46, 47–60; a class of one count is that count."""
    shown = Choropleth(metric="projects", level=3, breaks=(1.0, 2.0, 46.0, 60.0), values={})
    names = [entry.name for entry in entries(shown)]
    assert names == ["≤ 1", "2", "3–46", "47–60", "> 60"]


def test_the_sheet_explains_the_colours_it_shows_and_only_those(client, works):
    coloured, plain = _text(client, f"{SHEET}&{COLOURED}"), _text(client, SHEET)
    assert "项目数（按县）" in coloured and "项目数（按县）" not in plain


def test_the_travelling_map_carries_the_colours_with_name_and_figure(client, works):
    page = client.get(f"/export/map.html?{COLOURED}").content.decode()
    assert "项目数（按县）" in page
    assert r"\u533a970101 \u00b7 3" in page and r"\u533a970102 \u00b7 1" in page
    assert r"970101 \u00b7 3" not in client.get("/export/map.html").content.decode()


@pytest.mark.parametrize(("region", "west", "east"), [("", "120.0", "120.2"), ("970102", "120.1", "120.2")])
def test_a_map_of_nothing_frames_the_place_asked_for_and_says_so(client, works, region, west, east):
    page = client.get("/export/map.html", {"sector": "health", "region": region}).content.decode()
    framed = re.search(r"fitBounds\(\s*\[\[30.0, ([\d.]+)\], \[30.2, ([\d.]+)\]\]", page)
    assert framed and framed.groups() == (west, east)
    assert "没有符合条件的项目" in page
    assert "没有符合条件的项目" not in client.get("/export/map.html").content.decode()


@pytest.mark.parametrize("door", [f"{SHEET}&", "/export/map.html?"])
@pytest.mark.parametrize("words", ["metric=beauty", "metric=paid&level=9"])
def test_a_figure_there_is_not_is_refused_with_those_there_are(client, works, door, words):
    answer = client.get(door + words, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:problem:metric_unknown")
    assert answer.json()["facts"]["known"]
