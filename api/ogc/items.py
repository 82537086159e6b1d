"""Items of a collection: pages of GeoJSON and HTML, files, one item."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from api.ogc import forms, pages
from api.ogc.asking import MAX_LIMIT, PARAMETERS, read_asked
from api.ogc.catalogue import asked_of
from api.ogc.documents import in_language
from api.ogc.door import door
from api.ogc.dressing import NOT_KEPT
from api.ogc.links import address, link, same_query
from portal.core import clock
from portal.core.errors import Invalid
from portal.core.events import record_event
from spatial.items import streams
from spatial.items.asking import Asked, cursor_text
from spatial.items.collection import ItemNotFound
from spatial.items.counting import EXACT_UP_TO, Matched, matched
from spatial.items.geopackage import geopackage
from spatial.items.systems import read_system
from spatial.items.timing import ItemsTooSlow

PREVIOUS_UP_TO = 1_000
"""Of larger pages no link leads back: to find where the page before begins costs as much as the page."""
ONWARD = {"next": _("Further"), "prev": _("Earlier")}
FILES: dict[str, Callable[[Asked], Iterable[bytes]]] = {
    forms.FGB: streams.flatgeobuf, forms.CSV: streams.table,
}  # fmt: skip


class TooManyForAFile(Invalid):
    """More match than go into one file."""

    message = _(
        "{found} features match; a file holds {most}. Narrow the filter, or ask for files with limit."
    )


@door(*PARAMETERS)
def items(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer with the items that match, in the form asked for."""
    form = forms.form_of(request, forms.ITEMS)
    asked = read_asked(request, name, form)
    if form in forms.FILES:
        return _file(request, asked, form)
    if form == forms.HTML:
        return pages.items(request, asked, _page(request, asked, form))
    response = StreamingHttpResponse(_begun(_page_stream(request, asked, form)))
    return _as_geojson(response, asked)


@door("crs")
def item(request: HttpRequest, name: str, item_id: str) -> HttpResponseBase:
    """Answer with one item; hidden and absent look the same."""
    form = forms.form_of(request, forms.ITEM)
    system = read_system(request.GET.get("crs", ""), parameter="crs")
    asked = replace(asked_of(request, name), item=_uuid(item_id, name), system=system)
    rest = f"collections/{name}/items/{item_id}"
    (body,) = orjson.loads(b"".join(streams.features(asked, head=b"[", tail=lambda *_facts: b"]"))) or (None,)
    if body is None:
        raise ItemNotFound(item=item_id[:40], collection=name)
    title = in_language(asked.collection.zh, asked.collection.en)
    collection = link(address(request, f"collections/{name}"), "collection", "application/json", title)
    body["links"] = [
        link(
            same_query(request, rest, f=one), "self" if one == form else "alternate", forms.MEDIA_TYPES[one],
            forms.NAMES[one],
        )
        for one in forms.ITEM
    ] + [collection]  # fmt: skip
    if form == forms.HTML:
        return pages.item(request, asked, body)
    return _as_geojson(HttpResponse(orjson.dumps(body)), asked)


def _uuid(text: str, name: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ItemNotFound(item=text[:40], collection=name) from None


def _page(request: HttpRequest, asked: Asked, form: str) -> dict[str, Any]:
    read: dict[str, Any] = orjson.loads(b"".join(_page_stream(request, asked, form)))
    return read


def _page_stream(request: HttpRequest, asked: Asked, form: str) -> Iterator[bytes]:
    first = asked.after is None
    counted = _counted(asked) if first and (asked.limit or 0) <= EXACT_UP_TO else None
    if form == forms.HTML and not first:
        with suppress(ItemsTooSlow):  # a person on a later page wants to know, too, but is not owed it
            counted = _counted(asked)
    back = _back(request, asked)

    def tail(number: int, _first: str, last: str, more: bool) -> bytes:
        onward = {"next": cursor_text(UUID(last))} if more else {}
        body = {"numberReturned": number, "links": _links(request, asked, form, back | onward)}
        if counted is None and first:
            with suppress(ItemsTooSlow):  # the features are sent; how many there are is not owed
                body |= _counted(asked) if more else {"numberMatched": number}
        return b"]," + orjson.dumps(body)[1:]

    return streams.features(asked, head=_head(counted or {}), tail=tail)


def _counted(asked: Asked) -> dict[str, Any]:
    """Return the member that says how many match. A long page is counted by being read."""
    counted = matched(asked)
    return {"numberMatched" if counted.exact else "numberMatchedEstimate": counted.number}


def _head(counted: dict[str, Any]) -> bytes:
    at = clock.now().astimezone(UTC)
    head = {"type": "FeatureCollection", "timeStamp": f"{at:%Y-%m-%dT%H:%M:%SZ}"} | counted
    return orjson.dumps(head)[:-1] + b',"features":['


def _back(request: HttpRequest, asked: Asked) -> dict[str, str]:
    if asked.after is None or (asked.limit or 0) > PREVIOUS_UP_TO:
        return {}
    before = asked.before()
    return {"prev": cursor_text(before) if before else ""}


def _links(request: HttpRequest, asked: Asked, form: str, cursors: dict[str, str]) -> list[dict[str, Any]]:
    rest = f"collections/{asked.collection.name}/items"
    listed = [
        link(
            same_query(request, rest, f=one), "self" if one == form else "alternate", forms.MEDIA_TYPES[one],
            forms.NAMES[one],
        )
        for one in (forms.GEOJSON, forms.HTML)
    ]  # fmt: skip
    listed += [
        link(same_query(request, rest, cursor=cursor), rel, forms.MEDIA_TYPES[form], str(ONWARD[rel]))
        for rel, cursor in cursors.items()
    ]
    above = address(request, f"collections/{asked.collection.name}")
    title = in_language(asked.collection.zh, asked.collection.en)
    return [*listed, link(above, "collection", "application/json", title)]


def _as_geojson(response: HttpResponseBase, asked: Asked) -> HttpResponseBase:
    response["Content-Type"] = forms.MEDIA_TYPES[forms.GEOJSON]
    response["Content-Crs"] = f"<{asked.system.uri}>"
    response["X-Accel-Buffering"] = "no"
    return response


def _begun(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Ask for the first block at once: what the database refuses becomes an answer, not half a file."""
    stream = iter(blocks)
    first = next(stream, b"")
    return itertools.chain([first], stream)


def _file(request: HttpRequest, asked: Asked, form: str) -> HttpResponseBase:
    counted = matched(asked, most=MAX_LIMIT)
    if "limit" not in request.GET and counted.number > MAX_LIMIT:
        raise TooManyForAFile(found=counted.number, most=MAX_LIMIT)
    _record(request, asked, form, counted)
    response: FileResponse | StreamingHttpResponse
    if form == forms.GPKG:
        response = FileResponse(geopackage(asked))
    else:
        response = StreamingHttpResponse(_begun(FILES[form](asked)))
    name = f"{asked.collection.name}-{asked.on:%Y%m%d}.{form}"
    response["Content-Type"] = forms.MEDIA_TYPES[form] + ("; charset=utf-8" if form == forms.CSV else "")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    if form != forms.CSV:
        response["Content-Crs"] = f"<{asked.system.uri}>"
    response["Cache-Control"] = NOT_KEPT
    response["X-Accel-Buffering"] = "no"
    return response


@transaction.atomic
def _record(request: HttpRequest, asked: Asked, form: str, counted: Matched) -> None:
    """Write down who takes what away, before the first byte leaves, as every export does."""
    if request.method == "HEAD":
        return
    words = {name: text[:500] for name, text in request.GET.items()}
    facts = {
        "format": form, "collection": asked.collection.name, "words": words, "features": counted.number,
        "view": "public" if asked.actor.is_public else "internal",
    }  # fmt: skip
    record_event(
        actor=asked.actor,
        verb="export",
        subject_type="collection",
        subject_id=asked.collection.name,
        facts=facts,
    )
