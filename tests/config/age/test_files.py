"""Tests that an age file opens whole or not at all."""

import io
import os
from collections.abc import Callable

import pytest

from rontal.config.age import bech32, errors, header
from rontal.config.age.files import CHUNK, TAG_BYTES, Reader, Writer
from rontal.config.age.header import Stanza
from rontal.config.age.recipients import Identity, Passphrase, PrivateKey, PublicKey

KEY = PrivateKey(b"\x11" * 32)
OTHER = PrivateKey(b"\x22" * 32)
SEALED_CHUNK = CHUNK + TAG_BYTES
THREE_CHUNKS = b"a" * CHUNK + b"b" * CHUNK + b"c" * 1000


def encrypted(content: bytes, *recipients: PublicKey | Passphrase) -> bytes:
    sink = io.BytesIO()
    writer = Writer(sink, recipients or [KEY.public])
    for at in range(0, len(content), 50_000):
        writer.write(content[at : at + 50_000])
    writer.finish()
    return sink.getvalue()


def decrypted(raw: bytes, identity: Identity = KEY) -> bytes:
    return io.BufferedReader(Reader(io.BytesIO(raw), identity)).read()


def payload_at(raw: bytes) -> int:
    """Returns the place of the first chunk."""
    return raw.index(b"\n--- ") + len("\n--- ") + 43 + 1 + 16


@pytest.fixture(scope="module")
def raw() -> bytes:
    return encrypted(THREE_CHUNKS)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7])
def test_content_of_any_size_returns(size: int) -> None:
    content = os.urandom(size)
    made = encrypted(content)
    assert decrypted(made) == content
    assert len(made) == payload_at(made) + size + TAG_BYTES * max(1, -(-size // CHUNK))


def test_each_recipient_opens_and_nobody_else() -> None:
    made = encrypted(b"leaf", KEY.public, OTHER.public)
    assert decrypted(made) == decrypted(made, OTHER) == b"leaf"
    with pytest.raises(errors.WrongKey, match="encrypted to another key"):
        decrypted(made, PrivateKey.generate())


@pytest.mark.whole
def test_passphrase_opens_and_no_other() -> None:
    made = encrypted(b"leaf", Passphrase("lontar palm leaf"))
    assert decrypted(made, Passphrase("lontar palm leaf")) == b"leaf"
    with pytest.raises(errors.WrongPassphrase, match="does not open with this passphrase"):
        decrypted(made, Passphrase("lontar palm lead"))
    with pytest.raises(errors.WrongKey):
        decrypted(made, KEY)


def test_passphrase_is_the_only_recipient() -> None:
    with pytest.raises(ValueError, match="only recipient"):
        Writer(io.BytesIO(), [KEY.public, Passphrase("lontar palm leaf")])


def test_every_altered_byte_of_the_header_is_seen() -> None:
    made = encrypted(b"leaf", KEY.public, OTHER.public)
    for at in range(payload_at(made)):
        altered = made[:at] + bytes([made[at] ^ 1]) + made[at + 1 :]
        with pytest.raises(errors.AgeError):
            decrypted(altered)


@pytest.mark.parametrize("chunk", [0, 1, 2])
@pytest.mark.parametrize("inside", [0, 500, -1])
def test_altered_bit_of_each_chunk_is_seen(raw: bytes, chunk: int, inside: int) -> None:
    start = payload_at(raw) + chunk * SEALED_CHUNK
    end = min(start + SEALED_CHUNK, len(raw))
    at = range(start, end)[inside]
    altered = raw[:at] + bytes([raw[at] ^ 0x80]) + raw[at + 1 :]
    with pytest.raises(errors.PayloadDamaged, match=f"{chunk * SEALED_CHUNK} bytes behind"):
        decrypted(altered)


@pytest.mark.parametrize("chunks", [0, 1, 2])
def test_file_cut_between_chunks_is_named_cut_off(raw: bytes, chunks: int) -> None:
    with pytest.raises(errors.Truncated, match="is cut off: its end is missing"):
        decrypted(raw[: payload_at(raw) + chunks * SEALED_CHUNK])


def test_file_cut_anywhere_is_refused(raw: bytes) -> None:
    for length in [*range(payload_at(raw)), *range(payload_at(raw), len(raw), 997), len(raw) - 1]:
        with pytest.raises(errors.AgeError, match="cut off"):
            decrypted(raw[:length])


def test_no_byte_is_returned_before_its_chunk_is_authentic(raw: bytes) -> None:
    at = payload_at(raw) + SEALED_CHUNK + 5
    reader = Reader(io.BytesIO(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]), KEY)
    assert reader.read(10 * CHUNK) == b"a" * CHUNK
    with pytest.raises(errors.PayloadDamaged):
        reader.read(1)


def test_moved_doubled_and_missing_chunks_are_seen(raw: bytes) -> None:
    start = payload_at(raw)
    head, first = raw[:start], raw[start : start + SEALED_CHUNK]
    second, last = raw[start + SEALED_CHUNK :][:SEALED_CHUNK], raw[start + 2 * SEALED_CHUNK :]
    for chunks in ([second, first, last], [first, first, second, last], [first, last]):
        with pytest.raises(errors.PayloadDamaged, match="moved|last part"):
            decrypted(head + b"".join(chunks))


@pytest.mark.parametrize("added", [b"x", b"\0" * SEALED_CHUNK])
def test_data_behind_the_end_are_seen(added: bytes) -> None:
    full = encrypted(b"a" * CHUNK)
    with pytest.raises(errors.Appended, match="added behind its end"):
        decrypted(full + added)
    with pytest.raises(errors.PayloadDamaged):
        decrypted(encrypted(b"short") + added)


def test_payload_of_another_file_is_refused(raw: bytes) -> None:
    other = encrypted(THREE_CHUNKS)
    with pytest.raises(errors.PayloadDamaged):
        decrypted(raw[: payload_at(raw) - 16] + other[payload_at(other) - 16 :])


@pytest.mark.parametrize("work", ["21", "64", "99999999999999999999"])
def test_passphrase_that_takes_too_much_memory_is_refused_unasked(work: str) -> None:
    file_key = b"k" * 16
    stanza = Stanza("scrypt", (header.encode64(b"s" * 16), work), b"b" * 32)
    bomb = header.serialize([stanza], file_key) + b"n" * 100
    with pytest.raises(errors.TooMuchWork, match="exhaust this machine's memory"):
        decrypted(bomb, Passphrase("lontar palm leaf"))


@pytest.mark.parametrize(
    "start",
    [b"PGDMP", b"age-encryption.org/v2\n", b"age-encryption.org/v1\r\n"],
)
def test_other_file_is_named(start: bytes) -> None:
    with pytest.raises(errors.NotAge, match="not an age file"):
        decrypted(start + b"x" * 100)


def test_endless_header_is_refused_early() -> None:
    class Endless(io.RawIOBase):
        served = 0

        def readinto(self, buffer: bytearray) -> int:
            buffer[:] = b"A" * len(buffer)
            self.served += len(buffer)
            return len(buffer)

        def readable(self) -> bool:
            return True

    source = Endless()
    with pytest.raises(errors.HeaderDamaged, match="too long"):
        header.read(io.BufferedReader(_Joined(header.VERSION, source)))
    assert source.served < 4 * header.MAX_HEADER_BYTES


class _Joined(io.RawIOBase):
    def __init__(self, start: bytes, rest: io.RawIOBase) -> None:
        self._start, self._rest = start, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:
        if self._start:
            part, self._start = self._start[: len(buffer)], self._start[len(buffer) :]
            buffer[: len(part)] = part
            return len(part)
        return self._rest.readinto(buffer) or 0


@pytest.mark.parametrize("kind", [PrivateKey, PublicKey])
def test_keys_are_read_as_they_are_written(kind: Callable[..., object]) -> None:
    key = PrivateKey.generate()
    assert PrivateKey.parse(f" {key.text()}\n") == key
    assert PublicKey.parse(str(key.public)) == key.public
    assert key.text() not in repr(key)
    assert "lontar" not in repr(Passphrase("lontar palm leaf"))


def test_typo_in_a_key_is_seen() -> None:
    text = str(KEY.public)
    for at in range(len(text)):
        with pytest.raises(ValueError):
            PublicKey.parse(text[:at] + ("q" if text[at] != "q" else "p") + text[at + 1 :])
    for wrong in ("", "age1", text[:-1], text.replace("q", "Q"), KEY.text(), "age1ü" + text[5:]):
        with pytest.raises(ValueError):
            PublicKey.parse(wrong)


def test_keys_of_the_specification() -> None:
    """The pairs of keys that BIP 173 and the specification of age give as examples."""
    assert bech32.decode("A12UEL5L") == ("a", b"")
    private = PrivateKey.parse(
        "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
    )
    assert private.raw == b"B" * 32
    public = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
    assert str(private.public) == public
