"""Adds daily counts of readings of open-access files."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("lending", "0010_sittings"),
    ]

    operations = [
        migrations.AddField(
            model_name="titleday",
            name="read_open",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="titleday",
            name="read_open_anew",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
    ]
