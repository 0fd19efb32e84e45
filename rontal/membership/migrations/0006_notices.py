"""Reminders and apologies about promises, one for each case and kind."""

import django.db.models.deletion
from django.db import migrations, models

import rontal.kernel.clock


class Migration(migrations.Migration):
    dependencies = [("membership", "0005_taking")]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("reminder", "reminder"), ("apology", "apology")], max_length=10
                    ),
                ),
                ("batch", models.UUIDField(db_index=True, null=True)),
                ("due_at", models.DateTimeField()),
                ("new_due_at", models.DateTimeField(null=True)),
                ("at", models.DateTimeField(default=rontal.kernel.clock.now)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to="membership.application",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "kind"), name="one_notice_a_kind"
                    )
                ],
            },
        ),
    ]
