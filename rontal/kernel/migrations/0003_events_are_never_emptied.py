"""Trigger that refuses to truncate the table of events.

Tests, which start with an empty table, set `rontal.begins_anew` on each connection to allow it.
"""

from django.db import migrations

GUARD = """
CREATE FUNCTION kernel_event_is_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('rontal.begins_anew', true) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER kernel_event_is_never_emptied BEFORE TRUNCATE ON kernel_event
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_event_is_never_emptied();
"""
UNGUARD = "DROP FUNCTION kernel_event_is_never_emptied() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_events_never_change")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
