"""A schedule as a table: one line for each task, or one for each element that a task makes."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from portal.progress.schedules import cells, faults, model
from portal.progress.schedules.cells import Reader
from portal.progress.schedules.limits import MOST_TASKS
from portal.progress.schedules.model import Calendar, ElementLink, Relation, Schedule, Task
from portal.progress.schedules.remarks import Losses
from portal.progress.schedules.tablefile import Cells, sheet_rows, text_rows
from portal.progress.schedules.worktime import USUAL_WEEK

CSV, XLSX, LOG = "csv", "xlsx", "event_log"
CALENDAR = "usual"
HEADER_WITHIN = 20
COLUMNS = {
    "level": ("hierarchy", "outlinelevel", "level", "大纲级别", "级别", "层级"),
    "wbs": ("wbs", "wbscode", "outlinenumber", "wbs编号", "wbs编码", "大纲编号", "大纲数字"),
    "code": ("identification", "activityid", "taskid", "task", "id", "code", "编号", "任务编号",
             "标识号", "序号"),
    "name": ("name", "taskname", "activityname", "task", "任务名称", "名称", "工作名称", "工序", "任务"),
    "start": ("schedulestart", "start", "plannedstart", "taskstart", "startdate", "开始时间", "计划开始",
              "开始", "计划开始时间", "开始日期", "开工日期", "开工时间", "计划开工"),
    "finish": ("schedulefinish", "finish", "plannedfinish", "taskfinish", "finishdate", "end", "完成时间",
               "计划完成", "完成", "计划完成时间", "完成日期", "结束时间", "完工日期", "完工时间", "竣工日期",
               "计划完工"),
    "duration": ("scheduleduration", "duration", "originalduration", "length", "工期", "持续时间"),
    "actual_start": ("actualstart", "实际开始", "实际开始时间"),
    "actual_finish": ("actualfinish", "实际完成", "实际完成时间"),
    "percent": ("%complete", "percentcomplete", "complete", "完成百分比", "完成比例", "%"),
    "between": ("relationships", "relations"),
    "predecessors": ("predecessors", "predecessor", "waitsfor", "前置任务", "紧前工作"),
    "milestone": ("milestone", "里程碑"),
    "notes": ("notes", "备注"),
    "element": ("guid", "globalid", "ifcguid", "elementguid", "构件编号"),
    "element_class": ("ifcclass", "class", "构件类型"),
    "element_state": ("elementontimeornot", "ontime"),
    "actual_length": ("actualduration", "实际工期"),
}  # fmt: skip
NOT_KEPT = {"actual_length": "actual_durations"}
DAYS = re.compile(r"[(（\[]\s*(?:天|日|工日|工作日|d|days?|working days?|%)\s*[)）\]]\s*$", re.IGNORECASE)
"""A unit behind a heading that says nothing else than lengths and per cent are read by."""
KNOWN = {word: field for field, words in COLUMNS.items() for word in words}
SPLIT = re.compile(r"[,;，；\s]*[,;，；]\s*|\s{2,}")
Line = tuple[int, dict[str, object]]


def read_table(path: Path, *, workbook: bool, encoding: str = "") -> Schedule:
    """Return what a table says. Raises ``TableNotUnderstood`` and ``CellNotUnderstood`` with the row."""
    losses = Losses()
    rows = list(sheet_rows(path) if workbook else text_rows(path, losses, encoding=encoding))
    lines = _lines(rows, losses)
    dates = (line.get(name) for _n, line in lines for name in ("start", "finish", "actual_start"))
    order = cells.order_of(text for text in dates if isinstance(text, str))
    by_element = any("element" in line for _n, line in lines[:1])
    maker = _by_element if by_element else _by_line
    found = maker(lines, Reader(order, _in_fractions(lines)), losses)
    if not order.sure and any(cells.YEAR_LAST.match(str(line.get("start", ""))) for _n, line in lines):
        losses.add("date_order_assumed", "31/12")
    kind = LOG if by_element else XLSX if workbook else CSV
    calendars = (Calendar(key=CALENDAR, week=USUAL_WEEK),)
    losses.add("calendar_assumed")
    return replace(
        found, format=kind, calendar=CALENDAR, calendars=calendars, dates_given=True, remarks=losses.told()
    )


def _in_fractions(lines: Sequence[Line]) -> bool:
    """Tell whether all per cent of a workbook are kept as fractions of 1."""
    numbers = [value for _n, line in lines if isinstance(value := line.get("percent"), int | float)]
    return bool(numbers) and all(0 <= value <= 1 for value in numbers)


def _lines(rows: Sequence[tuple[int, Cells]], losses: Losses) -> list[Line]:
    at = _header(rows)
    fields = [_field(cell) for cell in rows[at][1]]
    for n, (field, cell) in enumerate(zip(fields, rows[at][1], strict=False)):
        if cell and (field is None or field in fields[:n]):
            losses.add("columns", cell)
        elif field in NOT_KEPT:
            losses.add(NOT_KEPT[field], cell)
    return [(number, _named(fields, row)) for number, row in rows[at + 1 :]]


def _header(rows: Sequence[tuple[int, Cells]]) -> int:
    """Return which of the first rows names the columns. Raises ``TableNotUnderstood``."""
    for at, (_number, row) in enumerate(rows[:HEADER_WITHIN]):
        fields = {_field(cell) for cell in row}
        if "name" in fields and len(fields) > 2:
            return at
    told = ", ".join(str(cell) for cell in (rows[0][1] if rows else ()) if cell)
    raise faults.TableNotUnderstood(found=told[:200] or "–")


def _named(fields: Sequence[str | None], row: Cells) -> dict[str, object]:
    found: dict[str, object] = {}
    for field, cell in zip(fields, row, strict=False):
        if field is not None:
            found.setdefault(field, cell)
    return found


def _field(cell: object) -> str | None:
    """Return what a heading means, whether a unit stands behind it or not."""
    return KNOWN.get(_word(cell)) or KNOWN.get(_word(DAYS.sub("", str(cell or ""))))


def _word(cell: object) -> str:
    return re.sub(r"[\s_\-./()（）*]+", "", str(cell or "")).lower()


def _text(line: dict[str, object], name: str) -> str:
    value = line.get(name)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value if value is not None else "").strip()


def _by_line(lines: Sequence[Line], reader: Reader, losses: Losses) -> Schedule:
    tasks: list[Task] = []
    relations: list[Relation] = []
    if sum(bool(_text(line, "name")) for _number, line in lines) > MOST_TASKS:
        raise faults.TooManyTasks(limit=MOST_TASKS)
    codes = [_code(line) for _number, line in lines]
    unique = len(set(codes)) == len(codes) and all(codes)
    for number, line in lines:
        if not _text(line, "name") and not _code(line):
            losses.add("blank_lines", number)
            continue
        key = _code(line) if unique else str(number)
        tasks.append(_task(number, line, key, reader))
        relations += _predecessors(number, line, key)
    relations = [*_by_place(relations, tasks), *_between(lines, tasks)]
    return Schedule(format=CSV, tasks=tuple(_nested(tasks)), relations=tuple(relations))


def _task(number: int, line: dict[str, object], key: str, reader: Reader) -> Task:
    code, level = _code(line), _text(line, "level")
    place = _text(line, "wbs") or code
    start, finish = line.get("start"), line.get("finish")
    span = cells.length(line.get("duration"), "duration", number)
    kind = model.MILESTONE if _milestone(line, span) else model.TASK
    begins = reader.moment(start, "start", number)
    ends = reader.moment(finish, "finish", number, ends=kind != model.MILESTONE)
    return Task(
        key=key, name=_text(line, "name"), code=code, wbs=place, kind=kind, start=begins, finish=ends,
        level=int(level) if level.isdigit() and len(level) < 3 else place.strip(".").count(".") + 1,
        duration_min=span[0] if span else None, elapsed=bool(span and span[1]),
        actual_start=reader.moment(line.get("actual_start"), "actual start", number),
        actual_finish=reader.moment(line.get("actual_finish"), "actual finish", number, ends=True),
        percent=cells.percent(line.get("percent"), "per cent", number, fractions=reader.fractions),
        notes=_text(line, "notes"),
    )  # fmt: skip


def _code(line: dict[str, object]) -> str:
    """Return what people call a line by; where a table has only places in the breakdown, the place."""
    return _text(line, "code") or _text(line, "wbs")


def _by_place(relations: Iterable[Relation], tasks: Sequence[Task]) -> Iterator[Relation]:
    """Yield relations; one that names no key, but a place that one task alone has, means that task."""
    keys, places = {task.key for task in tasks}, Counter(task.wbs for task in tasks)
    known = {task.wbs: task.key for task in tasks if task.wbs and places[task.wbs] == 1}
    for one in relations:
        before = one.before if one.before in keys else known.get(one.before, one.before)
        yield replace(one, before=before)


def _milestone(line: dict[str, object], span: tuple[int, bool] | None) -> bool:
    return _text(line, "milestone").lower() in {"1", "true", "yes", "y", "是"} or span == (0, False)


def _predecessors(number: int, line: dict[str, object], key: str) -> Iterator[Relation]:
    for piece in SPLIT.split(_text(line, "predecessors")):
        if piece:
            yield cells.relation_before(piece, key, number)


def _between(lines: Sequence[Line], tasks: Sequence[Task]) -> Iterator[Relation]:
    """Yield relations written as two codes without their dots around the kind: ``111FS112``."""
    keys = {_plain(task.code): task.key for task in tasks if task.code}
    for number, line in lines:
        for piece in SPLIT.split(_text(line, "between")):
            match = cells.BETWEEN.fullmatch(piece)
            if piece and match is None:
                raise cells.unfit(piece, "relationships", number)
            if match:
                before, after = keys.get(_plain(match[1]), match[1]), keys.get(_plain(match[3]), match[3])
                yield Relation(before=before, after=after, kind=match[2].upper())


def _plain(code: str) -> str:
    return re.sub(r"\W", "", code)


def _nested(tasks: Iterable[Task]) -> list[Task]:
    """Give each task the last one above it of a higher level; what holds others is a summary."""
    open_at: dict[int, str] = {}
    placed = []
    for task in tasks:
        above = [level for level in open_at if level < task.level]
        placed.append(replace(task, parent=open_at[max(above)] if above else None))
        open_at = {level: key for level, key in open_at.items() if level < task.level}
        open_at[task.level] = task.key
    parents = {task.parent for task in placed}
    return [replace(task, kind=model.SUMMARY) if task.key in parents else task for task in placed]


def _by_element(lines: Sequence[Line], reader: Reader, losses: Losses) -> Schedule:
    """Return the tasks a log of elements names, each once, with the span of all its lines."""
    tasks: dict[str, Task] = {}
    links: dict[tuple[str, str], ElementLink] = {}
    for number, line in lines:
        name, element = _text(line, "name"), _text(line, "element")
        key = _text(line, "code") or name
        if not key or not name:
            losses.add("blank_lines", number)
            continue
        begins = reader.moment(line.get("start"), "start", number)
        ends = reader.moment(line.get("finish"), "finish", number, ends=True)
        tasks[key] = _wider(tasks.get(key) or Task(key=key, code=key, name=name, level=1), begins, ends)
        if not element:
            losses.add("lines_without_element", number)
        elif (key, element) in links:
            losses.add("links_twice", element)
        else:
            links[key, element] = ElementLink(
                task=key, global_id=element, ifc_class=_text(line, "element_class"),
                state=_text(line, "element_state"),
            )  # fmt: skip
    return Schedule(format=LOG, tasks=tuple(tasks.values()), links=tuple(links.values()))


def _wider(task: Task, begins: datetime | None, ends: datetime | None) -> Task:
    starts = [moment for moment in (task.start, begins) if moment is not None]
    finishes = [moment for moment in (task.finish, ends) if moment is not None]
    return replace(task, start=min(starts, default=None), finish=max(finishes, default=None))
