"""Trigger function that sends a change notification to the connection that changes a row, and to
other machines if asked.

Arguments: the topic (`kernel.bell.Topic`), and "abroad" when other machines are notified, too.
"""

from django.db import migrations

RING = """
CREATE FUNCTION kernel_ring() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE NOTICE '%', TG_ARGV[0] USING ERRCODE = 'RB001';
    IF TG_ARGV[1] = 'abroad' THEN
        PERFORM pg_notify('rontal', TG_ARGV[0]);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER kernel_event_rings AFTER INSERT ON kernel_event
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_ring('events', 'here');
"""
SILENT = "DROP FUNCTION kernel_ring() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_events_are_never_emptied")]
    operations = [migrations.RunSQL(RING, SILENT)]
