"""A person decides: between two that claim an element, and whether one was found again rightly."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from bim.linking import faults, rules, selectors
from bim.linking.models import Link
from bim.linking.pairs import Target
from bim.linking.services.claiming import DECLINED, TAKEN, end
from bim.linking.services.ruling import SUBJECTS, check_rights, hold
from portal.accounts.actor import Actor
from portal.core.events import record_event

UNLINKED = "unlinked"
ENDING = {rules.KEEP: DECLINED, rules.DECLINE: DECLINED, rules.UNLINK: UNLINKED}


@transaction.atomic
def decide(*, actor: Actor, target: Target, links: Iterable[int], verdict: str, at: datetime) -> int:
    """Pass one verdict on some links of a schedule or a bill; return on how many.

    ``take``: the claim gets the element, who held it loses it; ``keep``: the claim is declined; ``confirm``
    or ``decline`` what was found again; ``unlink`` what is linked. Raises ``LinksUnknown``, ``ElementHeld``.
    """
    check_rights(actor, selectors.project_of(actor=actor, target=target))
    hold(target)
    wanted = set(links)
    rows = selectors.list_links(actor=actor).filter(
        **target.where, pk__in=wanted, state=rules.VERDICTS[verdict]
    )
    found = list(rows.order_by("pk"))
    if len(found) < len(wanted) or not wanted:
        raise faults.LinksUnknown(count=len(wanted) - len(found))
    own = Link.objects.filter(pk__in=[one.pk for one in found])
    if verdict in ENDING:
        end(own, why=ENDING[verdict], by=actor.name, at=at)
    else:
        _give(found, target, verdict, by=actor.name, at=at)
        own.update(state=rules.LIVE, decided_by_name=actor.name, decided_at=at)
    facts = {"links": len(found), f"{target.kind}s": sorted({one.key for one in found})[:20]}
    record_event(
        actor=actor, verb=f"link_{verdict}", subject_type=SUBJECTS[target.kind], subject_id=str(target.pk),
        facts=facts,
    )  # fmt: skip
    return len(found)


def _give(found: list[Link], target: Target, verdict: str, *, by: str, at: datetime) -> None:
    """Make room for links that become live: one element cannot go to two tasks or items in one breath."""
    places = {(one.revision_id, one.el, one.role) for one in found}
    held = Link.objects.filter(**target.where, state=rules.LIVE, el__in={one.el for one in found})
    there = [one for one in held if (one.revision_id, one.el, one.role) in places]
    if len(places) < len(found) or (there and verdict == rules.CONFIRM):
        raise faults.ElementHeld(count=len(there) or len(found) - len(places))
    end(Link.objects.filter(pk__in=[one.pk for one in there]), why=TAKEN, by=by, at=at)
