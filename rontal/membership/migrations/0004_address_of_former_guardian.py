from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('membership', '0003_email_reversals'),
    ]

    operations = [
        migrations.AddField(
            model_name='handover',
            name='guardian_hash',
            field=models.BinaryField(default=bytes, max_length=32),
        ),
    ]
