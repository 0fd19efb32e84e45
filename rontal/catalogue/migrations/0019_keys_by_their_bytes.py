"""Keys of authorities stand in the order of their bytes, whatever the database sorts by."""

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
