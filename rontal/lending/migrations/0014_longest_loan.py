"""Adds the longest loan period of a licence."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("lending", "0013_ends_told")]
    operations = [
        migrations.AddField(
            model_name="licence",
            name="longest_days",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name="licence",
            constraint=models.CheckConstraint(
                condition=Q(longest_days__isnull=True) | Q(longest_days__gte=1),
                name="licence_allows_a_day",
            ),
        ),
    ]
