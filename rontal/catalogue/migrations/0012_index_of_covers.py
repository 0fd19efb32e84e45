"""Adds the index by which an undo finds the covers of its import; built concurrently."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("catalogue", "0011_covers_of_imports"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="cover",
            index=models.Index(
                condition=models.Q(("run__isnull", False)), fields=["run", "id"], name="cover_run"
            ),
        ),
    ]
