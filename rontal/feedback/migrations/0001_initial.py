"""Tables of complaints and survey."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rontal.core.clock
import rontal.core.fields
import rontal.feedback.rules.kinds
import rontal.feedback.states


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('core', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Asking',
            fields=[
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('key', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('stop_hash', models.BinaryField(max_length=32, unique=True)),
                ('asked_on', models.DateField(null=True)),
                ('last_event', models.BigIntegerField(default=0)),
                ('declined', models.BooleanField(default=False)),
            ],
            options={
                'db_table': 'feedback_survey_asking',
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField(db_index=True)),
                ('occasion', models.CharField(choices=[('application', 'application'), ('loan', 'loan')], max_length=12)),
                ('u1', models.PositiveSmallIntegerField(choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4')])),
                ('u2', models.PositiveSmallIntegerField(choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4')])),
                ('u3', models.PositiveSmallIntegerField(choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4')])),
                ('u4', models.PositiveSmallIntegerField(choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4')])),
                ('u5', models.PositiveSmallIntegerField(choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4')])),
                ('u6', models.PositiveSmallIntegerField(choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4')])),
                ('u7', models.PositiveSmallIntegerField(choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4')])),
                ('u8', models.PositiveSmallIntegerField(choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4')])),
                ('u9', models.PositiveSmallIntegerField(choices=[(1, '1'), (2, '2'), (3, '3'), (4, '4')])),
                ('age', models.CharField(blank=True, choices=[('under_18', 'under_18'), ('18_24', '18_24'), ('25_34', '25_34'), ('35_44', '35_44'), ('45_54', '45_54'), ('55_more', '55_more')], max_length=20)),
                ('sex', models.CharField(blank=True, choices=[('female', 'female'), ('male', 'male')], max_length=20)),
                ('education', models.CharField(blank=True, choices=[('primary', 'primary'), ('junior', 'junior'), ('senior', 'senior'), ('diploma', 'diploma'), ('bachelor', 'bachelor'), ('master', 'master')], max_length=20)),
                ('work', models.CharField(blank=True, choices=[('student', 'student'), ('civil_servant', 'civil_servant'), ('soldier_or_police', 'soldier_or_police'), ('private', 'private'), ('self_employed', 'self_employed'), ('other', 'other')], max_length=20)),
            ],
            options={
                'db_table': 'feedback_survey_answer',
                'constraints': [models.CheckConstraint(condition=models.Q(('u1__range', (1, 4)), ('u2__range', (1, 4)), ('u3__range', (1, 4)), ('u4__range', (1, 4)), ('u5__range', (1, 4)), ('u6__range', (1, 4)), ('u7__range', (1, 4)), ('u8__range', (1, 4)), ('u9__range', (1, 4))), name='survey_answer_one_to_four'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='survey_answer_month_only')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('occasion', models.CharField(choices=[('application', 'application'), ('loan', 'loan')], max_length=12)),
                ('token_hash', models.BinaryField(max_length=32, unique=True)),
                ('expires_on', models.DateField(db_index=True)),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'feedback_survey_invitation',
            },
        ),
        migrations.CreateModel(
            name='Remark',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField(db_index=True)),
                ('words', rontal.core.fields.SealedJSONField()),
            ],
            options={
                'db_table': 'feedback_survey_remark',
                'constraints': [models.CheckConstraint(condition=models.Q(('month__day', 1)), name='survey_remark_month_only')],
            },
        ),
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, unique=True)),
                ('state', models.CharField(choices=[('received', 'received'), ('in_progress', 'in_progress'), ('answered', 'answered'), ('closed', 'closed')], default=rontal.feedback.states.TicketState['RECEIVED'], max_length=20)),
                ('kind', models.CharField(choices=[('complaint', 'complaint'), ('suggestion', 'suggestion'), ('question', 'question'), ('praise', 'praise')], max_length=20)),
                ('category', models.CharField(choices=[('membership', 'membership'), ('borrowing', 'borrowing'), ('collection', 'collection'), ('app', 'app'), ('staff', 'staff'), ('building', 'building'), ('data', 'data'), ('other', 'other')], max_length=20)),
                ('channel', models.CharField(choices=[('form', 'form'), ('box', 'box'), ('phone', 'phone'), ('chat', 'chat'), ('email', 'email'), ('counter', 'counter')], max_length=20)),
                ('pace', models.CharField(choices=[('quick', 'quick'), ('office', 'office'), ('field', 'field')], max_length=20)),
                ('topic', rontal.core.fields.SealedJSONField()),
                ('reporter', rontal.core.fields.SealedJSONField(null=True)),
                ('has_email', models.BooleanField(default=False)),
                ('email_hash', models.BinaryField(max_length=32, null=True)),
                ('language', models.CharField(default='id', max_length=5)),
                ('submit_key', models.BinaryField(max_length=32, unique=True)),
                ('received_at', models.DateTimeField()),
                ('first_due_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('first_response_at', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('in_time', models.BooleanField(null=True)),
                ('closes_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('set_aside', models.CharField(blank=True, max_length=20)),
                ('reopened_at', models.DateTimeField(null=True)),
                ('rating', models.PositiveSmallIntegerField(null=True)),
                ('news', models.BooleanField(default=False)),
                ('reminded_at', models.DateTimeField(null=True)),
                ('erased_at', models.DateTimeField(null=True)),
                ('handler', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='MailSeen',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.BinaryField(max_length=32, unique=True)),
                ('place', models.CharField(max_length=40)),
                ('outcome', models.CharField(max_length=20)),
                ('at', models.DateTimeField(default=rontal.core.clock.now)),
                ('ticket', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='feedback.ticket')),
            ],
        ),
        migrations.CreateModel(
            name='FollowKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_hash', models.BinaryField(max_length=32, unique=True)),
                ('made_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_keys', to='feedback.ticket')),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('report', 'report'), ('reply', 'reply'), ('answer', 'answer'), ('note', 'note')], max_length=10)),
                ('words', rontal.core.fields.SealedJSONField()),
                ('at', models.DateTimeField(default=rontal.core.clock.now)),
                ('staff', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='feedback.ticket')),
            ],
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.sealedfile')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='feedback.entry')),
                ('ticket', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='feedback.ticket')),
            ],
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.BinaryField(max_length=32)),
                ('expires_at', models.DateTimeField(db_index=True)),
                ('sent_as', models.UUIDField(blank=True, null=True)),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.sealedfile')),
            ],
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['state', 'due_at', 'id'], name='ticket_register'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['handler', 'state', 'due_at'], name='ticket_handler'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(fields=['received_at'], name='ticket_received'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('state', rontal.feedback.states.TicketState['ANSWERED'])), fields=['closes_at'], name='ticket_to_close'),
        ),
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('closed_at__isnull', False), ('erased_at__isnull', True)), fields=['closed_at'], name='ticket_to_erase'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['received', 'in_progress', 'answered', 'closed'])), name='ticket_state_known'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('state', rontal.feedback.states.TicketState['RECEIVED']), ('handler__isnull', False), _connector='OR'), name='ticket_in_progress_has_handler'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', rontal.feedback.states.TicketState['CLOSED'])), models.Q(models.Q(('state', rontal.feedback.states.TicketState['CLOSED']), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='ticket_closed_has_time'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('rating__isnull', True), models.Q(('rating__gte', 1), ('rating__lte', 4)), _connector='OR'), name='ticket_rating_in_range'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('reporter__isnull', False), models.Q(('email_hash__isnull', True), ('has_email', False)), _connector='OR'), name='ticket_address_only_with_reporter'),
        ),
        migrations.AddIndex(
            model_name='mailseen',
            index=models.Index(fields=['outcome', 'at'], name='mail_outcome'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['ticket', 'id'], name='entry_thread'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', [rontal.feedback.rules.kinds.EntryKind['ANSWER'], rontal.feedback.rules.kinds.EntryKind['NOTE']]), ('staff__isnull', False)), ('kind__in', [rontal.feedback.rules.kinds.EntryKind['REPORT'], rontal.feedback.rules.kinds.EntryKind['REPLY']]), _connector='OR'), name='entry_of_staff_names_them'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.UniqueConstraint(fields=('ticket', 'number'), name='attachment_number'),
        ),
        migrations.AddIndex(
            model_name='upload',
            index=models.Index(fields=['form', 'id'], name='upload_form'),
        ),
        migrations.AddConstraint(
            model_name='upload',
            constraint=models.UniqueConstraint(fields=('form', 'sent_as'), name='upload_sent_once'),
        ),
    ]
