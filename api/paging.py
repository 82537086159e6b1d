"""Keyset paging: the next page starts after the last row seen, however deep."""

import base64
import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Model, OrderBy, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from portal.core.errors import Invalid

PAGE = ("sort", "limit", "after")
MAX_LIMIT = 200
DEFAULT_LIMIT = 50


class PageInvalid(Invalid):
    """``limit``, ``sort`` or ``after`` cannot be read."""

    message = _("The parameter {parameter} does not accept “{value}”: {reason}")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of rows and the query string of the next, if there is one."""

    rows: list[Any]
    next: str | None


def page_of(rows: QuerySet[Any], *, request: Request, sorts: tuple[str, ...]) -> Page:
    """Return the page the request asks for, sorted by one of ``sorts`` (``-`` for descending), then by
    key in the same direction, so that one index serves both.
    """
    limit, sort = _limit(request), _sort(request, sorts)
    name = sort.removeprefix("-")
    after = _after(request)
    if after is not None:
        rows = rows.filter(_beyond(name, _checked(rows.model, name, after), descending=sort.startswith("-")))
    found = list(rows.order_by(*_order(rows.model, name, descending=sort.startswith("-")))[: limit + 1])
    more = len(found) > limit
    return Page(found[:limit], _next(request, found[limit - 1], name) if more else None)


def _limit(request: Request) -> int:
    text = request.GET.get("limit", "") or str(DEFAULT_LIMIT)
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and 1 <= int(text) <= MAX_LIMIT):
        reason = _("a whole number from 1 to {most}").format(most=MAX_LIMIT)
        raise PageInvalid(parameter="limit", value=text[:40], reason=reason, most=MAX_LIMIT)
    return int(text)


def _sort(request: Request, sorts: tuple[str, ...]) -> str:
    sort = request.GET.get("sort", "") or sorts[0]
    if sort.removeprefix("-") not in sorts:
        reason = _("one of {known}; with - before it, from the largest").format(known=", ".join(sorts))
        raise PageInvalid(parameter="sort", value=sort[:40], reason=reason, known=list(sorts))
    return sort


def _after(request: Request) -> tuple[Any, str] | None:
    text = request.GET.get("after", "")
    if not text:
        return None
    try:
        value, key = json.loads(base64.urlsafe_b64decode(text.encode()))
    except (ValueError, TypeError, RecursionError):
        raise _not_a_cursor(text) from None
    if not isinstance(key, str) or not isinstance(value, str | None):
        raise _not_a_cursor(text)
    return value, key


def _not_a_cursor(text: str) -> PageInvalid:
    reason = str(_("take it from the “next” of the page before"))
    return PageInvalid(parameter="after", value=text[:40], reason=reason)


def _checked(model: type[Model], name: str, after: tuple[Any, str]) -> tuple[Any, Any]:
    """Return the cursor's parts as the columns hold them: a cursor comes back from outside."""
    value, key = after
    try:
        return _column(model, name, value), _column(model, "pk", key)
    except (ValidationError, ValueError, ArithmeticError):
        raise _not_a_cursor(str(value)) from None


def _column(model: type[Model], name: str, text: str | None) -> Any:
    if text is None:
        return None
    if "\x00" in text:
        raise ValueError(text)
    field: Any = model._meta.pk if name == "pk" else model._meta.get_field(name)
    value = field.to_python(text)
    field.run_validators(value)
    return value


def _order(model: type[Model], name: str, *, descending: bool) -> tuple[OrderBy, str]:
    """Return the order; only a column that may be empty says where nothing goes, or no index would fit."""
    last = True if model._meta.get_field(name).null else None
    column = F(name).desc(nulls_last=last) if descending else F(name).asc(nulls_last=last)
    return column, "-pk" if descending else "pk"


def _beyond(name: str, after: tuple[Any, Any], *, descending: bool) -> Q:
    (value, key), than = after, "lt" if descending else "gt"
    if value is None:
        return Q(**{f"{name}__isnull": True, f"pk__{than}": key})
    further = Q(**{f"{name}__{than}": value}) | Q(**{name: value, f"pk__{than}": key})
    return further | Q(**{f"{name}__isnull": True})


def _next(request: Request, last: Model, name: str) -> str:
    value = getattr(last, name)
    plain = None if value is None else str(value)
    cursor = base64.urlsafe_b64encode(json.dumps([plain, str(last.pk)]).encode()).decode()
    query: QueryDict = request.GET.copy()
    query["after"] = cursor
    return f"{request.path}?{query.urlencode()}"
