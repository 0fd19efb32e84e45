"""The lease of a case gets its name."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("membership", "0016_deletion_links")]
    operations = [
        migrations.RenameModel("Taking", "CaseLease"),
        migrations.AlterField(
            model_name="caselease",
            name="application",
            field=models.OneToOneField(
                on_delete=models.CASCADE,
                primary_key=True,
                related_name="lease",
                serialize=False,
                to="membership.application",
            ),
        ),
    ]
