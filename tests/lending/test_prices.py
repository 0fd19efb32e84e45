"""Tests of parsing prices as people write them."""

from decimal import Decimal

import pytest

from rontal.lending.prices import PriceRefused, price_of


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("150000", "150000"),
        ("150.000", "150000"),
        ("150,000", "150000"),
        ("1.500.000", "1500000"),
        ("1.500.000,00", "1500000"),
        ("1,500,000.50", "1500000.50"),
        ("150000.50", "150000.50"),
        ("150000,5", "150000.5"),
        ("Rp 1.500.000,-", "1500000"),
        ("IDR 99.000", "99000"),
        ("12.50", "12.50"),
        ("0", "0"),
        ("-1", "-1"),
    ],
)
def test_rupiah_are_read_with_their_thousands_and_decimals(text: str, price: str) -> None:
    assert price_of(text, "IDR") == price_of(text, "") == Decimal(price)


def test_empty_price_is_no_price() -> None:
    assert price_of(" ", "IDR") is None


NO_PRICES = [
    "gratis", "1.50.000", "1.500,000", "0.500", "1e5", "12.3456", "NaN", "1.500.50", "٣", "9" * 13,
]  # fmt: skip


@pytest.mark.parametrize("text", NO_PRICES)
def test_invalid_price_is_refused(text: str) -> None:
    with pytest.raises(PriceRefused, match="licence_price_unreadable"):
        price_of(text, "IDR")


def test_ambiguous_price_in_other_money_is_refused() -> None:
    for text in ("12.500", "12,500"):
        with pytest.raises(PriceRefused, match="licence_price_unclear"):
            price_of(text, "USD")
    assert price_of("1,500,000", "USD") == 1_500_000
    assert price_of("12.50", "USD") == Decimal("12.50")
