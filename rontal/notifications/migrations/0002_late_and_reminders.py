"""The apology, and one mail a clerk and reminder."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rontal.kernel.clock


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="kind",
            field=models.CharField(
                choices=[
                    ("activation", "activation"),
                    ("already_known", "already_known"),
                    ("guardian_request", "guardian_request"),
                    ("guardian_told", "guardian_told"),
                    ("waiting_for_guardian", "waiting_for_guardian"),
                    ("received", "received"),
                    ("correction_needed", "correction_needed"),
                    ("approved", "approved"),
                    ("rejected", "rejected"),
                    ("withdrawn", "withdrawn"),
                    ("lapsed", "lapsed"),
                    ("late", "late"),
                ],
                max_length=30,
            ),
        ),
        migrations.CreateModel(
            name="StaffReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("batch", models.UUIDField()),
                ("made_at", models.DateTimeField(default=rontal.kernel.clock.now)),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("batch", "staff"), name="one_reminder_a_clerk")
                ],
            },
        ),
    ]
