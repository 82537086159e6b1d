"""The trees of acceptance of the demo, drawn up, inspected and signed by the product's own verbs."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils.timezone import make_aware

from bim.accepting.services import hang_piece, hang_test
from bim.catalog.models import Element, Revision
from portal.acceptance import rules
from portal.acceptance.drafts import Draft
from portal.acceptance.models import MaterialTest, Piece
from portal.acceptance.services import planning, sampling, stepping
from portal.accounts.actor import Actor, Scope
from portal.accounts.models import Organisation
from portal.accounts.rules import ANY_REGION
from portal.core import clock
from portal.demo.money.hands import BUILDER, SUPERVISOR, Hand
from portal.demo.province.hashing import fixed_id
from portal.demo.works.accepting import UNITS, Lot, Tested, Unit, numbered
from portal.demo.works.standing import stands
from portal.projects.models import Project

DRAWN_AGO, SAMPLED_AGO, TOLD_AGO, INSPECTED_AGO, SIGNED_AGO = 90, 70, 40, 30, 28
LAB, WHY = "演示省建设工程质量检测中心", "箍筋间距与图纸不符，整改后重新报验"
AGAIN = "-复"
_MORE = {"contractor": BUILDER, "supervisor": SUPERVISOR}


class Site:
    """A project of the demo, and who builds and supervises it; each on the day they did it."""

    def __init__(self, unit: Unit, on: date) -> None:
        self.unit, self.on = unit, on
        self.structure = stands()[unit.role].structure
        self.project = Project.objects.get(pk=fixed_id("project", stands()[unit.role].twin.work))
        self.builder, self.supervisor = (_actor(kind) for kind in _MORE)

    def at(self, ago: int) -> datetime:
        """Return ten o'clock so many days ago."""
        return make_aware(datetime.combine(self.on - timedelta(days=ago), time(10)))

    def draw(self) -> None:
        """Draw up the whole tree."""
        drafts = [Draft(level=rules.UNIT, code="01", name=self.unit.name, ground=self.structure)]
        for d, division in enumerate(self.unit.divisions, 1):
            above = f"01-{d:02d}"
            drafts.append(Draft(level=rules.DIVISION, code=above, name=division.name, parent="01",
                                division=division.number))  # fmt: skip
            for i, item in enumerate(division.items, 1):
                drafts.append(Draft(level=rules.ITEM, code=f"{above}-{i:02d}", name=item.name, parent=above))
        for unit, code, lot in numbered():
            if unit is self.unit:
                drafts.append(Draft(
                    level=rules.LOT, code=code, name=lot.name, parent=code[:-4],
                    planned_on=self.on - timedelta(days=INSPECTED_AGO), needs_test=lot.tested is not None,
                ))  # fmt: skip
        with clock.standing_at(self.at(DRAWN_AGO)):
            for draft in drafts:
                planning.draw_up(actor=self.builder, code=self.project.code, draft=draft, at=clock.now())

    def piece(self, code: str) -> Piece:
        """Return a piece by its number."""
        return Piece.objects.get(project=self.project, code=code)

    def sample(self, code: str, tested: Tested) -> None:
        """Put a sample and its result on record; a failed one is repeated where it was."""
        made = self._register(tested, tested.number, lots=(self.piece(code).pk,))
        self._tell(made, tested.result, tested.found)
        if tested.repeated:
            again = self._register(tested, f"{tested.number}{AGAIN}", replaces=made.pk)
            self._tell(again, rules.PASS, tested.repeated)

    def _register(
        self, tested: Tested, number: str, *, lots: tuple[UUID, ...] = (), replaces: UUID | None = None
    ) -> MaterialTest:
        at = self.at(SAMPLED_AGO if replaces is None else TOLD_AGO - 2)
        sample = sampling.Sample(
            number=number, material=tested.material, standard=tested.standard, grade=tested.grade,
            sampled_on=at.date(), lots=lots, replaces=replaces,
        )  # fmt: skip
        with clock.standing_at(at):
            return sampling.register_test(
                actor=self.builder, code=self.project.code, sample=sample, on=at.date(), at=at
            )

    def _tell(self, test: MaterialTest, result: str, found: str) -> None:
        if result == rules.PENDING:
            return
        at = self.at(TOLD_AGO if test.replaces_id is None else INSPECTED_AGO + 2)
        told = sampling.Told(result=result, tested_on=at.date(), lab=LAB, found=found)
        with clock.standing_at(at):
            sampling.tell_result(actor=self.supervisor, test_id=test.pk, told=told, on=at.date(), at=at)

    def inspect(self, code: str, lot: Lot | None = None) -> None:
        """Let the builder inspect a piece, and the supervisor sign it as far as it has come."""
        state = lot.state if lot else rules.ACCEPTED
        if state == rules.PLANNED:
            return
        counts = (8, 8, 20, 19) if lot else (0, 0, 0, 0)
        result = rules.FAIL if state == rules.REJECTED else rules.PASS
        found = rules.Inspection(
            result=result, inspector="赵工（演示）", on=self.at(INSPECTED_AGO).date(), main_checked=counts[0],
            main_passed=counts[1] - (3 if state == rules.REJECTED else 0), general_checked=counts[2],
            general_passed=counts[3],
        )  # fmt: skip
        self._step(self.builder, code, rules.EXECUTE, INSPECTED_AGO, found)
        if state in (rules.ACCEPTED, rules.REJECTED):
            action = rules.ACCEPT if state == rules.ACCEPTED else rules.REJECT
            self._step(self.supervisor, code, action, SIGNED_AGO)

    def _step(
        self, actor: Actor, code: str, action: str, ago: int, found: rules.Inspection | None = None
    ) -> None:
        piece, at = self.piece(code), self.at(ago)
        reason = WHY if action == rules.REJECT else ""
        order = stepping.Order(action=action, version=piece.version, reason=reason, inspection=found)
        with clock.standing_at(at):
            stepping.take_step(actor=actor, piece_id=piece.pk, order=order, on=at.date(), at=at)


def accept_works(*, on: date) -> int:
    """Draw up, test, inspect and sign the demo's trees up to a day; return how many pieces. Once."""
    if Piece.objects.exists():
        return 0
    for unit in UNITS:
        site = Site(unit, on)
        site.draw()
        for one, code, lot in numbered():
            if one is not unit:
                continue
            if lot.tested is not None:
                site.sample(code, lot.tested)
            site.inspect(code, lot)
        for above in _accepted_above(unit):
            site.inspect(above)
    return Piece.objects.count()


def _accepted_above(unit: Unit) -> list[str]:
    """Return the items, then the divisions, in which everything is accepted."""
    items, divisions = [], []
    for d, division in enumerate(unit.divisions, 1):
        whole = [all(lot.state == rules.ACCEPTED for lot in item.lots) for item in division.items]
        items += [f"01-{d:02d}-{i:02d}" for i, done in enumerate(whole, 1) if done]
        divisions += [f"01-{d:02d}"] if all(whole) else []
    return items + divisions


def hang_elements(revision_id: UUID) -> int:
    """Hang lots and tests of a structure on the elements of its model that are theirs; return how many."""
    revision = Revision.objects.select_related("model").get(pk=revision_id)
    done = 0
    for unit, code, lot in numbered():
        site = stands()[unit.role]
        if site.structure != revision.model.feature_id or not lot.ifc_class:
            continue
        piece = Piece.objects.filter(feature_id=site.structure, code=code).first()
        ids = _ids(revision_id, lot)
        if piece is None or not ids or piece.elements.exists():
            continue
        actor, place = _actor("contractor"), site.structure
        hang_piece(actor=actor, piece_id=piece.pk, structure_id=place, global_ids=ids)
        for link in piece.tests.all():
            hang_test(actor=actor, test_id=link.test_id, structure_id=place, global_ids=ids)
        done += len(ids)
    return done


def _ids(revision_id: UUID, lot: Lot) -> list[str]:
    rows = Element.objects.filter(revision=revision_id, ifc_class=lot.ifc_class).order_by("el")
    if lot.storey:
        rows = rows.filter(storey_name=lot.storey)
    return list(rows.values_list("global_id", flat=True)[: lot.most])


def _actor(kind: str) -> Actor:
    hand: Hand = _MORE[kind]
    body = Organisation.objects.filter(kind=kind).order_by("path").first()
    scope = Scope(role=hand.role, organisation_path="/", region_code=ANY_REGION, clearance="sensitive")
    return Actor(
        user_id=hand.id, name=hand.name, organisation_id=body.pk if body else None, scopes=(scope,)
    )
