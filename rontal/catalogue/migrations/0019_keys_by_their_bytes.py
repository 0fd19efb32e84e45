"""Gives keys of authorities the collation "C", whatever the database's own is."""

from django.db import migrations, models

LENGTHS = (("agent", 300), ("subject", 200), ("series", 300))


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0018_numbers_without_an_index")]
    operations = [
        migrations.AlterField(
            model_name=model,
            name="key",
            field=models.CharField(max_length=length, db_collation="C"),
        )
        for model, length in LENGTHS
    ]
