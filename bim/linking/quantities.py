"""What the elements of bill items come to, beside what the bill says."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from django.db.models import Count

from bim.catalog.models import Revision
from bim.catalog.selectors import list_revisions
from bim.linking import rules
from bim.linking.measures import COUNT, PLACES, Measure, Measured, measure_of
from bim.linking.models import Link
from bim.linking.pairs import ItemPair
from bim.linking.selectors import list_links, standing
from portal.accounts.actor import Actor
from portal.contracts.models import BillItem, Contract
from portal.core.sql import fetch_as

SQL = Path(__file__).parent / "sql"
NOTHING = Measure("none")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    item: str
    kind: str
    elements: int
    quantity: float | None
    mesh: int
    file: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BillLine:
    """An item of a bill with what its elements come to. ``here``: so many are of the revision in view."""

    item: BillItem
    measured: Measured
    here: int = 0

    @property
    def measured_by(self) -> str | None:
        """Return what the unit is measured by; ``None`` where elements cannot tell it."""
        measure = measure_of(self.item.unit)
        return measure.kind if measure else None

    @property
    def off_pct(self) -> Decimal | None:
        """Return by how many per cent of the bill's quantity the elements come to more."""
        return self.measured.off_by(self.item.current_quantity)


def revisions_of(*, actor: Actor, contract: Contract) -> list[Revision]:
    """Return the revisions that stand for the project's models today, of those the actor may see."""
    found = standing(contract.project)
    seen = list_revisions(actor=actor).filter(pk__in=[one.pk for one in found])
    ids = set(seen.values_list("pk", flat=True))
    return [one for one in found if one.pk in ids]


def models_of_items(contract: Contract, revisions: Iterable[Revision]) -> dict[UUID, UUID]:
    """Return of each item the model in which it has most elements."""
    rows = Link.objects.filter(contract=contract, revision__in=list(revisions), state=rules.LIVE)
    counts = rows.values_list("key", "revision__model_id").annotate(n=Count("pk")).order_by("n")
    return {UUID(key): model for key, model, _n in counts}


def bill_lines(
    contract: Contract, items: Iterable[BillItem], revisions: Iterable[Revision], *,
    global_id: str | None = None,
) -> list[BillLine]:  # fmt: skip
    """Return items of one contract with what their elements in some revisions come to, in the items' order.

    ``global_id``: of one element alone.
    """
    wanted = {str(item.pk): item for item in items}
    measures = {key: measure_of(item.unit) or NOTHING for key, item in wanted.items()}
    rows = fetch_as(
        _Row, SQL / "quantities.sql", contract=contract.pk, revisions=[one.pk for one in revisions],
        measures=json.dumps({key: asdict(one) for key, one in measures.items()}, default=str),
        global_id=global_id,
    )  # fmt: skip
    found = {row.item: _measured(row, measures[row.item]) for row in rows}
    return [BillLine(item=item, measured=found.get(key, Measured())) for key, item in wanted.items()]


def lines_of_pair(*, actor: Actor, pair: ItemPair) -> list[BillLine]:
    """Return the items on a model's ground with what they come to in this revision and the other models.

    An item may be drawn in several models; the bill has it once. Of other models those that stand and that
    the actor may see count.
    """
    others = [one for one in revisions_of(actor=actor, contract=pair.contract)
              if one.model_id != pair.revision.model_id]  # fmt: skip
    live = pair.links.filter(state=rules.LIVE, role=rules.OUTPUT)
    here = dict(live.order_by().values_list("key").annotate(n=Count("pk")))
    lines = bill_lines(pair.contract, pair.items.values(), [pair.revision, *others])
    return [replace(line, here=here.get(str(line.item.pk), 0)) for line in lines]


def _measured(row: _Row, measure: Measure) -> Measured:
    if row.kind == COUNT:
        return Measured(elements=row.elements, quantity=Decimal(row.elements), counted=row.elements)
    told = None if row.quantity is None else (Decimal(str(row.quantity)) * measure.factor).quantize(PLACES)
    return Measured(elements=row.elements, quantity=told, computed=row.mesh, declared=row.file)


def lines_of_element(*, actor: Actor, revision: Revision, global_id: str) -> list[BillLine]:
    """Return the items one element belongs to, of contracts the actor may see, and its own quantity."""
    rows = list_links(actor=actor).filter(
        contract__isnull=False, revision=revision, global_id=global_id, state=rules.LIVE
    )
    keys = [UUID(key) for key in rows.values_list("key", flat=True)]
    items = BillItem.objects.filter(pk__in=keys, contract__in=rows.values("contract"))
    by_contract: dict[Contract, list[BillItem]] = {}
    for item in items.select_related("contract").order_by("contract__number", "position", "code"):
        by_contract.setdefault(item.contract, []).append(item)
    return [
        line for contract, own in by_contract.items()
        for line in bill_lines(contract, own, [revision], global_id=global_id)
    ]  # fmt: skip
