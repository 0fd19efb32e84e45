"""Refresh tokens are exchanged at each use; the former one is remembered to notice its theft."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds two columns that are empty for existing tokens."""

    dependencies = [
        ('accounts', '0002_seal_second_factors'),
    ]

    operations = [
        migrations.AddField(
            model_name='apptoken',
            name='former',
            field=models.BinaryField(max_length=32, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='apptoken',
            name='renewed_at',
            field=models.DateTimeField(null=True),
        ),
    ]
