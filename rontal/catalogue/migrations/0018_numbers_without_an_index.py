"""Numbers of records are looked for without an index of their own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0017_series_are_authorities")]
    operations = [migrations.RemoveIndex(model_name="identifier", name="identifier_record")]
