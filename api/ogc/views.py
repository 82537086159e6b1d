"""The documents over HTTP."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse

from api.authentication import actor_of_request
from api.ogc import documents, forms, openapi, pages
from api.ogc.catalogue import asked_of, collections_of
from api.ogc.door import door


@door()
def landing(request: HttpRequest) -> HttpResponseBase:
    """Answer with the landing page, with or without the last slash: old QGIS follows no redirect."""
    form = forms.form_of(request, forms.DOCUMENT)
    return _answer(request, "landing", form, documents.landing(request, form))


@door()
def conformance(request: HttpRequest) -> HttpResponseBase:
    """Answer with the conformance classes."""
    form = forms.form_of(request, forms.DOCUMENT)
    return _answer(request, "conformance", form, documents.conformance(request, form))


@door()
def api(request: HttpRequest) -> HttpResponseBase:
    """Answer with the description of these doors, as OpenAPI 3.0 or to read."""
    own = documents.API_MEDIA, documents.API_MEDIA.partition(";")[0]
    if forms.form_of(request, forms.DOCUMENT, own=own) == forms.HTML:
        return pages.document(request, "api", openapi.described(request))
    return JsonResponse(openapi.described(request), content_type=documents.API_MEDIA)


@door()
def collections(request: HttpRequest) -> HttpResponseBase:
    """Answer with the collections the asker is told of."""
    form = forms.form_of(request, forms.DOCUMENT)
    asked = [asked_of(request, one.name) for one in collections_of(actor_of_request(request))]
    return _answer(request, "collections", form, documents.collections(request, form, asked))


@door()
def collection(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer with one collection."""
    form = forms.form_of(request, forms.DOCUMENT)
    return _answer(
        request, "collection", form, documents.collection(request, asked_of(request, name), form=form)
    )


@door()
def queryables(request: HttpRequest, name: str) -> HttpResponseBase:
    """Answer with what a filter may speak of."""
    form = forms.form_of(request, forms.DOCUMENT, own=(documents.SCHEMA_MEDIA,))
    body = documents.queryables(request, asked_of(request, name))
    return _answer(request, "queryables", form, body, documents.SCHEMA_MEDIA)


def _answer(
    request: HttpRequest, name: str, form: str, body: dict[str, Any], media: str = "application/json"
) -> HttpResponseBase:
    if form == forms.HTML:
        return pages.document(request, name, body)
    return JsonResponse(body, content_type=media, json_dumps_params={"ensure_ascii": False})
