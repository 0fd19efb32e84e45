"""Removes search from the database, as it has its own index; feed rows get a time."""

from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0008_the_desk")]
    operations = [
        migrations.RemoveIndex(model_name="title", name="title_search"),
        migrations.RemoveField(model_name="title", name="search"),
        migrations.AddField(
            model_name="change",
            name="noted_at",
            field=models.DateTimeField(db_default=Now()),
        ),
    ]
