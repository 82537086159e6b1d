"""The doors as a browser shows them: words, not codes; the facts of a refusal; nothing from elsewhere."""

import json
import re
from string import Formatter

import pytest
from django.test import Client

from api.ogc.catalogue import ALL
from api.refusal_page import NAMES
from portal.core.errors import DomainError
from portal.projects.models import Project
from tests.walk.conftest import SIGN_IN

OF_THE_DOORS = ("api.ogc.", "spatial.items.", "spatial.tiles.", "portal.core.parameters")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
AT = "/ogc/collections/{}"
DOCUMENTS = (
    "/ogc/", "/ogc/conformance", "/ogc/api", "/ogc/collections", AT.format("projects"),
    AT.format("projects") + "/queryables", AT.format("projects") + "/items", AT.format("projects") + "/tiles",
    "/ogc/tileMatrixSets", "/ogc/tileMatrixSets/WebMercatorQuad",
)  # fmt: skip
REFUSED = {
    "/ogc/nowhere": 404, AT.format("nothing"): 404, AT.format("nothing") + "/items": 404,
    AT.format("parcels"): 404, AT.format("projects") + "/items/no-such-item": 404,
    AT.format("projects") + "/items?foo=1": 400, AT.format("projects") + "/items?limit=x": 400,
    AT.format("projects") + "/items?filter=nothing%20%3D%201": 400, "/ogc/collections?view=mine": 400,
    AT.format("projects") + "/tiles/WebMercatorQuad/99/0/0": 404, "/ogc/api?f=xml": 400, "/ogc/?f=%00": 400,
}  # fmt: skip


def _faults(kind: type[DomainError]) -> set[type[DomainError]]:
    below = set().union(*(_faults(one) for one in kind.__subclasses__()), {kind})
    return {one for one in below if one.__module__.startswith(OF_THE_DOORS)}


def test_every_fact_that_a_refusal_of_the_doors_names_has_a_word():
    found = _faults(DomainError)
    facts = {name for one in found for _text, name, *_rest in Formatter().parse(str(one.message)) if name}
    assert len(found) > 15 and "language" in facts
    assert facts - NAMES.keys() == set()


@pytest.fixture
def signed(lead) -> Client:
    client = Client()
    client.force_login(lead, SIGN_IN)
    return client


def _page(client: Client, address: str, language: str = "zh-hans") -> str:
    answer = client.get(address, headers={"accept": BROWSER, "accept-language": language})
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/html"), address
    return answer.content.decode()


def _heading(page: str) -> str:
    (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    return found


def test_every_page_has_a_heading_and_a_title_of_its_own(land):
    for language in ("zh-hans", "en"):
        pages = [_page(Client(), address, language) for address in DOCUMENTS]
        titles = [re.search("<title>(.*?)</title>", page, re.DOTALL).group(1) for page in pages]
        assert len(set(titles)) >= len(DOCUMENTS) - 1, titles  # a collection and its items share theirs
        assert all(_heading(page).strip() for page in pages)


def test_no_page_runs_a_script_of_its_own_or_loads_from_elsewhere(land):
    for address in DOCUMENTS:
        page = _page(Client(), address)
        inline = [tag for tag in re.findall(r"<script[^>]*>", page) if "src=" not in tag]
        assert all('type="importmap" nonce=' in tag for tag in inline), (address, inline)
        assert not re.search(r'<(?:script|link|img)[^>]*(?:src|href)="https?:', page), address
        assert not re.search(r"\s(?:on\w+|style)=", page), address


def test_codes_read_as_words_and_amounts_with_their_cents(land, signed):
    Project.objects.update(sector="energy", funding_source="social_capital", investment_yuan="12345678.90")
    key = land.projects[1].pk
    for rest in ("/items", f"/items/{key}"):
        chinese = _page(signed, AT.format("projects") + rest)
        english = _page(signed, AT.format("projects") + rest, "en")
        assert {"能源", "社会资本", "12,345,678.90"} <= set(re.findall(r">([^<>]+?)\s*<", chinese))
        assert {"Energy", "Social capital", "12,345,678.90"} <= set(re.findall(r">([^<>]+?)\s*<", english))
        assert not {"energy", "social_capital"} & set(re.findall(r">([^<>]+?)\s*<", chinese + english))
    data = signed.get(f"{AT.format('projects')}/items/{key}?f=geojson").json()
    assert data["properties"]["sector"] == "energy", "programs get the codes"


@pytest.mark.parametrize("name", ["projects", "sections", "parcels"])
def test_the_map_of_a_page_shows_the_items_of_that_page_with_the_readers_rights(land, signed, name):
    page = _page(signed, AT.format(name) + "/items?limit=2&crs=EPSG:4549")
    rows = re.findall(r'<tr data-id="([^"]+)"', page)
    address = re.search(r'data-shapes="([^"]+)"', page).group(1).replace("&amp;", "&")
    answer = signed.get(address.removeprefix("http://testserver"))
    shown = json.loads(b"".join(answer.streaming_content))
    assert [one["id"] for one in shown["features"]] == rows and len(rows) == 2
    assert "CRS84" in answer["Content-Crs"], "the map draws degrees, whatever the page was asked in"


def test_the_landing_page_leads_to_tokens_and_speaks_of_no_account_password(land, signed):
    public, own = _page(Client(), "/ogc/", "en"), _page(signed, "/ogc/", "en")
    assert 'value="http://testserver/ogc/"' in public
    assert "/accounts/login/?next=/accounts/tokens/" in public and 'href="/accounts/tokens/"' in own
    assert "token as the password" in public and "User name and password" not in public


def test_a_collections_page_counts_what_the_reader_may_see(land, signed):
    def counted(client: Client) -> int:
        page = _page(client, AT.format("projects"), "en")
        return int(re.search(r"Items you may see</dt><dd>(\d+)", page).group(1))

    assert counted(signed) == len(land.projects) > counted(Client()) == 2


def test_operations_are_told_path_by_path_with_their_parameters(land):
    page = _page(Client(), "/ogc/api", "en")
    body = Client().get("/ogc/api", headers={"accept": "*/*"}).json()
    for path in body["paths"]:
        assert f'<code class="code">{path}</code>' in page, path
    assert "filter-lang" in page and "application/geo+json" in page and "A condition in CQL2" in page
    assert "/parcels" not in page, "what is no collection to the public has no operations for them"


def test_queryables_say_what_their_codes_are_called(land):
    page = _page(Client(), AT.format("projects") + "/queryables")
    assert re.search(r'<code class="code">social_capital</code>\s*社会资本', page)


def test_a_filter_that_nothing_meets_says_so_and_leads_back(land):
    page = _page(Client(), AT.format("projects") + "/items?filter=code%20%3D%20%27x%27", "en")
    assert "Nothing that you may see meets these choices." in page and "<tr data-id" not in page
    assert 'href="http://testserver/ogc/collections/projects/items?f=html"' in page


def test_every_tileset_has_a_page_that_draws_its_style(land, signed):
    for name in (name for name, one in ALL.items() if one.tiles):
        page = _page(signed, AT.format(name) + "/tiles/WebMercatorQuad")
        assert f'data-style="http://testserver/ogc/collections/{name}/style"' in page
        assert "/tiles/WebMercatorQuad/{z}/{y}/{x}" in page


def test_a_later_page_of_items_tells_how_many_match_and_leads_to_the_first(land, signed):
    first = _page(signed, AT.format("projects") + "/items?limit=2", "en")
    onward = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
    later = _page(signed, onward.removeprefix("http://testserver"), "en")
    assert f"{len(land.projects)} items match." in first and f"{len(land.projects)} items match." in later
    begin = re.search(r'rel="first" href="([^"]+)"', later)[1].replace("&amp;", "&")
    assert 'rel="first"' not in first and "cursor" not in begin and "limit=2" in begin
    told = json.loads(b"".join(signed.get(onward.replace("f=html", "f=geojson"))))
    assert "numberMatched" not in told, "programs learn it on the first page"


def test_a_page_says_that_it_holds_no_more_than_a_hundred_where_more_were_asked_for(land):
    at = AT.format("projects") + "/items?limit="
    assert "at most 100" in _page(Client(), at + "1000", "en")
    for limit in ("100", "0100", "7", ""):
        assert "at most 100" not in _page(Client(), at + limit, "en"), limit


@pytest.mark.parametrize("name", ["projects", "regions", "sites", "sections"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_two_columns_of_a_page_have_one_name(land, signed, name, language):
    page = _page(signed, AT.format(name) + "/items", language)
    heads = re.findall(r"<th[^>]*>(.*?)</th>", page)
    assert len(heads) > 3 and len(set(heads)) == len(heads)


def test_links_are_titled_in_the_readers_language(land):
    answer = Client().get(AT.format("projects") + "/items?limit=1", headers={"accept-language": "zh"})
    titles = {one["rel"]: one["title"] for one in json.loads(b"".join(answer))["links"]}
    assert (titles["next"], titles["collection"]) == ("下一页", "项目")


def test_who_reads_what_the_public_does_not_is_told_to_save_the_style(land, signed):
    def told(name: str) -> bool:
        return f'download="{name}-style.json"' in _page(signed, AT.format(name) + "/tiles/WebMercatorQuad")

    assert told("parcels") and not told("sites")


@pytest.mark.parametrize("address", REFUSED)
def test_a_browser_gets_a_refusal_as_a_page_and_a_program_the_document(land, address):
    told = {}
    for language, back in (("zh-hans", "要素集"), ("en", "Collections")):
        headers = {"accept": BROWSER, "accept-language": language}
        answer = Client().get(address, headers=headers)
        assert (answer.status_code, answer["Content-Language"]) == (REFUSED[address], language)
        assert answer["Content-Type"].startswith("text/html") and "Accept" in answer["Vary"]
        page = answer.content.decode()
        assert f'href="/ogc/collections?f=html">{back}<' in page
        told[language] = _heading(page)
    assert told["en"] != told["zh-hans"]
    for accepted in ("*/*", "application/json", "application/geo+json, */*;q=0.1"):
        answer = Client().get(address, headers={"accept": accepted, "accept-language": "en"})
        assert answer.status_code == REFUSED[address]
        assert answer["Content-Type"] == "application/problem+json" and answer.json()["facts"] is not None


def test_a_refused_parameter_is_told_with_what_is_read_and_left_out_by_a_link(land):
    address = AT.format("projects") + "/items?foo=1&limit=3"
    page = Client().get(address, headers={"accept": BROWSER, "accept-language": "en"}).content.decode()
    assert 'href="/ogc/collections/projects/items?limit=3"' in page
    assert '<code class="code">bbox-crs</code>' in page and "parameter_unknown" in page


def test_only_reading_is_a_page_too(land):
    answer = Client().post("/ogc/collections", headers={"accept": BROWSER})
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert answer["Content-Type"].startswith("text/html")


def test_a_filter_that_is_refused_can_be_mended_where_it_was_typed(land):
    address = AT.format("projects") + "/items?f=html&filter=investment_yuan%20%3D%20%27x%27&limit=5"
    answer = Client().get(address, headers={"accept": BROWSER, "accept-language": "zh"})
    page = answer.content.decode()
    assert answer.status_code == 400 and 'value="investment_yuan = &#x27;x&#x27;"' in page
    assert '<input type="hidden" name="limit" value="5">' in page
    assert "数值" in page and "文本" in page and "number" not in page.split("<main")[1].split("程序用代码")[0]
