"""Models of the demo hang on schedules and bills: on their file's own tasks, by rules on plan and bill."""

import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID

from bim.catalog.models import Element, Revision
from bim.fourd.sandbox import read_any
from bim.linking.models import LinkRule
from bim.linking.pairs import Pair, Target, on_ground_of
from bim.linking.selectors import bill_of, pair_of
from bim.linking.services.carrying import renew_links
from bim.linking.services.ruling import Wording, word_rule
from portal.accounts.actor import system_actor
from portal.contracts.models import BillItem, Contract
from portal.core import clock
from portal.core.files import open_file
from portal.demo.money.deals import ITEMS, WORKS
from portal.demo.money.job import later
from portal.demo.money.pays import curve
from portal.demo.progress.plans import time_of
from portal.progress.models import Schedule, ScheduleRevision, Task
from portal.progress.schedules.model import SUMMARY
from portal.progress.schedules.model import Schedule as Plan
from portal.progress.schedules.model import Task as Planned
from portal.progress.selectors import latest_of
from portal.progress.services.keeping import keep_schedule
from portal.projects.models import Project

NAME = "demo"
LATE_EVERY, LATE_DAYS = 9, 21
EARTH, CONCRETE, FITTED = 1, 2, 4
"""The items of the demo's bills that have elements; steel lies inside the concrete."""
CLASSES = {
    EARTH: ("IfcFooting", "IfcPile", "IfcEarthworksFill"),
    CONCRETE: ("IfcColumn", "IfcBeam", "IfcSlab", "IfcStairFlight", "IfcRamp", "IfcBearing"),
    FITTED: (
        "IfcWall", "IfcDoor", "IfcWindow", "IfcCovering", "IfcPlate", "IfcMember", "IfcRailing",
        "IfcShadingDevice", "IfcFurniture", "IfcPavement", "IfcLightFixture", "IfcPipeSegment",
        "IfcUnitaryEquipment", "IfcTransportElement", "IfcDiscreteAccessory",
    ),
}  # fmt: skip

PAID = {CONCRETE: ("IfcFooting", "IfcPile", *CLASSES[CONCRETE]), FITTED: CLASSES[FITTED]}
"""Footings are made with the earth work and paid for as concrete; no model draws the earth of a section."""


def link_model(revision_id: UUID) -> int:
    """Bring in the schedule a model carries, write the rules of the project's plan and bill; return how many.

    Run twice it does nothing more.
    """
    revision = Revision.objects.select_related("model__feature__parent", "file").get(pk=revision_id)
    project = Project.objects.get(site_id=revision.model.feature.root_id)
    _bring_own(revision, project)
    plan = Schedule.objects.filter(project=project).order_by("created_at", "pk").first()
    section = revision.model.feature.parent
    if plan is None or section is None:
        return 0
    made = sum(_rule(plan, revision, section.name, item, name)
               for item, names in CLASSES.items() for name in names)  # fmt: skip
    made += sum(_item_rule(revision, section.pk, item, names) for item, names in PAID.items())
    _run(revision, plan, Contract.objects.filter(feature=section, kind=WORKS))
    return made


def _bring_own(revision: Revision, project: Project) -> None:
    """Import the file's own tasks as a schedule of the project, as the command does."""
    if ScheduleRevision.objects.filter(schedule__project=project, file_name=revision.name).exists():
        return
    with tempfile.TemporaryDirectory(prefix="schedule-") as folder:
        path = Path(folder) / revision.name
        with open_file(revision.file) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
        found = read_any(path, name=revision.name)
    if found.tasks:
        keep_schedule(
            actor=system_actor(NAME), code=project.code, found=with_actuals(found, project),
            file=revision.file, file_name=revision.name, at=clock.now(),
            name=f"{revision.model.name} 施工模拟",
        )  # fmt: skip


def with_actuals(found: Plan, project: Project) -> Plan:
    """Return a file's schedule with the days its tasks were really done on, as far as the project has come.

    Work goes slowly, quickly, slowly; one task in ``LATE_EVERY`` ends late, which the play shows.
    """
    began, until, done = project.actual_start, project.figures_as_of, float(project.progress_pct) / 100
    first, last = found.first_day, found.last_day
    if began is None or until is None or first is None or last is None or not done:
        return found
    whole, gone = max((last - first).days, 1), (until - began).days

    def real(day: date) -> date | None:
        part = curve((day - first).days / whole) / done
        return later(began, round(time_of(part) * gone)) if part < 1 else None

    return replace(found, tasks=tuple(_done(task, n, real) for n, task in enumerate(found.tasks)))


def _done(task: Planned, n: int, real: Callable[[date], date | None]) -> Planned:
    if task.kind == SUMMARY or task.start is None or task.finish is None:
        return task
    began, ended = real(task.start.date()), real(task.finish.date())
    if ended is not None and n % LATE_EVERY == 0:
        ended = later(ended, LATE_DAYS)
    return replace(
        task, actual_start=_at(began, 8) if began else None, actual_finish=_at(ended, 17) if ended else None
    )


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour))


def _rule(plan: Schedule, revision: Revision, section: str, item: int, ifc_class: str) -> int:
    """Write one rule where the model has such elements and the plan such a task; return 1 for a new one."""
    latest = latest_of(plan)
    above = Task.objects.filter(revision=latest, name=section, node=False).first()
    if above is None or not Element.objects.filter(revision=revision, ifc_class=ifc_class).exists():
        return 0
    key, question = f"{above.key}{item:02d}", f"class={ifc_class}"
    there = LinkRule.objects.filter(schedule=plan, model=revision.model, question=question)
    if there.exists() or not Task.objects.filter(revision=latest, key=key).exists():
        return 0
    word_rule(
        actor=system_actor(NAME), target=Target(schedule_id=plan.pk), revision_id=revision.pk,
        wording=Wording(question=question, key=key), at=clock.now(), ahead=True,
    )  # fmt: skip
    return 1


def _run(revision: Revision, plan: Schedule, contracts: Iterable[Contract]) -> None:
    """Run the rules on a revision: they may have been written when it was there already."""
    pairs: list[Pair] = [pair_of(plan, revision), *(bill_of(one, revision) for one in contracts)]
    for pair in pairs:
        if pair.rules.exists():
            renew_links(actor=system_actor(NAME), pair=pair, at=clock.now())


def _item_rule(revision: Revision, section: UUID, item: int, names: tuple[str, ...]) -> int:
    """Write the rule of one item of the section's bill where the model has such; return 1 for a new one."""
    there = Element.objects.filter(revision=revision, ifc_class__in=names).values_list("ifc_class", flat=True)
    found = set(there.distinct())
    bills = BillItem.objects.filter(contract__feature_id=section, contract__kind=WORKS)
    paid = bills.filter(on_ground_of(revision.model.feature), code=ITEMS[item - 1][0]).first()
    if paid is None or not found:
        return 0
    target = Target(contract_id=paid.contract_id)
    if LinkRule.objects.filter(**target.where, model=revision.model, key=str(paid.pk)).exists():
        return 0
    question = f"class={','.join(name for name in names if name in found)}"
    word_rule(
        actor=system_actor(NAME), target=target, revision_id=revision.pk, at=clock.now(), ahead=True,
        wording=Wording(question=question, key=str(paid.pk)),
    )  # fmt: skip
    return 1
