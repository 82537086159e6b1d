"""Writes the schedules, reports and photos of the demo's works under construction."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from uuid import UUID

import shapely
from django.db import connection
from psycopg import sql

from portal.core.files import store_file
from portal.core.sql import execute, read
from portal.demo.money.hands import BUILDER, ENGINEER
from portal.demo.money.job import Job, Pile, later, moment
from portal.demo.progress import planted
from portal.demo.progress.pictures import SIZE, photo
from portal.demo.progress.plans import key_of, plan_of
from portal.demo.progress.reports import report_rows
from portal.demo.progress.rows import TABLES, ReportPhotoRow, RevisionRow, ScheduleRow
from portal.demo.province.hashing import fixed_id
from portal.demo.works.rows import FeatureRow
from portal.demo.writing.copying import copy_rows
from portal.progress.pictures import read_picture
from portal.progress.rows import COPY, PARTS, TURNS
from portal.progress.rules.photos import REUSED, Shot, signs_of
from portal.progress.schedules import model as form
from portal.progress.schedules.critical import Dates, reckon
from portal.progress.telling import told

PHOTO_MONTHS = (date(2026, 9, 30), planted.MONTH)
STAGES = ("construction", "suspended")
DEGREE_M = 96_000.0
FAR = 0.03
"""Degrees to the east: some three kilometres."""


class ProgressWriter:
    """Writes what belongs to each batch of works, once the works and their money are there."""

    def __init__(self, written: dict[str, int]) -> None:
        self.written = written
        note = "演示计划由程序排定，无原始文件\n".encode()
        self.file = store_file(BytesIO(note), name="施工总进度计划（演示）.txt", content_type="text/plain")

    def write(self, jobs: Iterable[Job], features: list[FeatureRow]) -> None:
        """Write the schedules of works under construction, their reports and photos."""
        running = [job for job in jobs if job.rich and job.row.stage in STAGES and job.began]
        grounds = {row.id: row.geom for row in features if row.kind == "site"}
        pile = Pile()
        plans = [self._plan(job, pile) for job in running]
        for job in running:
            self._reports(job, grounds[job.row.site_id], pile)
        for row_type in TABLES:
            if row_type is not ReportPhotoRow and (found := pile.rows.get(row_type)):
                self._count(row_type, copy_rows(row_type, found))
        for part in PARTS:
            self._parts(part, plans)
        if found := pile.rows.get(ReportPhotoRow):
            self._count(ReportPhotoRow, copy_rows(ReportPhotoRow, found))
        execute(TURNS)

    def _count(self, row_type: type, rows: int) -> None:
        self.written[row_type.__name__] = self.written.get(row_type.__name__, 0) + rows

    def _parts(self, part: Any, plans: list[tuple[UUID, form.Schedule, dict[str, Dates]]]) -> None:
        named = sql.SQL(", ").join(map(sql.Identifier, part.columns))
        table = sql.Identifier(part.table)
        statement = sql.SQL(read(COPY)).format(table=table, columns=named)  # type: ignore[arg-type]
        with connection.cursor() as cursor, cursor.cursor.copy(statement) as copy:
            for revision, found, reckoned in plans:
                for row in part.rows(revision, found, reckoned):
                    copy.write_row(row)

    def _plan(self, job: Job, pile: Pile) -> tuple[UUID, form.Schedule, dict[str, Dates]]:
        found = plan_of(job)
        reckoned, numbers = reckon(found), told(found)
        at, schedule = moment(later(job.starts, -20)), fixed_id("schedule", job.work)
        revision = fixed_id("schedule_revision", job.work, 1)
        pile.add(ScheduleRow(schedule, job.row.id, found.name, at, at))
        pile.add(RevisionRow(
            id=revision, schedule_id=schedule, number=1, file_id=self.file.pk, file_name=self.file.name,
            format=found.format, title=found.name, program="", currency="CNY", begins_at=None, ends_at=None,
            status_at=None, start_on=found.first_day, finish_on=found.last_day, calendar_key="1",
            minutes_per_day=found.minutes_per_day, minutes_per_week=found.minutes_per_week, float_limit_min=0,
            lag_calendar=found.lag_calendar, dates_given=True, tasks_count=numbers.tasks,
            milestones_count=numbers.milestones, relations_count=numbers.relations,
            baselines_count=numbers.baselines, linked_elements=0,
            critical_count=sum(dates.critical for dates in reckoned.values()), stated_values=0, same_values=0,
            warnings=[], received_at=at, received_by=ENGINEER.id, received_by_name=ENGINEER.name,
        ))  # fmt: skip
        return revision, found, reckoned

    def _reports(self, job: Job, ground: bytes, pile: Pile) -> None:
        made = report_rows(job, pile)
        centre = shapely.from_wkb(ground).representative_point()
        for report, n, first, last in made:
            if last in PHOTO_MONTHS:
                pile.add(_photo(job, report, n, (first, last), centre))


def _before(job: Job, n: int) -> UUID:
    """Return the photo of a section's report of the earlier month."""
    return fixed_id(
        "progress_photo", fixed_id("progress_report", job.sections[n - 1].id, PHOTO_MONTHS[0]), 1
    )


def _photo(
    job: Job, report: UUID, n: int, month: tuple[date, date], centre: shapely.Point
) -> ReportPhotoRow:
    """Draw and keep the photo of a report; where it is planted, one that proves nothing."""
    first, last = month
    what = planted.false_in(job.work, last)
    seed, same_as = job.work * 100 + n * 10 + last.month % 2, ""
    if what == planted.REUSED:
        seed, same_as = seed + 1, f"{job.row.code} {PHOTO_MONTHS[0]}"
    day = later(first, -45) if what == planted.EARLY else max(later(last, -4), first)
    lon = centre.x + (FAR if what == planted.OUTSIDE else 0.0)
    taken = datetime.combine(day, time(9 + n % 8, 5 * n % 60))
    body = photo(seed, taken_at=taken, lon=lon, lat=centre.y, quality=60 if same_as else 72)
    picture = read_picture(body)
    file = store_file(body, name=f"{job.row.code}-{last:%Y%m}-{n}.jpg", content_type="image/jpeg")
    distance = FAR * DEGREE_M if what == planted.OUTSIDE else 0.0
    shot = Shot(sha256=file.sha256, has_exif=True, taken_at=picture.taken_at, distance_m=distance,
                same_as=same_as)  # fmt: skip
    signs = [asdict(sign) for sign in signs_of(shot, first=first, on=later(last, 2))]
    signs = [sign | {"photo": str(_before(job, n))} if sign["kind"] == REUSED else sign for sign in signs]
    place = shapely.set_srid(shapely.Point(lon, centre.y), 4326)
    return ReportPhotoRow(
        id=fixed_id("progress_photo", report, 1), report_id=report, file_id=file.pk, task_key=key_of(n, 2),
        taken_at=moment(day, 9 + n % 8), place=shapely.to_wkb(place, include_srid=True), accuracy_m=6.0,
        distance_m=distance, width=SIZE[0], height=SIZE[1], picture_hash=picture.picture_hash,
        claimed_sha256="", signs=signs, added_by=BUILDER.id, added_by_name=BUILDER.name,
        added_at=moment(later(last, 1)),
    )  # fmt: skip
