"""Tables of calendar, measured steps, service standard and reply templates.

Triggers refuse to change measured times and published standards.
"""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import rontal.core.clock
import rontal.standard.states
from rontal.standard.replies.defaults import REPLIES

TIMES_NEVER_CHANGE = """
CREATE FUNCTION standard_steptime_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'measured times are append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER standard_steptime_never_changes BEFORE UPDATE OR DELETE ON standard_steptime
    FOR EACH STATEMENT EXECUTE FUNCTION standard_steptime_never_changes();
"""
PUBLISHED_NEVER_CHANGES = """
CREATE FUNCTION standard_published_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published standard never changes' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER standard_published_never_changes BEFORE UPDATE OR DELETE
    ON standard_standardversion FOR EACH ROW WHEN (OLD.state = 'published')
    EXECUTE FUNCTION standard_published_never_changes();

CREATE FUNCTION standard_component_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM standard_standardversion
        WHERE id IN (OLD.version_id, NEW.version_id) AND state = 'published';
    IF FOUND THEN
        RAISE EXCEPTION 'a published standard never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER standard_component_never_changes BEFORE INSERT OR UPDATE OR DELETE
    ON standard_standardcomponent FOR EACH ROW
    EXECUTE FUNCTION standard_component_never_changes();
"""


def lock_row(apps, _schema_editor):
    """Inserts the one row that changes of the calendar lock."""
    version = apps.get_model("standard", "CalendarVersion")
    version.objects.get_or_create(pk=1, defaults={"token": uuid.uuid4()})


def reply_templates(apps, _schema_editor):
    """Inserts the reply templates that come with the program; the library can change or retire
    them.
    """
    templates = apps.get_model("standard", "ReplyTemplate")
    versions = apps.get_model("standard", "ReplyVersion")
    for reply in REPLIES:
        versions.objects.create(
            template=templates.objects.create(kind=reply.kind.value),
            number=1,
            name=reply.name,
            reasons=list(reply.reasons),
            words=reply.words,
            words_en=reply.words_en,
            place=reply.place,
        )


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='DayAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(unique=True)),
                ('off', models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name='StepMark',
            fields=[
                ('key', models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                ('made_at', models.DateTimeField(db_index=True, default=rontal.core.clock.now)),
            ],
        ),
        migrations.CreateModel(
            name='WeeklyHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(unique=True)),
                ('week', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='CalendarVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField()),
                ('changed_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='one_calendar')],
            },
        ),
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='closing_ends_after_begin')],
            },
        ),
        migrations.CreateModel(
            name='ReplyTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('correction', 'correction'), ('rejection', 'rejection'), ('ticket', 'ticket')], max_length=20)),
                ('version', models.PositiveIntegerField(default=1)),
                ('retired_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['correction', 'rejection', 'ticket'])), name='reply_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='ReplyVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=80)),
                ('reasons', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('words', models.TextField()),
                ('words_en', models.TextField()),
                ('place', models.PositiveSmallIntegerField(default=100)),
                ('saved_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('saved_by', models.BigIntegerField(null=True)),
                ('template', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='standard.replytemplate')),
            ],
        ),
        migrations.CreateModel(
            name='ReplyUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.CharField(db_index=True, max_length=60)),
                ('at', models.DateTimeField(db_index=True, default=rontal.core.clock.now)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='standard.replyversion')),
            ],
        ),
        migrations.CreateModel(
            name='SpecialHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('week', models.JSONField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='special_hours_end_after_begin')],
            },
        ),
        migrations.CreateModel(
            name='StandardVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(unique=True)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published')], default=rontal.standard.states.StandardState['DRAFT'], max_length=10)),
                ('decree_number', models.CharField(blank=True, max_length=80)),
                ('decree_date', models.DateField(null=True)),
                ('in_force_from', models.DateField(null=True)),
                ('signatory_name', models.CharField(blank=True, max_length=120)),
                ('signatory_office', models.CharField(blank=True, max_length=120)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('started_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('published_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', rontal.standard.states.StandardState['DRAFT'])), fields=('state',), name='one_standard_draft'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'published'])), name='standard_state_known'), models.CheckConstraint(condition=models.Q(('state', rontal.standard.states.StandardState['DRAFT']), models.Q(models.Q(('decree_number', ''), _negated=True), models.Q(('signatory_name', ''), _negated=True), models.Q(('signatory_office', ''), _negated=True), ('decree_date__isnull', False), ('in_force_from__isnull', False), ('published_at__isnull', False)), _connector='OR'), name='published_standard_has_its_decree')],
            },
        ),
        migrations.CreateModel(
            name='StandardComponent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('requirements', 'requirements'), ('procedure', 'procedure'), ('time', 'time'), ('fee', 'fee'), ('product', 'product'), ('complaints', 'complaints'), ('legal-basis', 'legal-basis'), ('facilities', 'facilities'), ('competence', 'competence'), ('supervision', 'supervision'), ('staff-number', 'staff-number'), ('service-guarantee', 'service-guarantee'), ('safety-guarantee', 'safety-guarantee'), ('evaluation', 'evaluation')], max_length=20)),
                ('text', models.TextField(blank=True)),
                ('text_en', models.TextField(blank=True)),
                ('rows', models.JSONField(default=list)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='components', to='standard.standardversion')),
            ],
        ),
        migrations.CreateModel(
            name='StepTime',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('form', 'form'), ('activation', 'activation'), ('decision', 'decision'), ('result_mail', 'result_mail'), ('sign_in', 'sign_in')], max_length=20)),
                ('ended_on', models.DateField()),
                ('seconds', models.PositiveIntegerField()),
                ('working', models.BooleanField()),
                ('promised_seconds', models.PositiveIntegerField()),
                ('kept', models.GeneratedField(db_persist=True, expression=models.Q(('seconds__lte', models.F('promised_seconds'))), output_field=models.BooleanField())),
            ],
            options={
                'indexes': [models.Index(fields=['ended_on', 'step'], include=('seconds', 'kept'), name='step_time_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('step__in', ['form', 'activation', 'decision', 'result_mail', 'sign_in'])), name='step_known')],
            },
        ),
        migrations.AddConstraint(
            model_name='replyversion',
            constraint=models.UniqueConstraint(fields=('template', 'number'), name='one_reply_version'),
        ),
        migrations.AddConstraint(
            model_name='standardcomponent',
            constraint=models.UniqueConstraint(fields=('version', 'part'), name='one_component_a_part'),
        ),
        migrations.AddConstraint(
            model_name='standardcomponent',
            constraint=models.CheckConstraint(condition=models.Q(('part__in', ['requirements', 'procedure', 'time', 'fee', 'product', 'complaints', 'legal-basis', 'facilities', 'competence', 'supervision', 'staff-number', 'service-guarantee', 'safety-guarantee', 'evaluation'])), name='standard_part_known'),
        ),
        migrations.RunSQL(TIMES_NEVER_CHANGE, "DROP FUNCTION standard_steptime_never_changes() CASCADE"),
        migrations.RunSQL(PUBLISHED_NEVER_CHANGES, "DROP FUNCTION standard_published_never_changes() CASCADE; DROP FUNCTION standard_component_never_changes() CASCADE"),
        migrations.RunPython(lock_row, migrations.RunPython.noop),
        migrations.RunPython(reply_templates, migrations.RunPython.noop),
    ]
