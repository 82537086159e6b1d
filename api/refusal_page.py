"""A refusal of the standard doors as a browser shows it: the facts, what to do, the way back."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from spatial.items.cql.faults import KINDS

HOME, COLLECTIONS, API = "/ogc/?f=html", "/ogc/collections?f=html", "/ogc/api?f=html"
OF_ONE = "/ogc/collections/"
NAMES: dict[str, Promise] = {
    "parameter": _("Parameter"), "value": _("What was given"), "unknown": _("Not known here"),
    "nearest": _("What comes nearest"), "known": _("What is read here"), "collection": _("Collection"),
    "item": _("Item"), "path": _("Address"), "limit": _("At most"), "most": _("At most"),
    "found": _("Found"), "matrix_set": _("Tile matrix set"), "method": _("Method"),
    "property": _("Property"), "reason": _("Reason"), "minutes": _("Minutes"), "times": _("Times"),
    "values": _("What was given"), "language": _("Language of the filter"), "word": _("Word"),
    "what": _("What is counted"), "name": _("Name"), "left": _("On the left"), "right": _("On the right"),
    "seconds": _("Seconds"), "layer": _("Layer"), "deepest": _("At most"), "x": _("Tile column"),
    "y": _("Tile row"), "z": _("Zoom level"),
}  # fmt: skip
"""What the facts of a refusal are called; one that has no name here keeps its own."""
SAID_TWICE = {"unknown": "parameter", "nearest": "known"}
"""Facts that say nothing more where they equal another."""
ADVICE: dict[int, Promise] = {
    400: _("Mend the address and ask again. Nothing was changed."),
    401: _("Sign in again; a program needs a valid access token."),
    403: _("Your role does not cover this. Nothing was changed."),
    404: _("The address names nothing, or something that is not open to you. Both look the same on purpose."),
    406: _("Ask for one of the forms that this address has."),
    414: _("Make the question shorter."),
    429: _("Wait, then sign in again."),
    503: _("Try again in a moment, or narrow the question down."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact of a refusal."""

    name: str
    values: tuple[str, ...]


def page(request: HttpRequest, body: dict[str, Any]) -> HttpResponse:
    """Return the page of a problem document, under the same status."""
    status, facts = body["status"], body["facts"]
    context = {
        "sentence": body["title"], "status": status, "kind": body["code"],
        "advice": ADVICE.get(status, ADVICE[400]), "facts": _told(facts), "without": _without(request, facts),
        "home": HOME, "collections": COLLECTIONS, "api": API, "one": _collection(request, status, facts),
        "again": _again(request, status),
    }  # fmt: skip
    response = render(request, "ogc/refusal.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def _again(request: HttpRequest, status: int) -> dict[str, Any] | None:
    """Return what the form of a page of items held, so that it can be mended where it was refused."""
    words = request.GET.dict()
    if status != 400 or not request.path.endswith("/items") or not {"filter", "datetime"} & words.keys():
        return None
    kept = [(name, text) for name, text in words.items() if name not in ("filter", "datetime", "cursor")]
    return {
        "filter": words.get("filter", ""), "datetime": words.get("datetime", ""), "kept": kept,
        "queryables": f"{request.path.removesuffix('items')}queryables?f=html",
    }  # fmt: skip


def _told(facts: dict[str, Any]) -> list[Fact]:
    """Return the facts that say something; a list as its members."""
    found = {
        name: tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)
        for name, value in facts.items() if value not in (None, "", [])
    }  # fmt: skip
    for name, same in SAID_TWICE.items():
        if name in found and found[name] == found.get(same):
            del found[name]
    return [
        Fact(name=str(NAMES.get(name, name)), values=tuple(str(KINDS.get(one, one)) for one in values))
        for name, values in found.items()
    ]  # fmt: skip


def _without(request: HttpRequest, facts: dict[str, Any]) -> str:
    """Return the same address without the parameter that was refused, if it was one."""
    words = request.GET.dict()
    if facts.get("parameter") not in words:
        return ""
    refused = {str(facts["parameter"]), *map(str, facts.get("unknown") or ())}
    left = {name: text for name, text in words.items() if name not in refused}
    return request.path + (f"?{urlencode(left)}" if left else "")


def _collection(request: HttpRequest, status: int, facts: dict[str, Any]) -> str:
    """Return the address of the collection that was asked, where it is not the collection that is missing."""
    if not request.path.startswith(OF_ONE) or (status == 404 and "item" not in facts):
        return ""
    return f"{OF_ONE}{quote(request.path.removeprefix(OF_ONE).partition('/')[0])}?f=html"
