"""Tables of the catalogue; triggers fill the change feed and keep tombstones."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import records.codes
import rontal.catalogue.importing.states
import rontal.catalogue.models.feed
import rontal.catalogue.states
import rontal.core.actors
import rontal.core.clock
import rontal.imports.states

CHANGE_FEED = """
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
TOMBSTONES = """
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


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Agent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('person', 'person'), ('body', 'body'), ('meeting', 'meeting')], default=records.codes.AgentKind['PERSON'], max_length=10)),
                ('name', models.CharField(max_length=300)),
                ('sort_name', models.CharField(max_length=300)),
                ('dates', models.CharField(blank=True, max_length=60)),
                ('key', models.CharField(db_collation='C', max_length=300)),
                ('variants', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), blank=True, default=list, size=None)),
                ('joined_to', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.agent')),
            ],
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title_id', models.BigIntegerField()),
                ('transaction', rontal.catalogue.models.feed.TransactionId(db_default=django.db.models.expressions.RawSQL('pg_current_xact_id()', []))),
                ('noted_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'indexes': [models.Index(fields=['transaction', 'id'], name='change_order')],
            },
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('records', 'records'), ('books', 'books'), ('picked', 'picked'), ('added', 'added')], max_length=10)),
                ('kind', models.CharField(blank=True, max_length=20)),
                ('file_name', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('mapping', 'mapping'), ('checking', 'checking'), ('checked', 'checked'), ('taking', 'taking'), ('done', 'done'), ('undoing', 'undoing'), ('undone', 'undone'), ('refused', 'refused'), ('discarded', 'discarded')], default=rontal.imports.states.ImportState['MAPPING'], max_length=10)),
                ('options', models.JSONField(default=dict)),
                ('columns', models.JSONField(default=dict)),
                ('counts', models.JSONField(default=dict)),
                ('round', models.PositiveIntegerField(default=0)),
                ('number', models.PositiveIntegerField(default=0)),
                ('done', models.BigIntegerField(default=0)),
                ('whole', models.BigIntegerField(default=0)),
                ('error', models.CharField(blank=True, max_length=40)),
                ('started_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('checked_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('erased_at', models.DateTimeField(null=True)),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.sealedfile')),
                ('staff', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ImportFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=300)),
                ('path', models.TextField(blank=True)),
                ('beside', models.TextField(blank=True)),
                ('size', models.BigIntegerField(default=0)),
                ('file', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.sealedfile')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='catalogue.import')),
            ],
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300)),
                ('key', models.CharField(db_collation='C', max_length=300)),
                ('joined_to', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.series')),
            ],
        ),
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('key', models.CharField(db_collation='C', max_length=200)),
                ('joined_to', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.subject')),
            ],
        ),
        migrations.CreateModel(
            name='Title',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(db_index=False, max_length=100)),
                ('title', models.CharField(max_length=500)),
                ('subtitle', models.CharField(blank=True, max_length=500)),
                ('sort_title', models.CharField(max_length=500)),
                ('language', models.CharField(max_length=35)),
                ('publisher', models.CharField(blank=True, max_length=300)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('year', models.SmallIntegerField(null=True)),
                ('edition', models.CharField(blank=True, max_length=200)),
                ('extent', models.CharField(blank=True, max_length=200)),
                ('description', models.TextField(blank=True)),
                ('classification', models.CharField(blank=True, max_length=40)),
                ('series_number', models.CharField(blank=True, max_length=40)),
                ('rights', models.CharField(blank=True, max_length=500)),
                ('audience', models.CharField(choices=[('everyone', 'everyone'), ('children', 'children'), ('young', 'young'), ('adults', 'adults')], default=records.codes.Audience['EVERYONE'], max_length=10)),
                ('age_from', models.SmallIntegerField(null=True)),
                ('age_to', models.SmallIntegerField(null=True)),
                ('accessibility', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('public', 'public'), ('withdrawn', 'withdrawn'), ('joined', 'joined')], default=rontal.catalogue.states.TitleState['PUBLIC'], max_length=10)),
                ('withdrawn_reason', models.CharField(blank=True, max_length=300)),
                ('match_key', models.BigIntegerField(null=True)),
                ('record_number', models.PositiveIntegerField(editable=False, null=True)),
                ('record_digest', models.BigIntegerField(editable=False, null=True)),
                ('added_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('changed_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('joined_to', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.title')),
                ('run', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='titles', to='catalogue.import')),
                ('series', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='titles', to='catalogue.series')),
            ],
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=rontal.core.clock.now)),
                ('actor_kind', models.CharField(choices=[(rontal.core.actors.ActorKind['VISITOR'], rontal.core.actors.ActorKind['VISITOR']), (rontal.core.actors.ActorKind['PERSON'], rontal.core.actors.ActorKind['PERSON']), (rontal.core.actors.ActorKind['STAFF'], rontal.core.actors.ActorKind['STAFF']), (rontal.core.actors.ActorKind['SYSTEM'], rontal.core.actors.ActorKind['SYSTEM'])], max_length=10)),
                ('actor_id', models.BigIntegerField(null=True)),
                ('act', models.CharField(choices=[('created', 'created'), ('edited', 'edited'), ('published', 'published'), ('withdrawn', 'withdrawn'), ('restored', 'restored'), ('joined', 'joined'), ('took_in', 'took_in'), ('cover', 'cover'), ('files', 'files'), ('imported', 'imported'), ('undone', 'undone')], max_length=12)),
                ('changes', models.JSONField(default=dict)),
                ('run', models.BigIntegerField(null=True)),
                ('batch', models.UUIDField(null=True)),
                ('undoes', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='undone_by', to='catalogue.revision')),
                ('title', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='catalogue.title')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(null=True)),
                ('state', models.CharField(choices=[('open', 'open'), ('joined', 'joined'), ('apart', 'apart')], default=rontal.catalogue.importing.states.ProposalState['OPEN'], max_length=10)),
                ('made_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.import')),
                ('newer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.title')),
                ('older', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.title')),
            ],
        ),
        migrations.CreateModel(
            name='Pick',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('note', models.CharField(blank=True, max_length=300)),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('title', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='pick', to='catalogue.title')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('outcome', models.CharField(choices=[('new', 'new'), ('proposed', 'proposed'), ('joined', 'joined'), ('same', 'same'), ('wrong', 'wrong'), ('gone', 'gone'), ('kept', 'kept')], max_length=10)),
                ('codes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), default=list, size=None)),
                ('label', models.CharField(blank=True, max_length=300)),
                ('filled', models.JSONField(null=True)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='catalogue.import')),
                ('title', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.title')),
            ],
        ),
        migrations.AddField(
            model_name='import',
            name='title',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='catalogue.title'),
        ),
        migrations.CreateModel(
            name='Identifier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scheme', models.CharField(max_length=10)),
                ('value', models.CharField(max_length=300)),
                ('title', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='catalogue.title')),
            ],
        ),
        migrations.CreateModel(
            name='Cover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=32)),
                ('height', models.PositiveSmallIntegerField()),
                ('colour', models.CharField(max_length=7)),
                ('ladder', models.PositiveSmallIntegerField(db_default=0, editable=False)),
                ('run', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='covers', to='catalogue.import')),
                ('title', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='cover', to='catalogue.title')),
            ],
        ),
        migrations.CreateModel(
            name='Contributor',
            fields=[
                ('pk', models.CompositePrimaryKey('title', 'position', blank=True, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(max_length=3)),
                ('position', models.PositiveSmallIntegerField()),
                ('printed', models.CharField(blank=True, max_length=300)),
                ('agent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='catalogue.agent')),
                ('title', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='contributors', to='catalogue.title')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='BookFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('format', models.CharField(choices=[('epub', 'epub'), ('pdf', 'pdf'), ('images', 'images')], default=records.codes.Format['EPUB'], max_length=10)),
                ('open_name', models.CharField(blank=True, max_length=100)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('size', models.BigIntegerField()),
                ('pages', models.PositiveIntegerField(null=True)),
                ('package_identifier', models.CharField(blank=True, max_length=500)),
                ('manifest', models.JSONField(default=dict)),
                ('spine', models.JSONField(default=list)),
                ('contents', models.JSONField(default=list)),
                ('fixed_layout', models.BooleanField(default=False)),
                ('right_to_left', models.BooleanField(default=False)),
                ('imported_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('file', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, to='core.sealedfile')),
                ('run', models.ForeignKey(db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='book_files', to='catalogue.import')),
                ('title', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='catalogue.title')),
            ],
        ),
        migrations.CreateModel(
            name='TitleSubject',
            fields=[
                ('pk', models.CompositePrimaryKey('title', 'subject', blank=True, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='titles', to='catalogue.subject')),
                ('title', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='subjects', to='catalogue.title')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Tombstone',
            fields=[
                ('title_id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('language', models.CharField(max_length=35)),
                ('audience', models.CharField(max_length=10)),
                ('classification', models.CharField(blank=True, max_length=40)),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['changed_at', 'title_id'], name='tombstone_changed')],
            },
        ),
        migrations.AddIndex(
            model_name='agent',
            index=models.Index(condition=models.Q(('joined_to__isnull', False)), fields=['joined_to'], name='agent_joined'),
        ),
        migrations.AddConstraint(
            model_name='agent',
            constraint=models.UniqueConstraint(fields=('key',), name='one_agent_a_key'),
        ),
        migrations.AddConstraint(
            model_name='agent',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['person', 'body', 'meeting'])), name='agent_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='importfile',
            constraint=models.UniqueConstraint(fields=('run', 'number'), name='one_run_file_a_number'),
        ),
        migrations.AddIndex(
            model_name='series',
            index=models.Index(condition=models.Q(('joined_to__isnull', False)), fields=['joined_to'], name='series_joined'),
        ),
        migrations.AddConstraint(
            model_name='series',
            constraint=models.UniqueConstraint(fields=('key',), name='one_series_a_key'),
        ),
        migrations.AddIndex(
            model_name='subject',
            index=models.Index(condition=models.Q(('joined_to__isnull', False)), fields=['joined_to'], name='subject_joined'),
        ),
        migrations.AddConstraint(
            model_name='subject',
            constraint=models.UniqueConstraint(fields=('key',), name='one_subject_a_key'),
        ),
        migrations.AddIndex(
            model_name='title',
            index=models.Index(fields=['sort_title', 'id'], name='title_sorted'),
        ),
        migrations.AddIndex(
            model_name='title',
            index=models.Index(fields=['-added_at', '-id'], name='title_newest'),
        ),
        migrations.AddIndex(
            model_name='title',
            index=models.Index(fields=['changed_at', 'id'], name='title_changed'),
        ),
        migrations.AddIndex(
            model_name='title',
            index=models.Index(fields=['match_key'], name='title_match'),
        ),
        migrations.AddIndex(
            model_name='title',
            index=models.Index(condition=models.Q(('run__isnull', False)), fields=['run', 'id'], name='title_run'),
        ),
        migrations.AddIndex(
            model_name='title',
            index=models.Index(fields=['record_digest'], name='title_record'),
        ),
        migrations.AddIndex(
            model_name='title',
            index=models.Index(condition=models.Q(('series__isnull', False)), fields=['series'], name='title_series'),
        ),
        migrations.AddIndex(
            model_name='title',
            index=models.Index(condition=models.Q(('joined_to__isnull', False)), fields=['joined_to'], name='title_joined'),
        ),
        migrations.AddConstraint(
            model_name='title',
            constraint=models.UniqueConstraint(fields=('slug',), name='one_title_a_slug'),
        ),
        migrations.AddConstraint(
            model_name='title',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['everyone', 'children', 'young', 'adults'])), name='known_audience'),
        ),
        migrations.AddConstraint(
            model_name='title',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'public', 'withdrawn', 'joined'])), name='title_state_known'),
        ),
        migrations.AddConstraint(
            model_name='title',
            constraint=models.CheckConstraint(condition=models.Q(('joined_to__isnull', True), ('state', rontal.catalogue.states.TitleState['JOINED']), _connector='XOR'), name='title_joined_to_one'),
        ),
        migrations.AddConstraint(
            model_name='title',
            constraint=models.CheckConstraint(condition=models.Q(('age_from__isnull', True), ('age_to__isnull', True), ('age_to__gte', models.F('age_from')), _connector='OR'), name='title_ages_in_order'),
        ),
        migrations.AddIndex(
            model_name='revision',
            index=models.Index(fields=['title', '-id'], name='revision_of_title'),
        ),
        migrations.AddIndex(
            model_name='revision',
            index=models.Index(condition=models.Q(('batch__isnull', False)), fields=['batch'], name='revision_batch'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['created', 'edited', 'published', 'withdrawn', 'restored', 'joined', 'took_in', 'cover', 'files', 'imported', 'undone'])), name='revision_act_known'),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['id'], name='proposal_open'),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['run'], name='proposal_run'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.UniqueConstraint(fields=('older', 'newer'), name='one_proposal_a_pair'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'joined', 'apart'])), name='proposal_state_known'),
        ),
        migrations.AddConstraint(
            model_name='pick',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='pick_days_in_order'),
        ),
        migrations.AddIndex(
            model_name='importrow',
            index=models.Index(fields=['run', 'outcome', 'number'], name='run_row_outcome'),
        ),
        migrations.AddConstraint(
            model_name='importrow',
            constraint=models.UniqueConstraint(fields=('run', 'number'), name='one_run_row_a_number'),
        ),
        migrations.AddConstraint(
            model_name='importrow',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['new', 'proposed', 'joined', 'same', 'wrong', 'gone', 'kept'])), name='run_row_outcome_known'),
        ),
        migrations.AddIndex(
            model_name='import',
            index=models.Index(condition=models.Q(('title__isnull', False)), fields=['title'], name='run_title'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['mapping', 'checking', 'checked', 'taking', 'done', 'undoing', 'undone', 'refused', 'discarded'])), name='run_state_known'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(('source__in', ['records', 'books', 'picked', 'added'])), name='run_source_known'),
        ),
        migrations.AddIndex(
            model_name='identifier',
            index=models.Index(fields=['value', 'scheme'], name='identifier_value'),
        ),
        migrations.AddConstraint(
            model_name='identifier',
            constraint=models.UniqueConstraint(fields=('title', 'scheme', 'value'), name='one_identifier_a_title'),
        ),
        migrations.AddIndex(
            model_name='cover',
            index=models.Index(condition=models.Q(('run__isnull', False)), fields=['run', 'id'], name='cover_run'),
        ),
        migrations.AddIndex(
            model_name='cover',
            index=models.Index(fields=['digest'], name='cover_digest'),
        ),
        migrations.AddIndex(
            model_name='cover',
            index=models.Index(fields=['ladder', 'id'], name='cover_ladder'),
        ),
        migrations.AddIndex(
            model_name='contributor',
            index=models.Index(condition=models.Q(('printed', ''), _negated=True), fields=['title'], name='contributor_printed'),
        ),
        migrations.AddIndex(
            model_name='bookfile',
            index=models.Index(condition=models.Q(('run__isnull', False)), fields=['run', 'id'], name='file_run'),
        ),
        migrations.AddConstraint(
            model_name='bookfile',
            constraint=models.CheckConstraint(condition=models.Q(('format__in', ['epub', 'pdf', 'images'])), name='file_format_known'),
        ),
        migrations.AddConstraint(
            model_name='bookfile',
            constraint=models.CheckConstraint(condition=models.Q(('file__isnull', True), ('open_name', ''), _connector='XOR'), name='file_sealed_or_open'),
        ),
        migrations.RunSQL(CHANGE_FEED, "DROP FUNCTION catalogue_note_titles() CASCADE"),
        migrations.RunSQL(TOMBSTONES, "DROP FUNCTION catalogue_keep_stones() CASCADE"),
    ]
