"""The officer's part of the demo's desk: what was handed in is checked, and some of it sent back."""

from datetime import date

from portal.accounts.actor import Actor, Scope
from portal.accounts.rules import ANY_REGION
from portal.approvals import services
from portal.approvals.models import LandDocument
from portal.approvals.rules import LAND
from portal.demo.works.desk import CORRECT, WAITING, Waiting
from spatial.land.chain import ACCEPTED

OFFICER = Actor(
    user_id=0, name="demo", organisation_id=None,
    scopes=(Scope(role=LAND, organisation_path="/", region_code=ANY_REGION, clearance="sensitive"),),
)  # fmt: skip


def examine(*, on: date) -> int:
    """Check the documents that wait for it by L01-L18, as an officer would; return how many. Once each."""
    plan = {one.id: one for one in WAITING if one.then}
    rows = LandDocument.objects.filter(pk__in=plan, state=ACCEPTED, version=1).order_by("pk")
    for row in rows:
        _examine(row, plan[row.pk], on)
    return len(rows)


def _examine(row: LandDocument, one: Waiting, on: date) -> None:
    checked = services.check(actor=OFFICER, document_id=row.pk, version=row.version, on=on)
    if one.then == CORRECT:
        services.take_step(
            actor=OFFICER, document_id=row.pk, action="ask_correction", version=checked.version, on=on,
            reason=one.reason,
        )  # fmt: skip
