from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0007_units'),
    ]

    operations = [
        migrations.AddField(
            model_name='revision',
            name='costs',
            field=models.JSONField(null=True),
        ),
    ]
