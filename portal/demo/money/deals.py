"""The contracts of a work: design, supervision and works, with bills whose items hang on what they build."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from portal.demo.money import planted
from portal.demo.money.hands import CLERK, HEAD
from portal.demo.money.job import TODAY, Job, Pile, ahead, bodies_of, later, moment, yuan
from portal.demo.money.ladder import Line
from portal.demo.money.rows_contracts import PartyAccountRow, PartyRow
from portal.demo.province.hashing import fixed_id, uniform
from portal.demo.works.organisations import CONTRACTOR, SUPERVISOR, Body
from portal.demo.works.standing import stands
from portal.demo.works.twins import BRIDGE, HOSPITAL, SCHOOL, twins
from portal.projects.codes import organisation_check_character, uscc_check_character

WORKS, DESIGN, SUPERVISION = "works", "design", "supervision"
DESIGNERS = 12
ITEMS = (("010101001", "土石方工程", "m³", 26_00), ("010501003", "混凝土结构", "m³", 612_00),
         ("010515001", "钢筋工程", "t", 5_480_00), ("030701001", "安装与配套工程", "套",
         1_860_00))  # fmt: skip
DRAWN = {SCHOOL: 2_440, BRIDGE: 2_890}
"""Cubic metres of concrete the bills of drawn structures have: a little more than their models."""
WING_M3 = 1_720
"""Cubic metres of concrete in the hospital's bill for the drawn wing alone.

Its model comes to an eighth more: two roofs are drawn as slabs with their insulation and sealing.
"""
CONCRETE = 1
SHARES = (0.22, 0.38, 0.24, 0.16)
RATIOS = (85, 88, 90)
RETENTION, ADVANCE, LABOUR = 3, 10, 20
"""Per cent: withheld of what is certified, paid before work begins, of wages in each payment."""


@dataclass(frozen=True, slots=True)
class Payee:
    """Who is paid, and into which account."""

    id: UUID
    name: str
    uscc: str
    account: UUID
    body: UUID | None


@dataclass(slots=True)
class Item:
    """One item of a bill. ``price``: cents for a unit; ``more``: what a change added to the quantity."""

    id: UUID
    feature: UUID
    code: str
    name: str
    unit: str
    quantity: int
    price: int
    more: int = 0


@dataclass(slots=True, kw_only=True)
class Deal:
    """One contract and where its money stands; cents. ``ratio`` … ``labour``: per cent."""

    id: UUID
    number: str
    name: str
    kind: str
    feature: UUID
    payee: Payee
    line: Line
    items: list[Item]
    signed: date
    ratio: int
    retention: int = 0
    advance: int = 0
    labour: int = 0
    wage: UUID | None = None
    state: str = "performing"
    track: str = "tender"
    certified: int = 0
    paid_advance: int = 0
    progress: int = 0
    recovery: int = 0
    held: int = 0
    released: int = 0
    settled: int | None = None
    pledged: dict[str, int] = field(default_factory=dict)

    @property
    def original(self) -> int:
        """Return the price as it was signed."""
        return sum(item.quantity * item.price for item in self.items)

    @property
    def changes(self) -> int:
        """Return what changes added."""
        return sum(item.more * item.price for item in self.items)

    @property
    def current(self) -> int:
        """Return the price now."""
        return self.original + self.changes


def deals_of(job: Job, lines: list[Line], pile: Pile) -> list[Deal]:
    """Return the contracts that were signed by now."""
    if not job.at("design_approved"):
        return []
    made = [_service(job, DESIGN, lines, 0.03, later(job.starts, -215))]
    if job.began is None:
        return made
    made.append(_service(job, SUPERVISION, lines, 0.02, later(job.began, -40)))
    return made + [_works(job, n, lines[n], pile) for n in range(len(job.sections))]


def _service(job: Job, kind: str, lines: list[Line], share: float, signed: date) -> Deal:
    """Return a contract for design or supervision: one item, paid as work goes on."""
    if kind == DESIGN:
        payee, name = designers()[int(job.luck("designer") * DESIGNERS)], "勘察设计合同"
    else:
        firms = bodies_of(SUPERVISOR)
        payee, name = payee_of(firms[int(job.luck("supervisor") * len(firms))]), "施工监理合同"
    made, line = fixed_id("contract", job.work, kind), next(one for one in lines if one.code == "3")
    whole = int(job.cents * share) // 1_000_000 * 10_000 or 10_000
    item = Item(fixed_id("bill_item", made, 0), job.row.site_id, "900001", name[:-2], "%", 100, whole)
    return Deal(id=made, number=f"HT-{signed.year}-{job.work + 1:06d}-{'D' if kind == DESIGN else 'J'}",
                name=f"{job.row.name}{name}"[:200], kind=kind, feature=job.row.site_id, payee=payee,
                line=line,
                items=[item], signed=min(signed, TODAY), ratio=90)  # fmt: skip


def _luck_of_firm(job: Job, n: int) -> float:
    """Return whose turn it is to build. The drawn works have one builder, whose people see them all."""
    drawn = twins()
    if n or job.work not in drawn:
        return job.luck("contractor", n)
    bridge = next(work for work, twin in drawn.items() if twin.role == BRIDGE)
    return float(uniform("money-contractor", bridge, n))


def _works(job: Job, n: int, line: Line, pile: Pile) -> Deal:
    """Return the contract of one section."""
    began = job.began or TODAY
    firms, place, made = bodies_of(CONTRACTOR), job.sections[n], fixed_id("contract", job.work, n)
    payee = payee_of(firms[int(_luck_of_firm(job, n) * len(firms))])
    factor = (
        planted.CONTRACT_FACTOR
        if planted.has(job, planted.OVER_CONTRACT)
        else 0.93 + 0.03 * (job.work in ahead())
    )
    price = int(line.cents * (factor + 0.03 * job.luck("bid", n)))
    wage = fixed_id("wage_account", job.work, payee.id)
    signed = later(began, -34)
    deal = Deal(
        id=made, number=f"HT-{signed.year}-{job.work + 1:06d}-{n + 1:02d}", kind=WORKS, line=line,
        name=f"{job.row.name}施工合同·{place.name}"[:200], feature=place.id, payee=payee,
        signed=signed,
        items=_bill(made, place.id, [one for one, _name in place.structures], price, _drawn(job, n)),
        ratio=RATIOS[int(job.luck("ratio") * 3)],
        retention=RETENTION, labour=LABOUR, wage=wage,
    )  # fmt: skip
    deal.items += _wing(job, n, deal)
    deal.ratio = 97 if job.work in ahead() else deal.ratio
    deal.advance = deal.original * ADVANCE // 100
    if planted.has(job, planted.STOPPED):
        deal.track = "procurement"
    _wage_account(job, deal, pile, n)
    return deal


def _drawn(job: Job, n: int) -> int | None:
    """Return the cubic metres of concrete in a section whose structure is drawn as a model."""
    twin = twins().get(job.work)
    return DRAWN.get(twin.role) if twin is not None and n == 0 else None


def _wing(job: Job, n: int, deal: Deal) -> list[Item]:
    """Return the concrete of the hospital's drawn wing as an item of its own, taken off the rest's."""
    placed = stands()[HOSPITAL]
    if job.work != placed.twin.work or n != 0:
        return []
    rest = deal.items[CONCRETE]
    rest.quantity -= WING_M3
    made = fixed_id("bill_item", deal.id, len(deal.items))
    return [Item(made, placed.structure, rest.code, rest.name, rest.unit, WING_M3, rest.price)]


def _bill(
    contract: UUID, section: UUID, structures: list[UUID], price: int, drawn: int | None
) -> list[Item]:
    """Return items of whole quantities: the first on the section, the others on what stands in it.

    ``drawn``: the cubic metres of concrete, where a model tells them; the price of one follows from that.
    """
    prices = [each for *_item, each in ITEMS]
    if drawn is not None:
        prices[CONCRETE] = round(price * SHARES[CONCRETE] / drawn)
    places = [section, *(structures or [section]), *(structures or [section]), *(structures or [section])]
    return [
        Item(fixed_id("bill_item", contract, n), places[n], code, name, unit,
             max(1, round(price * SHARES[n] / prices[n])), prices[n])
        for n, (code, name, unit, _each) in enumerate(ITEMS)
    ]  # fmt: skip


def _wage_account(job: Job, deal: Deal, pile: Pile, n: int) -> None:
    if deal.wage is None or deal.wage in pile.seen:
        return
    pile.seen.add(deal.wage)
    pile.add(_account(deal.wage, deal.payee, f"6217{job.work:06d}{n:02d}0097", deal.signed)._replace(
        wage=True, project_id=job.row.id, holder=f"{deal.payee.name}农民工工资专户"[:200]))  # fmt: skip


def _account(made: UUID, payee: Payee, number: str, on: date) -> PartyAccountRow:
    return PartyAccountRow(
        id=made, party_id=payee.id, bank="岚海银行（演示）", number=number, holder=payee.name, wage=False,
        project_id=None, registered_by=CLERK.id, confirmed_by=HEAD.id, confirmed_at=moment(on),
        closed_on=None,
        created_at=moment(on),
    )  # fmt: skip


def payee_of(body: Body) -> Payee:
    """Return a firm as one who is paid."""
    party = fixed_id("party", body.uscc)
    return Payee(party, body.name, body.uscc, fixed_id("account", party), body.id)


def designers() -> list[Payee]:
    """Return the design institutes, which are no organisations of the province."""
    made = []
    for n in range(DESIGNERS):
        first8 = f"{(n * 6_151 + 4_200_017) % 10**8:08d}"
        first17 = "91" + "970000" + first8 + organisation_check_character(first8)
        uscc = first17 + uscc_check_character(first17)
        party = fixed_id("party", uscc)
        made.append(Payee(party, f"岚海{'东南西北中新远方大正明华'[n]}设计研究院有限公司", uscc,
                          fixed_id("account", party), None))  # fmt: skip
    return made


def party_rows(on: date) -> Pile:
    """Return everybody who is paid, with a basic account each."""
    pile = Pile()
    firms = [payee_of(body) for kind in (CONTRACTOR, SUPERVISOR) for body in bodies_of(kind)]
    for n, payee in enumerate([*firms, *designers()]):
        pile.add(PartyRow(payee.id, payee.uscc, payee.name, "", payee.body, 1, moment(on)))
        pile.add(_account(payee.account, payee, f"6222970000{n:06d}", on))
    return pile


def price_of(item: Item) -> Decimal:
    """Return the price of a unit in yuan."""
    return yuan(item.price)
