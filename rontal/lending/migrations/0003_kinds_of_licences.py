"""Adds kinds of licences, purchases, and serial numbers of loans that a licence limits."""

import django.db.models.deletion
from django.db import migrations, models

import rontal.lending.rules

OPEN = """
INSERT INTO lending_licence (title_id, kind, copies, granted_at)
SELECT f.title_id, 'open_access', 0, min(f.imported_at) FROM catalogue_bookfile f
 WHERE f.open_name <> '' GROUP BY f.title_id
"""
"""Grants an open-access licence to titles with open files."""
NO_LONGER = "DELETE FROM lending_licence WHERE kind = 'open_access'"


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0010_fewer_indexes"),
        ("lending", "0002_popular_titles"),
        ("membership", "0015_application_shelf"),
    ]

    operations = [
        migrations.CreateModel(
            name="Purchase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("vendor", models.CharField(max_length=200)),
                ("reference", models.CharField(blank=True, max_length=100)),
                ("currency", models.CharField(max_length=3)),
                ("bought_on", models.DateField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="licence",
            name="licence_has_copies",
        ),
        migrations.RemoveConstraint(
            model_name="licence",
            name="licence_kind_known",
        ),
        migrations.AddField(
            model_name="licence",
            name="ends_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="licence",
            name="identifier",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="licence",
            name="loans_allowed",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="licence",
            name="noticed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="licence",
            name="price",
            field=models.DecimalField(decimal_places=2, max_digits=14, null=True),
        ),
        migrations.AddField(
            model_name="loan",
            name="end_reason",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.AddField(
            model_name="loan",
            name="in_library",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="loan",
            name="renewals",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="loan",
            name="serial",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name="licence",
            name="kind",
            field=models.CharField(
                choices=[
                    ("one_copy_one_reader", "one_copy_one_reader"),
                    ("by_time", "by_time"),
                    ("by_loans", "by_loans"),
                    ("concurrent", "concurrent"),
                    ("in_library", "in_library"),
                    ("open_access", "open_access"),
                ],
                default=rontal.lending.rules.LicenceKind["ONE_COPY_ONE_READER"],
                max_length=30,
            ),
        ),
        migrations.AddConstraint(
            model_name="loan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("serial__isnull", False)),
                fields=("licence", "serial"),
                name="one_loan_a_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="purchase",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reference", ""), _negated=True),
                fields=("vendor", "reference"),
                name="one_purchase_an_order",
            ),
        ),
        migrations.AddField(
            model_name="licence",
            name="purchase",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="licences",
                to="lending.purchase",
            ),
        ),
        migrations.AddIndex(
            model_name="licence",
            index=models.Index(
                condition=models.Q(("ends_at__isnull", False), ("noticed_at__isnull", True)),
                fields=["ends_at"],
                name="licence_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="licence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("copies", 0), ("kind", rontal.lending.rules.LicenceKind["OPEN_ACCESS"])
                    ),
                    models.Q(
                        models.Q(
                            ("kind", rontal.lending.rules.LicenceKind["OPEN_ACCESS"]), _negated=True
                        ),
                        ("copies__gte", 1),
                    ),
                    _connector="OR",
                ),
                name="licence_has_copies",
            ),
        ),
        migrations.AddConstraint(
            model_name="licence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "one_copy_one_reader",
                            "by_time",
                            "by_loans",
                            "concurrent",
                            "in_library",
                            "open_access",
                        ],
                    )
                ),
                name="licence_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="licence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", rontal.lending.rules.LicenceKind["BY_TIME"]), _negated=True),
                    ("ends_at__isnull", False),
                    _connector="OR",
                ),
                name="licence_by_time_ends",
            ),
        ),
        migrations.AddConstraint(
            model_name="licence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", rontal.lending.rules.LicenceKind["BY_LOANS"]), _negated=True),
                    ("loans_allowed__isnull", False),
                    _connector="OR",
                ),
                name="licence_by_loans_counts",
            ),
        ),
        migrations.AddConstraint(
            model_name="licence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("loans_allowed__isnull", True), ("loans_allowed__gte", 1), _connector="OR"
                ),
                name="licence_allows_a_loan",
            ),
        ),
        migrations.AddConstraint(
            model_name="licence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "kind__in",
                            [
                                rontal.lending.rules.LicenceKind["ONE_COPY_ONE_READER"],
                                rontal.lending.rules.LicenceKind["OPEN_ACCESS"],
                            ],
                        ),
                        _negated=True,
                    ),
                    models.Q(("ends_at__isnull", True), ("loans_allowed__isnull", True)),
                    _connector="OR",
                ),
                name="perpetual_licence_lasts",
            ),
        ),
        migrations.AddConstraint(
            model_name="licence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("identifier", ""), _negated=True),
                fields=("identifier",),
                name="one_licence_a_number",
            ),
        ),
        migrations.RunSQL(OPEN, NO_LONGER),
    ]
