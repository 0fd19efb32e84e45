"""Tests for the sealed model field: values are decrypted only by `reveal()`."""

import pytest
from django.db import connection

from rontal.config import doctor
from rontal.core import sealed_values
from rontal.core.fields import Sealed, SealedJSONField
from rontal.core.models import SealedFile
from tests.support.membership import factories


def test_stored_value_is_sealed_and_can_be_revealed():
    field = SealedJSONField()
    field.set_attributes_from_name("details")
    field.model = type("M", (), {"_meta": type("Meta", (), {"label_lower": "room.model"})})
    stored = field.get_prep_value({"nik": "5102010101900001"})
    assert b"5102010101900001" not in stored
    value = field.from_db_value(stored, None, None)
    assert isinstance(value, Sealed)
    assert "5102" not in repr(value)
    assert value.reveal() == {"nik": "5102010101900001"}
    assert field.get_prep_value(value) == stored


@pytest.mark.parametrize("value", [None, b"raw"])
def test_none_and_raw_bytes_are_accepted(value):
    assert SealedJSONField().get_prep_value(value) == value


@pytest.mark.django_db
def test_rotation_reseals_columns_and_the_old_key_is_no_longer_needed(settings):
    applications = [factories.submitted(), factories.needs_correction()]
    before = [application.details.reveal() for application in applications]
    settings.SEAL_KEYS = "second:" + "B" * 43 + "=," + settings.SEAL_KEYS
    done = list(sealed_values.rotate())
    assert done[-1][0] == done[-1][1] >= 2
    assert list(sealed_values.rotate()) == []
    assert sealed_values.count_unreadable() == 0
    settings.SEAL_KEYS = "second:" + "B" * 43 + "="
    assert sealed_values.count_unreadable() == 0
    for application, details in zip(applications, before, strict=True):
        application.refresh_from_db()
        assert application.details.reveal() == details


@pytest.mark.django_db
def test_altered_value_is_named_and_does_not_stop_the_rotation(settings):
    altered, whole = factories.submitted(), factories.submitted()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE membership_application SET details = details || 'x'::bytea WHERE id = %s",
            [altered.pk],
        )
    settings.SEAL_KEYS = "second:" + "B" * 43 + "=," + settings.SEAL_KEYS
    shut = [one.shut for one in sealed_values.rotate() if one.shut]
    assert shut == [f"membership.application {altered.pk}"]
    settings.SEAL_KEYS = "second:" + "B" * 43 + "="
    whole.refresh_from_db()
    assert whole.details.reveal()


@pytest.mark.django_db
def test_values_of_a_missing_key_are_counted_and_reported_by_the_doctor(settings):
    factories.submitted()
    assert sealed_values.count_unreadable() == 0
    settings.SEAL_KEYS = "second:" + "B" * 43 + "="
    assert sealed_values.count_unreadable() >= 1
    SealedFile.objects.update(key_id="second")
    assert doctor._seal_keys().level is doctor.Level.FAIL
    assert "values in the database" in doctor._seal_keys().result


def test_sealed_columns_of_every_app_are_found():
    names = {f"{model._meta.label_lower}.{field.name}" for model, field in sealed_values.columns()}
    assert {"membership.application.details", "membership.draft.data"} <= names
