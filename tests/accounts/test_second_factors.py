"""Tests that the database alone does not reveal second factors."""

import base64
import json
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.apps import apps
from django.test.utils import override_settings

from rontal.accounts import second_factors
from rontal.accounts.models import User
from rontal.core import sealing
from rontal.core.errors import SealBroken
from tests.support.accounts.factories import person

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"
OTHER_KEY = "other:" + base64.b64encode(b"k" * 32).decode()


def stored() -> str:
    return json.dumps(list(Authenticator.objects.values_list("data", flat=True)))


@pytest.fixture
def user() -> User:
    owner = person()
    totp.TOTP.activate(owner, SECRET)
    RecoveryCodes.activate(owner)
    return owner


def code_is_right(owner: User) -> bool:
    row = Authenticator.objects.get(user=owner, type=Authenticator.Type.TOTP)
    (code, *_rest) = totp.yield_hotp_counters_from_time()
    text = totp.format_hotp_value(totp.hotp_value(SECRET, code))
    return bool(row.wrap().validate_code(text))


def recovery_codes(owner: User) -> list[str]:
    return RecoveryCodes.activate(owner).get_unused_codes()


def test_the_database_has_no_readable_secret(user: User) -> None:
    codes = recovery_codes(user)
    assert SECRET not in stored()
    assert not [code for code in codes if code in stored()]
    assert len(codes) == 10
    assert code_is_right(user)


def test_rotation_seals_secrets_with_the_active_key(user: User) -> None:
    codes = recovery_codes(user)
    before = stored()
    with override_settings(SEAL_KEYS=f"{OTHER_KEY},{settings_keys()}"):
        assert [(one.done, one.total, one.shut) for one in second_factors.rotate()] == [
            (1, 2, ""),
            (2, 2, ""),
        ]
        assert not list(second_factors.rotate())
    assert before != stored()
    assert second_factors.count_unreadable() == 2
    with override_settings(SEAL_KEYS=OTHER_KEY):
        assert second_factors.count_unreadable() == 0
        assert recovery_codes(user) == codes
        assert code_is_right(user)


def test_a_code_used_during_the_rotation_is_sealed_by_the_active_key_at_its_end(
    user: User,
) -> None:
    with override_settings(SEAL_KEYS=f"{OTHER_KEY},{settings_keys()}"):
        before = list(Authenticator.objects.order_by("pk"))
        rotation = second_factors.rotate()
        next(rotation)
        before[0].save()  # as allauth does with a row that it read before
        assert len(list(rotation)) == 2
    with override_settings(SEAL_KEYS=OTHER_KEY):
        assert second_factors.count_unreadable() == 0


def test_rotation_names_what_no_key_opens_and_leaves_it(user: User) -> None:
    before = stored()
    with override_settings(SEAL_KEYS=OTHER_KEY):
        shut = [one.shut for one in second_factors.rotate()]
        with pytest.raises(SealBroken):
            recovery_codes(user)
    assert len(shut) == 2
    assert all(shut)
    assert stored() == before


def test_migration_seals_plain_secrets_once(user: User) -> None:
    row = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    row.data = {"secret": SECRET}
    row.save()
    migration = import_module("rontal.accounts.migrations.0002_seal_second_factors")
    migration.seal_secrets(apps, None)
    sealed = stored()
    assert SECRET not in sealed
    migration.seal_secrets(apps, None)
    assert stored() == sealed
    assert code_is_right(user)


def settings_keys() -> str:
    ring = sealing.ring()
    return ",".join(f"{key}:{base64.b64encode(raw).decode()}" for key, raw in ring.keys.items())
