"""The same answers to read: HTML."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from api.ogc.documents import in_language
from spatial.items.asking import Asked


def document(request: HttpRequest, name: str, body: dict[str, Any]) -> HttpResponse:
    """Return one of the documents that lead to the features."""
    title = body.get("title") or body.get("info", {}).get("title") or "OGC API"
    text = json.dumps(body, ensure_ascii=False, indent=2) if name in ("api", "queryables") else ""
    context = {"name": name, "body": body, "at": f"ogc/_{name}.html", "title": title, "text": text}
    return render(request, "ogc/document.html", context)


def items(request: HttpRequest, asked: Asked, page: dict[str, Any]) -> HttpResponse:
    """Return a page of items as a table."""
    names = [field.name for field in asked.fields]
    rows = [
        {"id": one["id"], "cells": [_told(one["properties"][name]) for name in names]}
        for one in page["features"]
    ]
    context = {
        "titles": [in_language(field.zh, field.en) for field in asked.fields], "rows": rows, "page": page,
        "links": {one["rel"]: one["href"] for one in page["links"]}, "collection": asked.collection,
        "title": in_language(asked.collection.zh, asked.collection.en),
    }  # fmt: skip
    response = render(request, "ogc/items.html", context)
    response["Content-Crs"] = f"<{asked.system.uri}>"
    return response


def item(request: HttpRequest, asked: Asked, body: dict[str, Any]) -> HttpResponse:
    """Return one item."""
    pairs = [
        (in_language(field.zh, field.en), _told(body["properties"][field.name])) for field in asked.fields
    ]
    context = {
        "pairs": pairs, "body": body, "collection": asked.collection,
        "title": in_language(asked.collection.zh, asked.collection.en),
        "links": {one["rel"]: one["href"] for one in body["links"]},
        "shape": json.dumps(body["geometry"]),
    }  # fmt: skip
    response = render(request, "ogc/item.html", context)
    response["Content-Crs"] = f"<{asked.system.uri}>"
    return response


def _told(value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
