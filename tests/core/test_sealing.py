"""Tests for sealing: a sealed value opens unchanged or raises an error."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rontal.core import sealing
from rontal.core.errors import SealBroken

FILE = "0b0e7e0c-0000-0000-0000-000000000000"


def sealed_file(content: bytes) -> bytes:
    return b"".join(sealing.seal_stream(io.BytesIO(content), file_id=FILE))


def opened(sealed: bytes, file_id: str = FILE) -> bytes:
    return sealing.SealedReader(io.BytesIO(sealed), file_id=file_id).read()


@given(st.binary(max_size=300), st.text(max_size=20))
def test_sealed_value_opens_unchanged(plain, context):
    assert sealing.unseal(sealing.seal(plain, context=context), context=context) == plain


@given(st.binary(min_size=1, max_size=60), st.data())
def test_no_bit_of_a_sealed_value_can_be_changed(plain, data):
    sealed = bytearray(sealing.seal(plain, context="c"))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(SealBroken):
        sealing.unseal(bytes(sealed), context="c")


def test_a_value_cannot_be_moved_to_another_column():
    with pytest.raises(SealBroken):
        sealing.unseal(sealing.seal(b"x", context="a.b"), context="a.c")


@pytest.mark.parametrize(
    "size",
    [0, 1, sealing.CHUNK - 1, sealing.CHUNK, sealing.CHUNK + 1, 3 * sealing.CHUNK, 200_000],
)
def test_file_of_any_size_opens_unchanged(size):
    content = bytes(i * 7 % 251 for i in range(size))
    sealed = sealed_file(content)
    assert opened(sealed) == content
    assert content[:40] not in sealed or size < 8


@settings(max_examples=40)
@given(st.integers(0, 150_000), st.integers(0, 70_000))
def test_reading_at_an_offset_returns_that_part(start, length):
    content = bytes(i % 253 for i in range(140_000))
    reader = sealing.SealedReader(io.BytesIO(sealed_file(content)), file_id=FILE)
    reader.seek(start)
    assert io.BufferedReader(reader).read(length) == content[start : start + length]


@pytest.mark.parametrize("cut", [1, 100, sealing.CHUNK + sealing.TAG_BYTES, 2 * sealing.CHUNK])
def test_truncated_file_does_not_open(cut):
    with pytest.raises(SealBroken):
        opened(sealed_file(bytes(3 * sealing.CHUNK))[:-cut])


def test_chunks_cannot_be_swapped():
    sealed = sealed_file(bytes(sealing.CHUNK) + b"\x01" * sealing.CHUNK + b"end")
    step = sealing.CHUNK + sealing.TAG_BYTES
    head = len(sealed) - 2 * step - 3 - sealing.TAG_BYTES
    first, second = sealed[head : head + step], sealed[head + step : head + 2 * step]
    with pytest.raises(SealBroken):
        opened(sealed[:head] + second + first + sealed[head + 2 * step :])


def test_a_file_is_bound_to_its_id():
    with pytest.raises(SealBroken):
        opened(sealed_file(b"x"), file_id="0b0e7e0c-0000-0000-0000-000000000001")


def test_keys_for_derived_data_differ_by_file_and_purpose_and_stay_the_same():
    def keys(sealed: bytes) -> list[bytes]:
        reader = sealing.SealedReader(io.BytesIO(sealed), file_id=FILE)
        return [reader.sub_key("pages"), reader.sub_key("texts")]

    first, second = sealed_file(b"x"), sealed_file(b"x")
    assert keys(first) == keys(first)
    assert len({*keys(first), *keys(second)}) == 4


@given(st.binary(max_size=200))
def test_malformed_data_is_not_a_sealed_file(rubbish):
    with pytest.raises(SealBroken):
        opened(rubbish)


def test_a_missing_key_is_named(settings):
    sealed = sealing.seal(b"x", context="c")
    settings.SEAL_KEYS = "new:" + "A" * 43 + "="
    with pytest.raises(SealBroken) as caught:
        sealing.unseal(sealed, context="c")
    assert caught.value.params == {"key_id": "demo-1"}


@pytest.mark.parametrize("text", ["", "a:b", "a:" + "A" * 44, ":" + "A" * 43 + "="])
def test_a_malformed_key_list_is_refused(text):
    with pytest.raises(ValueError):
        sealing.parse_keys(text)


def test_keyed_hashes_differ_by_purpose_and_key(settings):
    first = sealing.keyed_hash("5102", purpose="nik")
    assert first == sealing.keyed_hash("5102", purpose="nik")
    assert first != sealing.keyed_hash("5102", purpose="email")
    settings.HASH_KEY = "A" * 43 + "="
    assert first != sealing.keyed_hash("5102", purpose="nik")
