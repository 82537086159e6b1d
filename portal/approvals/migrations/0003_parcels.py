"""The boundary of a document may be made of several parcels, each with its own row."""

import django.db.models.deletion
from django.db import migrations, models

PROTECT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    dependencies = [("approvals", "0002_ways_and_changes"), ("features", "0003_history_keeps_what_was")]

    operations = [
        migrations.CreateModel(
            name="LandParcel",
            fields=[
                ("id", models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("checked_version", models.PositiveIntegerField(null=True)),
                ("geometry_version", models.PositiveIntegerField(null=True)),
                ("geometry_sha256", models.CharField(blank=True, max_length=64)),
                ("document", models.ForeignKey(
                    on_delete=PROTECT, related_name="parcels", to="approvals.landdocument")),
                ("feature", models.ForeignKey(
                    on_delete=PROTECT, related_name="land_parcels", to="features.feature")),
                ("survey", models.ForeignKey(
                    on_delete=PROTECT, related_name="+", to="features.surveyoriginal")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["document", "position"], name="land_parcel_once"),
                    models.UniqueConstraint(
                        fields=["document", "feature"], name="land_parcel_feature_once"),
                ],
            },
        ),
    ]  # fmt: skip
