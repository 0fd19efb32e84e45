"""Tables of examinations."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import rontal.core.clock
import rontal.core.fields
import rontal.verification.models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('membership', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PhotoReading',
            fields=[
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='core.sealedfile')),
                ('slot', models.CharField(choices=[('card', 'card'), ('face', 'face'), ('extra', 'extra')], max_length=10)),
                ('found', rontal.core.fields.SealedJSONField(null=True)),
                ('hints', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('unable', models.CharField(blank=True, max_length=20)),
                ('milliseconds', models.PositiveIntegerField(default=0)),
                ('at', models.DateTimeField(default=rontal.core.clock.now)),
            ],
        ),
        migrations.CreateModel(
            name='Examination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.PositiveSmallIntegerField()),
                ('recommendation', models.CharField(choices=[('approve', 'approve'), ('look_closer', 'look_closer'), ('ask_correction', 'ask_correction')], max_length=20)),
                ('at', models.DateTimeField(default=rontal.core.clock.now)),
                ('milliseconds', models.PositiveIntegerField(default=0)),
                ('sampled', models.BooleanField(default=False)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='examinations', to='membership.application')),
            ],
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('code', models.CharField(max_length=40)),
                ('level', models.CharField(choices=[('pass', 'pass'), ('warn', 'warn'), ('fail', 'fail'), ('unable', 'unable')], max_length=10)),
                ('evidence', models.JSONField(default=dict)),
                ('examination', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='verification.examination')),
            ],
        ),
        migrations.CreateModel(
            name='PhotoHash',
            fields=[
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='core.sealedfile')),
                ('slot', models.CharField(choices=[('card', 'card'), ('face', 'face'), ('extra', 'extra')], max_length=10)),
                ('bits', rontal.verification.models.BitsField()),
                ('quality', models.PositiveSmallIntegerField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='membership.application')),
            ],
        ),
        migrations.AddConstraint(
            model_name='examination',
            constraint=models.UniqueConstraint(fields=('application', 'run'), name='one_examination_a_run'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(fields=('examination', 'position'), name='one_finding_a_place'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['pass', 'warn', 'fail', 'unable'])), name='finding_level_known'),
        ),
    ]
