"""OGC 19-079r2 (part 3) and OGC 21-065r2 (CQL2): queryables, the filter's parameters, the language."""

import json
from datetime import date
from typing import Any

import shapely

from tests.ogc.suite.crs import EPSG, by_the_registry
from tests.ogc.suite.served import CRS84, QUERYABLES, Served, for_some, ids, link, requirement

FILTER = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/{}"
CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf/{}"
Row = dict[str, Any]


def _queryables(served: Served, name: str) -> dict[str, Any]:
    return served.document(f"/collections/{name}/queryables")["properties"]


def _spatial(served: Served, name: str) -> str:
    return next(key for key, one in _queryables(served, name).items() if "geometry" in one.get("format", ""))


def _filtered(served: Served, name: str, text: str, **query: str) -> list[str]:
    return ids(served.every(name, filter=text, **query))


def _expect(served: Served, name: str, text: str, keep: Any) -> None:
    """The filter finds exactly the rows that ``keep`` keeps of all."""
    whole = served.every(name)
    assert _filtered(served, name, text) == [str(one["id"]) for one in whole if keep(one["properties"])], text


@requirement("/req/filter/conformance")
def classes_are_declared(served: Served) -> None:
    listed = set(served.document("/conformance")["conformsTo"])
    assert {FILTER.format(one) for one in ("queryables", "filter", "features-filter")} <= listed
    assert {CQL2.format(one) for one in ("cql2-text", "cql2-json", "basic-cql2")} <= listed


@for_some("/req/queryables/get-queryables-op")
def queryables_are_there(served: Served, name: str) -> None:
    answer = served.ask(f"/collections/{name}/queryables", "application/schema+json, application/json")
    assert (answer.status, answer.media) == (200, "application/schema+json")


@for_some("/req/queryables/get-queryables-response")
def queryables_are_a_schema(served: Served, name: str) -> None:
    body = served.document(f"/collections/{name}/queryables")
    assert body["$schema"].startswith("https://json-schema.org/draft/20")
    assert body["$id"].endswith(f"/collections/{name}/queryables")
    assert body["type"] == "object" and body["properties"] and body["additionalProperties"] is False


@for_some("/req/queryables/queryables-link")
def collection_links_to_its_queryables(served: Served, name: str) -> None:
    at = link(served.document(f"/collections/{name}"), QUERYABLES)
    assert at and served.follow(at["href"], at["type"]).status == 200


@for_some("/req/filter/filter-param")
def filter_narrows(served: Served, name: str) -> None:
    for key in _queryables(served, name):
        empty, full = (set(_filtered(served, name, f'"{key}" IS {no}NULL')) for no in ("", "NOT "))
        assert not empty & full and empty | full == set(ids(served.every(name))), key


@for_some("/req/filter/filter-param#invalid")
def what_is_no_filter_is_refused(served: Served, name: str) -> None:
    for text in (
        "THIS IS NOT A FILTER",
        "code =",
        "= 1",
        "(code = 'x'",
        "code = 'x",
        "code = 'x')",
        "1",
        "'x'",
    ):
        assert served.ask(f"/collections/{name}/items", filter=text).status == 400, text


@for_some("/req/filter/filter-lang-param")
def languages_are_two(served: Served, name: str) -> None:
    text, tree = "code IS NOT NULL", {"op": "not", "args": [{"op": "isNull", "args": [{"property": "code"}]}]}
    plain = _filtered(served, name, text)
    assert plain == _filtered(served, name, text, filter_lang="cql2-text")
    assert plain == _filtered(served, name, json.dumps(tree), filter_lang="cql2-json")
    assert served.ask(f"/collections/{name}/items", filter=text, filter_lang="ecql").status == 400
    assert served.ask(f"/collections/{name}/items", filter_lang="ecql").status == 400


@for_some("/req/queryables/expression-construction")
def unknown_queryables_are_refused(served: Served, name: str) -> None:
    for text in ("this_is_not_a_queryable IS NULL", "search_text LIKE '%x%'", "organisation = 1"):
        assert served.ask(f"/collections/{name}/items", filter=text).status == 400, text


def _box(served: Served, name: str) -> tuple[float, float, float, float]:
    return tuple(served.document(f"/collections/{name}")["extent"]["spatial"]["bbox"][0])


@for_some("/req/filter/filter-crs-wgs84")
def shapes_are_in_longitude_and_latitude(served: Served, name: str) -> None:
    west, south, east, north = _box(served, name)
    text = f"S_INTERSECTS({_spatial(served, name)},BBOX({west},{south},{east},{north}))"
    with_shape = [str(one["id"]) for one in served.every(name) if one["geometry"]]
    assert _filtered(served, name, text) == with_shape
    far = f"S_INTERSECTS({_spatial(served, name)},BBOX(1000000,1000000,2000000,2000000))"
    assert served.ask(f"/collections/{name}/items", filter=far).status == 400


@for_some("/req/filter/filter-crs-param")
def shapes_may_be_in_another_system(served: Served, name: str) -> None:
    key, whole = _spatial(served, name), served.every(name)
    one = next(found for found in whole if found["geometry"])
    shape = shapely.box(*shapely.from_geojson(json.dumps(one["geometry"])).bounds).buffer(0.001, 2)
    expected = _filtered(served, name, f"S_INTERSECTS({key},{shape.wkt})")
    assert str(one["id"]) in expected
    assert expected == _filtered(served, name, f"S_INTERSECTS({key},{shape.wkt})", filter_crs=CRS84)
    for srid in (4326, 4490, 4549, 4528):
        wkt = shapely.to_wkt(by_the_registry(shape, srid), rounding_precision=10)
        found = _filtered(served, name, f"S_INTERSECTS({key},{wkt})", filter_crs=EPSG.format(srid))
        assert found == expected, srid
    refused = served.ask(f"/collections/{name}/items", filter="code = 'x'", filter_crs=EPSG.format(3857))
    assert refused.status == 400


@for_some("/req/filter/mixing-expressions")
def filter_and_other_words_both_hold(served: Served, name: str) -> None:
    west, south, east, north = _box(served, name)
    left = f"{west},{south},{(west + east) / 2},{north}"
    both = _filtered(served, name, "code IS NOT NULL", bbox=left)
    inside = ids(served.every(name, bbox=left))
    assert set(both) == set(inside) & set(_filtered(served, name, "code IS NOT NULL"))


@for_some("/req/basic-cql2/cql2-filter")
def comparisons_compare(served: Served, name: str) -> None:
    middle = sorted(one["properties"]["code"] for one in served.every(name))[len(served.every(name)) // 2]
    for word, keep in (
        ("=", lambda row: row["code"] == middle), ("<>", lambda row: row["code"] != middle),
    ):  # fmt: skip
        _expect(served, name, f"code {word} '{middle}'", keep)


@for_some("/req/basic-cql2/logic")
def and_binds_closer_than_or(served: Served, name: str) -> None:
    code = served.every(name)[0]["properties"]["code"]
    _expect(served, name, f"code = '{code}' OR code = 'x' AND code = 'y'", lambda row: row["code"] == code)
    _expect(served, name, f"(code = '{code}' OR code = 'x') AND code = 'y'", lambda row: False)
    _expect(served, name, f"NOT (code = '{code}' OR code = 'x')", lambda row: row["code"] != code)
    _expect(served, name, "true", lambda row: True)
    _expect(served, name, "false OR NOT true", lambda row: False)


@for_some("/req/cql2-json/cql2-filter")
def json_says_the_same_as_text(served: Served, name: str) -> None:
    code = served.every(name)[0]["properties"]["code"]
    property_ = {"property": "code"}
    tree = {
        "op": "or",
        "args": [{"op": "=", "args": [property_, code]}, {"op": "like", "args": [property_, "Z_%"]}],
    }
    text = f"code = '{code}' OR code LIKE 'Z_%'"
    assert _filtered(served, name, json.dumps(tree), filter_lang="cql2-json") == _filtered(served, name, text)


@for_some("/req/advanced-comparison-operators/like-predicate")
def like_has_two_wildcards(served: Served, name: str) -> None:
    code = served.every(name)[0]["properties"]["code"]
    _expect(served, name, f"code LIKE '{code[:1]}%'", lambda row: row["code"].startswith(code[:1]))
    _expect(served, name, f"code LIKE '{code[:-1]}_'", lambda row: row["code"][:-1] == code[:-1])
    _expect(served, name, "code LIKE '\\%'", lambda row: row["code"] == "%")
    assert served.ask(f"/collections/{name}/items", filter="code LIKE 'x\\'").status == 400


@for_some("/req/advanced-comparison-operators/in-predicate")
def in_is_one_of(served: Served, name: str) -> None:
    codes = [one["properties"]["code"] for one in served.every(name)][:2]
    listed = ", ".join(f"'{code}'" for code in [*codes, "nothing"])
    _expect(served, name, f"code IN ({listed})", lambda row: row["code"] in codes)
    _expect(served, name, f"code NOT IN ({listed})", lambda row: row["code"] not in codes)


@requirement("/req/advanced-comparison-operators/between-predicate")
def between_holds_its_ends(served: Served) -> None:
    amounts = sorted(one["properties"]["investment_yuan"] for one in served.every("projects"))
    low, high = amounts[0], amounts[len(amounts) // 2]
    text = f"investment_yuan BETWEEN {low} AND {high}"
    _expect(served, "projects", text, lambda row: low <= row["investment_yuan"] <= high)
    _expect(served, "projects", f"investment_yuan > {low}", lambda row: row["investment_yuan"] > low)


@for_some("/req/case-insensitive-comparison/casei-function")
def casei_folds(served: Served, name: str) -> None:
    code = served.every(name)[0]["properties"]["code"]
    for text in (f"CASEI(code) = CASEI('{code.lower()}')", f"CASEI(code) LIKE CASEI('{code.upper()}%')"):
        assert str(served.every(name)[0]["id"]) in _filtered(served, name, text)


@for_some("/req/spatial-functions/spatial-predicate")
def every_relation_is_the_relation(served: Served, name: str) -> None:
    key, whole = _spatial(served, name), [one for one in served.every(name) if one["geometry"]]
    west, south, east, north = shapely.from_geojson(json.dumps(whole[0]["geometry"])).bounds
    other = shapely.box(west - 0.001, south - 0.001, (west + east) / 2 + 1e-4, north + 0.001)
    for word in ("intersects", "disjoint", "within", "contains", "touches", "crosses", "overlaps", "equals"):
        kept = [
            str(one["id"]) for one in whole
            if getattr(shapely.from_geojson(json.dumps(one["geometry"])), word)(other)
        ]  # fmt: skip
        assert _filtered(served, name, f"S_{word.upper()}({key}, {other.wkt})") == kept, word


@requirement("/req/temporal-functions/temporal-predicates")
def periods_relate(served: Served) -> None:
    day = date(2026, 6, 30)

    def start(row: Row) -> date | None:
        return date.fromisoformat(row["planned_start"]) if row["planned_start"] else None

    def end(row: Row) -> date | None:
        return date.fromisoformat(row["planned_end"]) if row["planned_end"] else None

    def known(row: Row) -> bool:
        return bool(start(row) and end(row))

    period, on = "INTERVAL(planned_start, planned_end)", f"DATE('{day}')"
    for text, keep in (
        (f"T_AFTER(planned_start, {on})", lambda row: start(row) and start(row) > day),
        (f"T_BEFORE(planned_start, {on})", lambda row: start(row) and start(row) < day),
        (f"T_INTERSECTS({period}, {on})", lambda row: known(row) and start(row) <= day <= end(row)),
        (f"T_CONTAINS({period}, INTERVAL('{day}','{day}'))", lambda r: known(r) and start(r) < day < end(r)),
        (f"T_DURING({period}, INTERVAL('2000-01-01','..'))", lambda row: known(row)),
        (f"planned_start <= {on}", lambda row: start(row) and start(row) <= day),
        ("planned_start = planned_end", lambda row: known(row) and start(row) == end(row)),
    ):
        _expect(served, "projects", text, keep)


@requirement("/req/property-property/property-property")
def properties_compare_with_properties(served: Served) -> None:
    text = "investment_yuan > paid_yuan AND code <> name"
    _expect(served, "projects", text, lambda row: row["investment_yuan"] > row["paid_yuan"])


@for_some("/req/filter/response#kinds")
def what_is_of_two_kinds_is_refused(served: Served, name: str) -> None:
    key = _spatial(served, name)
    for text in (
        "code = 1", "code = true", f"{key} = 'x'", f"S_INTERSECTS(code, {key})", "T_AFTER(code, name)",
        "foo(code) = 1", "code + 1 = 2", "ACCENTI(code) = 'x'", f"S_INTERSECTS({key}, POINT(200 10))",
        f"S_INTERSECTS({key}, POLYGON((0 0, 1 1, 1 0, 0 1, 0 0)))",
    ):  # fmt: skip
        assert served.ask(f"/collections/{name}/items", filter=text).status == 400, text
