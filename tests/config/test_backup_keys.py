"""Tests that a backup is encrypted to whom the library chose, and opened by what it was asked."""

import io
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from rontal.config import backup_keys, env, operator_errors, passphrases, production
from rontal.config.age.recipients import Passphrase, PrivateKey
from rontal.config.backup_archive import BackupError
from rontal.config.env import Environment
from rontal.config.passphrases import PassphraseError
from tests.support.config import backups
from tests.support.config.backups import KEY

PHRASE = "lontar palm leaf"
Typed = Callable[..., list[str]]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Somebody at the console, who answers so; the questions are collected."""

    def answer(*answers: str) -> list[str]:
        rest, asked = list(answers), list[str]()

        def ask(question: str) -> str:
            asked.append(question)
            return rest.pop(0)

        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(passphrases.getpass, "getpass", ask)
        return asked

    return answer


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """No console, as for a timer."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())


def library(mode: str = "production", **variables: str) -> Environment:
    return env.read({"RONTAL_MODE": mode, **variables})


def recipients(environment: Environment, **given: object) -> list[object]:
    chosen = {"passphrase_file": None, "plain": False, "say": print} | given
    return [*backup_keys.recipients(environment, **chosen)]  # type: ignore[arg-type]


def identity(archive: Path, environment: Environment, **given: object) -> object:
    chosen = {"key_file": None, "passphrase_file": None, "plain": False, "say": print} | given
    return backup_keys.identity(environment, archive, **chosen)  # type: ignore[arg-type]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return backups.make(tmp_path / "leaf.backup", tmp_path / "none")


@pytest.fixture
def phrase_file(tmp_path: Path) -> Path:
    path = tmp_path / "phrase"
    path.touch(0o600)
    path.write_text(f"{PHRASE}\n")
    return path


def test_backup_goes_to_every_configured_key_without_a_question(nobody: None) -> None:
    other = PrivateKey.generate()
    text = f"{KEY.public}, {other.public}"
    assert recipients(library(RONTAL_BACKUP_RECIPIENTS=text)) == [KEY.public, other.public]


def test_demo_asks_nothing(nobody: None, archive: Path, tmp_path: Path) -> None:
    demo = library("demo", RONTAL_HOME=str(tmp_path / "demo"))
    (own,) = recipients(demo)
    made = backups.make(tmp_path / "demo.backup", tmp_path / "none", own)  # type: ignore[arg-type]
    opened = identity(made, demo)
    assert isinstance(opened, PrivateKey)
    assert opened.public == own
    assert recipients(library("demo", RONTAL_HOME=str(tmp_path / "another"))) != [own]


def test_without_a_key_one_sentence_says_what_to_do(nobody: None) -> None:
    with pytest.raises(BackupError) as caught:
        recipients(library())
    assert str(caught.value) == (
        "no key is set that backups are encrypted to: set RONTAL_BACKUP_RECIPIENTS (`rontal init`"
        " prints a key pair), or give --passphrase-file, or --plain"
    )


def test_somebody_at_the_console_is_asked_twice(typed: Typed) -> None:
    asked = typed(PHRASE, PHRASE)
    assert recipients(library()) == [Passphrase(PHRASE)]
    assert asked == ["Passphrase of the backup: ", "Again: "]
    typed(PHRASE, "a typo, alas")
    with pytest.raises(PassphraseError, match="differ"):
        recipients(library())
    typed("short", "short")
    with pytest.raises(BackupError, match="at least 12"):
        recipients(library())


def test_passphrase_file_comes_before_the_keys(nobody: None, phrase_file: Path) -> None:
    configured = library(RONTAL_BACKUP_RECIPIENTS=str(KEY.public))
    assert recipients(configured, passphrase_file=phrase_file) == [Passphrase(PHRASE)]


def test_plain_warns(nobody: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert recipients(library(RONTAL_BACKUP_RECIPIENTS=str(KEY.public)), plain=True) == []
    assert "NOT encrypted" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lontar", "is no public key .*: it does not have the form of a key"),
        ("age1abc", "is no public key .*: it is too short"),
        (str(KEY.public)[:-1], "is no public key .*: its checksum is wrong"),
        (KEY.text(), "holds a private key, which belongs on no server"),
    ],
)
def test_unusable_recipient_is_refused_before_the_library_serves(text: str, said: str) -> None:
    with pytest.raises(BackupError, match=f"RONTAL_BACKUP_RECIPIENTS cannot be used: .*{said}"):
        recipients(library(RONTAL_BACKUP_RECIPIENTS=text))
    told = [fault.what for fault in production.faults(library(RONTAL_BACKUP_RECIPIENTS=text))]
    assert any(what.startswith("RONTAL_BACKUP_RECIPIENTS: ") for what in told)
    assert KEY.text() not in "".join(told)


def test_key_file_opens_an_archive(nobody: None, archive: Path, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"# public key: {KEY.public}\r\n\r\n{KEY.text()}\r\n")
    assert identity(archive, library(), key_file=file) == KEY
    for wrong, said in (
        ("", "holds 0 keys"),
        (f"{KEY.text()}\n{KEY.text()}", "holds 2 keys"),
        (str(KEY.public), "is no private key .*another kind"),
        (KEY.text()[:-1], "is no private key .*checksum"),
    ):
        file.write_text(wrong)
        with pytest.raises(BackupError, match=said) as caught:
            identity(archive, library(), key_file=file)
        assert KEY.text()[:-1] not in str(caught.value)


def test_mark_that_notepad_writes_at_the_start_is_no_part_of_a_secret(
    nobody: None, archive: Path, phrase_file: Path, tmp_path: Path
) -> None:
    key_file = tmp_path / "key"
    for path, text in ((key_file, KEY.text()), (phrase_file, PHRASE)):
        path.write_text(f"{text}\r\n", "utf-8-sig")
    assert identity(archive, library(), key_file=key_file) == KEY
    assert recipients(library(), passphrase_file=phrase_file) == [Passphrase(PHRASE)]


def test_key_is_asked_at_the_console_alone(
    archive: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(f"{KEY.text().lower()} ")
    assert identity(archive, library()) == KEY
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(BackupError, match="is encrypted; give --key-file"):
        identity(archive, library())


def test_console_that_ends_is_one_line(
    archive: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed()

    def end(_question: str) -> str:
        raise EOFError

    monkeypatch.setattr(passphrases.getpass, "getpass", end)
    for act in (partial(recipients, library()), partial(identity, archive, library())):
        assert operator_errors.exit_code(act) == 1


def test_mistyped_key_is_named(archive: Path, typed: Typed) -> None:
    typed(KEY.text()[:-1])
    with pytest.raises(BackupError, match=r"^the typed line is no .*; copy the whole line$"):
        identity(archive, library())


@pytest.mark.whole
def test_passphrase_is_asked_where_one_was_used(
    typed: Typed, tmp_path: Path, phrase_file: Path
) -> None:
    made = backups.make(tmp_path / "phrase.backup", tmp_path / "none", Passphrase(PHRASE))
    asked = typed(PHRASE)
    assert identity(made, library()) == Passphrase(PHRASE)
    assert asked == ["Passphrase of the backup: "]
    assert identity(made, library("demo"), passphrase_file=phrase_file) == Passphrase(PHRASE)


def test_plain_archive_needs_the_word(nobody: None, tmp_path: Path) -> None:
    plain = tmp_path / "plain.tar"
    plain.write_bytes(b"files/cover" + bytes(1000))
    with pytest.raises(BackupError, match="is not encrypted, so anybody could have made"):
        identity(plain, library())
    assert identity(plain, library(), plain=True) is None


@pytest.mark.parametrize("left", [0, 10, 30, 100])
def test_archive_cut_in_its_header_is_named(nobody: None, archive: Path, left: int) -> None:
    archive.write_bytes(archive.read_bytes()[:left])
    with pytest.raises(BackupError, match="is cut off in its header"):
        identity(archive, library())


def test_new_pair_fits_together() -> None:
    lines = backup_keys.fresh_pair()
    (setting,) = (line for line in lines if line.startswith("RONTAL_BACKUP_RECIPIENTS="))
    private = PrivateKey.parse(lines[-1])
    assert backup_keys.parse_recipients(setting.partition("=")[2]) == [private.public]
