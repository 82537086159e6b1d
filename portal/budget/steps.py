"""The steps of a request by their names, for the doors: one table from an action to its verb."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from portal.accounts.actor import Actor
from portal.budget import faults, rules
from portal.budget.models import BudgetRequest
from portal.budget.services import adjusting, issuing, reviewing
from portal.budget.services.adjusting import Proposal
from portal.budget.services.reviewing import Cut
from portal.budget.stepping import Call
from portal.projects.policy import roles_on

SUBMIT = "submit"
"""The step a request without lines does not offer; the verb refuses it there (``LinesMissing``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One step somebody asks for. ``more``: what this step takes beside the call."""

    actor: Actor
    request_id: UUID
    action: str
    call: Call
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def asked(self) -> dict[str, Any]:
        """Return what every verb takes."""
        return {"actor": self.actor, "request_id": self.request_id, "call": self.call}

    @property
    def cuts(self) -> dict[int, Cut]:
        """Return the cuts by line position."""
        return {
            one["position"]: Cut(amount_yuan=one["amount_yuan"], reason=one.get("reason", ""))
            for one in self.more.get("cuts", ())
        }


def take(order: Order) -> None:
    """Take the step; an action that is none is refused like one that is not open."""
    verb = VERBS.get(order.action)
    if verb is None:
        raise faults.StepNotOpen(action=order.action[:32], state="")
    verb(order)


def allowed_actions(actor: Actor, row: BudgetRequest) -> list[str]:
    """Return the steps open to the actor on one request, in the order of the table."""
    found = rules.LIFECYCLE.allowed_actions(state=row.state, roles=roles_on(actor, row.project))
    open_ones = list(dict.fromkeys(found))
    summed = getattr(row, "requested_yuan", None)
    if SUBMIT in open_ones and not (summed or row.lines.exists()):
        open_ones.remove(SUBMIT)
    return open_ones


def may_amend(actor: Actor, row: BudgetRequest) -> bool:
    """Tell whether the actor may write the request anew."""
    return row.state in rules.EDITABLE and not roles_on(actor, row.project).isdisjoint(rules.UNIT_ROLES)


def _pass(order: Order) -> None:
    reviewing.pass_on(**order.asked, cuts=order.cuts, priority=order.more.get("priority"))


def _issue(order: Order) -> None:
    given = order.more
    issuing.issue(
        **order.asked, adopted_no=given.get("adopted_no", ""), adopted_on=given.get("adopted_on")
    )


def _propose(order: Order) -> None:
    given = order.more
    proposal = Proposal(
        kind=given.get("kind", ""), amount_yuan=given.get("amount_yuan"),  # type: ignore[arg-type]
        giver_id=given.get("giver"), taker_id=given.get("taker"),
    )  # fmt: skip
    adjusting.propose_adjustment(**order.asked, proposal=proposal)


def _turn(order: Order) -> None:
    reviewing.turn_back(**order.asked, action=order.action)


def _decide(grant: bool) -> Callable[[Order], None]:
    def run(order: Order) -> None:
        row = BudgetRequest.objects.filter(pk=order.request_id).first()
        waiting = row.adjustments.filter(state=rules.PROPOSED).first() if row else None
        if waiting is None:
            raise faults.AdjustmentNotFound(adjustment="–")
        adjusting.decide_adjustment(
            actor=order.actor, adjustment_id=waiting.pk, call=order.call, grant=grant,
            basis_no=order.more.get("basis_no", ""),
        )  # fmt: skip

    return run


VERBS: dict[str, Callable[[Order], None]] = {
    "submit": lambda order: _ignore(reviewing.submit(**order.asked)),
    "pass": _pass,
    "approve": lambda order: _ignore(reviewing.approve(**order.asked, cuts=order.cuts)),
    "return": _turn,
    "reject": _turn,
    "withdraw": _turn,
    "issue": _issue,
    "propose_adjustment": _propose,
    "adjust": _decide(True),
    "refuse_adjustment": _decide(False),
    "close": lambda order: _ignore(issuing.close_request(**order.asked)),
}


def _ignore(_row: object) -> None:
    """Let a verb's answer go: the doors read the request anew."""
