"""Adds tombstones, so that protocols can report deleted titles."""

from django.db import migrations, models

STONES = """
CREATE FUNCTION catalogue_keep_stones() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO catalogue_tombstone (title_id, language, audience, classification, changed_at)
    SELECT id, language, audience, classification, clock_timestamp() FROM gone
    WHERE state <> 'draft';
    RETURN NULL;
END $$;
CREATE TRIGGER catalogue_title_gone AFTER DELETE ON catalogue_title
    REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION catalogue_keep_stones();
"""
NO_STONES = "DROP FUNCTION catalogue_keep_stones() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0005_imports")]
    operations = [
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                ("title_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("language", models.CharField(max_length=35)),
                ("audience", models.CharField(max_length=10)),
                ("classification", models.CharField(blank=True, max_length=40)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["changed_at", "title_id"], name="tombstone_changed")
                ]
            },
        ),
        migrations.RunSQL(STONES, NO_STONES),
    ]
