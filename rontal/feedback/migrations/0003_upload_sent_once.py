"""Adds the id of an uploaded file, so that a file that a browser sends twice is stored once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0002_survey")]

    operations = [
        migrations.AddField("upload", "sent_as", models.UUIDField(blank=True, null=True)),
        migrations.AddConstraint(
            "upload",
            models.UniqueConstraint(fields=("form", "sent_as"), name="upload_sent_once"),
        ),
    ]
