"""Tests for phone numbers in international form."""

import pytest

from rontal.core.phones import chat_address, international


@pytest.mark.parametrize(
    ("written", "called"),
    [
        ("0821-4574-5539", "+6282145745539"),
        ("(0361) 811 057", "+62361811057"),
        ("+62 812 3456", "+628123456"),
        ("62812 3456", "+628123456"),
        ("+65 6123 4567", "+6561234567"),
    ],
)
def test_a_number_is_called_with_its_country(written: str, called: str) -> None:
    assert international(written) == called


def test_chat_link_has_the_number_without_its_plus() -> None:
    assert chat_address("0821-4574-5539") == "https://wa.me/6282145745539"
