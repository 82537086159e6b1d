"""What every template may read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest

from bim.catalog.policy import keeps_any_ids
from portal.accounts.actor import Actor
from portal.accounts.selectors import actor_of
from portal.alerts.policy import reads_any
from portal.approvals.policy import may_judge
from portal.budget.policy import may_read_any
from portal.capture.policy import works_anywhere
from portal.contracts.policy import reads_contracts
from portal.core import clock
from portal.payments.policy import may_read
from portal.projects import policy
from portal.surveying.policy import may_check


def page(request: HttpRequest) -> dict[str, object]:
    """Return the languages, the present one, the nonce of this answer and what the header offers."""
    return {
        "may_file": lambda: _may(request, policy.editable),
        "may_check": lambda: _may(request, may_check),
        "may_see_budget": lambda: _may(request, may_read_any),
        "may_judge": lambda: _may(request, may_judge),
        "may_capture": lambda: _may(request, works_anywhere),
        "may_see_records": lambda: _may(request, _sees_records),
        "may_read_alerts": lambda: _may(request, reads_any),
        "may_read_payments": lambda: _may(request, may_read),
        "may_import": lambda: _may(request, policy.importable),
        "may_keep_ids": lambda: _may(request, keeps_any_ids),
        "may_contract": lambda: _may(request, reads_contracts),
        "languages": settings.LANGUAGES,
        "language": getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE),
        "csp_nonce": getattr(request, "csp_nonce", ""),
    }


def _sees_records(actor: Actor) -> bool:
    return bool(actor.record_scopes)


def _may(request: HttpRequest, may: Callable[[Actor], bool]) -> bool:
    """Ask only when a template does: the map page and most answers never look."""
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated and may(actor_of(user, on=clock.today()))
