"""A treasury sets how much of a source it gives in a year, for all or within one department."""

from decimal import Decimal
from uuid import UUID

from django.db import transaction

from portal.accounts.actor import Actor
from portal.budget import ceilings, faults, policy
from portal.budget.models import CeilingEntry, SourceCeiling
from portal.core import money
from portal.core.events import record_event
from portal.core.refusals import kept_refusals

SUBJECT = "source_ceiling"


@kept_refusals(SUBJECT, names=("region_code",))
@transaction.atomic
def grant_ceiling(
    *, actor: Actor, region_code: str, source: str, year: int, delta_yuan: Decimal, basis_no: str,
    request_id: str, department_id: UUID | None = None,
) -> SourceCeiling:  # fmt: skip
    """Raise or lower a ceiling by a signed amount, never beneath what was taken under it."""
    if not policy.may_set_ceilings(actor, region_code):
        raise faults.StepNotYours(action="set_ceiling")
    delta = money.signed(delta_yuan, field="delta_yuan")
    row, _ = SourceCeiling.objects.get_or_create(
        region_code=region_code, department_id=department_id, source=source, year=year
    )
    row = SourceCeiling.objects.select_for_update(of=("self",), no_key=True).get(pk=row.pk)
    if CeilingEntry.objects.filter(key=request_id).exists():
        return row
    if row.amount_yuan + delta < row.taken_yuan:
        raise faults.BelowSpent(after=row.amount_yuan + delta, bound=row.taken_yuan)
    ceilings.post(actor, row, delta, key=request_id, kind="granted", basis_no=basis_no)
    told = {"region": region_code, "source": source, "year": year, "delta": str(delta), "basis": basis_no}
    record_event(actor=actor, verb="set_ceiling", subject_type=SUBJECT, subject_id=row.pk, facts=told)
    row.refresh_from_db()
    return row
