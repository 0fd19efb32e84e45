"""Marks the covers that are stored in the current widths; a job redraws the others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0019_keys_by_their_bytes")]
    operations = [
        migrations.AddField(
            model_name="cover",
            name="ladder",
            field=models.PositiveSmallIntegerField(db_default=0, editable=False),
        )
    ]
