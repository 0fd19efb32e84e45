"""Tables of messages, devices and choices."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rontal.core.clock
import rontal.core.fields
import rontal.notifications.purposes
import rontal.notifications.states


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('catalogue', '0001_initial'),
        ('feedback', '0001_initial'),
        ('membership', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('show_titles', models.BooleanField(default=False)),
                ('declined_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='WhatsAppNumber',
            fields=[
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('number', rontal.core.fields.SealedJSONField()),
            ],
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('endpoint_hash', models.BinaryField(max_length=32, unique=True)),
                ('keys', rontal.core.fields.SealedJSONField()),
                ('family', models.CharField(blank=True, max_length=40)),
                ('created_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('last_success_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ChannelConsent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=10)),
                ('purpose', models.CharField(max_length=20)),
                ('text_version', models.CharField(max_length=20)),
                ('given_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('account', 'channel', 'purpose'), name='one_channel_consent_a_purpose')],
            },
        ),
        migrations.CreateModel(
            name='Choice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(max_length=20)),
                ('channel', models.CharField(max_length=10)),
                ('on', models.BooleanField()),
                ('changed_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('account', 'purpose', 'channel'), name='one_choice_a_purpose')],
            },
        ),
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(default=rontal.core.clock.now)),
                ('agent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.agent')),
                ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='membership.member')),
                ('subject', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.subject')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('member', 'agent', 'subject'), name='followed_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('agent__isnull', True), ('subject__isnull', True), _connector='XOR'), name='follows_one')],
            },
        ),
        migrations.CreateModel(
            name='NewTitle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('found_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('batch', models.UUIDField(null=True)),
                ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='membership.member')),
                ('title', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.title')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('batch', None)), fields=['member'], name='new_title_waits')],
                'constraints': [models.UniqueConstraint(fields=('member', 'title'), name='new_title_told_once')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('channel', models.CharField(db_default='mail', default=rontal.notifications.purposes.ChannelName['MAIL'], max_length=10)),
                ('event_id', models.BigIntegerField()),
                ('state', models.CharField(default=rontal.notifications.states.MessageState['QUEUED'], max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('error', models.CharField(blank=True, max_length=60)),
                ('receipt', models.CharField(blank=True, db_default='', default='', max_length=120)),
                ('created_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('sent_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('application', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='membership.application')),
                ('staff', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ticket', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='feedback.ticket')),
                ('subscription', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='notifications.subscription')),
            ],
            options={
                'indexes': [models.Index(fields=['state', '-id'], name='message_state'), models.Index(condition=models.Q(('receipt', ''), _negated=True), fields=['receipt'], name='message_receipt')],
                'constraints': [models.UniqueConstraint(fields=('event_id', 'kind', 'channel', 'staff', 'subscription'), name='one_message_a_recipient', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('state__in', ['queued', 'sent', 'failed'])), name='message_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('application__isnull', False), ('staff__isnull', True), ('ticket__isnull', True)), models.Q(('application__isnull', True), ('ticket__isnull', False)), models.Q(('application__isnull', True), ('staff__isnull', False), ('ticket__isnull', True)), models.Q(('account__isnull', False), ('application__isnull', True), ('staff__isnull', True), ('ticket__isnull', True)), _connector='OR'), name='message_about_one'), models.CheckConstraint(condition=models.Q(('channel', rontal.notifications.purposes.ChannelName['MAIL']), ('account__isnull', False), _connector='OR'), name='message_off_mail_has_account')],
            },
        ),
    ]
