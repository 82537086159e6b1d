"""Small schedules made by hand, as files and in neutral form."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from portal.progress.schedules.model import Calendar, Relation, Schedule, Task
from portal.progress.schedules.worktime import USUAL_WEEK

MONDAY = datetime(2026, 3, 2, 8)
WEEK = Calendar(key="1", name="Week", week=USUAL_WEEK)


def task(key: str, days: int = 1, **more) -> Task:
    return Task(key=key, name=more.pop("name", f"Task {key}"), duration_min=days * 480, **more)


def schedule(tasks: Sequence[Task], relations: Sequence[Relation] = (), **more) -> Schedule:
    given = {"calendars": (WEEK,), "calendar": "1", "start": MONDAY} | more
    return Schedule(format="mspdi", tasks=tuple(tasks), relations=tuple(relations), **given)


def mspdi(tasks: str, *, head: str = "", calendars: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Project xmlns="http://schemas.microsoft.com/project"><Name>n</Name>{head}'
        f"<StartDate>2026-03-02T08:00:00</StartDate>{calendars}<Tasks>{tasks}</Tasks></Project>"
    )


def mspdi_task(key: int, *, days: int = 1, links: Sequence[int] = (), more: str = "") -> str:
    waits = "".join(
        f"<PredecessorLink><PredecessorUID>{before}</PredecessorUID><Type>1</Type></PredecessorLink>"
        for before in links
    )
    return (
        f"<Task><UID>{key}</UID><ID>{key}</ID><Name>T{key}</Name><OutlineLevel>1</OutlineLevel>"
        f"<Duration>PT{days * 8}H0M0S</Duration>{more}{waits}</Task>"
    )


XER_CALENDAR = (
    "(0||CalendarData()((0||DaysOfWeek()((0||1()())"
    + "".join(f"(0||{day}()((0||0(s|08:00|f|12:00)())(0||1(s|13:00|f|17:00)())))" for day in range(2, 7))
    + "(0||7()())))(0||Exceptions()((0||0(d|46085)())(0||1(d|46088)((0||0(s|09:00|f|12:00)())))))))"
)


def xer(names: Sequence[str], *, links: Sequence[tuple[int, int]] = (), calendar: str = "1") -> str:
    """An XER file with one project and the given tasks, 16 hours each."""
    rows = ["ERMHDR\t8.4\t2026-03-02\tProject\ta\ta\tdb\tPM\tCNY"]
    rows += ["%T\tPROJECT", "%F\tproj_id\tproj_short_name\tclndr_id\tplan_start_date"]
    rows += ["%R\t7\tP7\t1\t2026-03-02 08:00"]
    rows += ["%T\tCALENDAR", "%F\tclndr_id\tclndr_name\tbase_clndr_id\tday_hr_cnt\tclndr_data"]
    rows += [f"%R\t1\tFive days\t\t8\t{XER_CALENDAR}"]
    rows += ["%T\tPROJWBS", "%F\twbs_id\tproj_id\tproj_node_flag\twbs_short_name\twbs_name\tparent_wbs_id"]
    rows += [f"%R\t70\t7\tY\tP7\t{names[0]}\t", "%R\t71\t7\tN\tA\tPart A\t70"]
    rows += ["%T\tTASK", "%F\ttask_id\tproj_id\twbs_id\tclndr_id\ttask_type\tstatus_code\ttask_code"
             "\ttask_name\ttarget_drtn_hr_cnt\tremain_drtn_hr_cnt\tcomplete_pct_type"]  # fmt: skip
    rows += [
        f"%R\t{n}\t7\t71\t{calendar}\tTT_Task\tTK_NotStart\tA{n}\t{name}\t16\t16\tCP_Drtn"
        for n, name in enumerate(names, start=1)
    ]
    rows += [
        "%T\tTASKPRED",
        "%F\ttask_pred_id\ttask_id\tpred_task_id\tproj_id\tpred_proj_id\tpred_type\tlag_hr_cnt",
    ]
    rows += [f"%R\t{n}\t{after}\t{before}\t7\t7\tPR_FS\t8" for n, (before, after) in enumerate(links)]
    return "\r\n".join([*rows, "%E", ""])


def written(folder: Path, name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


PMXML = """<?xml version="1.0" encoding="UTF-8"?>
<APIBusinessObjects xmlns="http://xmlns.oracle.com/Primavera/P6/V8.4/API/BusinessObjects">
 <Currency><Id>CNY</Id><IsBaseCurrency>1</IsBaseCurrency></Currency>
 <Calendar><ObjectId>1</ObjectId><Name>Five days</Name><Type>Global</Type>
  <StandardWorkWeek>{days}</StandardWorkWeek>
  <HolidayOrExceptions><HolidayOrException><Date>2026-03-04T00:00:00</Date></HolidayOrException>
  </HolidayOrExceptions></Calendar>
 <Resource><ObjectId>9</ObjectId><Id>R</Id><Name>Crew</Name><ResourceType>Labor</ResourceType></Resource>
 <Project><ObjectId>7</ObjectId><Id>P7</Id><Name>Bridge</Name>
  <ActivityDefaultCalendarObjectId>1</ActivityDefaultCalendarObjectId>
  <PlannedStartDate>2026-03-02T08:00:00</PlannedStartDate><DataDate>2026-03-02T08:00:00</DataDate>
  <WBS><ObjectId>70</ObjectId><Code>W</Code><Name>Piers</Name></WBS>
  <Activity><ObjectId>1</ObjectId><Id>A1</Id><Name>Dig</Name><Type>Task Dependent</Type>
   <WBSObjectId>70</WBSObjectId><CalendarObjectId>1</CalendarObjectId><PlannedDuration>24</PlannedDuration>
   <PlannedStartDate>2026-03-02T08:00:00</PlannedStartDate>
   <PlannedFinishDate>2026-03-05T17:00:00</PlannedFinishDate><PercentComplete>0.25</PercentComplete></Activity>
  <Activity><ObjectId>2</ObjectId><Id>A2</Id><Name>Done</Name><Type>Finish Milestone</Type>
   <WBSObjectId>70</WBSObjectId><PlannedDuration>0</PlannedDuration></Activity>
  <Relationship><PredecessorActivityObjectId>1</PredecessorActivityObjectId>
   <SuccessorActivityObjectId>2</SuccessorActivityObjectId><Type>Finish to Start</Type><Lag>8</Lag>
  </Relationship>
  <ResourceAssignment><ObjectId>5</ObjectId><ActivityObjectId>1</ActivityObjectId>
   <ResourceObjectId>9</ResourceObjectId><PlannedUnits>24</PlannedUnits><PlannedCost>1200.5</PlannedCost>
  </ResourceAssignment></Project>
 <BaselineProject><ObjectId>8</ObjectId><Name>Contract</Name>
  <Activity><ObjectId>81</ObjectId><Id>A1</Id><PlannedStartDate>2026-02-23T08:00:00</PlannedStartDate>
   <PlannedFinishDate>2026-02-25T17:00:00</PlannedFinishDate><PlannedDuration>24</PlannedDuration></Activity>
 </BaselineProject>
</APIBusinessObjects>""".format(
    days="".join(
        f"<StandardWorkHours><DayOfWeek>{day}</DayOfWeek>"
        "<WorkTime><Start>08:00:00</Start><Finish>11:59:00</Finish></WorkTime>"
        "<WorkTime><Start>13:00:00</Start><Finish>16:59:00</Finish></WorkTime></StandardWorkHours>"
        for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    )
)
