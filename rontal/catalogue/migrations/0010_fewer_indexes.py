"""Drops redundant indexes: those for LIKE, which no query uses, and those of empty cells."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0009_search_leaves_the_database"),
    ]

    operations = [
        migrations.AlterField(
            model_name="agent",
            name="joined_to",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalogue.agent",
            ),
        ),
        migrations.AlterField(
            model_name="agent",
            name="key",
            field=models.CharField(max_length=300),
        ),
        migrations.AlterField(
            model_name="series",
            name="key",
            field=models.CharField(max_length=300),
        ),
        migrations.AlterField(
            model_name="subject",
            name="joined_to",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalogue.subject",
            ),
        ),
        migrations.AlterField(
            model_name="subject",
            name="key",
            field=models.CharField(max_length=200),
        ),
        migrations.AlterField(
            model_name="title",
            name="joined_to",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="catalogue.title",
            ),
        ),
        migrations.AlterField(
            model_name="title",
            name="series",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="titles",
                to="catalogue.series",
            ),
        ),
        migrations.AlterField(
            model_name="title",
            name="slug",
            field=models.SlugField(db_index=False, max_length=100),
        ),
        migrations.AddIndex(
            model_name="agent",
            index=models.Index(
                condition=models.Q(("joined_to__isnull", False)),
                fields=["joined_to"],
                name="agent_joined",
            ),
        ),
        migrations.AddIndex(
            model_name="subject",
            index=models.Index(
                condition=models.Q(("joined_to__isnull", False)),
                fields=["joined_to"],
                name="subject_joined",
            ),
        ),
        migrations.AddIndex(
            model_name="title",
            index=models.Index(
                condition=models.Q(("joined_to__isnull", False)),
                fields=["joined_to"],
                name="title_joined",
            ),
        ),
        migrations.AddConstraint(
            model_name="agent",
            constraint=models.UniqueConstraint(fields=("key",), name="one_agent_a_key"),
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.UniqueConstraint(fields=("key",), name="one_series_a_key"),
        ),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.UniqueConstraint(fields=("key",), name="one_subject_a_key"),
        ),
        migrations.AddConstraint(
            model_name="title",
            constraint=models.UniqueConstraint(fields=("slug",), name="one_title_a_slug"),
        ),
    ]
