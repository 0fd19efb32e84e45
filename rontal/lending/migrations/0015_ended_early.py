"""Lets staff end a licence early, also a perpetual one, with a reason."""

from django.db import migrations, models
from django.db.models import Q

PERPETUAL = ["one_copy_one_reader", "open_access"]


class Migration(migrations.Migration):
    dependencies = [("lending", "0014_longest_loan")]
    operations = [
        migrations.AddField(
            model_name="licence",
            name="ended_because",
            field=models.CharField(
                blank=True,
                choices=[("mistake", "mistake"), ("rights", "rights"), ("replaced", "replaced")],
                db_default="",
                default="",
                max_length=20,
            ),
        ),
        migrations.RemoveConstraint(model_name="licence", name="perpetual_licence_lasts"),
        migrations.AddConstraint(
            model_name="licence",
            constraint=models.CheckConstraint(
                condition=~Q(kind__in=PERPETUAL)
                | (
                    Q(loans_allowed__isnull=True) & (Q(ends_at__isnull=True) | ~Q(ended_because=""))
                ),
                name="perpetual_licence_lasts",
            ),
        ),
    ]
