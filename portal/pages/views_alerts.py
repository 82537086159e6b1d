"""The pages of alerts: the list, one alert with its history and steps, the reader's webhooks."""

from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.accounts.actor import Actor
from portal.alerts import faults, names, policy, selectors, services
from portal.alerts.filters import AGES, KNOWN, PARAMETERS, parse_filter
from portal.alerts.measuring import patience_on
from portal.alerts.models import Alert
from portal.alerts.rules.conditions import RULES
from portal.alerts.rules.life import ASSIGN
from portal.core import clock
from portal.core.errors import DomainError, NotFound
from portal.pages.answers import page, posted, status_of
from portal.pages.asking import parameters, signed_in
from portal.pages.forms_alerts import AlertStepForm, AssignForm, WebhookForm
from portal.pages.land_deeds import read

SHOWN, MESSAGES_SHOWN = 50, 60
Deed = Callable[[], object]


@require_safe
@page
def alerts(request: HttpRequest) -> HttpResponse:
    """Show the list, narrowed by the address alone; without a choice, what is open."""
    actor, on = signed_in(request), clock.today()
    given = dict(parameters(request, known=(*PARAMETERS, "page")))
    criteria = parse_filter({"state": "open"} | given)
    found = selectors.find_alerts(actor=actor, criteria=criteria, on=on)
    rows = Paginator(found.order_by("-raised_on", "rule", "project__code", "pk"), SHOWN)
    shown = rows.get_page(given.pop("page", ""))
    context = {
        "rows": shown, "totals": selectors.tally(found), "given": {"state": "open"} | given, "today": on,
        "known": KNOWN, "ages": AGES, "responses": selectors.responses(rows=found)[:SHOWN],
        "query": urlencode(given), "may_hook": policy.may_hook(actor),
        "mine": selectors.waiting(actor=actor).count(),
    }  # fmt: skip
    return render(request, "alerts/list.html", context)


@require_safe
@page
def alert(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """Show one alert."""
    return _shown(request, signed_in(request), alert_id)


def _shown(
    request: HttpRequest, actor: Actor, alert_id: UUID, *, trouble: str = "", status: int = 200
) -> HttpResponse:
    row, on = selectors.get_alert(actor=actor, alert_id=alert_id), clock.today()
    actions = selectors.allowed_actions(actor=actor, alert=row)
    given = ASSIGN in actions
    context = {
        "alert": row, "project": row.project, "trouble": trouble, "today": on,
        "actions": [action for action in actions if action != ASSIGN], "may_give": given,
        "people": selectors.people_for(alert=row, on=on) if given else (),
        "answer_by": selectors.answer_by(row, patience=patience_on(row.raised_on)),
        "acts": row.acts.order_by("at", "pk"), "typed": request.POST if trouble else {},
    }  # fmt: skip
    return render(request, "alerts/alert.html", context, status=status)


@posted("alert-page", "alert_id")
@page
def act(request: HttpRequest, alert_id: UUID, action: str) -> HttpResponse:
    """Take one step of an alert's life."""
    actor = signed_in(request)
    selectors.get_alert(actor=actor, alert_id=alert_id)

    def deed() -> None:
        services.take_step(
            actor=actor, alert_id=alert_id, action=action, on=clock.today(), at=clock.now(),
            **read(AlertStepForm(request.POST)),
        )  # fmt: skip

    done = _("Done: {action}.").format(action=names.word(names.ACTIONS, action))
    return _do(request, actor, alert_id, deed, done)


@posted("alert-page", "alert_id")
@page
def give(request: HttpRequest, alert_id: UUID) -> HttpResponse:
    """Give an alert to somebody."""
    actor = signed_in(request)
    selectors.get_alert(actor=actor, alert_id=alert_id)

    def deed() -> Alert:
        return services.assign(
            actor=actor, alert_id=alert_id, on=clock.today(), at=clock.now(), **read(AssignForm(request.POST))
        )

    return _do(request, actor, alert_id, deed, _("The alert was given on."))


def _do(request: HttpRequest, actor: Actor, alert_id: UUID, deed: Deed, done: str) -> HttpResponse:
    try:
        deed()
    except NotFound:
        raise
    except DomainError as error:
        return _shown(request, actor, alert_id, trouble=str(error), status=status_of(error))
    messages.success(request, done)
    return HttpResponseRedirect(reverse("alert-page", args=[alert_id]))


@require_safe
@page
def webhooks(request: HttpRequest) -> HttpResponse:
    """Show where alerts are sent for the reader, and how that went."""
    return _hooks(request, signed_in(request))


def _hooks(
    request: HttpRequest, actor: Actor, *, secret: str = "", trouble: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "hooks": selectors.list_webhooks(actor=actor), "rules": RULES, "secret": secret, "trouble": trouble,
        "sent": selectors.messages_of(actor=actor)[:MESSAGES_SHOWN],
        "typed": request.POST if trouble else {},
    }  # fmt: skip
    return render(request, "alerts/webhooks.html", context, status=status)


@page
def hook(request: HttpRequest) -> HttpResponse:
    """Have alerts sent to an address; the answer shows the secret, once."""
    if request.method != "POST":
        return redirect("alert-webhooks-page")
    actor = signed_in(request)
    try:
        given = read(WebhookForm(request.POST))
        made = services.add_webhook(actor=actor, at=clock.now(), **given)
    except DomainError as error:
        if not policy.may_hook(actor):
            raise
        return _hooks(request, actor, trouble=str(error), status=status_of(error))
    return _hooks(request, actor, secret=made.secret)


@page
def unhook(request: HttpRequest, webhook_id: UUID, action: str) -> HttpResponse:
    """End a webhook, try it, or send again what failed."""
    if request.method != "POST":
        return redirect("alert-webhooks-page")
    actor, at = signed_in(request), clock.now()
    deeds: dict[str, tuple[Callable[..., object], str]] = {
        "end": (services.end_webhook, _("Nothing more is sent there.")),
        "try": (services.try_webhook, _("A hello is on its way.")),
        "again": (services.send_again, _("What failed is sent again.")),
    }
    if action not in deeds:
        raise faults.HookNotFound(webhook=action[:40])
    deed, done = deeds[action]
    deed(actor=actor, webhook_id=webhook_id, at=at)
    messages.success(request, done)
    return redirect("alert-webhooks-page")
