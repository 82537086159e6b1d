from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0006_columns'),
    ]

    operations = [
        migrations.AddField(
            model_name='revision',
            name='units',
            field=models.JSONField(null=True),
        ),
    ]
