"""Adds the index by which the job finds covers of older widths; built concurrently."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("catalogue", "0020_ladder_of_covers")]
    operations = [
        AddIndexConcurrently(
            model_name="cover",
            index=models.Index(fields=["ladder", "id"], name="cover_ladder"),
        )
    ]
