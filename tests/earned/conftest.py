"""A works contract with a bill, a baselined schedule whose tasks are its items, and reports of it."""

import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from portal.accounts.actor import system_actor
from portal.core.files import store_file
from portal.progress.models import ProgressReport, ScheduleRevision
from portal.progress.schedules.model import Baseline, Calendar, Relation, Schedule, Task
from portal.progress.schedules.worktime import USUAL_WEEK
from portal.progress.services import reporting
from portal.progress.services.keeping import keep_schedule
from tests.conftest import NOON, TODAY
from tests.contracts.conftest import World
from tests.contracts.conftest import bodies as bodies
from tests.contracts.conftest import people as people
from tests.contracts.conftest import performing as performing
from tests.contracts.conftest import world as world
from tests.payments.conftest import bench as bench

STEPS = (("con", "submit"), ("sup", "confirm_supervisor"), ("eng", "confirm_owner"), ("pu_head", "publish"))
EARTH = (date(2026, 11, 1), date(2026, 11, 30))
COLUMNS = (date(2026, 11, 11), date(2026, 12, 10))


def moment(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour)


def planned_task(key: str, code: str, name: str, days: tuple[date, date], *, parent: str = "0") -> Task:
    """A task over whole days."""
    return Task(key=key, code=code, name=name, parent=parent, level=1, duration_min=480,
                start=moment(days[0], 8), finish=moment(days[1], 17))  # fmt: skip


def plan(section: str, *, codes: tuple[str, str] = ("010101", "010502")) -> Schedule:
    """Two tasks under the section's name; by baseline both went a month earlier than they go now."""
    later = (date(2026, 12, 1), date(2026, 12, 31))
    kept = [Baseline(of="task", key=key, start=moment(days[0], 8), finish=moment(days[1], 17))
            for key, days in (("1", EARTH), ("2", COLUMNS))]  # fmt: skip
    return Schedule(
        format="mspdi", name="总进度计划", calendar="1", calendars=(Calendar(key="1", week=USUAL_WEEK),),
        tasks=(Task(key="0", name=section, kind="summary"), planned_task("1", codes[0], "土方", later),
               planned_task("2", codes[1], "柱", later)),
        relations=(Relation(before="1", after="2"),), baselines=tuple(kept),
    )  # fmt: skip


@dataclass
class Site:
    """Short ways to plan and to report."""

    world: World

    def plan(self, found: Schedule | None = None, *, at: datetime = NOON, **more) -> ScheduleRevision:
        """Send the schedule; sent at another moment it is another file."""
        found = found or plan(self.world.section.name)
        file = store_file(io.BytesIO(f"{found.name} {at}".encode()), name="plan.xml")
        return keep_schedule(actor=system_actor("test"), code=self.world.project.code, found=found, file=file,
                             file_name="plan.xml", at=at, **more)  # fmt: skip

    def report(self, last: date, until: str = "confirm_owner", **percents: str) -> ProgressReport:
        """A report of the section: ``report(day, t1="50")``, as far as a step."""
        people = self.world.people
        before = ProgressReport.objects.filter(feature=self.world.section, period_last__lt=last)
        ended = before.order_by("-period_last").values_list("period_last", flat=True).first()
        month = date(last.year, last.month, 1)
        first = max(month, ended + timedelta(days=1)) if ended else month
        row = reporting.begin_report(
            actor=people.con, code=self.world.project.code, first=first, last=last, on=TODAY,
            at=NOON, feature_id=self.world.section.pk,
        )  # fmt: skip
        said = [reporting.Said(task_key=key[1:], percent=Decimal(value), note="实测")
                for key, value in percents.items()]  # fmt: skip
        row = reporting.write_lines(actor=people.con, report_id=row.pk, lines=said, version=row.version,
                                    at=NOON)  # fmt: skip
        for role, action in STEPS:
            row = reporting.take_step(actor=getattr(people, role), report_id=row.pk, action=action,
                                      version=row.version, at=NOON)  # fmt: skip
            if action == until:
                break
        return row


@pytest.fixture
def site(world) -> Site:
    """The section of the contract's world, to plan and report on."""
    return Site(world)
