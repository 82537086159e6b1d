"""The page of a bill's links: items beside what their elements come to, rules, and what waits."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bim.linking.pairs import ItemPair, Target
from bim.linking.quantities import lines_of_pair
from bim.linking.selectors import get_pair
from portal.accounts.actor import Actor
from portal.contracts.models import Contract
from portal.contracts.selectors import get_contract
from portal.core.errors import DomainError, NotFound
from portal.pages.answers_money import page, status_of
from portal.pages.asking import parameters, signed_in
from portal.pages.linking import COUNT, counted, do, linked_view, models_for, refused, revision_for
from portal.pages.views_twin import read_id


@require_safe
@page("contract")
def bill_links(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """Show the links of a bill. ``revision``: the revision of a model they are told of."""
    asked = parameters(request, known={"revision"}).get("revision", "")
    actor = signed_in(request)
    row = get_contract(actor=actor, contract_id=contract_id)
    return show(request, actor, row, read_id(asked) if asked else None)


def show(
    request: HttpRequest, actor: Actor, row: Contract, asked: UUID | None, *,
    error: DomainError | None = None,
) -> HttpResponse:  # fmt: skip
    """Show the page, with what went wrong where something did."""
    target = Target(contract_id=row.pk)
    models = models_for(actor, row.project)
    revision = revision_for(target, models, asked)
    linked = {}
    if revision is not None:
        pair = get_pair(actor=actor, target=target, revision_id=revision.pk)
        assert isinstance(pair, ItemPair)  # noqa: S101  a contract's pair is one of items
        linked = linked_view(actor, pair, models) | {"lines": lines_of_pair(actor=actor, pair=pair)}
    return render(request, "linking/bill.html", {
        "contract": row, "project": row.project, "models": models, "chosen": revision,
        "superseded": bool(asked and revision and revision.pk != asked),
        **refused(request, error),
        "act": reverse("bill-links-act", args=[row.pk]), **linked,
    }, status=status_of(error) if error else 200)  # fmt: skip


@page("contract")
def act(request: HttpRequest, contract_id: UUID) -> HttpResponseBase:
    """Write a rule, retire one, decide on links, or renew them; a refusal is told on the page itself."""
    back = reverse("bill-links", args=[contract_id])
    if request.method != "POST":
        return HttpResponseRedirect(back)
    actor = signed_in(request)
    row = get_contract(actor=actor, contract_id=contract_id)
    revision = read_id(request.POST.get("revision", ""))
    if request.POST.get("deed") == COUNT:
        return counted(request, actor, Target(contract_id=row.pk), revision)
    try:
        do(request, actor, Target(contract_id=row.pk), revision)
    except NotFound:
        raise
    except DomainError as error:
        return show(request, actor, row, revision, error=error)
    return HttpResponseRedirect(f"{back}?revision={revision}")
