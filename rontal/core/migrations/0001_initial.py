"""Tables of the core; triggers refuse to change, delete or truncate events.

Tests, which start with an empty table, set `rontal.begins_anew` on each connection to allow it.
"""

import uuid

import django.contrib.postgres.indexes
from django.db import migrations, models

import rontal.core.actors
import rontal.core.clock

EVENTS_NEVER_CHANGE = """
CREATE FUNCTION core_event_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER core_event_never_changes BEFORE UPDATE OR DELETE ON core_event
    FOR EACH STATEMENT EXECUTE FUNCTION core_event_never_changes();
"""
EVENTS_ARE_NEVER_EMPTIED = """
CREATE FUNCTION core_event_is_never_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('rontal.begins_anew', true) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER core_event_is_never_emptied BEFORE TRUNCATE ON core_event
    FOR EACH STATEMENT EXECUTE FUNCTION core_event_is_never_emptied();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('key', models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                ('count', models.PositiveIntegerField()),
                ('ends_at', models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name='SealedFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.CharField(max_length=30)),
                ('personal', models.BooleanField()),
                ('content_type', models.CharField(max_length=60)),
                ('size', models.BigIntegerField()),
                ('key_id', models.CharField(max_length=40)),
                ('created_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('erased_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('at', models.DateTimeField()),
                ('actor_kind', models.CharField(choices=[(rontal.core.actors.ActorKind['VISITOR'], rontal.core.actors.ActorKind['VISITOR']), (rontal.core.actors.ActorKind['PERSON'], rontal.core.actors.ActorKind['PERSON']), (rontal.core.actors.ActorKind['STAFF'], rontal.core.actors.ActorKind['STAFF']), (rontal.core.actors.ActorKind['SYSTEM'], rontal.core.actors.ActorKind['SYSTEM'])], max_length=10)),
                ('actor_id', models.BigIntegerField(null=True)),
                ('actor_name', models.CharField(blank=True, max_length=60)),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.CharField(max_length=40)),
                ('data', models.JSONField(default=dict)),
            ],
            options={
                'indexes': [models.Index(fields=['subject_type', 'subject_id', 'id'], name='event_subject'), models.Index(fields=['name', 'id'], name='event_name'), models.Index(fields=['actor_id', 'id'], name='event_actor'), django.contrib.postgres.indexes.BrinIndex(fields=['at'], name='event_at')],
            },
        ),
        migrations.RunSQL(EVENTS_NEVER_CHANGE, "DROP FUNCTION core_event_never_changes() CASCADE"),
        migrations.RunSQL(EVENTS_ARE_NEVER_EMPTIED, "DROP FUNCTION core_event_is_never_emptied() CASCADE"),
    ]
