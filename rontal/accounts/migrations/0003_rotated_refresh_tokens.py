"""Refresh tokens are exchanged at each use; the former one is remembered to notice its theft."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds columns that are empty for existing tokens: their apps send the password again."""

    dependencies = [
        ('accounts', '0002_seal_second_factors'),
    ]

    operations = [
        migrations.AddField(
            model_name='apptoken',
            name='family',
            field=models.BinaryField(max_length=32, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='apptoken',
            name='former',
            field=models.BinaryField(max_length=32, null=True),
        ),
        migrations.AddField(
            model_name='apptoken',
            name='renewed_at',
            field=models.DateTimeField(null=True),
        ),
    ]
