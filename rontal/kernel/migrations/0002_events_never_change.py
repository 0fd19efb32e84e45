"""Trigger that refuses to change or delete an event."""

from django.db import migrations

GUARD = """
CREATE FUNCTION kernel_event_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER kernel_event_never_changes BEFORE UPDATE OR DELETE ON kernel_event
    FOR EACH STATEMENT EXECUTE FUNCTION kernel_event_never_changes();
"""
UNGUARD = "DROP FUNCTION kernel_event_never_changes() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
