"""Seals the secrets of second factors, which were stored in plain text before."""

from typing import Any

from django.db import migrations

KINDS = ("totp", "recovery_codes")


def seal_secrets(apps: Any, _schema_editor: Any) -> None:
    """Seals what is not sealed yet; can be repeated."""
    from rontal.accounts.second_factors import SECRETS, SecondFactorAdapter
    from rontal.core.errors import SealBroken

    adapter = SecondFactorAdapter()
    for row in apps.get_model("mfa", "Authenticator").objects.filter(type__in=KINDS):
        for key in set(SECRETS) & set(row.data):
            try:
                adapter.decrypt(row.data[key])
            except SealBroken:
                row.data[key] = adapter.encrypt(row.data[key])
        row.save(update_fields=["data"])


class Migration(migrations.Migration):
    """Changes no table."""

    dependencies = [
        ("accounts", "0001_initial"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [migrations.RunPython(seal_secrets, migrations.RunPython.noop)]
