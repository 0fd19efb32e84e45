# Written by hand: adds the keyed hashes of the addresses that are already stored.

from django.db import migrations

from rontal.kernel import sealing


def note_addresses(apps, _schema_editor):
    Guardian = apps.get_model("membership", "Guardian")
    for guardian in Guardian.objects.all().iterator():
        email = str(guardian.details.reveal().get("email", "")).strip().lower()
        if email:
            guardian.email_hash = sealing.keyed_hash(email, purpose="guardian")
            guardian.save(update_fields=["email_hash"])


class Migration(migrations.Migration):
    dependencies = [("membership", "0009_members_at_the_desk")]

    operations = [migrations.RunPython(note_addresses, migrations.RunPython.noop)]
