"""The columns of a tree of acceptance: their headers, what stands in them, how they are filled in."""

from django.utils.translation import gettext_lazy as _

from portal.acceptance import names, rules
from portal.contracts.bringing.table import DAY, TERM, YES, Column, Table

COLUMNS = (
    Column(field="code", zh="编号", en="Number", must=True, most=32, also=("验收编号", "code"),
           example="01-02-01-001"),
    Column(field="level", zh="层级", en="Level", kind=TERM, must=True, also=("类别",), example=rules.LOT),
    Column(field="name", zh="名称", en="Name", must=True, most=200, also=("工程名称",),
           example="一层柱钢筋安装检验批"),
    Column(field="parent", zh="上级编号", en="Hangs on", most=32, also=("所属编号", "parent"),
           example="01-02-01", how=_("The number of the piece above; of a unit works left empty")),
    Column(field="ground", zh="标段或单体", en="Section or structure", most=200,
           also=("标段", "单体", "section"),
           how=_("Code or name; a unit works needs it, others left empty stand where the piece above does")),
    Column(field="division", zh="标准分部", en="Standard division", kind=TERM, also=("分部名称",),
           how=_("Of a division only")),
    Column(field="planned_on", zh="计划验收日期", en="To be inspected on", kind=DAY, also=("计划日期",),
           example="2026-12-15"),
    Column(field="needs_test", zh="需材料试验", en="Rests on a material test", kind=YES,
           also=("需要试验",), how=_("Of an inspection lot only: yes or no")),
    Column(field="task", zh="计划任务", en="Task", most=500, also=("任务", "任务编号", "task"),
           how=_("A task of the project's schedule by key, code or name; also for what hangs on it")),
)  # fmt: skip
TABLE = Table(
    columns=COLUMNS,
    terms={"level": (rules.LEVELS, names.LEVELS), "division": (tuple(rules.DIVISIONS), names.DIVISIONS)},
    short={"level": {"单位": rules.UNIT, "分部": rules.DIVISION, "分项": rules.ITEM}},
)
