"""Drops the index of record numbers, which are now found without one."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0017_series_are_authorities")]
    operations = [migrations.RemoveIndex(model_name="identifier", name="identifier_record")]
