"""Adds indexes to find record numbers by value alone, and titles by printed names."""

from django.db import migrations, models
from django.db.models import Q, Value
from django.db.models.functions import StrIndex, Substr


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0014_links_without_numbers"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="contributor",
            index=models.Index(
                fields=["title"], name="contributor_printed", condition=~Q(printed="")
            ),
        ),
        migrations.AddIndex(
            model_name="identifier",
            index=models.Index(
                Substr("value", StrIndex("value", Value(":")) + 1),
                name="identifier_record",
                condition=Q(scheme="control"),
            ),
        ),
    ]
