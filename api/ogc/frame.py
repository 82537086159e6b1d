"""What every page of the standard doors has: where it stands, the ways on, and whose eyes it is seen with."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from api.authentication import actor_of_request
from api.ogc.documents import in_language
from api.ogc.forms import CSV, FGB, GEOJSON, GPKG, HTML, JSON
from api.ogc.links import address
from spatial.items.collection import Collection

TILE_SET = "WebMercatorQuad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A link of the page's own. ``kind``: what the other end is, where that is not a page."""

    href: str
    text: str
    kind: str = ""


def shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Return one page: its own context, and what all of them have."""
    return render(request, f"ogc/{template}.html", {"go": ways(request), "eyes": eyes(request), **context})


def ways(request: HttpRequest) -> dict[str, str]:
    """Return the addresses of the pages that stand once."""
    rests = {
        "landing": "", "collections": "collections", "conformance": "conformance", "api": "api",
        "matrix_sets": "tileMatrixSets",
    }  # fmt: skip
    return {name: address(request, rest, f=HTML) for name, rest in rests.items()}


def ways_of(request: HttpRequest, one: Collection) -> dict[str, str]:
    """Return the addresses of a collection's pages and of what programs read of it."""
    at = f"collections/{one.name}"
    found = {
        "page": address(request, at, f=HTML), "items": address(request, f"{at}/items", f=HTML),
        "queryables": address(request, f"{at}/queryables", f=HTML),
    }  # fmt: skip
    if one.tiles:
        found |= {
            "tiles": address(request, f"{at}/tiles/{TILE_SET}", f=HTML),
            "tilejson": address(request, f"{at}/tiles/{TILE_SET}", f="tilejson"),
            "style": address(request, f"{at}/style"),
        }
    return found


def files_of(request: HttpRequest, one: Collection) -> list[Way]:
    """Return the forms in which all of a collection is taken away."""
    told = {GEOJSON: "GeoJSON", CSV: "CSV", FGB: "FlatGeobuf", GPKG: "GeoPackage"}
    at = f"collections/{one.name}/items"
    return [Way(href=address(request, at, f=form), text=name, kind=form) for form, name in told.items()]


def as_json(request: HttpRequest) -> Way:
    """Return the same address as programs read it."""
    words = {**request.GET.dict(), "f": JSON}
    return Way(href=f"{request.build_absolute_uri(request.path)}?{urlencode(words)}", text="JSON")


def crumbs(request: HttpRequest, one: Collection | None = None, *more: Way) -> list[Way]:
    """Return the path to a page: the landing page, and for what lies in a collection, the collection."""
    go = ways(request)
    path = [Way(href=go["landing"], text=_("Open interfaces (OGC API)"))]
    if one is not None:
        path.append(Way(href=go["collections"], text=_("Collections")))
        path.append(Way(href=ways_of(request, one)["page"], text=in_language(one.zh, one.en)))
    return [*path, *more]


def eyes(request: HttpRequest) -> dict[str, Any]:
    """Return whose rights the page obeys, and the address of the same with the public's eyes, or back."""
    actor = actor_of_request(request)
    words = {name: text for name, text in request.GET.items() if name not in ("view", "cursor")}
    if not actor.is_public:
        words["view"] = "public"
    asked = f"?{urlencode(words)}" if words else ""
    signed_in = bool(getattr(request, "user", None) and request.user.is_authenticated)
    return {"public": actor.is_public, "signed_in": signed_in, "other": f"{request.path}{asked}"}
