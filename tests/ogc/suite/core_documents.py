"""OGC 17-069r4, core: the documents that lead to the features."""

from tests.ogc.suite.served import HTML, JSON, Served, for_each, link, requirement

CORE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"


@requirement("/req/core/http")
def over_http(served: Served) -> None:
    assert served.ask("/").status == 200


@requirement("/req/core/root-op")
def landing_page_is_there(served: Served) -> None:
    assert served.ask("/", JSON).status == 200


@requirement("/req/core/root-success")
def landing_page_leads_on(served: Served) -> None:
    body = served.document("/")
    relations = {one["rel"] for one in body["links"]}
    assert {"service-desc", "conformance", "data"} <= relations
    assert all({"href", "rel"} <= one.keys() for one in body["links"])


@requirement("/req/core/api-definition-op")
def description_is_there(served: Served) -> None:
    described = link(served.document("/"), "service-desc")
    assert described and served.follow(described["href"], described["type"]).status == 200


@requirement("/req/core/api-definition-success")
def description_is_openapi(served: Served) -> None:
    described = link(served.document("/"), "service-desc")
    answer = served.follow(described["href"], described["type"])
    assert answer.json()["openapi"].startswith("3.0")
    assert answer.headers["content-type"] == described["type"]


@requirement("/req/core/conformance-op")
def conformance_is_there(served: Served) -> None:
    at = link(served.document("/"), "conformance")
    assert served.follow(at["href"], JSON).status == 200


@requirement("/req/core/conformance-success")
def conformance_names_core(served: Served) -> None:
    listed = served.document("/conformance")["conformsTo"]
    assert CORE in listed and all(isinstance(one, str) for one in listed)
    assert len(set(listed)) == len(listed)


@requirement("/req/core/fc-md-op")
def collections_are_there(served: Served) -> None:
    at = link(served.document("/"), "data")
    assert served.follow(at["href"], JSON).status == 200


@requirement("/req/core/fc-md-success")
def collections_are_listed(served: Served) -> None:
    body = served.document("/collections")
    assert isinstance(body["links"], list) and isinstance(body["collections"], list)
    listed = [one["id"] for one in body["collections"]]
    assert set(served.collections) <= set(listed) and len(set(listed)) == len(listed)


@requirement("/req/core/fc-md-links")
def collections_link_to_themselves(served: Served) -> None:
    body = served.document("/collections")
    assert link(body, "self") and link(body, "alternate")
    assert all(one.get("type") for one in body["links"])


@requirement("/req/core/fc-md-items")
def every_collection_has_id_and_links(served: Served) -> None:
    for one in served.document("/collections")["collections"]:
        assert one["id"] and one["links"]


@requirement("/req/core/fc-md-items-links")
def every_collection_links_to_its_items(served: Served) -> None:
    for one in served.document("/collections")["collections"]:
        items = [found for found in one["links"] if found["rel"] == "items"]
        assert items and all(found.get("type") for found in items)


@requirement("/req/core/fc-md-extent")
def extents_hold_their_features(served: Served) -> None:
    for one in served.document("/collections")["collections"]:
        if "extent" in one:
            west, south, east, north = one["extent"]["spatial"]["bbox"][0]
            assert -180 <= west <= east <= 180 and -90 <= south <= north <= 90


@for_each("/req/core/sfc-md-op")
def collection_is_there(served: Served, name: str) -> None:
    assert served.ask(f"/collections/{name}", JSON).status == 200


@for_each("/req/core/sfc-md-success")
def collection_reads_as_in_the_list(served: Served, name: str) -> None:
    listed = served.document("/collections")["collections"]
    (said,) = [one for one in listed if one["id"] == name]
    found = served.document(f"/collections/{name}")
    assert found["id"] == name
    assert found.get("extent") == said.get("extent")
    assert {one["rel"] for one in said["links"]} == {one["rel"] for one in found["links"]}


@requirement("/req/core/sfc-md-op#absent")
def no_such_collection(served: Served) -> None:
    assert served.ask("/collections/there-is-no-such-collection", JSON).status == 404


@requirement("/req/html/definition")
def every_document_reads_as_html(served: Served) -> None:
    paths = ("/", "/conformance", "/collections", f"/collections/{served.collections[0]}")
    for path in (*paths, f"/collections/{served.collections[0]}/items"):
        answer = served.ask(path, HTML)
        assert (answer.status, answer.media) == (200, HTML), path


@requirement("/req/html/content")
def html_says_what_json_says(served: Served) -> None:
    page = served.ask("/collections", HTML).body.decode()
    for one in served.document("/collections")["collections"]:
        assert one["title"] in page


@requirement("/req/oas30/oas-definition-1")
def description_links_its_media_type(served: Served) -> None:
    described = link(served.document("/"), "service-desc")
    assert described["type"] == "application/vnd.oai.openapi+json;version=3.0"
    assert link(served.document("/"), "service-doc", HTML)


@requirement("/req/oas30/oas-definition-2")
def description_is_well_formed(served: Served) -> None:
    body = served.description()
    assert {"openapi", "info", "paths"} <= body.keys() and {"title", "version"} <= body["info"].keys()
    operations = [one["get"]["operationId"] for one in body["paths"].values()]
    assert len(set(operations)) == len(operations)


@requirement("/req/oas30/completeness")
def description_names_every_resource(served: Served) -> None:
    paths = served.description()["paths"]
    fixed = {"/", "/conformance", "/collections"}
    ours = {f"/collections/{name}{rest}" for name in served.collections for rest in ("", "/items")}
    assert fixed | ours <= paths.keys()
    for path, _methods in paths.items():
        if "{" not in path:
            assert served.ask(path, "*/*").status == 200, path


@requirement("/req/oas30/exception-codes")
def description_names_refusals(served: Served) -> None:
    for name in served.collections:
        responses = served.description()["paths"][f"/collections/{name}/items"]["get"]["responses"]
        assert {"200", "400", "404"} <= responses.keys()


@requirement("/req/oas30/security")
def description_names_the_ways_to_sign_in(served: Served) -> None:
    body = served.description()
    named = {name for way in body.get("security", []) for name in way}
    assert named <= body["components"].get("securitySchemes", {}).keys()


@requirement("/req/oas30/security#basic", ours=True)
def description_names_basic(served: Served) -> None:
    assert "basic" in {name for way in served.description()["security"] for name in way}


@requirement("/req/oas30/oas-impl")
def what_is_described_is_answered_as_described(served: Served) -> None:
    for path, methods in served.description()["paths"].items():
        if "{" not in path and "get" in methods:
            answer = served.ask(path, "*/*")
            content = methods["get"]["responses"]["200"].get("content", {answer.media: {}})
            assert answer.media in {one.partition(";")[0] for one in content}, (path, answer.media)
