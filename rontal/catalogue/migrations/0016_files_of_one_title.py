"""Lets an import add a book file to one title that staff chose."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0015_numbers_of_records")]
    operations = [
        migrations.AddField(
            model_name="import",
            name="title",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="catalogue.title",
            ),
        ),
        migrations.AddIndex(
            model_name="import",
            index=models.Index(
                condition=models.Q(("title__isnull", False)), fields=["title"], name="run_title"
            ),
        ),
        migrations.AlterField(
            model_name="import",
            name="source",
            field=models.CharField(
                choices=[
                    ("records", "records"),
                    ("books", "books"),
                    ("picked", "picked"),
                    ("added", "added"),
                ],
                max_length=10,
            ),
        ),
        migrations.RemoveConstraint(model_name="import", name="run_source_known"),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["records", "books", "picked", "added"])),
                name="run_source_known",
            ),
        ),
    ]
