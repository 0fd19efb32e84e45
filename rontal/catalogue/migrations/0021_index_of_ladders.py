"""The job finds covers of former widths; built while titles go on being read and written."""

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
