"""The page of the operator's own requirements: which IDS files there are, one more kept, one ended."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bim.catalog import policy, rules
from bim.catalog.faults import IdsRefused
from bim.catalog.models_checks import IdsFile
from bim.catalog.requirements import get_ids, list_ids, list_keepable_units
from bim.catalog.services.requiring import LONGEST_NAME, MOST_BYTES, Kept, add_ids, end_ids
from bim.checks.ids.problem import sentence
from portal.accounts.actor import Actor
from portal.core import clock
from portal.core.errors import DomainError, NotFound
from portal.pages.answers import page, status_of
from portal.pages.asking import parameters, signed_in
from portal.pages.land_deeds import read
from portal.pages.modelling import named_disciplines
from portal.projects import names
from portal.projects.rules import STAGE_CODES
from spatial.intake.limits import MIB

MOST = 500
"""As many rows as the door of the programs answers with."""


class IdsForm(forms.Form):
    """An IDS file and for whom it is. ``organisation``: none for the province."""

    file = forms.FileField()
    name = forms.CharField(required=False, max_length=LONGEST_NAME)
    organisation = forms.UUIDField(required=False)
    valid_from = forms.DateField(required=False)
    valid_to = forms.DateField(required=False)
    disciplines = forms.MultipleChoiceField(
        required=False, choices=[(one, one) for one in rules.DISCIPLINE_CODES]
    )
    stages = forms.MultipleChoiceField(required=False, choices=[(one, one) for one in STAGE_CODES])


class EndForm(forms.Form):
    """The last day a file is in force."""

    valid_to = forms.DateField()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One IDS file as it is shown. ``state``: ``coming``, ``in_force`` or ``ended``."""

    file: IdsFile
    state: str
    may_end: bool
    disciplines: tuple[str, ...]
    stages: tuple[str, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@page
def requirements(request: HttpRequest) -> HttpResponse:
    """Show the IDS files the reader may see; keep what is sent."""
    actor = signed_in(request)
    if request.method != "POST":
        parameters(request, known=())
        return _shown(request, actor)
    given = IdsForm(request.POST, request.FILES)
    return _do(
        request, actor, lambda: _keep(actor, read(given)),
        _("The IDS file is kept. Models published from now on are held against it; those published before, "
          "when they are checked again."),
    )  # fmt: skip


@page
def end(request: HttpRequest, ids_id: UUID) -> HttpResponse:
    """Let one file end on a day; who comes by the address goes back to the page."""
    if request.method != "POST":
        return redirect("requirements")
    actor = signed_in(request)
    get_ids(actor=actor, ids_id=ids_id)
    given = EndForm(request.POST)
    return _do(
        request, actor, lambda: end_ids(actor=actor, ids_id=ids_id, **read(given)),
        _("The last day of the IDS file is set."),
    )  # fmt: skip


def _keep(actor: Actor, given: dict[str, Any]) -> IdsFile:
    file = given["file"]
    return add_ids(actor=actor, stream=file.file, kept=Kept(
        name=given["name"].strip() or file.name.removesuffix(".ids"),
        valid_from=given["valid_from"] or clock.today(), valid_to=given["valid_to"],
        organisation_id=given["organisation"], disciplines=tuple(given["disciplines"]),
        stages=tuple(given["stages"]),
    ))  # fmt: skip


def _do(request: HttpRequest, actor: Actor, deed: Callable[[], IdsFile], done: str) -> HttpResponse:
    """Do what was asked and show the page anew, or show it with each fault and what was typed."""
    try:
        deed()
    except NotFound:
        raise
    except DomainError as error:
        return _shown(request, actor, trouble=error)
    messages.success(request, done)
    return redirect("requirements")


def _shown(request: HttpRequest, actor: Actor, *, trouble: DomainError | None = None) -> HttpResponse:
    province = policy.may_keep_ids(actor, None)
    return render(request, "models/requirements.html", {
        "rows": [_row(actor, one) for one in list_ids(actor=actor)[:MOST]], "most_mb": MOST_BYTES // MIB,
        "trouble": str(trouble or ""), "faults": _faults(trouble), "typed": request.POST if trouble else {},
        "may_keep": policy.keeps_any_ids(actor), "province": province, "longest": LONGEST_NAME,
        "units": list_keepable_units(actor=actor), "today": clock.today(),
        "disciplines": named_disciplines(),
        "stages": [(one, names.term("stage", one)) for one in STAGE_CODES],
    }, status=status_of(trouble) if trouble else 200)  # fmt: skip


def _faults(trouble: DomainError | None) -> list[str]:
    """Return each fault of a refused file in a sentence, with its line."""
    problems = trouble.facts.get("problems") if isinstance(trouble, IdsRefused) else None
    return [sentence(one) for one in problems] if isinstance(problems, list) else []


def _row(actor: Actor, one: IdsFile) -> Row:
    today, named = clock.today(), dict(named_disciplines())
    ended = one.valid_to is not None and one.valid_to < today
    keeps = policy.may_keep_ids(actor, one.organisation.path if one.organisation else None)
    return Row(
        file=one, state="ended" if ended else "coming" if one.valid_from > today else "in_force",
        may_end=keeps and not ended, disciplines=tuple(named.get(code, code) for code in one.disciplines),
        stages=tuple(names.term("stage", code) for code in one.stages),
    )  # fmt: skip
