"""A critical crack on the bridge, the people at its site, and two doors to every step."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.gis.geos import Point
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bim.issues.models import Issue
from bim.issues.services.writing import Seen, raise_issue
from portal.accounts.models import User
from portal.quality.models import QualityCase
from portal.quality.selectors import menders_of
from tests.conftest import TODAY
from tests.contracts.conftest import bodies as bodies
from tests.contracts.conftest import people as people
from tests.contracts.conftest import performing as performing
from tests.contracts.conftest import world as world
from tests.payments.conftest import bench as bench
from tests.progress.test_photos import photo

LON, LAT = 120.021, 30.021
AFTER, BEFORE = "2026:11:20 13:30:00", "2026:11:19 09:00:00"
"""The issue is raised at noon of the 20th by the wall of Shanghai."""
WHY = "支座裂缝已按方案修补完毕"
REST, PAGE = "rest", "page"


@dataclass
class Desk:
    """One issue, and short ways to it: ``step("con", "start")``, by a door."""

    world: Any
    issue: Issue
    door: str = REST

    @property
    def case(self) -> QualityCase:
        return QualityCase.objects.get(pk=self.issue.pk)

    def client(self, role: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(pk=getattr(self.world.people, role).user_id))
        return client

    def step(self, role: str, action: str, **said: str):
        said = {"reason": WHY} | said
        if self.door == PAGE:
            address = f"/projects/{self.world.project.code}/quality/{self.issue.pk}/actions/{action}/"
            return self.client(role).post(address, said)
        address = f"/api/v1/issues/{self.issue.pk}/actions/{action}/"
        return self.client(role).post(address, said, content_type="application/json")

    def show(self, role: str, side: str = "after", seed: int = 7, **taken):
        taken = {"at": AFTER, "place": (LON, LAT)} | taken
        file = SimpleUploadedFile("x.jpg", photo(seed, **taken).getvalue(), content_type="image/jpeg")
        if self.door == PAGE:
            address = f"/projects/{self.world.project.code}/quality/{self.issue.pk}/photos/"
            return self.client(role).post(address, {"file": file, "side": side})
        return self.client(role).post(f"/api/v1/issues/{self.issue.pk}/photos/", {"file": file, "side": side})

    def go(self, *steps: tuple[str, str]) -> None:
        """Take steps that must be let through."""
        for role, action in steps:
            answer = self.step(role, action, **self.given_to(action), **COMES_WITH.get(action, {}))
            assert answer.status_code in (200, 302), answer.content.decode()

    def given_to(self, action: str) -> dict[str, str]:
        """The contractor, where a contract says that it builds here."""
        known = menders_of(self.case) if action == "assign" else []
        return {"body": str(known[0].pk)} if known else {}

    def until(self, state: str) -> "Desk":
        """Take the straight way up to a state."""
        for role, action, target in WAY:
            if self.case.state == state and action != "stop_work":
                return self
            if action == "claim_fixed":
                assert self.show("con").status_code in (201, 302)
            self.go((role, action))
            assert self.case.state == target
        assert self.case.state == state
        return self


COMES_WITH = {
    "assign": {"assignee": "远大路桥公司", "due_on": "2026-11-27"}, "stop_work": {"number": "停工-1"},
    "lift_stop": {"number": "复工-1"},
}  # fmt: skip
WAY = (
    ("sup", "stop_work", "open"), ("sup", "assign", "assigned"), ("con", "start", "fixing"),
    ("con", "claim_fixed", "fixed_claimed"), ("sup", "re_inspect", "re_inspected"),
    ("sup", "lift_stop", "re_inspected"), ("eng", "close", "closed"),
)  # fmt: skip


def raised(world, severity: str = "critical", **seen) -> Issue:
    """An issue of quality on the bridge, seen at noon."""
    return raise_issue(
        actor=world.people.sup, structure_id=world.bridge.pk,
        facts={"title": "支座裂缝", "description": "宽 0.4 mm"}, look=None, snapshot="", on=TODAY,
        seen=Seen(place=Point(LON, LAT, srid=4326), severity=severity, **seen),
    )  # fmt: skip


@pytest.fixture(params=[REST, PAGE])
def desk(request, world) -> Desk:
    """A critical issue, by each door."""
    return Desk(world, raised(world), request.param)


@pytest.fixture
def rest(world) -> Desk:
    """The same, by the interface alone."""
    return Desk(world, raised(world))
