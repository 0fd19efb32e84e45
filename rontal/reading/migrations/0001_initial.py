"""Tables of reading positions and marks."""

import django.db.models.deletion
from django.db import migrations, models

import rontal.core.clock
import rontal.core.fields


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogue', '0001_initial'),
        ('lending', '0001_initial'),
        ('membership', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Lease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('device', models.UUIDField()),
                ('since', models.DateTimeField(default=rontal.core.clock.now)),
                ('loan', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='lending.loan')),
            ],
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField()),
                ('kind', models.CharField(choices=[('bookmark', 'bookmark'), ('highlight', 'highlight')], max_length=10)),
                ('cfi', models.CharField(blank=True, max_length=1000)),
                ('fraction', models.FloatField(default=0)),
                ('colour', models.CharField(blank=True, choices=[('yellow', 'yellow'), ('green', 'green'), ('blue', 'blue'), ('pink', 'pink')], max_length=10)),
                ('words', rontal.core.fields.SealedJSONField(null=True)),
                ('made_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(null=True)),
                ('member', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='membership.member')),
                ('title', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.title')),
            ],
            options={
                'indexes': [models.Index(fields=['member', 'title'], name='marks_in_a_book')],
                'constraints': [models.UniqueConstraint(fields=('member', 'key'), name='one_mark_a_key'), models.CheckConstraint(condition=models.Q(('fraction__gte', 0), ('fraction__lte', 1)), name='mark_in_the_book'), models.CheckConstraint(condition=models.Q(('removed_at', None), models.Q(('cfi', ''), ('words', None)), _connector='OR'), name='removed_marks_say_nothing')],
            },
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cfi', models.CharField(max_length=1000)),
                ('fraction', models.FloatField()),
                ('updated_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('device', models.CharField(blank=True, db_default='', default='', max_length=36)),
                ('seconds', models.PositiveIntegerField(db_default=0, default=0)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='positions', to='membership.member')),
                ('title', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='catalogue.title')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('member', 'title'), name='one_place_a_book'), models.CheckConstraint(condition=models.Q(('fraction__gte', 0), ('fraction__lte', 1)), name='place_in_the_book')],
            },
        ),
    ]
