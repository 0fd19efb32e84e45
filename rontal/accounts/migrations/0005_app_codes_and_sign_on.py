"""Codes of reading apps, when an app signed in, and sessions of identity providers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rontal.core.clock


class Migration(migrations.Migration):
    """Existing tokens count from this upgrade on. Those of the implicit grant have no refresh
    token and end by themselves.
    """

    dependencies = [
        ('accounts', '0004_staff_sessions'),
    ]

    operations = [
        migrations.AddField(
            model_name='apptoken',
            name='began_at',
            field=models.DateTimeField(default=rontal.core.clock.now),
        ),
        migrations.CreateModel(
            name='AppCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.BinaryField(max_length=32, unique=True)),
                ('challenge', models.CharField(max_length=43)),
                ('ends_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('app', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='accounts.apppassword')),
            ],
        ),
        migrations.CreateModel(
            name='SignOnSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provider', models.CharField(max_length=30)),
                ('subject', models.CharField(max_length=191)),
                ('sid', models.CharField(blank=True, max_length=255)),
                ('session', models.CharField(max_length=40, unique=True)),
                ('created_at', models.DateTimeField(default=rontal.core.clock.now)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_on_sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['provider', 'subject'], name='sign_on_subject'), models.Index(fields=['provider', 'sid'], name='sign_on_sid')],
            },
        ),
    ]
