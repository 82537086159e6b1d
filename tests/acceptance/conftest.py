"""A bridge as unit works with one lot below it, the people at its site, and short ways to every step."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.test import Client

from portal.acceptance.drafts import Draft
from portal.acceptance.models import MaterialTest, Piece
from portal.acceptance.rules import Inspection
from portal.acceptance.services import planning, sampling
from portal.acceptance.services.stepping import Order, take_step
from portal.accounts.models import User
from tests.conftest import NOON, TODAY
from tests.contracts.conftest import bodies as bodies
from tests.contracts.conftest import people as people
from tests.contracts.conftest import world as world

WHY = "复核发现钢筋间距超出允许偏差"
CHAIN = (("unit", "01"), ("division", "01-02"), ("item", "01-02-01"), ("lot", "01-02-01-001"))
GOOD = Inspection(
    result="pass", inspector="王工", on=TODAY, main_checked=5, main_passed=5, general_checked=10,
    general_passed=9,
)  # fmt: skip
SIGNS = {"unit": "pu_head", "division": "sup", "item": "sup", "lot": "sup"}


@dataclass
class Works:
    """The tree, by level, and who does what to it."""

    world: Any
    ids: dict[str, Any] = field(default_factory=dict)

    def piece(self, level: str = "lot") -> Piece:
        return Piece.objects.get(pk=self.ids[level])

    def actor(self, role: str):
        return getattr(self.world.people, role)

    def client(self, role: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=self.actor(role).user_id))
        return client

    def draw(self, role: str = "con", **changes) -> Piece:
        ordinary = {"level": "lot", "code": "01-02-01-002", "name": "二层柱钢筋", "parent": "01-02-01"}
        draft = Draft(**(ordinary | changes))
        return planning.draw_up(
            actor=self.actor(role), code=self.world.project.code, draft=draft, at=NOON
        )

    def step(self, role: str, action: str, level: str = "lot", *, of: Piece | None = None, **said) -> Piece:
        piece = of or self.piece(level)
        piece.refresh_from_db()
        given = {"version": piece.version, "reason": WHY} | said
        if action == "execute":
            given.setdefault("inspection", GOOD)
        order = Order(action=action, **given)
        return take_step(actor=self.actor(role), piece_id=piece.pk, order=order, on=TODAY, at=NOON)

    def accept(self, *levels: str) -> None:
        """Let pieces be inspected by the contractor and signed by whoever signs them."""
        for level in levels:
            self.step("con", "execute", level)
            self.step(SIGNS[level], "accept", level)

    def sample(self, role: str = "con", **changes) -> MaterialTest:
        ordinary = {"number": "SK-001", "material": "混凝土试块", "sampled_on": date(2026, 11, 10)}
        sample = sampling.Sample(**(ordinary | changes))
        return sampling.register_test(
            actor=self.actor(role), code=self.world.project.code, sample=sample, on=TODAY, at=NOON
        )

    def tell(self, test: MaterialTest, result: str, role: str = "sup", **changes) -> MaterialTest:
        ordinary = {"tested_on": date(2026, 11, 18), "lab": "省建材检测中心", "found": "34.2 MPa"}
        told = sampling.Told(result=result, **(ordinary | changes))
        return sampling.tell_result(
            actor=self.actor(role), test_id=test.pk, told=told, on=TODAY, at=NOON
        )


@pytest.fixture
def works(world) -> Works:
    """One piece of every level on the bridge, none of them inspected."""
    made, above = Works(world), ""
    for level, code in CHAIN:
        ground = world.bridge.pk if level == "unit" else None
        piece = made.draw(level=level, code=code, name=f"东江桥 {level}", parent=above, ground=ground)
        made.ids[level], above = piece.pk, code
    return made
