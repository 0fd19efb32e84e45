"""The signing key: made once, sealed, opened by its passphrase only."""

import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import pkcs12

from rontal.android.package import building, resources, signing, tools
from rontal.android.package.errors import KeyRefused, ToolsMissing
from tests.support.android.packages import need

PASSPHRASE = "kuda baterai staples"


@pytest.fixture(scope="module")
def new_key(tmp_path_factory: pytest.TempPathFactory) -> signing.Key:
    path = tmp_path_factory.mktemp("key") / "key.p12"
    return signing.make(path, PASSPHRASE, "Perpustakaan " + "Umum " * 20)


def test_key_opens_with_its_passphrase(new_key: signing.Key) -> None:
    assert signing.open_key(new_key.path, PASSPHRASE) == new_key
    assert len(new_key.fingerprint.split(":")) == 32


def test_key_file_is_readable_by_its_owner_only_and_has_its_own_folder(
    new_key: signing.Key,
) -> None:
    assert stat.S_IMODE(new_key.path.stat().st_mode) == 0o600
    assert [path.name for path in new_key.path.parent.iterdir()] == ["key.p12"]


@pytest.mark.parametrize("wrong", ["", "kuda baterai stapler", PASSPHRASE.upper(), "é" * 12])
def test_wrong_passphrase_is_reported_in_one_line(new_key: signing.Key, wrong: str) -> None:
    with pytest.raises(KeyRefused, match="does not open") as refused:
        signing.open_key(new_key.path, wrong)
    assert "\n" not in str(refused.value)
    assert PASSPHRASE not in str(refused.value)


def test_altered_key_does_not_open(new_key: signing.Key, tmp_path: Path) -> None:
    content = bytearray(new_key.path.read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "key.p12").write_bytes(content)
    with pytest.raises(KeyRefused):
        signing.open_key(tmp_path / "key.p12", PASSPHRASE)


@pytest.mark.whole
def test_existing_key_is_never_overwritten(new_key: signing.Key) -> None:
    before = new_key.path.read_bytes()
    with pytest.raises(FileExistsError):
        signing.make(new_key.path, PASSPHRASE, "Another")
    assert new_key.path.read_bytes() == before
    assert [path.name for path in new_key.path.parent.iterdir()] == ["key.p12"]


@pytest.mark.parametrize("weak", ["", "eleven sign", "kata sandi dengan é", "two lines\nof text"])
def test_passphrase_that_java_reads_differently_or_is_easy_to_guess_is_refused(
    tmp_path: Path, weak: str
) -> None:
    with pytest.raises(KeyRefused, match="passphrase"):
        signing.make(tmp_path / "key.p12", weak, "Any")
    assert not list(tmp_path.iterdir())


def test_certificate_outlives_the_phones_with_the_app(new_key: signing.Key) -> None:
    opened = pkcs12.load_pkcs12(new_key.path.read_bytes(), PASSPHRASE.encode())
    assert opened.cert is not None
    certificate = opened.cert.certificate
    assert certificate.not_valid_after_utc.year == 2100  # Play requires 2033 at least
    assert certificate.public_key().key_size == 4096  # type: ignore[union-attr]
    assert certificate.subject == certificate.issuer


def test_passphrase_is_never_printed(new_key: signing.Key) -> None:
    assert PASSPHRASE not in repr(new_key)


@pytest.mark.machine
def test_java_opens_the_key(new_key: signing.Key) -> None:
    need("keytool")
    done = subprocess.run(
        ["keytool", "-list", "-keystore", new_key.path],
        input=f"{PASSPHRASE}\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert "rontal" in done.stdout
    assert new_key.fingerprint in done.stdout


@pytest.mark.machine
def test_passphrase_is_in_no_list_of_processes(
    new_key: signing.Key, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The signer gets it by its standard input: not as an argument, nor in its environment."""
    spy = tmp_path / "apksigner"
    spy.write_text('#!/bin/sh\necho "$@" > "$0.args"\nenv > "$0.env"\ncat > "$0.stdin"\n')
    spy.chmod(0o755)
    toolset = tools.Tools("aapt2", str(spy), "smali", "zipalign", tools.FRAMEWORK)
    signing.sign(toolset, new_key, tmp_path / "a", tmp_path / "b", {"1": "true"})
    assert (tmp_path / "apksigner.stdin").read_text() == f"{PASSPHRASE}\n"
    for name in ("args", "env"):
        assert PASSPHRASE not in (tmp_path / f"apksigner.{name}").read_text()


def test_missing_tools_are_named_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    real = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "smali" else real(name))
    monkeypatch.setattr(tools, "FRAMEWORK", Path("/nowhere/framework-res.apk"))
    with pytest.raises(ToolsMissing) as missing:
        tools.find()
    message = str(missing.value)
    assert "apt-get install --no-install-recommends" in message
    assert "libsmali-java" in message
    assert "android-framework-res" in message
    assert "\n" not in message


LOSS = {
    "READ-ME.txt": (
        "an update only if it is signed with the same key",
        "nobody can recover it",
        "ask Google to reset the upload key",
        "published again under a new package name, and every member installs it again",
        "a false app that phones accept",
        "copies of signing-key.p12 in two locked places, and the passphrase somewhere else",
    ),
    "BACA-SAYA.txt": (
        "pembaruan yang ditandatangani dengan kunci yang sama",
        "tidak seorang pun dapat memulihkannya",
        "meminta Google mengganti kunci unggahan",
        "diterbitkan ulang dengan nama paket baru, dan setiap anggota memasangnya lagi",
        "aplikasi palsu yang diterima ponsel",
        "salinan signing-key.p12 di dua tempat yang terkunci, dan frasa sandinya di tempat lain",
    ),
}
"""Patterns of each note: consequences of a lost or stolen key, and what to do before."""


@pytest.mark.parametrize("note", LOSS)
def test_note_beside_the_key_explains_what_losing_it_means(note: str) -> None:
    assert set(LOSS) == set(building.NOTES)
    text = (resources.TEMPLATES / "notes" / note).read_text("utf-8")
    assert [sentence for sentence in LOSS[note] if sentence not in " ".join(text.split())] == []
    assert building.KEY in text
    assert not {"PKCS", "RSA", "keystore", "SHA"} & set(text.split())
