"""Adds daily counts of views of a title's page."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("lending", "0011_open_readings"),
    ]

    operations = [
        migrations.AddField(
            model_name="titleday",
            name="looked",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="titleday",
            name="looked_open",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="titleday",
            name="seen_anew",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="titleday",
            name="seen_open_anew",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
