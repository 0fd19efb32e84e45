"""Tests against the program age and the test files of its project."""

import hashlib
import io
import os
from pathlib import Path

import pytest

from rontal.config.age import errors
from rontal.config.age.files import CHUNK, Reader, Writer
from rontal.config.age.recipients import Identity, Passphrase, PrivateKey, Recipient
from tests.support.config import foreign_age as foreign

KEY = PrivateKey(b"\x11" * 32)
SIZES = [0, 1, CHUNK, CHUNK + 1, 5 * CHUNK + 3]


def write(path: Path, content: bytes, recipient: Recipient) -> None:
    with path.open("wb") as sink:
        writer = Writer(sink, [recipient])
        writer.write(content)
        writer.finish()


def read(path: Path, identity: Identity) -> bytes:
    with path.open("rb") as source:
        return io.BufferedReader(Reader(source, identity)).read()


@foreign.program_needed
@pytest.mark.parametrize("size", SIZES)
def test_age_opens_ours_and_we_open_what_age_wrote(tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    write(tmp_path / "ours.age", content, KEY.public)
    assert foreign.decrypt(tmp_path / "ours.age", tmp_path / "plain", KEY).returncode == 0
    assert (tmp_path / "plain").read_bytes() == content
    foreign.encrypt(tmp_path / "plain", tmp_path / "theirs.age", PrivateKey.generate(), KEY)
    assert read(tmp_path / "theirs.age", KEY) == content


@pytest.mark.whole
@foreign.program_needed
def test_passphrases_both_ways(tmp_path: Path) -> None:
    phrase = "lontar palm leaf"
    write(tmp_path / "ours.age", b"leaf", Passphrase(phrase))
    plain, theirs = tmp_path / "plain", tmp_path / "theirs.age"
    assert foreign.with_passphrase(phrase, "-d", "-o", plain, tmp_path / "ours.age") == 0
    assert plain.read_bytes() == b"leaf"
    assert foreign.with_passphrase(phrase, "-p", "-o", theirs, plain) == 0
    assert read(theirs, Passphrase(phrase)) == b"leaf"


def outcome(vector: foreign.Vector) -> tuple[str, bytes]:
    """Opens a test file; returns what became of it in the words of the test files."""
    identities: list[Identity] = [PrivateKey.parse(key) for key in vector.keys]
    identities += [Passphrase(phrase) for phrase in vector.passphrases]
    for identity in identities:
        try:
            reader = Reader(io.BytesIO(vector.content), identity)
        except errors.WrongKey:
            continue
        except errors.AgeError as error:
            return ("HMAC failure" if "altered" in str(error) else "header failure"), b""
        try:
            return "success", io.BufferedReader(reader).read()
        except errors.PayloadDamaged:
            return "payload failure", b""
    return "no match", b""


@foreign.vectors_needed
def test_test_files_of_age_have_the_outcome_that_they_name() -> None:
    known = foreign.vectors()
    assert len(known) > 80
    wrong = []
    for vector in known:
        what, content = outcome(vector)
        found = hashlib.sha256(content).hexdigest()
        if what != vector.expect or (what == "success" and vector.payload not in ("", found)):
            wrong.append(f"{vector.name}: {what}, not {vector.expect}")
    assert wrong == []
