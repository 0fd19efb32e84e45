"""Drops old columns; adds triggers that fill the change feed."""

import django.db.models.deletion
from django.db import migrations, models

FEED = """
CREATE FUNCTION catalogue_note_titles() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO catalogue_change (title_id) SELECT id FROM written;
    RETURN NULL;
END $$;
CREATE TRIGGER catalogue_title_added AFTER INSERT ON catalogue_title
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION catalogue_note_titles();
CREATE TRIGGER catalogue_title_changed AFTER UPDATE ON catalogue_title
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION catalogue_note_titles();
CREATE TRIGGER catalogue_title_removed AFTER DELETE ON catalogue_title
    REFERENCING OLD TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION catalogue_note_titles();
"""
NO_FEED = "DROP FUNCTION catalogue_note_titles() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_what_was_there")]
    operations = [
        migrations.RemoveIndex(
            model_name="title",
            name="title_isbn",
        ),
        migrations.RemoveField(
            model_name="contributor",
            name="name",
        ),
        migrations.RemoveField(
            model_name="contributor",
            name="sort_name",
        ),
        migrations.RemoveField(
            model_name="title",
            name="identifier",
        ),
        migrations.RemoveField(
            model_name="title",
            name="isbn",
        ),
        migrations.RemoveField(
            model_name="title",
            name="subjects",
        ),
        migrations.AlterField(
            model_name="contributor",
            name="agent",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contributions",
                to="catalogue.agent",
            ),
        ),
        migrations.RunSQL(FEED, NO_FEED),
    ]
