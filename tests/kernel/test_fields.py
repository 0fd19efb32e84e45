"""A sealed column opens only on purpose."""

import pytest

from rontal.kernel.fields import Sealed, SealedJSONField


def test_what_is_stored_is_sealed_and_reveals_the_value():
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
def test_nothing_and_raw_bytes_pass(value):
    assert SealedJSONField().get_prep_value(value) == value
