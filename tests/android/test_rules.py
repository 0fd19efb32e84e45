"""Fingerprints and store addresses as people paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rontal.android import rules
from rontal.core.errors import Invalid

PLAIN = "0123456789abcdef" * 4
WANTED = ":".join(PLAIN.upper()[place : place + 2] for place in range(0, 64, 2))
PACKAGE = "id.go.tabanan.baca"
ADDRESS = f"https://play.google.com/store/apps/details?id={PACKAGE}"


@pytest.mark.parametrize(
    "typed",
    [
        PLAIN,
        WANTED,
        WANTED.lower(),
        WANTED.replace(":", " "),
        WANTED.replace(":", "-"),
        f"  SHA256: {WANTED}\n",
        f"SHA-256 {PLAIN}".replace("SHA-256 ", "SHA-256: "),
        f"SHA256 Fingerprint={WANTED}",
        f"SHA-256 certificate fingerprint: {WANTED}",
        f"sha256 Fingerprint={PLAIN[:32]}\n{PLAIN[32:]}",
        f"\ufeff{WANTED}\u200b",
    ],
)
def test_pasted_forms_are_one_fingerprint(typed: str) -> None:
    assert rules.fingerprint(typed) == WANTED


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "field_required"),
        (" : : ", "field_required"),
        (PLAIN[:-1], "fingerprint_length"),
        (PLAIN + "00", "fingerprint_length"),
        (PLAIN[:40], "fingerprint_sha1"),
        (PLAIN[:-1] + "g", "fingerprint_not_hex"),
        ("<script>alert(1)</script>", "fingerprint_not_hex"),
        (PLAIN[:-1] + "٣", "fingerprint_not_hex"),
        ("a" * 100_000, "fingerprint_length"),
    ],
)
def test_anything_else_is_refused_with_its_reason(typed: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.fingerprint(typed)
    assert refused.value.fields == {"fingerprint": code}


@given(st.text(max_size=200))
def test_no_other_text_is_accepted_as_a_fingerprint(typed: str) -> None:
    try:
        fingerprint = rules.fingerprint(typed)
    except Invalid:
        return
    assert len(fingerprint) == 95
    assert set(fingerprint) <= set("0123456789ABCDEF:")


@pytest.mark.parametrize(
    "typed",
    [
        ADDRESS,
        f"{ADDRESS}&hl=id&gl=ID",
        f"https://play.google.com/store/apps/details?hl=id&id={PACKAGE}#reviews",
        f"play.google.com/store/apps/details?id={PACKAGE}",
        f"  https://PLAY.google.com/store/apps/details/?id={PACKAGE} ",
    ],
)
def test_store_address_is_stored_in_its_short_form(typed: str) -> None:
    assert rules.store_address(typed, PACKAGE) == ADDRESS


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (
            "https://play.google.com.evil.example/store/apps/details?id=a.b",
            "store_address_not_play",
        ),
        ("https://user@play.google.com/store/apps/details?id=a.b", "store_address_not_play"),
        ("http://play.google.com/store/apps/details?id=a.b", "store_address_not_play"),
        ("javascript:alert(1)", "store_address_not_play"),
        ("javascript://play.google.com/store/apps/details?id=a.b", "store_address_not_play"),
        ("https://play.google.com/store/apps/details", "store_address_not_play"),
        ("https://play.google.com/store/search?q=buku", "store_address_not_play"),
        ("https://[::1", "store_address_not_play"),
        (
            "https://play.google.com/store/apps/details?id=com.other.app",
            "store_address_other_package",
        ),
    ],
)
def test_another_address_is_refused_with_its_reason(typed: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.store_address(typed, PACKAGE)
    assert refused.value.fields == {"store_address": code}


def test_empty_address_is_no_address() -> None:
    assert rules.store_address("  ", PACKAGE) == ""
