"""Measured times of the steps; a trigger refuses to change or delete a row."""

from django.db import migrations, models

import rontal.kernel.clock

GUARD = """
CREATE FUNCTION standard_steptime_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'measured times are append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER standard_steptime_never_changes BEFORE UPDATE OR DELETE ON standard_steptime
    FOR EACH STATEMENT EXECUTE FUNCTION standard_steptime_never_changes();
"""
UNGUARD = "DROP FUNCTION standard_steptime_never_changes() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [
        ("standard", "0001_calendar"),
    ]

    operations = [
        migrations.CreateModel(
            name="StepMark",
            fields=[
                ("key", models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField(db_index=True, default=rontal.kernel.clock.now)),
            ],
        ),
        migrations.CreateModel(
            name="StepTime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("form", "form"),
                            ("activation", "activation"),
                            ("decision", "decision"),
                            ("result_mail", "result_mail"),
                            ("sign_in", "sign_in"),
                        ],
                        max_length=20,
                    ),
                ),
                ("ended_on", models.DateField()),
                ("seconds", models.PositiveIntegerField()),
                ("working", models.BooleanField()),
                ("promised_seconds", models.PositiveIntegerField()),
                (
                    "kept",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Q(("seconds__lte", models.F("promised_seconds"))),
                        output_field=models.BooleanField(),
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["ended_on", "step"],
                        include=("seconds", "kept"),
                        name="step_time_day",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "step__in",
                                ["form", "activation", "decision", "result_mail", "sign_in"],
                            )
                        ),
                        name="step_known",
                    )
                ],
            },
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
