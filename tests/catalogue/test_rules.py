"""Rules: slugs and classes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rontal.catalogue import rules


@given(st.text())
def test_a_slug_fits_an_address(text: str) -> None:
    slug = rules.slug(text)
    assert slug
    assert len(slug) <= 80
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("813", "813"), ("813.54 R", "813"), ("R 813.54 AND", "813"), ("SR-297.1", "297"),
        ("2X4.1", "2"), ("[Fic]", ""), ("Fiksi", ""), ("81", ""), ("8135", ""), ("", ""),
        ("\u0668\u0661\u0663", ""),
    ],
)  # fmt: skip
def test_class_numbers_are_read_from_spine_labels(written: str, number: str) -> None:
    assert rules.class_number(written) == number
