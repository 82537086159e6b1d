"""What the contracts part of a project's record shows."""

from typing import Any

from portal.accounts.actor import Actor
from portal.contracts import policy, selectors
from portal.projects.models import Project

SHOWN = 100


def contracts_context(actor: Actor, project: Project) -> dict[str, Any]:
    """Return the contracts of a project with their totals, for those who may read them."""
    if not policy.may_read(actor, project):
        return {"contracts_shown": False}
    rows = selectors.contracts_of(actor=actor, code=project.code)
    return {
        "contracts_shown": True, "contracts": list(rows.order_by("-current_yuan", "pk")[:SHOWN]),
        "contract_totals": selectors.totals(rows), "may_draft": policy.may_draft(actor, project),
    }  # fmt: skip
