"""The page of one change order: what is asked for, its way from desk to desk, its lines, its steps."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.actor import Actor
from portal.contracts import names, policy, selectors
from portal.contracts.contractview import change_view, way_of
from portal.contracts.models import ChangeOrder
from portal.contracts.rules import life
from portal.contracts.services import changing, judging
from portal.contracts.services.changing import ChangeFacts, LineFacts
from portal.core import clock
from portal.core.errors import DomainError
from portal.core.files import store_file
from portal.core.models import StoredFile
from portal.core.refusals import together
from portal.pages.answers_money import page, status_of, valid
from portal.pages.asking import signed_in
from portal.pages.contract_deeds import do, order_of, sent, told
from portal.pages.forms_contract import ChangeForm, LineForm, ReasonForm, StepForm
from portal.pages.land_deeds import read
from portal.pages.views_files import FileNotFound, as_download


@require_safe
@page("change_order")
def change(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Show one change."""
    return show(request, signed_in(request), change_id)


def show(
    request: HttpRequest, actor: Actor, change_id: UUID, *, trouble: str = "", status: int = 200
) -> HttpResponse:
    """Show the page of a change, with what went wrong where something did."""
    row = selectors.get_change(actor=actor, change_id=change_id)
    view = change_view(actor=actor, change=row, on=clock.today())
    roles = policy.roles_of(actor, row.contract)
    writers = life.RAISERS if row.state == life.RAISED else ("eng",)
    context = {
        "view": view, "change": row, "contract": row.contract, "project": row.contract.project,
        "lines": row.lines.select_related("feature", "item").order_by("position"),
        "steps": way_of("change", row.pk), "trouble": trouble, "today": clock.today(),
        "may_line": row.state in (life.RAISED, life.APPROVED) and not roles.isdisjoint(writers),
        "items": row.contract.items.select_related("feature").order_by("position"),
        "may_clear": bool(row.double_of_id) and row.double_cleared_by is None
        and not roles.isdisjoint({"eng", "sup"}) and row.raised_by != actor.user_id,
        "may_scope": row.beyond_scope and row.scope_approval_id is None
        and not roles.isdisjoint({"pu_head", "eng"}),
        "approvals": row.contract.project.approvals.filter(issued_on__gte=row.raised_on),
        "path": _path(row, view.path), "here": reverse("change-page", args=[row.pk]),
    }  # fmt: skip
    return render(request, "contracts/change.html", context, status=status)


def _path(row: ChangeOrder, desks: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the whole way: where it was, where it stands, what is still to come."""
    design = (life.DESIGN_REVIEW,) if row.kind == "design" else ()
    ends = (life.APPROVED, life.PRICED, life.INCORPORATED)
    whole = [life.RAISED, life.SUP_OPINION, life.OWNER_REVIEW, *design, *desks[1:], *ends]
    at = whole.index(row.state) if row.state in whole else -1
    return [
        {"state": state, "past": at >= 0 and number < at, "now": number == at}
        for number, state in enumerate(whole)
    ]


@require_http_methods(["GET", "POST"])
@page("change_order")
def new(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Raise a change of a contract."""
    actor = signed_in(request)
    row = selectors.get_contract(actor=actor, contract_id=contract_id)
    form = ChangeForm(request.POST or None, request.FILES or None, project=row.project)
    status = 200
    if request.method == "POST":
        status = 422
        if valid(form):
            try:
                with together():
                    made = changing.raise_change(
                        actor=actor, contract_id=row.pk, facts=ChangeFacts(**form.said()), on=clock.today(),
                        delta=_delta(form),
                    )  # fmt: skip
                return HttpResponseRedirect(reverse("change-page", args=[made.pk]))
            except DomainError as error:
                form.add_error(None, str(error))
                status = status_of(error)
    context = {"form": form, "project": row.project, "contract": row}
    return render(request, "contracts/change_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
@page("change_order")
def edit(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Change what is asked for."""
    actor = signed_in(request)
    row = selectors.get_change(actor=actor, change_id=change_id)
    project = row.contract.project
    initial = {name: getattr(row, name) for name in ChangeFacts.__slots__}
    form = ChangeForm(request.POST or None, request.FILES or None, project=project, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if valid(form):
            try:
                with together():
                    changing.amend_change(
                        actor=actor, change_id=row.pk, version=row.version, changes=form.said(),
                        on=clock.today(), delta=_delta(form),
                    )  # fmt: skip
                return HttpResponseRedirect(reverse("change-page", args=[row.pk]))
            except DomainError as error:
                form.add_error(None, str(error))
                status = status_of(error)
    context = {"form": form, "project": project, "contract": row.contract, "change": row}
    return render(request, "contracts/change_form.html", context, status=status)


def _delta(form: ChangeForm) -> StoredFile | None:
    file = form.cleaned_data["delta"]
    return store_file(file, name=file.name, content_type=file.content_type or "") if file else None


@require_safe
@page("change_order")
def delta(request: HttpRequest, change_id: UUID) -> HttpResponseBase:
    """Send the file with the changed geometry, always as a download."""
    row = selectors.get_change(actor=signed_in(request), change_id=change_id)
    if row.delta is None:
        raise FileNotFound()
    return as_download(row.delta)


@sent("change-page")
@page("change_order")
def act(request: HttpRequest, change_id: UUID, action: str) -> HttpResponse:
    """Take one step of a change."""
    actor = signed_in(request)
    selectors.get_change(actor=actor, change_id=change_id)

    def deed() -> None:
        order, given = order_of(action, StepForm(request.POST))
        facts = judging.Facts(priced_yuan=given["priced_yuan"], opinion=given["opinion"])
        judging.take_step(actor=actor, change_id=change_id, order=order, facts=facts)

    return _done(request, actor, change_id, deed, names.verb(action))


@sent("change-page")
@page("change_order")
def line(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Add one line to a change."""
    actor = signed_in(request)
    row = selectors.get_change(actor=actor, change_id=change_id)

    def deed() -> None:
        given = read(LineForm(request.POST))
        version, item = given.pop("version"), given.pop("item")
        fresh = LineFacts(item_id=item, **({"quantity": given["quantity"]} if item else given))
        changing.set_lines(actor=actor, change_id=change_id, version=version, lines=[*_held(row), fresh])

    return _done(request, actor, change_id, deed, _("The line is added"))


@sent("change-page")
@page("change_order")
def no_lines(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Take all lines of a change away, to write them anew."""
    actor = signed_in(request)
    selectors.get_change(actor=actor, change_id=change_id)

    def deed() -> None:
        version = read(ReasonForm(request.POST))["version"]
        changing.set_lines(actor=actor, change_id=change_id, version=version, lines=[])

    return _done(request, actor, change_id, deed, _("The lines are taken away"))


@sent("change-page")
@page("change_order")
def no_double(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Say why a flagged change is no double."""
    actor = signed_in(request)
    selectors.get_change(actor=actor, change_id=change_id)

    def deed() -> None:
        changing.clear_double(actor=actor, change_id=change_id, **read(ReasonForm(request.POST)))

    return _done(request, actor, change_id, deed, names.verb("clear_double"))


@sent("change-page")
@page("change_order")
def scope(request: HttpRequest, change_id: UUID, approval_id: UUID) -> HttpResponse:
    """Name the original approver's approval."""
    actor = signed_in(request)
    selectors.get_change(actor=actor, change_id=change_id)

    def deed() -> None:
        version = read(ReasonForm(request.POST))["version"]
        changing.name_scope_approval(
            actor=actor, change_id=change_id, version=version, approval_id=approval_id
        )

    return _done(request, actor, change_id, deed, _("The approval is named"))


def _held(row: ChangeOrder) -> list[LineFacts]:
    return [
        LineFacts(item_id=one.item_id, quantity=one.quantity) if one.item_id else LineFacts(
            quantity=one.quantity, feature_id=one.feature_id, code=one.code, name=one.name, unit=one.unit,
            unit_price=one.unit_price,
        )
        for one in row.lines.order_by("position")
    ]  # fmt: skip


def _done(request: HttpRequest, actor: Actor, change_id: UUID, deed: Any, verb: str) -> HttpResponse:
    return do(
        request, deed, back=reverse("change-page", args=[change_id]), done=told(verb),
        show=lambda trouble, status: show(request, actor, change_id, trouble=trouble, status=status),
    )  # fmt: skip
