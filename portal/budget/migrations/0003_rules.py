"""The numbers the budget needs, each with its day and its basis."""

from datetime import date

from django.db import migrations

ROWS = (
    ("budget_review_unit_days", "5", "working_day", "单位初审时限", "预算管理内部控制规程（可配置）", date(2015, 1, 1)),
    ("budget_review_dept_days", "10", "working_day", "主管部门复核时限", "预算管理内部控制规程（可配置）", date(2015, 1, 1)),
    ("budget_review_finance_days", "15", "working_day", "财政终审时限", "预算管理内部控制规程（可配置）", date(2015, 1, 1)),
    ("approx_raise_audit_pct", "10", "percent", "调增概算先行审计的界限", "发改投资〔2015〕482号", date(2015, 3, 1)),
    ("carry_over_years", "2", "year", "连续未用完即作结余的年数", "预算法 第42条", date(2015, 1, 1)),
)


def fill(apps, schema_editor):
    """Add the rows."""
    model = apps.get_model("core", "RuleVersion")
    model.objects.bulk_create(
        model(code=code, value=value, unit=unit, title=title, legal_basis=basis, effective_from=day)
        for code, value, unit, title, basis, day in ROWS
    )


class Migration(migrations.Migration):
    """Fill the rule table."""

    dependencies = [("budget", "0002_triggers"), ("core", "0003_rules")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
