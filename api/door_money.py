"""Doors of money: what they refuse at the threshold is kept in the log, like what the verbs refuse."""

from typing import Any, ClassVar

from rest_framework.permissions import SAFE_METHODS
from rest_framework.response import Response

from api.authentication import actor_of_request
from api.door import Door
from portal.core.errors import DomainError
from portal.core.refusals import keep_refusal


class MoneyDoor(Door):
    """One address of money. ``subject``: what its addresses name first."""

    subject: ClassVar[str] = ""

    def handle_exception(self, exc: Exception) -> Response:
        """Keep who sent what no verb heard of: no proper body, another's record; answer like every door."""
        actor = actor_of_request(self.request)
        sent = self.request.method not in SAFE_METHODS and not actor.is_public
        if sent and isinstance(exc, DomainError) and not exc.kept:
            match = self.request.resolver_match
            named: dict[str, Any] = match.kwargs if match else {}
            keep_refusal(
                actor=actor, subject_type=self.subject, subject_id=next(iter(named.values()), ""), error=exc,
                verb=f"{self.request.method} {match.url_name if match else ''}".strip(),
            )  # fmt: skip
        return super().handle_exception(exc)


class PaymentDoor(MoneyDoor):
    """Of payments."""

    subject = "payment"


class ContractDoor(MoneyDoor):
    """Of contracts, their changes and parties."""

    subject = "contract"


class BudgetDoor(MoneyDoor):
    """Of budgets."""

    subject = "budget_request"


class EvaluationDoor(MoneyDoor):
    """Of performance."""

    subject = "evaluation"
