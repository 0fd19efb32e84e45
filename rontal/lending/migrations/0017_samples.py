"""Adds the percentage of a book that its licence allows as a sample."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("lending", "0016_listed")]
    operations = [
        migrations.AddField(
            model_name="licence",
            name="sample_percent",
            field=models.PositiveSmallIntegerField(default=0, db_default=0),
        ),
        migrations.AddConstraint(
            model_name="licence",
            constraint=models.CheckConstraint(
                condition=Q(sample_percent__lte=50), name="licence_shows_a_part"
            ),
        ),
    ]
