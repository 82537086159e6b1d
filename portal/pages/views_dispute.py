"""The page of what disagrees about a project's progress, and the button that makes an issue of a line."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bim.disputes.rules import LOTS
from bim.disputes.selectors import Line, Lines, lines_of
from bim.disputes.services import raise_line
from bim.disputes.twin import link_to_twin
from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import DomainError, NotFound
from portal.earned.asked import past_day_asked
from portal.pages.answers import page, posted, status_of
from portal.pages.asking import parameters, signed_in
from portal.pages.land_deeds import read
from portal.pages.map_links import part_on_map
from portal.projects.policy import viewable_features
from spatial.features.models import Feature


class RaiseForm(forms.Form):
    """Which line, and the day it was seen on."""

    feature = forms.UUIDField()
    task = forms.CharField(max_length=64)
    as_of = forms.DateField()


@require_safe
@page
def disagreements(request: HttpRequest, code: str) -> HttpResponse:
    """Show every line with what each says of it, the largest sum first."""
    return _shown(request, signed_in(request), code)


def _shown(
    request: HttpRequest, actor: Actor, code: str, *, trouble: str = "", status: int = 200
) -> HttpResponse:
    on = past_day_asked(parameters(request, known={"as_of"}).get("as_of", ""), today=clock.today())
    found = lines_of(actor=actor, code=code, as_of=on)
    places = _places(actor, found)
    context = {
        "project": found.project, "found": found, "on": on, "trouble": trouble,
        "rows": [_row(line, found.as_of, places) for line in found.lines],
    }  # fmt: skip
    return render(request, "progress/disagreements.html", context, status=status)


def _places(actor: Actor, found: Lines) -> dict[UUID, str]:
    """Return where on the map the sections of lines lie that no model shows."""
    wanted = {line.section.section_id for line in found.lines if line.model is None}
    rows = Feature.objects.filter(viewable_features(actor), pk__in=wanted)
    return {row.pk: part_on_map(found.project, row) for row in rows}


def _row(line: Line, on: Any, places: dict[UUID, str]) -> dict[str, Any]:
    return {
        "place": places.get(line.section.section_id, ""),
        "line": line, "twin": link_to_twin(line.model, line.claim.key, on) if line.model else "",
        "lots": line.lots.against(line.reasons) if line.lots and set(LOTS) & set(line.reasons) else (),
        "signs": sorted({kind for one in line.photos for kind in one}),
    }  # fmt: skip


@posted("disagreements")
@page
def raise_one(request: HttpRequest, code: str) -> HttpResponse:
    """Make an issue of a line and come back to it."""
    actor = signed_in(request)
    try:
        given = read(RaiseForm(request.POST))
        made = raise_line(
            actor=actor, code=code, feature_id=given["feature"], task=given["task"], as_of=given["as_of"],
            on=clock.today(), at=clock.now(),
        )  # fmt: skip
    except NotFound:
        raise
    except DomainError as error:
        return _shown(request, actor, code, trouble=str(error), status=status_of(error))
    messages.success(request, _("Issue {number} was raised.").format(number=made.issue.number))
    where = f"?as_of={given['as_of']}#line-{made.feature_id}-{made.task_key}"
    return HttpResponseRedirect(reverse("disagreements", args=[code]) + where)
