"""An undo finds the covers of its run; built while titles go on being read and written."""

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
