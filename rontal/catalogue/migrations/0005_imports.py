"""Adds imports, their reports, and proposals for similar titles."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rontal.catalogue.importing.states
import rontal.kernel.clock


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0004_the_feed_of_changes"),
        ("kernel", "0003_events_are_never_emptied"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=300)),
                ("path", models.TextField(blank=True)),
                ("beside", models.TextField(blank=True)),
                ("size", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("proposed", "proposed"),
                            ("joined", "joined"),
                            ("same", "same"),
                            ("wrong", "wrong"),
                            ("gone", "gone"),
                            ("kept", "kept"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "codes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=300)),
                ("filled", models.JSONField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("joined", "joined"), ("apart", "apart")],
                        default=rontal.catalogue.importing.states.ProposalState["OPEN"],
                        max_length=10,
                    ),
                ),
                ("made_at", models.DateTimeField(default=rontal.kernel.clock.now)),
                ("decided_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="title",
            name="record_digest",
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="title",
            name="record_number",
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("records", "records"), ("books", "books"), ("picked", "picked")],
                        max_length=10,
                    ),
                ),
                ("kind", models.CharField(blank=True, max_length=20)),
                ("file_name", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("mapping", "mapping"),
                            ("checking", "checking"),
                            ("checked", "checked"),
                            ("taking", "taking"),
                            ("done", "done"),
                            ("undoing", "undoing"),
                            ("undone", "undone"),
                            ("refused", "refused"),
                            ("discarded", "discarded"),
                        ],
                        default=rontal.catalogue.importing.states.ImportState["MAPPING"],
                        max_length=10,
                    ),
                ),
                ("options", models.JSONField(default=dict)),
                ("columns", models.JSONField(default=dict)),
                ("counts", models.JSONField(default=dict)),
                ("round", models.PositiveIntegerField(default=0)),
                ("number", models.PositiveIntegerField(default=0)),
                ("done", models.BigIntegerField(default=0)),
                ("whole", models.BigIntegerField(default=0)),
                ("error", models.CharField(blank=True, max_length=40)),
                ("started_at", models.DateTimeField(default=rontal.kernel.clock.now)),
                ("checked_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.sealedfile",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="bookfile",
            name="run",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="book_files",
                to="catalogue.import",
            ),
        ),
        migrations.AddField(
            model_name="title",
            name="run",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="titles",
                to="catalogue.import",
            ),
        ),
        migrations.AddIndex(
            model_name="bookfile",
            index=models.Index(
                condition=models.Q(("run__isnull", False)), fields=["run", "id"], name="file_run"
            ),
        ),
        migrations.AddIndex(
            model_name="title",
            index=models.Index(
                condition=models.Q(("run__isnull", False)), fields=["run", "id"], name="title_run"
            ),
        ),
        migrations.AddIndex(
            model_name="title",
            index=models.Index(fields=["record_digest"], name="title_record"),
        ),
        migrations.AddField(
            model_name="importfile",
            name="file",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="kernel.sealedfile",
            ),
        ),
        migrations.AddField(
            model_name="importfile",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="files",
                to="catalogue.import",
            ),
        ),
        migrations.AddField(
            model_name="importrow",
            name="run",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rows",
                to="catalogue.import",
            ),
        ),
        migrations.AddField(
            model_name="importrow",
            name="title",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="catalogue.title",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="newer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="catalogue.title"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="older",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="catalogue.title",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="run",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalogue.import",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "mapping",
                            "checking",
                            "checked",
                            "taking",
                            "done",
                            "undoing",
                            "undone",
                            "refused",
                            "discarded",
                        ],
                    )
                ),
                name="run_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["records", "books", "picked"])),
                name="run_source_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="importfile",
            constraint=models.UniqueConstraint(
                fields=("run", "number"), name="one_run_file_a_number"
            ),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(fields=["run", "outcome", "number"], name="run_row_outcome"),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.UniqueConstraint(
                fields=("run", "number"), name="one_run_row_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome__in", ["new", "proposed", "joined", "same", "wrong", "gone", "kept"])
                ),
                name="run_row_outcome_known",
            ),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(
                condition=models.Q(("state", "open")), fields=["id"], name="proposal_open"
            ),
        ),
        migrations.AddIndex(
            model_name="proposal",
            index=models.Index(fields=["run"], name="proposal_run"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                fields=("older", "newer"), name="one_proposal_a_pair"
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "joined", "apart"])),
                name="proposal_state_known",
            ),
        ),
    ]
