"""Stores on a cover the import that set it, so that an undo can remove it. Covers of earlier
imports stay, because their import is unknown."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0010_fewer_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="cover",
            name="run",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="covers",
                to="catalogue.import",
            ),
        ),
    ]
