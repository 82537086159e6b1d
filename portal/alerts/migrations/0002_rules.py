"""The numbers of node alerts, each with its day and its basis; and what the ORM cannot say of them."""

from datetime import date
from pathlib import Path

from django.db import migrations

from portal.core.sql import migration_from

SQL = Path(__file__).resolve().parent.parent / "sql"
OWN = "平台节点预警规则（可按地区另立）"
LAW = "建筑法 第9条"
ROWS = (
    ("alert_start_days", "7", "day", "计划开工日过后多少日仍未开工即预警", OWN),
    ("alert_permit_first_days", "60", "day", "领取施工许可证后首次提醒开工", LAW),
    ("alert_permit_second_days", "80", "day", "领取施工许可证后再次提醒开工", LAW),
    ("alert_permit_last_days", "90", "day", "领取施工许可证后最后提醒开工", LAW),
    ("alert_forecast_days", "30", "day", "预测竣工晚于基线多少日即预警", OWN),
    ("alert_forecast_pct", "5", "percent", "预测竣工晚于基线占计划工期多少即预警", OWN),
    ("alert_silence_days", "35", "day", "多少日没有经确认的进度报告即预警", OWN),
    ("alert_slow_index", "0.90", "ratio", "时间进度指数连续低于多少即预警", OWN),
    ("alert_slow_periods", "2", "count", "时间进度指数连续偏低的期数", OWN),
    ("alert_very_slow_index", "0.80", "ratio", "时间进度指数一期低于多少即预警", OWN),
    ("alert_stop_days", "30", "day", "在建项目多少日没有影像和工程量即预警", OWN),
    ("archive_months", "6", "month", "竣工验收后移交工程档案的期限", OWN),
    ("alert_clock_soon_days", "7", "day", "验收后各期限届满前多少日提醒", OWN),
    ("alert_unit_days", "3", "day", "项目单位确认预警的期限", OWN),
    ("alert_department_days", "7", "day", "主管部门确认预警的期限", OWN),
    ("alert_leader_days", "15", "day", "领导确认预警的期限", OWN),
    ("alert_grace_days", "7", "day", "报告已解决而情形仍在，多少日后退回办理", OWN),
)


def fill(apps, schema_editor):
    """Add the rows."""
    model = apps.get_model("core", "RuleVersion")
    model.objects.bulk_create(
        model(
            code=code, value=value, unit=unit, title=title, legal_basis=basis, effective_from=date(2019, 4, 23)
        )
        for code, value, unit, title, basis in ROWS
    )


class Migration(migrations.Migration):
    """Fill the rule table and run triggers.sql."""

    dependencies = [("alerts", "0001_initial"), ("core", "0003_rules")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop), migration_from(SQL / "triggers.sql")]
