"""Adds the index by which unused cover pictures are found; built concurrently."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("catalogue", "0012_index_of_covers"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="cover",
            index=models.Index(fields=["digest"], name="cover_digest"),
        ),
    ]
