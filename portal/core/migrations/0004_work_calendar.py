"""The work calendar and what the holiday notices of three years turn round."""

from datetime import date, timedelta

from django.db import migrations, models

NOTICES = {
    2024: "国办发明电〔2023〕7号",
    2025: "国办发明电〔2024〕12号",
    2026: "国务院办公厅关于2026年部分节假日安排的通知（2025-11-04）",
}
OFF = (
    ("元旦", date(2024, 1, 1), date(2024, 1, 1)),
    ("春节", date(2024, 2, 10), date(2024, 2, 17)),
    ("清明节", date(2024, 4, 4), date(2024, 4, 6)),
    ("劳动节", date(2024, 5, 1), date(2024, 5, 5)),
    ("端午节", date(2024, 6, 10), date(2024, 6, 10)),
    ("中秋节", date(2024, 9, 15), date(2024, 9, 17)),
    ("国庆节", date(2024, 10, 1), date(2024, 10, 7)),
    ("元旦", date(2025, 1, 1), date(2025, 1, 1)),
    ("春节", date(2025, 1, 28), date(2025, 2, 4)),
    ("清明节", date(2025, 4, 4), date(2025, 4, 6)),
    ("劳动节", date(2025, 5, 1), date(2025, 5, 5)),
    ("端午节", date(2025, 5, 31), date(2025, 6, 2)),
    ("国庆节、中秋节", date(2025, 10, 1), date(2025, 10, 8)),
    ("元旦", date(2026, 1, 1), date(2026, 1, 3)),
    ("春节", date(2026, 2, 15), date(2026, 2, 23)),
    ("清明节", date(2026, 4, 4), date(2026, 4, 6)),
    ("劳动节", date(2026, 5, 1), date(2026, 5, 5)),
    ("端午节", date(2026, 6, 19), date(2026, 6, 21)),
    ("中秋节", date(2026, 9, 25), date(2026, 9, 27)),
    ("国庆节", date(2026, 10, 1), date(2026, 10, 7)),
)
WORKED = (
    ("春节调休", date(2024, 2, 4)), ("春节调休", date(2024, 2, 18)), ("清明节调休", date(2024, 4, 7)),
    ("劳动节调休", date(2024, 4, 28)), ("劳动节调休", date(2024, 5, 11)), ("中秋节调休", date(2024, 9, 14)),
    ("国庆节调休", date(2024, 9, 29)), ("国庆节调休", date(2024, 10, 12)),
    ("春节调休", date(2025, 1, 26)), ("春节调休", date(2025, 2, 8)), ("劳动节调休", date(2025, 4, 27)),
    ("国庆节调休", date(2025, 9, 28)), ("国庆节调休", date(2025, 10, 11)),
    ("元旦调休", date(2026, 1, 4)), ("春节调休", date(2026, 2, 14)), ("春节调休", date(2026, 2, 28)),
    ("劳动节调休", date(2026, 5, 9)), ("国庆节调休", date(2026, 9, 20)), ("国庆节调休", date(2026, 10, 10)),
)


def fill(apps, schema_editor):
    """Add the days."""
    model = apps.get_model("core", "WorkDay")
    off = (
        (name, first + timedelta(days=n), False)
        for name, first, last in OFF
        for n in range((last - first).days + 1)
    )
    rows = [*off, *((name, day, True) for name, day in WORKED)]
    model.objects.bulk_create(
        model(day=day, working=working, name=name, basis=NOTICES[day.year]) for name, day, working in rows
    )


class Migration(migrations.Migration):
    """Create the table and fill it."""

    dependencies = [("core", "0003_rules")]
    operations = [
        migrations.CreateModel(
            name="WorkDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("working", models.BooleanField()),
                ("name", models.CharField(max_length=40)),
                ("basis", models.CharField(max_length=200)),
                ("jurisdiction", models.CharField(default="*", max_length=12)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("day", "jurisdiction"), name="work_day_once")]
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
