"""Links of the standard documents: absolute addresses, the eyes and the form they were asked with."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from api.ogc.forms import MEDIA_TYPES, NAMES

Link = dict[str, Any]
ROOT = "/ogc/"


def address(request: HttpRequest, rest: str, **query: str) -> str:
    """Return the absolute address of something under the landing page, seen with the same eyes."""
    words = {name: value for name, value in query.items() if value}
    if request.GET.get("view"):
        words["view"] = request.GET["view"]
    asked = f"?{urlencode(words)}" if words else ""
    return request.build_absolute_uri(f"{ROOT}{rest}") + asked


def link(href: str, rel: str, media: str, title: str, **more: Any) -> Link:
    """Return one link."""
    return {"href": href, "rel": rel, "type": media, "title": title, **more}


def forms_of(request: HttpRequest, rest: str, forms: tuple[str, ...], form: str) -> list[Link]:
    """Return the link to this document itself and those to its other forms."""
    return [
        link(
            address(request, rest, f=one), "self" if one == form else "alternate", MEDIA_TYPES[one],
            NAMES[one],
        )
        for one in forms
    ]  # fmt: skip


def same_query(request: HttpRequest, rest: str, **changes: str) -> str:
    """Return the address of the same question with some words changed; an empty one is left out."""
    words = request.GET.dict() | changes
    asked = urlencode({name: value for name, value in words.items() if value})
    return request.build_absolute_uri(f"{ROOT}{rest}") + (f"?{asked}" if asked else "")
