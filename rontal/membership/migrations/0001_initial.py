"""Tables of applications and members; a trigger refuses to change anonymous counts."""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import rontal.core.clock
import rontal.core.fields
import rontal.imports.states
import rontal.membership.name_words
import rontal.membership.rules.kinds
import rontal.membership.states

COUNTS_NEVER_CHANGE = """
CREATE FUNCTION membership_registrationfact_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'counts are append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER membership_registrationfact_never_changes
    BEFORE UPDATE OR DELETE ON membership_registrationfact
    FOR EACH STATEMENT EXECUTE FUNCTION membership_registrationfact_never_changes();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, unique=True)),
                ('state', models.CharField(choices=[('awaiting_activation', 'awaiting_activation'), ('checking', 'checking'), ('in_review', 'in_review'), ('needs_correction', 'needs_correction'), ('approved', 'approved'), ('rejected', 'rejected'), ('lapsed', 'lapsed'), ('withdrawn', 'withdrawn')], default=rontal.membership.states.ApplicationState['AWAITING_ACTIVATION'], max_length=20)),
                ('origin', models.CharField(choices=[('online', 'online'), ('counter', 'counter'), ('import', 'import')], default=rontal.membership.rules.kinds.Origin['ONLINE'], max_length=10)),
                ('identity_kind', models.CharField(choices=[('ktp', 'ktp'), ('kia', 'kia'), ('stay_permit', 'stay_permit'), ('family_card', 'family_card'), ('student_card', 'student_card')], max_length=20)),
                ('name', models.CharField(max_length=100)),
                ('email', models.EmailField(max_length=254)),
                ('language', models.CharField(default='id', max_length=5)),
                ('nik_hash', models.BinaryField(max_length=32)),
                ('details', rontal.core.fields.SealedJSONField(default=dict)),
                ('resident', models.BooleanField()),
                ('submit_key', models.CharField(max_length=80, unique=True)),
                ('resends', models.PositiveSmallIntegerField(default=0)),
                ('submitted_at', models.DateTimeField()),
                ('activated_at', models.DateTimeField(null=True)),
                ('checked_at', models.DateTimeField(null=True)),
                ('clock_started_at', models.DateTimeField(null=True)),
                ('working_seconds_used', models.PositiveIntegerField(default=0)),
                ('due_at', models.DateTimeField(null=True)),
                ('lapse_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decision_reasons', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('decision_words', models.TextField(blank=True, max_length=1000)),
                ('automatic', models.BooleanField(default=False)),
                ('ended_at', models.DateTimeField(null=True)),
                ('erased_at', models.DateTimeField(null=True)),
                ('counted', models.PositiveSmallIntegerField(default=0)),
                ('card_photo', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.sealedfile')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('extra_document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.sealedfile')),
                ('face_photo', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.sealedfile')),
                ('user', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='application', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, unique=True)),
                ('nik_hash', models.BinaryField(max_length=32)),
                ('name', models.CharField(max_length=100)),
                ('state', models.CharField(choices=[('active', 'active'), ('suspended', 'suspended'), ('expired', 'expired'), ('closed', 'closed')], default=rontal.membership.states.MemberState['ACTIVE'], max_length=20)),
                ('joined_on', models.DateField()),
                ('valid_until', models.DateField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('told_of_end', models.DateField(null=True)),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='member', to='membership.application')),
                ('joined_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joined_from', to='membership.member')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='member', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80, unique=True)),
                ('draft_id', models.UUIDField(unique=True)),
                ('code', models.CharField(max_length=12)),
                ('made_at', models.DateTimeField(default=rontal.core.clock.now)),
            ],
        ),
        migrations.CreateModel(
            name='RememberedColumns',
            fields=[
                ('shape', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('fields', models.JSONField()),
                ('lenient', models.BooleanField(default=False)),
                ('said_at', models.DateTimeField(default=rontal.core.clock.now)),
            ],
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('membership', 'membership'), ('face_comparison', 'face_comparison'), ('news', 'news')], max_length=20)),
                ('by', models.CharField(choices=[('applicant', 'applicant'), ('guardian', 'guardian')], max_length=10)),
                ('text_version', models.CharField(max_length=20)),
                ('given_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('form', models.CharField(choices=[('screen', 'screen'), ('paper', 'paper')], default=rontal.membership.rules.kinds.ConsentForm['SCREEN'], max_length=10)),
                ('signed_on', models.DateField(null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='membership.application')),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('data', rontal.core.fields.SealedJSONField(default=dict)),
                ('language', models.CharField(default='id', max_length=5)),
                ('step', models.CharField(blank=True, max_length=20)),
                ('created_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('updated_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('card_photo', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.sealedfile')),
                ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='correction', to='membership.application')),
                ('extra_document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.sealedfile')),
                ('face_photo', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.sealedfile')),
                ('staff', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='EmailChange',
            fields=[
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='email_change', serialize=False, to='membership.member')),
                ('key', models.UUIDField(default=uuid.uuid4)),
                ('addresses', rontal.core.fields.SealedJSONField()),
                ('token_hash', models.BinaryField(max_length=32, unique=True)),
                ('asked_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='ImportedMember',
            fields=[
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='imported', serialize=False, to='membership.member')),
                ('row_number', models.PositiveIntegerField()),
                ('former_number', models.CharField(blank=True, max_length=60)),
                ('invited_at', models.DateTimeField(null=True)),
                ('claimed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='suspension', serialize=False, to='membership.member')),
                ('reason', models.CharField(choices=[('asked', 'asked'), ('guardian_asked', 'guardian_asked'), ('shared_access', 'shared_access'), ('rules_broken', 'rules_broken'), ('identity_doubted', 'identity_doubted'), ('other', 'other')], max_length=20)),
                ('words', rontal.core.fields.SealedJSONField(default=dict)),
                ('until', models.DateField(db_index=True, null=True)),
                ('since', models.DateTimeField(default=rontal.core.clock.now)),
            ],
        ),
        migrations.CreateModel(
            name='Guardian',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('details', rontal.core.fields.SealedJSONField()),
                ('email_hash', models.BinaryField(db_index=True, default=bytes, max_length=32)),
                ('decides', models.BooleanField()),
                ('asked_at', models.DateTimeField()),
                ('reminders', models.PositiveSmallIntegerField(default=0)),
                ('consented_at', models.DateTimeField(null=True)),
                ('refused_at', models.DateTimeField(null=True)),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='guardian', to='membership.application')),
            ],
        ),
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=100)),
                ('state', models.CharField(choices=[('mapping', 'mapping'), ('checking', 'checking'), ('checked', 'checked'), ('taking', 'taking'), ('done', 'done'), ('undoing', 'undoing'), ('undone', 'undone'), ('refused', 'refused'), ('discarded', 'discarded')], default=rontal.imports.states.ImportState['MAPPING'], max_length=10)),
                ('columns', models.JSONField(default=dict)),
                ('sample', rontal.core.fields.SealedJSONField(default=list)),
                ('shape', models.CharField(max_length=64)),
                ('lenient', models.BooleanField(default=False)),
                ('round', models.PositiveIntegerField(default=0)),
                ('error', models.CharField(blank=True, max_length=40)),
                ('done', models.BigIntegerField(default=0)),
                ('whole', models.BigIntegerField(default=0)),
                ('started_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('checked_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('inviting_since', models.DateTimeField(null=True)),
                ('erased_at', models.DateTimeField(null=True)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.sealedfile')),
                ('staff', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('ready', 'ready'), ('known', 'known'), ('repeated', 'repeated'), ('wrong', 'wrong'), ('taken', 'taken'), ('undone', 'undone')], max_length=10)),
                ('cells', rontal.core.fields.SealedJSONField(null=True)),
                ('problems', models.JSONField(default=list)),
                ('remarks', models.JSONField(default=list)),
                ('number_hash', models.BinaryField(max_length=32)),
                ('nik_hash', models.BinaryField(max_length=32)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='membership.import')),
            ],
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', rontal.core.fields.SealedJSONField()),
                ('at', models.DateTimeField(default=rontal.core.clock.now)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='membership.application')),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('reminder', 'reminder'), ('apology', 'apology')], max_length=10)),
                ('batch', models.UUIDField(db_index=True, null=True)),
                ('due_at', models.DateTimeField()),
                ('new_due_at', models.DateTimeField(null=True)),
                ('at', models.DateTimeField(default=rontal.core.clock.now)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='membership.application')),
            ],
        ),
        migrations.CreateModel(
            name='OneUseLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('activation', 'activation'), ('guardian', 'guardian'), ('claim', 'claim'), ('deletion', 'deletion')], max_length=20)),
                ('token_hash', models.BinaryField(max_length=32, unique=True)),
                ('made_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='membership.application')),
            ],
        ),
        migrations.CreateModel(
            name='RegistrationFact',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField()),
                ('moment', models.CharField(choices=[('sent', 'sent'), ('approved', 'approved'), ('rejected', 'rejected'), ('lapsed', 'lapsed'), ('withdrawn', 'withdrawn')], max_length=10)),
                ('origin', models.CharField(choices=[('online', 'online'), ('counter', 'counter')], max_length=10)),
                ('place', models.CharField(blank=True, max_length=6)),
                ('age', models.CharField(blank=True, choices=[('under_13', 'under_13'), ('13_15', '13_15'), ('16_17', '16_17'), ('18_24', '18_24'), ('25_34', '25_34'), ('35_44', '35_44'), ('45_54', '45_54'), ('55_more', '55_more')], max_length=10)),
                ('sex', models.CharField(blank=True, choices=[('male', 'male'), ('female', 'female')], max_length=6)),
            ],
            options={
                'indexes': [models.Index(fields=['month', 'moment'], include=('origin', 'place', 'age', 'sex'), name='fact_month')],
                'constraints': [models.CheckConstraint(condition=models.Q(('moment__in', ['sent', 'approved', 'rejected', 'lapsed', 'withdrawn'])), name='fact_moment_known'), models.CheckConstraint(condition=models.Q(('origin__in', ['online', 'counter'])), name='fact_origin_known'), models.CheckConstraint(condition=models.Q(('age__in', ['', 'under_13', '13_15', '16_17', '18_24', '25_34', '35_44', '45_54', '55_more'])), name='fact_age_known'), models.CheckConstraint(condition=models.Q(('sex__in', ['', 'male', 'female'])), name='fact_sex_known'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='fact_month_only')],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40)),
                ('filters', models.JSONField(default=dict)),
                ('saved_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='assignment', serialize=False, to='membership.application')),
                ('at', models.DateTimeField(default=rontal.core.clock.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='CaseLease',
            fields=[
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='lease', serialize=False, to='membership.application')),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='CounterVisit',
            fields=[
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='visit', serialize=False, to='membership.application')),
                ('at', models.DateTimeField(default=rontal.core.clock.now)),
                ('saw_card', models.BooleanField()),
                ('in_person', models.BooleanField()),
                ('staff', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['state', 'due_at', 'id'], name='application_queue'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('lapse_at__isnull', False)), fields=['lapse_at'], name='application_lapse'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['nik_hash'], name='application_nik'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(django.db.models.functions.text.Lower('email'), name='application_email'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('ended_at__isnull', False), ('erased_at__isnull', True)), fields=['ended_at'], name='application_to_erase'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(condition=models.Q(('counted__lt', 2)), fields=['id'], name='application_to_count'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['submitted_at'], name='application_submitted'),
        ),
        migrations.AddIndex(
            model_name='application',
            index=models.Index(fields=['state', '-ended_at', '-id'], include=('origin',), name='application_shelf'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(models.F('nik_hash'), django.db.models.functions.text.Lower('email'), condition=models.Q(('state__in', [rontal.membership.states.ApplicationState['AWAITING_ACTIVATION'], rontal.membership.states.ApplicationState['CHECKING'], rontal.membership.states.ApplicationState['IN_REVIEW'], rontal.membership.states.ApplicationState['NEEDS_CORRECTION']])), name='one_open_application_a_person_and_address'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['awaiting_activation', 'checking', 'in_review', 'needs_correction', 'approved', 'rejected', 'lapsed', 'withdrawn'])), name='application_state_known'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('origin__in', ['online', 'counter', 'import'])), name='application_origin_known'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('clock_started_at__isnull', False), ('state__in', [rontal.membership.states.ApplicationState['CHECKING'], rontal.membership.states.ApplicationState['IN_REVIEW']])), models.Q(models.Q(('state__in', [rontal.membership.states.ApplicationState['CHECKING'], rontal.membership.states.ApplicationState['IN_REVIEW']]), _negated=True), ('clock_started_at__isnull', True)), _connector='OR'), name='clock_runs_while_library_works'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', [rontal.membership.states.ApplicationState['AWAITING_ACTIVATION'], rontal.membership.states.ApplicationState['CHECKING'], rontal.membership.states.ApplicationState['IN_REVIEW'], rontal.membership.states.ApplicationState['NEEDS_CORRECTION']])), models.Q(models.Q(('state__in', [rontal.membership.states.ApplicationState['AWAITING_ACTIVATION'], rontal.membership.states.ApplicationState['CHECKING'], rontal.membership.states.ApplicationState['IN_REVIEW'], rontal.membership.states.ApplicationState['NEEDS_CORRECTION']]), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='ended_when_final'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('form', rontal.membership.rules.kinds.ConsentForm['SCREEN']), ('noted_by', None), ('signed_on', None)), models.Q(('form', rontal.membership.rules.kinds.ConsentForm['PAPER']), ('noted_by__isnull', False), ('signed_on__isnull', False)), _connector='OR'), name='paper_consent_says_when_and_by_whom'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('application', 'purpose', 'by'), name='one_consent_a_purpose'),
        ),
        migrations.AddField(
            model_name='importedmember',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='membership.import'),
        ),
        migrations.AddField(
            model_name='suspension',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='member',
            index=django.contrib.postgres.indexes.GinIndex(rontal.membership.name_words.NameWords('name'), name='member_words'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(django.db.models.functions.text.Lower('name'), models.F('id'), name='member_by_name'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(django.db.models.functions.text.Upper('number'), name='member_number'),
        ),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(condition=models.Q(('state', rontal.membership.states.MemberState['ACTIVE'])), fields=['valid_until'], name='member_valid'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('state', rontal.membership.states.MemberState['CLOSED']), _negated=True), models.Q(('nik_hash', b''), _negated=True)), fields=('nik_hash',), name='one_membership_a_person'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['active', 'suspended', 'expired', 'closed'])), name='member_state_known'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.CheckConstraint(condition=models.Q(('joined_into', None), ('state', rontal.membership.states.MemberState['CLOSED']), _connector='OR'), name='joined_member_closed'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['mapping', 'checking', 'checked', 'taking', 'done', 'undoing', 'undone', 'refused', 'discarded'])), name='import_state_known'),
        ),
        migrations.AddConstraint(
            model_name='import',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'taking')), fields=('state',), name='one_import_is_taken_in'),
        ),
        migrations.AddIndex(
            model_name='importrow',
            index=models.Index(fields=['run', 'state', 'number'], name='import_row_state'),
        ),
        migrations.AddIndex(
            model_name='importrow',
            index=models.Index(condition=models.Q(('number_hash', b''), _negated=True), fields=['run', 'number_hash'], name='import_row_same_number'),
        ),
        migrations.AddIndex(
            model_name='importrow',
            index=models.Index(condition=models.Q(('nik_hash', b''), _negated=True), fields=['run', 'nik_hash'], name='import_row_same_nik'),
        ),
        migrations.AddConstraint(
            model_name='importrow',
            constraint=models.UniqueConstraint(fields=('run', 'number'), name='one_row_a_number'),
        ),
        migrations.AddConstraint(
            model_name='importrow',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['ready', 'known', 'repeated', 'wrong', 'taken', 'undone'])), name='import_row_state_known'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(fields=('application', 'kind'), name='one_notice_a_kind'),
        ),
        migrations.AddConstraint(
            model_name='savedview',
            constraint=models.UniqueConstraint(models.F('staff'), django.db.models.functions.text.Lower('name'), name='one_view_a_name_and_clerk'),
        ),
        migrations.AddIndex(
            model_name='importedmember',
            index=models.Index(django.db.models.functions.text.Upper('former_number'), condition=models.Q(('former_number', ''), _negated=True), name='former_number'),
        ),
        migrations.AddIndex(
            model_name='importedmember',
            index=models.Index(condition=models.Q(('claimed_at__isnull', True), ('invited_at__isnull', True)), fields=['run', 'member'], name='imported_to_invite'),
        ),
        migrations.AddConstraint(
            model_name='importedmember',
            constraint=models.UniqueConstraint(fields=('run', 'row_number'), name='one_member_a_row'),
        ),
        migrations.RunSQL("CREATE SEQUENCE membership_member_serial AS bigint", "DROP SEQUENCE membership_member_serial"),
        migrations.RunSQL(COUNTS_NEVER_CHANGE, "DROP FUNCTION membership_registrationfact_never_changes() CASCADE"),
    ]
