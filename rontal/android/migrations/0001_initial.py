"""Tables of the Android app."""

import django.db.models.deletion
from django.db import migrations, models

import rontal.core.clock


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AppEntry',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('store_address', models.URLField(blank=True, max_length=300)),
                ('built_fingerprint', models.CharField(blank=True, max_length=95)),
                ('built_version', models.CharField(blank=True, max_length=40)),
                ('built_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='one_app_entry')],
            },
        ),
        migrations.CreateModel(
            name='AppCertificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(max_length=95, unique=True)),
                ('signer', models.CharField(choices=[('library', 'library'), ('store', 'store')], max_length=10)),
                ('label', models.CharField(blank=True, max_length=60)),
                ('added_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='android.appentry')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('fingerprint__regex', '^([0-9A-F]{2}:){31}[0-9A-F]{2}$')), name='certificate_is_sha256'), models.CheckConstraint(condition=models.Q(('signer__in', ['library', 'store'])), name='certificate_signer_known')],
            },
        ),
    ]
