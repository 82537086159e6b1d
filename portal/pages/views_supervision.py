"""The page of a project's records of supervision, by kind, task, day and person, and the same as a table."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.capture import names, policy, rules, selectors
from portal.capture.models import SiteEntry
from portal.core.errors import Invalid
from portal.pages.answers import page
from portal.pages.asking import parameters, signed_in
from portal.pages.supervision_table import csv_of
from portal.projects.selectors import get_project

KNOWN = ("kind", "task", "person", "first", "last")
SHOWN, MOST_DIGITS = 200, 18


class SupervisionFilterUnread(Invalid):
    """What is no kind, no number of a person or no day."""

    message = _("The parameter {parameter} does not take “{value}”.")


@require_safe
@page
def records(request: HttpRequest, code: str) -> HttpResponse:
    """Show a project's records of supervision, with their photos."""
    given = parameters(request, known=KNOWN)
    actor = signed_in(request)
    project = get_project(actor=actor, code=code)
    every = selectors.supervision_of(actor=actor, code=code)
    found = _filtered(every, given)
    return render(request, "site/supervision.html", {
        "project": project, "given": given, "query": request.GET.urlencode(), "entries": found[:SHOWN],
        "more": max(found.count() - SHOWN, 0), "may_enter": policy.may_capture(actor, project),
        "missing": _("announced, not here yet"), **_choices(every),
    })  # fmt: skip


@require_safe
@page
def table(request: HttpRequest, code: str) -> HttpResponse:
    """Answer the same as CSV, every record of it."""
    given = parameters(request, known=KNOWN)
    actor = signed_in(request)
    found = _filtered(selectors.supervision_of(actor=actor, code=code), given)
    name = f"{code}-{_('Supervision records')}.csv"
    return HttpResponse(csv_of(found), content_type="text/csv; charset=utf-8", headers={
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Cache-Control": "private, no-store",
    })  # fmt: skip


def _choices(every: QuerySet[SiteEntry]) -> dict[str, Any]:
    """Return what there is to choose from: kinds with how many there are of each, tasks and people."""
    rows = every.order_by()
    counts = dict(rows.values_list("supervision").annotate(n=Count("pk")))
    tasks = rows.exclude(task_key="").order_by("task_key", "-captured_at").distinct("task_key")
    people = rows.order_by("by", "-captured_at").distinct("by")
    return {
        "kinds": [(kind, names.word(names.SUPERVISIONS, kind), counts.get(kind, 0))
                  for kind in rules.SUPERVISIONS],
        "tasks": list(tasks.values_list("task_key", "task_name")),
        "people": [(str(by), name) for by, name in people.values_list("by", "by_name")],
    }  # fmt: skip


def _filtered(rows: QuerySet[SiteEntry], given: Mapping[str, str]) -> QuerySet[SiteEntry]:
    kind, task, person = (given.get(name, "") for name in ("kind", "task", "person"))
    if kind and kind not in rules.SUPERVISIONS:
        raise SupervisionFilterUnread(parameter="kind", value=kind[:40])
    if person and not (person.isascii() and person.isdecimal() and len(person) <= MOST_DIGITS):
        raise SupervisionFilterUnread(parameter="person", value=person[:40])
    first, last = _day(given, "first"), _day(given, "last")
    if kind:
        rows = rows.filter(supervision=kind)
    if task:
        rows = rows.filter(task_key=task[:64])
    if person:
        rows = rows.filter(by=int(person))
    if first:
        rows = rows.filter(captured_at__gte=_midnight(first))
    return rows.filter(captured_at__lt=_midnight(last) + timedelta(days=1)) if last else rows


def _day(given: Mapping[str, str], name: str) -> date | None:
    text = given.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise SupervisionFilterUnread(parameter=name, value=text[:40]) from None


def _midnight(day: date) -> datetime:
    return make_aware(datetime(day.year, day.month, day.day))
