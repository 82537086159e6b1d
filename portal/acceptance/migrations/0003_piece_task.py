"""Which task of the plan a piece is work of."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the column."""

    dependencies = [("acceptance", "0002_rules")]
    operations = [
        migrations.AddField(
            model_name="piece", name="task_key",
            field=models.CharField(blank=True, default="", max_length=64),
        ),
    ]  # fmt: skip
