"""Anonymous counts of registrations; a trigger refuses to change or delete a row."""

import uuid

from django.conf import settings
from django.db import migrations, models

GUARD = """
CREATE FUNCTION membership_registrationfact_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'counts are append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER membership_registrationfact_never_changes
    BEFORE UPDATE OR DELETE ON membership_registrationfact
    FOR EACH STATEMENT EXECUTE FUNCTION membership_registrationfact_never_changes();
"""
UNGUARD = "DROP FUNCTION membership_registrationfact_never_changes() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0002_events_never_change"),
        ("membership", "0011_member_import"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RegistrationFact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("month", models.DateField()),
                (
                    "moment",
                    models.CharField(
                        choices=[
                            ("sent", "sent"),
                            ("approved", "approved"),
                            ("rejected", "rejected"),
                            ("lapsed", "lapsed"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("online", "online"), ("counter", "counter")], max_length=10
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=6)),
                (
                    "age",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("under_13", "under_13"),
                            ("13_15", "13_15"),
                            ("16_17", "16_17"),
                            ("18_24", "18_24"),
                            ("25_34", "25_34"),
                            ("35_44", "35_44"),
                            ("45_54", "45_54"),
                            ("55_more", "55_more"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "sex",
                    models.CharField(
                        blank=True, choices=[("male", "male"), ("female", "female")], max_length=6
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="application",
            name="counted",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("counted__lt", 2)), fields=["id"], name="application_to_count"
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["submitted_at"], name="application_submitted"),
        ),
        migrations.AddIndex(
            model_name="registrationfact",
            index=models.Index(
                fields=["month", "moment"],
                include=("origin", "place", "age", "sex"),
                name="fact_month",
            ),
        ),
        migrations.AddConstraint(
            model_name="registrationfact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("moment__in", ["sent", "approved", "rejected", "lapsed", "withdrawn"])
                ),
                name="fact_moment_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="registrationfact",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin__in", ["online", "counter"])), name="fact_origin_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="registrationfact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "age__in",
                        [
                            "",
                            "under_13",
                            "13_15",
                            "16_17",
                            "18_24",
                            "25_34",
                            "35_44",
                            "45_54",
                            "55_more",
                        ],
                    )
                ),
                name="fact_age_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="registrationfact",
            constraint=models.CheckConstraint(
                condition=models.Q(("sex__in", ["", "male", "female"])), name="fact_sex_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="registrationfact",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1)), name="fact_month_only"
            ),
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
