"""Tables of licences, loans and holds."""

import django.db.models.deletion
from django.db import migrations, models

import rontal.core.clock
import rontal.lending.rules
import rontal.lending.states


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogue', '0001_initial'),
        ('membership', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='KeptHistory',
            fields=[
                ('member', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='kept_history', serialize=False, to='membership.member')),
                ('since', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Licence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('one_copy_one_reader', 'one_copy_one_reader'), ('by_time', 'by_time'), ('by_loans', 'by_loans'), ('concurrent', 'concurrent'), ('in_library', 'in_library'), ('open_access', 'open_access')], default=rontal.lending.rules.LicenceKind['ONE_COPY_ONE_READER'], max_length=30)),
                ('copies', models.PositiveSmallIntegerField()),
                ('ends_at', models.DateTimeField(null=True)),
                ('loans_allowed', models.PositiveIntegerField(null=True)),
                ('identifier', models.CharField(blank=True, db_default='', default='', max_length=200)),
                ('price', models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ('page_mark', models.BooleanField(db_default=False, default=False)),
                ('copy_characters', models.PositiveIntegerField(null=True)),
                ('devices', models.PositiveSmallIntegerField(null=True)),
                ('longest_days', models.PositiveSmallIntegerField(null=True)),
                ('sample_percent', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ('granted_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('noticed_at', models.DateTimeField(null=True)),
                ('ended_because', models.CharField(blank=True, choices=[('mistake', 'mistake'), ('rights', 'rights'), ('replaced', 'replaced')], db_default='', default='', max_length=20)),
                ('title', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='licences', to='catalogue.title')),
            ],
        ),
        migrations.CreateModel(
            name='Loan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('copy', models.PositiveSmallIntegerField()),
                ('serial', models.PositiveIntegerField(null=True)),
                ('in_library', models.BooleanField(db_default=False, default=False)),
                ('renewals', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ('end_reason', models.CharField(blank=True, db_default='', default='', max_length=20)),
                ('copied', models.PositiveIntegerField(db_default=0, default=0)),
                ('reminded_at', models.DateTimeField(null=True)),
                ('state', models.CharField(choices=[('active', 'active'), ('returned', 'returned'), ('expired', 'expired'), ('revoked', 'revoked')], default=rontal.lending.states.LoanState['ACTIVE'], max_length=10)),
                ('started_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('licence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='lending.licence')),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='membership.member')),
                ('title', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='catalogue.title')),
            ],
        ),
        migrations.CreateModel(
            name='Purchase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vendor', models.CharField(max_length=200)),
                ('reference', models.CharField(blank=True, max_length=100)),
                ('currency', models.CharField(max_length=3)),
                ('bought_on', models.DateField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('reference', ''), _negated=True), fields=('vendor', 'reference'), name='one_purchase_an_order')],
            },
        ),
        migrations.AddField(
            model_name='licence',
            name='purchase',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='licences', to='lending.purchase'),
        ),
        migrations.CreateModel(
            name='Sitting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session', models.CharField(max_length=32)),
                ('used_at', models.DateTimeField()),
                ('loan', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='sittings', to='lending.loan')),
            ],
        ),
        migrations.CreateModel(
            name='TitleDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('opened', models.PositiveIntegerField(db_default=0, default=0)),
                ('opened_anew', models.PositiveIntegerField(db_default=0, default=0)),
                ('read_open', models.PositiveIntegerField(db_default=0, default=0)),
                ('read_open_anew', models.PositiveIntegerField(db_default=0, default=0)),
                ('limit_exceeded', models.PositiveIntegerField(db_default=0, default=0)),
                ('no_licence', models.PositiveIntegerField(db_default=0, default=0)),
                ('looked', models.PositiveIntegerField(db_default=0, default=0)),
                ('seen_anew', models.PositiveIntegerField(db_default=0, default=0)),
                ('looked_open', models.PositiveIntegerField(db_default=0, default=0)),
                ('seen_open_anew', models.PositiveIntegerField(db_default=0, default=0)),
                ('title', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.title')),
            ],
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('ready', 'ready'), ('suspended', 'suspended'), ('fulfilled', 'fulfilled'), ('missed', 'missed'), ('cancelled', 'cancelled'), ('dropped', 'dropped')], default=rontal.lending.states.HoldState['WAITING'], max_length=10)),
                ('placed_at', models.DateTimeField()),
                ('copy', models.PositiveSmallIntegerField(null=True)),
                ('ready_until', models.DateTimeField(null=True)),
                ('misses', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ('reminded_at', models.DateTimeField(null=True)),
                ('stranded_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='membership.member')),
                ('title', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='catalogue.title')),
                ('licence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='lending.licence')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', [rontal.lending.states.HoldState['WAITING'], rontal.lending.states.HoldState['READY']])), fields=['title', 'placed_at', 'id'], name='hold_queue'), models.Index(condition=models.Q(('state', rontal.lending.states.HoldState['READY'])), fields=['ready_until'], name='hold_ready_until')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', [rontal.lending.states.HoldState['READY'], rontal.lending.states.HoldState['SUSPENDED'], rontal.lending.states.HoldState['WAITING']])), fields=('member', 'title'), name='one_hold_of_a_title'), models.UniqueConstraint(condition=models.Q(('state', rontal.lending.states.HoldState['READY'])), fields=('licence', 'copy'), name='one_ready_hold_a_copy'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'ready', 'suspended', 'fulfilled', 'missed', 'cancelled', 'dropped'])), name='hold_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', rontal.lending.states.HoldState['READY']), _negated=True), models.Q(('copy__isnull', False), ('licence__isnull', False), ('ready_until__isnull', False)), _connector='OR'), name='ready_hold_keeps_a_copy'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', [rontal.lending.states.HoldState['WAITING'], rontal.lending.states.HoldState['SUSPENDED']]), _negated=True), models.Q(('copy__isnull', True), ('licence__isnull', True), ('ready_until__isnull', True)), _connector='OR'), name='waiting_hold_keeps_no_copy'), models.CheckConstraint(condition=models.Q(('misses__lte', 1), models.Q(('misses', 2), ('state', rontal.lending.states.HoldState['MISSED'])), _connector='OR'), name='hold_is_missed_once')],
            },
        ),
        migrations.CreateModel(
            name='LicenceNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('time', 'time'), ('loans', 'loans')], max_length=10)),
                ('batch', models.UUIDField(db_index=True)),
                ('at', models.DateTimeField(default=rontal.core.clock.now)),
                ('licence', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='lending.licence')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('licence', 'kind'), name='one_notice_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Listed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(default=rontal.core.clock.now)),
                ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='membership.member')),
                ('title', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.title')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('member', 'title'), name='listed_once')],
            },
        ),
        migrations.AddIndex(
            model_name='loan',
            index=models.Index(condition=models.Q(('state', rontal.lending.states.LoanState['ACTIVE'])), fields=['due_at'], name='loan_due'),
        ),
        migrations.AddIndex(
            model_name='loan',
            index=models.Index(condition=models.Q(('state', rontal.lending.states.LoanState['ACTIVE'])), fields=['title'], name='loan_of_title'),
        ),
        migrations.AddIndex(
            model_name='loan',
            index=models.Index(fields=['member', '-started_at'], name='loan_of_member'),
        ),
        migrations.AddIndex(
            model_name='loan',
            index=models.Index(condition=models.Q(models.Q(('state', rontal.lending.states.LoanState['ACTIVE']), _negated=True), ('member__isnull', False)), fields=['ended_at'], name='loan_to_cut_loose'),
        ),
        migrations.AddIndex(
            model_name='loan',
            index=models.Index(fields=['started_at', 'title'], name='loan_popular'),
        ),
        migrations.AddConstraint(
            model_name='loan',
            constraint=models.UniqueConstraint(condition=models.Q(('state', rontal.lending.states.LoanState['ACTIVE'])), fields=('licence', 'copy'), name='one_loan_a_copy'),
        ),
        migrations.AddConstraint(
            model_name='loan',
            constraint=models.UniqueConstraint(condition=models.Q(('state', rontal.lending.states.LoanState['ACTIVE'])), fields=('member', 'title'), name='one_loan_of_a_title'),
        ),
        migrations.AddConstraint(
            model_name='loan',
            constraint=models.UniqueConstraint(condition=models.Q(('serial__isnull', False)), fields=('licence', 'serial'), name='one_loan_a_number'),
        ),
        migrations.AddConstraint(
            model_name='loan',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['active', 'returned', 'expired', 'revoked'])), name='loan_state_known'),
        ),
        migrations.AddConstraint(
            model_name='loan',
            constraint=models.CheckConstraint(condition=models.Q(('copy__gte', 1)), name='loan_of_a_copy'),
        ),
        migrations.AddConstraint(
            model_name='loan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state', rontal.lending.states.LoanState['ACTIVE'])), models.Q(models.Q(('state', rontal.lending.states.LoanState['ACTIVE']), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='loan_ended_when_over'),
        ),
        migrations.AddConstraint(
            model_name='loan',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', rontal.lending.states.LoanState['ACTIVE']), _negated=True), ('member__isnull', False), _connector='OR'), name='running_loan_has_a_member'),
        ),
        migrations.AddIndex(
            model_name='licence',
            index=models.Index(condition=models.Q(('ends_at__isnull', False), ('noticed_at__isnull', True)), fields=['ends_at'], name='licence_ends'),
        ),
        migrations.AddConstraint(
            model_name='licence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('copies', 0), ('kind', rontal.lending.rules.LicenceKind['OPEN_ACCESS'])), models.Q(models.Q(('kind', rontal.lending.rules.LicenceKind['OPEN_ACCESS']), _negated=True), ('copies__gte', 1)), _connector='OR'), name='licence_has_copies'),
        ),
        migrations.AddConstraint(
            model_name='licence',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['one_copy_one_reader', 'by_time', 'by_loans', 'concurrent', 'in_library', 'open_access'])), name='licence_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='licence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', rontal.lending.rules.LicenceKind['BY_TIME']), _negated=True), ('ends_at__isnull', False), _connector='OR'), name='licence_by_time_ends'),
        ),
        migrations.AddConstraint(
            model_name='licence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', rontal.lending.rules.LicenceKind['BY_LOANS']), _negated=True), ('loans_allowed__isnull', False), _connector='OR'), name='licence_by_loans_counts'),
        ),
        migrations.AddConstraint(
            model_name='licence',
            constraint=models.CheckConstraint(condition=models.Q(('loans_allowed__isnull', True), ('loans_allowed__gte', 1), _connector='OR'), name='licence_allows_a_loan'),
        ),
        migrations.AddConstraint(
            model_name='licence',
            constraint=models.CheckConstraint(condition=models.Q(('devices__isnull', True), ('devices__gte', 1), _connector='OR'), name='licence_allows_a_device'),
        ),
        migrations.AddConstraint(
            model_name='licence',
            constraint=models.CheckConstraint(condition=models.Q(('longest_days__isnull', True), ('longest_days__gte', 1), _connector='OR'), name='licence_allows_a_day'),
        ),
        migrations.AddConstraint(
            model_name='licence',
            constraint=models.CheckConstraint(condition=models.Q(('sample_percent__lte', 50)), name='licence_shows_a_part'),
        ),
        migrations.AddConstraint(
            model_name='licence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', [rontal.lending.rules.LicenceKind['ONE_COPY_ONE_READER'], rontal.lending.rules.LicenceKind['OPEN_ACCESS']]), _negated=True), models.Q(('loans_allowed__isnull', True), models.Q(('ends_at__isnull', True), models.Q(('ended_because', ''), _negated=True), _connector='OR')), _connector='OR'), name='perpetual_licence_lasts'),
        ),
        migrations.AddConstraint(
            model_name='licence',
            constraint=models.UniqueConstraint(condition=models.Q(('identifier', ''), _negated=True), fields=('identifier',), name='one_licence_a_number'),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.UniqueConstraint(fields=('loan', 'session'), name='one_sitting_a_session'),
        ),
        migrations.AddIndex(
            model_name='titleday',
            index=models.Index(fields=['day', 'title'], name='title_day'),
        ),
        migrations.AddConstraint(
            model_name='titleday',
            constraint=models.UniqueConstraint(fields=('title', 'day'), name='one_sum_a_day'),
        ),
    ]
