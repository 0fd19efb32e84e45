"""Sequence for member numbers."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("membership", "0001_initial")]
    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE membership_member_serial AS bigint",
            "DROP SEQUENCE membership_member_serial",
        )
    ]
