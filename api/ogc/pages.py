"""The same answers to read: HTML."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from api.authentication import actor_of_request
from api.ogc.asking import MAX_ON_A_PAGE, is_capped
from api.ogc.catalogue import asked_of, collection_of, collections_of
from api.ogc.cells import called, cells_of, name_title, rows_of
from api.ogc.classes import by_standard
from api.ogc.documents import in_language
from api.ogc.forms import GEOJSON, HTML
from api.ogc.frame import Way, as_json, crumbs, files_of, shown, ways_of
from api.ogc.links import address, same_query
from api.ogc.operations import chapters
from api.ogc.schema_rows import queryable_rows
from spatial.items.asking import Asked
from spatial.items.collection import DATA, Collection
from spatial.items.counting import matched
from spatial.items.timing import ItemsTooSlow

Body = dict[str, Any]
PROJECTS = ("projects", "sites")
"""Collections whose items are projects, each with a page of its own in the portal."""
NARROWING = ("filter", "bbox", "datetime")
KEPT = ("view", "limit", "crs", "bbox", "bbox-crs", "filter-crs")
"""What a new filter typed on a page leaves as it was."""


def document(request: HttpRequest, name: str, body: Body) -> HttpResponse:
    """Return one of the documents that lead to the features."""
    usual = {"body": body, "json": as_json(request), "crumbs": crumbs(request)}
    return shown(request, name, usual | LEADING[name](request, body))


def _landing(request: HttpRequest, _body: Body) -> Body:
    doors, tokens = address(request, ""), reverse("tokens")
    if not request.user.is_authenticated:
        tokens = f"{reverse('account_login')}?next={tokens}"
    return {"doors": doors, "tokens": tokens, "crumbs": [], "collections": _listed(request)}


def _conformance(_request: HttpRequest, body: Body) -> Body:
    return {"standards": by_standard(body["conformsTo"])}


def _api(request: HttpRequest, body: Body) -> Body:
    titles = {
        one.name: in_language(one.zh, one.en) for one in collections_of(actor_of_request(request))
    }
    described = Way(href=address(request, "api"), text="OpenAPI 3.0")
    return {"chapters": chapters(body, titles), "server": body["servers"][0]["url"], "json": described}


def _collections(request: HttpRequest, _body: Body) -> Body:
    return {"collections": _listed(request)}


def _collection(request: HttpRequest, body: Body) -> Body:
    asked = asked_of(request, body["id"])
    one = asked.collection
    found: Body = {
        "one": one, "links": ways_of(request, one), "files": files_of(request, one),
        "crumbs": crumbs(request, one)[:-1], "fields": len(asked.fields),
    }  # fmt: skip
    if "extent" in body:
        box = body["extent"]["spatial"]["bbox"][0]
        found |= {"box": ",".join(map(str, box)), "corners": [f"{number:.7f}" for number in box]}
    with suppress(ItemsTooSlow):  # how many there are is not owed
        found["count"] = asdict(matched(asked))
    return found


def _queryables(request: HttpRequest, body: Body) -> Body:
    asked = asked_of(request, _name_in(request))
    one = asked.collection
    fields = {field.name: field for field in asked.fields if field.kind != DATA}
    return {
        "rows": queryable_rows(body["properties"], fields), "links": ways_of(request, one), "one": one,
        "crumbs": crumbs(request, one),
    }  # fmt: skip


def _name_in(request: HttpRequest) -> str:
    """Return the collection the address names."""
    match = request.resolver_match
    return str(match.kwargs["name"]) if match else ""


LEADING: dict[str, Callable[[HttpRequest, Body], Body]] = {
    "landing": _landing, "conformance": _conformance, "api": _api, "collections": _collections,
    "collection": _collection, "queryables": _queryables,
}  # fmt: skip


def items(request: HttpRequest, asked: Asked, page: Body) -> HttpResponse:
    """Return a page of items: a table in words, and the map of the same items."""
    one, features = asked.collection, page["features"]
    rows = rows_of(asked.fields, features)
    filled = {cell.name for row in rows for cell in row.cells if not cell.empty}
    columns = rows[0].cells if rows else ()
    context = {
        "page": page, "one": one, "title": in_language(one.zh, one.en), "rows": rows,
        "columns": [cell for cell in columns if cell.name in filled],
        "left_out": [cell.title for cell in columns if cell.name not in filled], "filled": filled,
        "links": {link["rel"]: link["href"] for link in page["links"]}, "go_one": ways_of(request, one),
        "crumbs": crumbs(request, one), "narrowed": any(request.GET.get(word) for word in NARROWING),
        "kept": [(word, request.GET[word]) for word in KEPT if request.GET.get(word)],
        "asked_filter": request.GET.get("filter", ""), "asked_span": request.GET.get("datetime", ""),
        "lang": request.GET.get("filter-lang", ""), "all": ways_of(request, one)["items"],
        "files": _files(request, one), "later": asked.after is not None, "head": name_title(asked.fields),
        "most": MAX_ON_A_PAGE if is_capped(request.GET.get("limit", "")) else 0,
        "begin": same_query(request, f"collections/{one.name}/items", f=HTML, cursor=""),
    }  # fmt: skip
    if any(feature["geometry"] for feature in features):
        context["shapes"] = _shapes(request, one, limit=str(asked.limit or ""))
    return _told(shown(request, "items", context), asked)


def item(request: HttpRequest, asked: Asked, body: Body) -> HttpResponse:
    """Return one item: all it holds, its place, and where else it is told of."""
    one, told = asked.collection, body["properties"]
    links = {link["rel"]: link["href"] for link in body["links"]}
    context = {
        "body": body, "one": one, "title": called(body), "code": told.get("code") or "",
        "cells": cells_of(asked.fields, told), "crumbs": crumbs(request, one, _items_way(request, one)),
        "geojson": links["alternate"], "project": _project_page(request, one, told),
    }  # fmt: skip
    if body["geometry"]:
        rest = f"collections/{one.name}/items/{body['id']}"
        context |= {"shapes": same_query(request, rest, f=GEOJSON, crs=""), "kind": body["geometry"]["type"]}
    return _told(shown(request, "item", context), asked)


def _told(response: HttpResponse, asked: Asked) -> HttpResponse:
    response["Content-Crs"] = f"<{asked.system.uri}>"
    return response


def _listed(request: HttpRequest) -> list[Body]:
    return [
        {
            "title": in_language(one.zh, one.en), "about": in_language(one.about_zh, one.about_en),
            "name": one.name, "links": ways_of(request, one),
        }
        for one in collections_of(actor_of_request(request))
    ]  # fmt: skip


def _items_way(request: HttpRequest, one: Collection) -> Way:
    return Way(href=ways_of(request, one)["items"], text=_("Items"))


def _shapes(request: HttpRequest, one: Collection, *, limit: str) -> str:
    """Return the address of the page's own features in degrees: the map draws no other system."""
    return same_query(request, f"collections/{one.name}/items", f=GEOJSON, crs="", limit=limit)


def _files(request: HttpRequest, one: Collection) -> list[Way]:
    """Return the forms in which all that match are taken away, not this page alone."""
    rest = f"collections/{one.name}/items"
    return [
        Way(href=same_query(request, rest, f=way.kind, cursor="", limit=""), text=way.text, kind=way.kind)
        for way in files_of(request, one) if way.kind != GEOJSON
    ]  # fmt: skip


def _project_page(request: HttpRequest, one: Collection, told: Body) -> str:
    """Return the address of the portal's page of the item's project, seen with the same eyes."""
    code = told.get("code") if one.name in PROJECTS else told.get("project")
    view = request.GET.get("view", "")
    return reverse("project", args=[code]) + (f"?{urlencode({'view': view})}" if view else "") if code else ""


def matrix_page(request: HttpRequest, template: str, body: Body) -> HttpResponse:
    """Return a tile matrix set, or the list of them."""
    return shown(request, template, {"body": body, "json": as_json(request), "crumbs": crumbs(request)})


def tiles(request: HttpRequest, name: str, tilejson: Body, *, limits: tuple[int, int]) -> HttpResponse:
    """Return the tiles of a collection: their addresses, how a desk reads them, and a map drawn from them."""
    one = collection_of(name, actor_of_request(request))
    context = {
        "one": one, "title": in_language(one.zh, one.en), "links": ways_of(request, one), "limits": limits,
        "template": tilejson["tiles"][0], "layers": tilejson["vector_layers"],
        "left_out": tilejson.get("description", ""), "crumbs": crumbs(request, one),
        "box": ",".join(map(str, tilejson.get("bounds", ()))), "json": as_json(request),
        "first": address(request, f"collections/{name}/items", f=GEOJSON, limit="1"),
    }  # fmt: skip
    return shown(request, "tiles", context)
