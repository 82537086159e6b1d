"""Lay the ground for a payment in the browser's province: works under construction, and people who may act.

Run as a program against the site's database; no money is in it. Prints what the tests go by, as JSON.
With ``promise <indicator> <yuan>`` it promises part of an indicator to another contract instead.
"""

import json
import os
import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
EAST, NORTH = 120.30, 30.60
PERMITS = ("A4", "A5", "A6", "A7", "A8")


def main() -> None:
    from django.db import transaction

    from portal.accounts.models import Organisation, User
    from portal.core import clock

    on = clock.today()
    with transaction.atomic():
        unit = User.objects.get(username="pu_clerk").organisation
        root = Organisation.objects.filter(kind="government", region_code="97").order_by("path")[0]
        project, sections = _project(unit, on)
        for name in ("sup", "con"):
            _grant(User.objects.get(username=name), name, root, project, on)
        releaser = _releaser(sys.argv[1], root, on)
        party = User.objects.get(username="con").organisation
    told = {
        "code": project.code, "name": project.name, "party": party.name, "uscc": party.uscc,
        "sections": [{"id": str(s.pk), "code": s.code, "name": s.name} for s in sections],
        "department": str(User.objects.get(username="dept_reviewer").organisation_id),
        "releaser": releaser, "site": str(project.site_id),
        "at": [list(section.geom.centroid.coords) for section in sections],
        "today": on.isoformat(), "year": on.year,
    }  # fmt: skip
    sys.stdout.write(json.dumps(told) + "\n")


def promise(indicator: str, yuan: str) -> None:
    """No screen promises money yet: tendering will. What is promised, no payment may take."""
    from uuid import uuid4

    from portal.accounts.actor import system_actor
    from portal.budget import ledger

    ledger.commit(
        system_actor("tests"), indicator, Decimal(yuan), request_id=uuid4().hex, ref="另一份合同"
    )  # fmt: skip


def _project(unit: Any, on: Any) -> Any:
    from django.contrib.gis.geos import Polygon

    from portal.accounts.actor import system_actor
    from portal.accounts.models import User
    from portal.accounts.selectors import actor_of
    from portal.core import clock
    from portal.projects.models import Project, ProjectApproval
    from portal.projects.services import ProjectFacts, register_project
    from spatial.features.services import Placement, place_feature

    head = actor_of(User.objects.get(username="pu_head"), on=on)
    near = Project.objects.filter(owner=unit, stage="construction").exclude(crosses=True).first()
    at = near.site.anchor if near else None
    east, north = (at.x, at.y) if at else (EAST, NORTH)

    def box(part: int, size: float) -> Polygon:
        west = east + part * 0.004
        found = Polygon.from_bbox((west, north, west + size, north + 0.003))
        found.srid = 4326
        return found

    facts = ProjectFacts(
        name=f"资金试验路{os.getpid()}", sector="road", funding_source="county_budget", nature="new",
        label="internal", investment_yuan=Decimal(20_000_000), planned_start=on - timedelta(days=200),
        planned_end=on + timedelta(days=500),
    )  # fmt: skip
    project = register_project(actor=head, owner=unit, facts=facts, on=on, geom=box(0, 0.007))
    Project.objects.filter(pk=project.pk).update(stage="construction")
    for kind in PERMITS:
        ProjectApproval.objects.create(
            project=project, kind=kind, number=f"{kind}-{os.getpid()}", authority="县",
            recorded_at=clock.now(), issued_on=on - timedelta(days=400),
        )  # fmt: skip
    sections = [
        place_feature(
            actor=system_actor("tests"), valid_from=on,
            placement=Placement(
                kind="section", geom=box(n, 0.003), organisation_id=unit.pk, region_code=project.region_code,
                label=project.label, name=f"第{'一二'[n]}标段", parent=project.site,
                code=f"{project.code}-S0{n + 1}",
            ),
        )  # fmt: skip
        for n in range(2)
    ]
    return project, sections


def _grant(user: Any, role: str, office: Any, project: Any, on: Any) -> None:
    from portal.accounts.models import Grant

    Grant.objects.create(
        user=user, role=role, organisation=office, region_code="97", clearance="internal",
        projects=[project.pk], valid_from=on,
    )  # fmt: skip


def _releaser(password: str, root: Any, on: Any) -> str:
    """The second person of the treasury: who clears a payment does not release it."""
    from portal.accounts.models import Grant, User

    first = User.objects.get(username="fin_treasury")
    name = f"releaser{os.getpid()}"
    user = User.objects.create_user(
        username=name, password=password, organisation=first.organisation, display_name="国库复核（试验）"
    )
    Grant.objects.create(
        user=user, role="fin_treasury", organisation=root, region_code="97", clearance="internal",
        valid_from=on,
    )  # fmt: skip
    return name


if __name__ == "__main__":
    import django

    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.config.settings")
    django.setup()
    if sys.argv[1] == "promise":
        promise(*sys.argv[2:])
    else:
        main()
