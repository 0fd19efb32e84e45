"""Codes of reading apps that a person agreed to in the browser, and when an app signed in."""

import django.db.models.deletion
from django.db import migrations, models

import rontal.core.clock


class Migration(migrations.Migration):
    """Existing tokens count from this upgrade on. Those of the implicit grant have no refresh
    token and end by themselves.
    """

    dependencies = [
        ('accounts', '0003_rotated_refresh_tokens'),
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
    ]
