"""A title is looked for by a name that it prints otherwise."""

from django.db import migrations, models
from django.db.models import Q


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
    ]
