"""From the query string to a question."""

import re
from dataclasses import replace

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from api.ogc.catalogue import asked_of
from api.ogc.forms import FILES, GEOJSON, HTML
from portal.core.errors import Invalid
from spatial.items.asking import Asked, read_cursor
from spatial.items.boxes import read_box
from spatial.items.cql.reading import JSON, TEXT, read_tree
from spatial.items.systems import read_system
from spatial.items.times import read_span

DEFAULT_LIMIT = 100
MAX_LIMIT = 1_000_000
MAX_ON_A_PAGE = 100
PARAMETERS = (
    "bbox", "bbox-crs", "crs", "datetime", "filter", "filter-lang", "filter-crs", "limit", "cursor",
)  # fmt: skip


class LimitInvalid(Invalid):
    """``limit`` is no number of features."""

    message = _(
        "The parameter limit takes a whole number from 1, not “{value}”; above {most} it means {most}."
    )


def read_asked(request: HttpRequest, name: str, form: str) -> Asked:
    """Return the question of a request for items."""
    given, asked = request.GET, asked_of(request, name)
    language = given.get("filter-lang", "") or TEXT
    text = given.get("filter", "")
    tree = read_tree(text, language) if text or language not in (TEXT, JSON) else None
    return replace(
        asked,
        area=read_box(given.get("bbox", ""), read_system(given.get("bbox-crs", ""), parameter="bbox-crs")),
        span=read_span(given.get("datetime", "")),
        tree=tree,
        filter_system=read_system(given.get("filter-crs", ""), parameter="filter-crs"),
        system=read_system(given.get("crs", ""), parameter="crs"),
        limit=_limit(given.get("limit", ""), form),
        after=read_cursor(given.get("cursor", "")),
    )


def _limit(text: str, form: str) -> int:
    """Return how many features are asked for; a file without a limit is of all that match."""
    if not text:
        return MAX_LIMIT if form in FILES else DEFAULT_LIMIT
    digits = text.lstrip("0") if re.fullmatch(r"[0-9]+", text, re.ASCII) else ""
    if not digits:
        raise LimitInvalid(value=text[:40], most=MAX_LIMIT)
    asked = int(digits) if len(digits) <= len(f"{MAX_LIMIT}") else MAX_LIMIT
    return min(asked, MAX_ON_A_PAGE if form == HTML else MAX_LIMIT)


def is_capped(text: str) -> bool:
    """Tell whether more are asked for than a page to read holds; ``text``: a limit that was read."""
    return bool(text) and _limit(text, GEOJSON) > MAX_ON_A_PAGE
