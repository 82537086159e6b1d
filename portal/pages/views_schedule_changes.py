"""The page of two revisions of a schedule: what moved, came and went, and the same as a table."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from bim.linking.across import links_across
from portal.accounts.actor import Actor
from portal.core.errors import Invalid, NotFound
from portal.pages.answers import page
from portal.pages.asking import parameters, signed_in
from portal.pages.schedule_pairs import MOST_LINES, bars_of, filters_of
from portal.pages.schedule_table import csv_of
from portal.progress.between import KINDS, UNSURE, Between, Line, between
from portal.progress.models import Schedule
from portal.progress.selectors import schedule_of, standing_revisions

KNOWN = ("old", "new", "kind")
MOST_DIGITS = 9


class ChangeUnknown(Invalid):
    """A kind of change there is none of, or what is no number of a revision."""

    message = _("The parameter {parameter} does not take “{value}”.")


class OneRevision(NotFound):
    """Nothing to hold it against."""

    message = _("The schedule has fewer than two revisions.")


@require_safe
@page
def changes(request: HttpRequest, code: str, schedule_id: UUID) -> HttpResponse:
    """Show what a revision changes of another: without numbers the latest, of the one before it."""
    actor = signed_in(request)
    given = parameters(request, known=KNOWN)
    schedule = schedule_of(actor=actor, code=code, schedule_id=schedule_id)
    kind = _kind(given.get("kind", ""))
    kept = list(schedule.revisions.select_related("withdrawal").order_by("-number"))
    found = _found(actor, schedule, given)
    lines = found.of_kind(kind) if found else []
    return render(request, "progress/schedule_changes.html", {
        "schedule": schedule, "project": schedule.project, "kept": kept, "found": found, "kind": kind,
        "filters": filters_of(found) if found else [], "rows": bars_of(lines[:MOST_LINES]),
        "hidden": max(len(lines) - MOST_LINES, 0),
        "across": links_across(actor=actor, found=found) if found else None,
    })  # fmt: skip


@require_safe
@page
def changes_file(request: HttpRequest, code: str, schedule_id: UUID) -> HttpResponse:
    """Answer the same as CSV, every line of it."""
    actor = signed_in(request)
    given = parameters(request, known=KNOWN)
    schedule = schedule_of(actor=actor, code=code, schedule_id=schedule_id)
    kind, found = _kind(given.get("kind", "")), _found(actor, schedule, given)
    if found is None:
        raise OneRevision()
    lines: list[Line] = found.of_kind(kind)
    name = f"{schedule.name}-{found.old.number}-{found.new.number}.csv"
    return HttpResponse(csv_of(found, lines), content_type="text/csv; charset=utf-8", headers={
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Cache-Control": "private, no-store",
    })  # fmt: skip


def _kind(word: str) -> str:
    if word and word not in (*KINDS, UNSURE):
        raise ChangeUnknown(parameter="kind", value=word[:40])
    return word


def _found(actor: Actor, schedule: Schedule, given: Mapping[str, str]) -> Between | None:
    """Return what the page compares; ``None`` where the schedule has one revision only and none is named."""
    standing = standing_revisions().filter(schedule=schedule).order_by("-number")
    numbers = list(standing.values_list("number", flat=True))
    new = _number("new", given.get("new", "")) or next(iter(numbers), 0)
    old = _number("old", given.get("old", "")) or next((n for n in numbers if n < new), new - 1)
    if not old:
        return None
    return between(actor=actor, schedule_id=schedule.pk, old=old, new=new)


def _number(name: str, text: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS and int(text)):
        raise ChangeUnknown(parameter=name, value=text[:40])
    return int(text)
