"""Versions of the service standard; triggers refuse to change or delete a published one."""

import django.db.models.deletion
from django.db import migrations, models

import rontal.kernel.clock
import rontal.standard.states

GUARD = """
CREATE FUNCTION standard_published_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published standard never changes' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER standard_published_never_changes BEFORE UPDATE OR DELETE
    ON standard_standardversion FOR EACH ROW WHEN (OLD.state = 'published')
    EXECUTE FUNCTION standard_published_never_changes();

CREATE FUNCTION standard_component_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM standard_standardversion
        WHERE id IN (OLD.version_id, NEW.version_id) AND state = 'published';
    IF FOUND THEN
        RAISE EXCEPTION 'a published standard never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER standard_component_never_changes BEFORE INSERT OR UPDATE OR DELETE
    ON standard_standardcomponent FOR EACH ROW
    EXECUTE FUNCTION standard_component_never_changes();
"""
UNGUARD = """
DROP FUNCTION standard_published_never_changes() CASCADE;
DROP FUNCTION standard_component_never_changes() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("standard", "0002_measured_steps"),
    ]

    operations = [
        migrations.CreateModel(
            name="StandardVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("published", "published")],
                        default=rontal.standard.states.StandardState["DRAFT"],
                        max_length=10,
                    ),
                ),
                ("decree_number", models.CharField(blank=True, max_length=80)),
                ("decree_date", models.DateField(null=True)),
                ("in_force_from", models.DateField(null=True)),
                ("signatory_name", models.CharField(blank=True, max_length=120)),
                ("signatory_office", models.CharField(blank=True, max_length=120)),
                ("revision", models.PositiveIntegerField(default=0)),
                ("started_at", models.DateTimeField(default=rontal.kernel.clock.now)),
                ("published_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state", rontal.standard.states.StandardState["DRAFT"])
                        ),
                        fields=("state",),
                        name="one_standard_draft",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "published"])),
                        name="standard_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", rontal.standard.states.StandardState["DRAFT"]),
                            models.Q(
                                models.Q(("decree_number", ""), _negated=True),
                                models.Q(("signatory_name", ""), _negated=True),
                                models.Q(("signatory_office", ""), _negated=True),
                                ("decree_date__isnull", False),
                                ("in_force_from__isnull", False),
                                ("published_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="published_standard_has_its_decree",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StandardComponent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("requirements", "requirements"),
                            ("procedure", "procedure"),
                            ("time", "time"),
                            ("fee", "fee"),
                            ("product", "product"),
                            ("complaints", "complaints"),
                            ("legal-basis", "legal-basis"),
                            ("facilities", "facilities"),
                            ("competence", "competence"),
                            ("supervision", "supervision"),
                            ("staff-number", "staff-number"),
                            ("service-guarantee", "service-guarantee"),
                            ("safety-guarantee", "safety-guarantee"),
                            ("evaluation", "evaluation"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("text_en", models.TextField(blank=True)),
                ("rows", models.JSONField(default=list)),
                ("revision", models.PositiveIntegerField(default=0)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="components",
                        to="standard.standardversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "part"), name="one_component_a_part"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "part__in",
                                [
                                    "requirements",
                                    "procedure",
                                    "time",
                                    "fee",
                                    "product",
                                    "complaints",
                                    "legal-basis",
                                    "facilities",
                                    "competence",
                                    "supervision",
                                    "staff-number",
                                    "service-guarantee",
                                    "safety-guarantee",
                                    "evaluation",
                                ],
                            )
                        ),
                        name="standard_part_known",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
