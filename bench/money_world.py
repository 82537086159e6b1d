"""A small world with money in it, for the benches of payments: made through the product's own services.

The people, the contract and the shapes are those of the tests; the days are of this machine's own clock.
"""

import json
import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]
PRICE = Decimal("1000000.00")
ASKED = Decimal("1000.00")


def build(applications: int, *, to: str = "sup_certified", yuan: str = "800000.00") -> dict[str, Any]:
    """Make the world and so many applications; return them with a signed-in session for each hand."""
    from portal.core import clock
    from tests import conftest as base

    base.TODAY, base.NOON = clock.today(), clock.now()
    bench = _bench(base, yuan)
    from portal.payments.services import LineFacts

    item = bench.contract.items.get(code="010101")
    line = LineFacts(item_id=item.pk, quantity=Decimal("2"))
    rows = [bench.at(to, amount_yuan=ASKED, lines=(line,)) for _number in range(applications)]
    return {
        "applications": [{"id": str(row.pk), "number": row.number, "version": row.version} for row in rows],
        "sessions": {hand: _session(actor.user_id) for hand, actor in bench.hands.items()},
        "indicator": str(bench.indicator.pk), "contract": str(bench.contract.pk),
    }  # fmt: skip


def _bench(base: Any, indicator_yuan: str) -> Any:
    from django.db import transaction

    from portal.accounts.actor import system_actor
    from tests.contracts import conftest as contracts
    from tests.payments import conftest as payments

    with transaction.atomic():
        base.make_regions()
        province, unit, bodies, people, person = _people(base, contracts)
        world = _world(base, contracts, people, unit)
        days = {"awarded_on": base.TODAY - timedelta(days=10), "start_on": base.TODAY,
                "advance_yuan": Decimal(0), "advance_ratio": Decimal(0),
                "end_on": base.TODAY + timedelta(days=365)}  # fmt: skip
        everything = system_actor("bench")
        payments.BEGAN = base.TODAY - timedelta(days=5)
        bench = payments.bench_of(world, person, everything, **days)
        bench.indicator = payments.indicator_of(
            world.project, everything, indicator_yuan, number="ZB-BENCH"
        )
    return bench


def _people(base: Any, contracts: Any) -> Any:
    from portal.accounts.models import Organisation

    province = Organisation.objects.create(name="省政府", kind="government", path="/1/", region_code="97")
    unit = Organisation.objects.create(
        name="东江建设中心", kind="unit", parent=province, path="/1/2/", region_code="970101",
        uscc=base.UNIT_USCC,
    )  # fmt: skip

    def body(name: str, kind: str, number: int, code: str = "") -> Organisation:
        return contracts.body(province, name, kind, number, code)

    bodies = SimpleNamespace(
        con=body("远大路桥公司", "contractor", 31, contracts.uscc(1)), sup=body("正平监理", "supervisor", 33),
        dept=body("省交通厅", "department", 34), fin=body("省财政厅", "finance", 35),
    )  # fmt: skip
    person = _maker(base, province, unit, bodies)
    roles = ("pu_clerk", "pu_head", "eng", "proc", "con", "sup", "dept_reviewer", "dept_head", "fin_treasury",
             "plan")  # fmt: skip
    people = SimpleNamespace(**{role: person(role) for role in roles})
    return province, unit, bodies, people, person


def _maker(base: Any, province: Any, unit: Any, bodies: Any) -> Any:
    from portal.accounts.models import Grant, User
    from portal.accounts.selectors import actor_of

    of = {"con": bodies.con, "sup": bodies.sup, "dept_reviewer": bodies.dept, "dept_head": bodies.dept,
          "fin_treasury": bodies.fin, "plan": province}  # fmt: skip

    def make(role: str, *, name: str = "", **_more: Any) -> Any:
        user = User.objects.create_user(username=name or role, organisation=of.get(role, unit))
        scope = province if role in of else unit
        Grant.objects.create(
            user=user, role=role, organisation=scope, region_code="97", clearance="internal",
            valid_from=base.TODAY - timedelta(days=1000),
        )  # fmt: skip
        return actor_of(user, on=base.TODAY)

    return make


def _world(base: Any, contracts: Any, people: Any, unit: Any) -> Any:
    from portal.accounts.actor import system_actor
    from portal.contracts.services import parties
    from portal.projects.models import Project
    from portal.projects.services import register_project

    project = register_project(
        actor=people.pu_head, owner=unit, facts=base.facts(label="internal"), on=base.TODAY,
        geom=base.square(0.2, 0.2),
    )  # fmt: skip
    Project.objects.filter(pk=project.pk).update(stage="construction")
    project.refresh_from_db()
    everything = system_actor("bench")
    section = contracts.place(everything, project, "section", "第一标段", project.site)
    bridge = contracts.place(everything, project, "structure", "东江桥", section)
    party = parties.register_party(actor=people.pu_clerk, uscc=contracts.uscc(1), name="远大路桥公司")
    account = parties.register_account(
        actor=people.pu_clerk, party_id=party.pk, facts=parties.AccountFacts(
            bank="省建行", number="6200 0001", holder="远大路桥公司", project=project.code),
    )  # fmt: skip
    parties.confirm_account(actor=people.fin_treasury, account_id=account.pk)
    return contracts.World(
        project=project, section=section, bridge=bridge, party=party, account=account, people=people,
        line=contracts.cost_line(project, "1200000.00"),
    )  # fmt: skip


def _session(user_id: int) -> str:
    from django.test import Client

    from portal.accounts.models import User

    client = Client()
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(User.objects.get(pk=user_id), backend=backend)
    return client.cookies["sessionid"].value


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(build(int(sys.argv[1]))))
