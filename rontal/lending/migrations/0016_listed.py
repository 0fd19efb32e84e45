"""Adds the reading lists of members."""

import django.db.models.deletion
from django.db import migrations, models

import rontal.kernel.clock


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0019_keys_by_their_bytes"),
        ("lending", "0015_ended_early"),
        ("membership", "0015_application_shelf"),
    ]

    operations = [
        migrations.CreateModel(
            name="Listed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField(default=rontal.kernel.clock.now)),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="membership.member",
                    ),
                ),
                (
                    "title",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalogue.title",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("member", "title"), name="listed_once")
                ],
            },
        ),
    ]
