"""Adds authorities, subjects, series, identifiers, files, states and the change feed."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import rontal.catalogue.models.feed
import rontal.catalogue.rules.codes
import rontal.catalogue.states
import rontal.kernel.clock


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0001_initial"),
        ("kernel", "0003_events_are_never_emptied"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agent",
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
                        choices=[("person", "person"), ("body", "body"), ("meeting", "meeting")],
                        default=rontal.catalogue.rules.codes.AgentKind["PERSON"],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=300)),
                ("sort_name", models.CharField(max_length=300)),
                ("dates", models.CharField(blank=True, max_length=60)),
                ("key", models.CharField(max_length=300, unique=True)),
                (
                    "variants",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=300),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title_id", models.BigIntegerField()),
                (
                    "transaction",
                    rontal.catalogue.models.feed.TransactionId(
                        db_default=django.db.models.expressions.RawSQL("pg_current_xact_id()", [])
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Identifier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scheme", models.CharField(max_length=10)),
                ("value", models.CharField(max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=300)),
                ("key", models.CharField(max_length=300, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("key", models.CharField(max_length=200, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="TitleSubject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.AddField(
            model_name="bookfile",
            name="format",
            field=models.CharField(
                choices=[("epub", "epub"), ("pdf", "pdf"), ("images", "images")],
                default=rontal.catalogue.rules.codes.Format["EPUB"],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="bookfile",
            name="open_name",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="bookfile",
            name="package_identifier",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="bookfile",
            name="pages",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="contributor",
            name="printed",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="title",
            name="age_from",
            field=models.SmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="title",
            name="age_to",
            field=models.SmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="title",
            name="changed_at",
            field=models.DateTimeField(default=rontal.kernel.clock.now),
        ),
        migrations.AddField(
            model_name="title",
            name="edition",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="title",
            name="extent",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="title",
            name="joined_to",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalogue.title",
            ),
        ),
        migrations.AddField(
            model_name="title",
            name="match_key",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="title",
            name="place",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="title",
            name="series_number",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="title",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("public", "public"),
                    ("withdrawn", "withdrawn"),
                    ("joined", "joined"),
                ],
                default=rontal.catalogue.states.TitleState["PUBLIC"],
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="title",
            name="withdrawn_reason",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AlterField(
            model_name="bookfile",
            name="contents",
            field=models.JSONField(default=list),
        ),
        migrations.AlterField(
            model_name="bookfile",
            name="file",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, to="kernel.sealedfile"
            ),
        ),
        migrations.AlterField(
            model_name="bookfile",
            name="manifest",
            field=models.JSONField(default=dict),
        ),
        migrations.AlterField(
            model_name="bookfile",
            name="spine",
            field=models.JSONField(default=list),
        ),
        migrations.AlterField(
            model_name="bookfile",
            name="title",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="files",
                to="catalogue.title",
            ),
        ),
        migrations.AlterField(
            model_name="contributor",
            name="title",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="contributors",
                to="catalogue.title",
            ),
        ),
        migrations.AddConstraint(
            model_name="bookfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("format__in", ["epub", "pdf", "images"])),
                name="file_format_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="bookfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("file__isnull", True), ("open_name", ""), _connector="XOR"),
                name="file_sealed_or_open",
            ),
        ),
        migrations.AddField(
            model_name="agent",
            name="joined_to",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalogue.agent",
            ),
        ),
        migrations.AddField(
            model_name="contributor",
            name="agent",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contributions",
                to="catalogue.agent",
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(fields=["transaction", "id"], name="change_order"),
        ),
        migrations.AddField(
            model_name="identifier",
            name="title",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="identifiers",
                to="catalogue.title",
            ),
        ),
        migrations.AddField(
            model_name="title",
            name="series",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="titles",
                to="catalogue.series",
            ),
        ),
        migrations.AddIndex(
            model_name="title",
            index=models.Index(fields=["changed_at", "id"], name="title_changed"),
        ),
        migrations.AddIndex(
            model_name="title",
            index=models.Index(fields=["match_key"], name="title_match"),
        ),
        migrations.AddIndex(
            model_name="title",
            index=models.Index(
                condition=models.Q(("series__isnull", False)),
                fields=["series"],
                name="title_series",
            ),
        ),
        migrations.AddConstraint(
            model_name="title",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "public", "withdrawn", "joined"])),
                name="title_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="title",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("joined_to__isnull", True),
                    ("state", rontal.catalogue.states.TitleState["JOINED"]),
                    _connector="XOR",
                ),
                name="title_joined_to_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="title",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("age_from__isnull", True),
                    ("age_to__isnull", True),
                    ("age_to__gte", models.F("age_from")),
                    _connector="OR",
                ),
                name="title_ages_in_order",
            ),
        ),
        migrations.AddField(
            model_name="subject",
            name="joined_to",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalogue.subject",
            ),
        ),
        migrations.AddField(
            model_name="titlesubject",
            name="subject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="titles",
                to="catalogue.subject",
            ),
        ),
        migrations.AddField(
            model_name="titlesubject",
            name="title",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="subjects",
                to="catalogue.title",
            ),
        ),
        migrations.AddConstraint(
            model_name="agent",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["person", "body", "meeting"])),
                name="agent_kind_known",
            ),
        ),
        migrations.AddIndex(
            model_name="identifier",
            index=models.Index(fields=["value", "scheme"], name="identifier_value"),
        ),
        migrations.AddConstraint(
            model_name="identifier",
            constraint=models.UniqueConstraint(
                fields=("title", "scheme", "value"), name="one_identifier_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="titlesubject",
            constraint=models.UniqueConstraint(
                fields=("title", "subject"), name="one_subject_a_title"
            ),
        ),
    ]
