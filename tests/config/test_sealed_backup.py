"""Tests by the commands that a backup tells nobody anything, and that no other is restored."""

import re
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from rontal.config import backup, cluster, postgres
from rontal.config.age.recipients import PrivateKey
from rontal.config.env import ROOT
from rontal.config.keys import fresh_keys
from tests.support.config import backups, new_files
from tests.support.config import foreign_age as foreign
from tests.support.config.backups import KEY

pytestmark = pytest.mark.machine
Rontal = Callable[..., "subprocess.CompletedProcess[str]"]
PROFILE = ROOT / "rontal/demo/profile.toml"
MARKED = "Ni Luh Penanda Rahasia"
MARK = f"""
    INSERT INTO core_event (name, at, actor_kind, actor_name, subject_type, subject_id, data)
    VALUES ('leaf:written', now(), 'system', '{MARKED}', 'leaf', '7', '{{}}')
"""


@pytest.fixture
def production() -> dict[str, str]:
    """The environment of a library that set its keys, but none for backups."""
    made = dict(line.split("=", 1) for line in fresh_keys())
    return made | {
        "RONTAL_MODE": "production",
        "RONTAL_LIBRARY": str(PROFILE),
        "RONTAL_URL": "https://perpustakaan.example",
    }


@pytest.fixture
def marked(home: Path, after_init: None) -> Path:
    """A library with one person, in the database and in the name and content of a file."""
    with postgres.server(home) as url, postgres.connect(url) as connection:
        connection.execute(MARK)
    (home / "files").mkdir(exist_ok=True)
    (home / "files" / MARKED).write_text(MARKED)
    return home


def names(home: Path) -> list[str]:
    with postgres.server(home) as url, postgres.connect(url) as connection:
        return [str(row[0]) for row in connection.execute("SELECT actor_name FROM core_event")]


def test_library_s_whole_way_with_a_key_pair(
    marked: Path, rontal: Rontal, production: dict[str, str], tmp_path: Path
) -> None:
    target, other = tmp_path / "leaf.backup", marked / "other"
    refused = rontal("backup", str(target), **production)
    assert refused.returncode == 1
    assert "set RONTAL_BACKUP_RECIPIENTS" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1

    configured = production | {"RONTAL_BACKUP_RECIPIENTS": str(KEY.public)}
    done = rontal("backup", str(target), **configured)
    assert done.returncode == 0, done.stderr
    raw = target.read_bytes()
    for secret in (MARKED, "Penanda", "PGDMP", "core_event", "manifest", str(KEY.public)):
        assert secret.encode() not in raw
    assert raw[: raw.index(b"\n---")].split(b"\n")[1].startswith(b"-> X25519 ")

    key_file = tmp_path / "key"
    key_file.write_text(PrivateKey.generate().text())
    call = ("restore", str(target), "--key-file", str(key_file))
    wrong = rontal(*call, RONTAL_HOME=str(other), **configured)
    assert "is encrypted to another key" in wrong.stderr
    key_file.write_text(KEY.text())
    elsewhere = configured | {
        "RONTAL_HASH_KEY": dict(k.split("=", 1) for k in fresh_keys())["RONTAL_HASH_KEY"]
    }
    foreign_library = rontal(*call, RONTAL_HOME=str(other), **elsewhere)
    assert "is not signed by this library (RONTAL_HASH_KEY)" in foreign_library.stderr
    assert not (other / "files").exists()
    done = rontal(*call, RONTAL_HOME=str(other), **configured)
    assert done.returncode == 0, done.stderr
    assert names(other) == [MARKED]
    assert (other / "files" / MARKED).read_text() == MARKED
    assert not (other / backup.STAGE).exists()


def test_nothing_plain_lies_outside_of_the_home(
    marked: Path, rontal: Rontal, tmp_path: Path
) -> None:
    beside, temporary = tmp_path / "beside", tmp_path / "temporary"
    beside.mkdir()
    temporary.mkdir()
    with new_files.seen(beside, marked) as appeared, new_files.seen(temporary) as passing:
        done = rontal("backup", str(beside / "leaf.backup"), TMPDIR=str(temporary))
    assert done.returncode == 0, done.stderr
    assert {name for name in appeared if not name.startswith(".leaf.backup.")} == {"leaf.backup"}
    # Python tries whether it can write there, by a file of four bytes with such a name.
    assert all(re.fullmatch("[a-z0-9_]{8}", name) for name in passing)
    assert len(passing) <= 1
    assert not list(temporary.iterdir())


def test_passphrase_from_a_file(marked: Path, rontal: Rontal, tmp_path: Path) -> None:
    target, phrase = tmp_path / "leaf.backup", tmp_path / "phrase"
    phrase.write_text("lontar palm leaf\n")
    done = rontal("backup", str(target), "--passphrase-file", str(phrase))
    assert done.returncode == 0, done.stderr
    phrase.write_text("lontar palm lead\n")
    call = ("restore", str(target), "--replace", "--passphrase-file", str(phrase))
    assert "does not open with this passphrase" in rontal(*call).stderr
    phrase.write_text("lontar palm leaf\n")
    done = rontal(*call)
    assert done.returncode == 0, done.stderr
    assert names(marked) == [MARKED]


def test_plain_backup_takes_the_word_both_ways(archive: Path, rontal: Rontal, home: Path) -> None:
    plain = home / "plain.backup"
    done = rontal("backup", str(plain), "--plain")
    assert done.returncode == 0, done.stderr
    assert "NOT encrypted" in done.stdout
    with tarfile.open(plain) as tar:
        assert "files/sealed/ab/one" in tar.getnames()
    refused = rontal("restore", str(plain), "--replace")
    assert refused.returncode == 1
    assert "is not encrypted, so anybody could have made or changed it" in refused.stderr
    done = rontal("restore", str(plain), "--replace", "--plain")
    assert done.returncode == 0, done.stderr


@foreign.program_needed
def test_age_opens_a_backup_and_one_that_age_encrypted_is_restored(
    archive: Path, rontal: Rontal, home: Path
) -> None:
    plain, theirs = home / "plain.tar", home / "theirs.backup"
    key = backups.key_of_tests()
    assert foreign.decrypt(archive, plain, key).returncode == 0
    with tarfile.open(plain) as tar:
        assert tar.getnames()[-2:] == ["manifest.json", "manifest.signature"]
        tar.extractall(home / "unpacked", filter="data")
    parts = sorted((home / "unpacked").glob("database.dump.*"))
    (home / "joined").write_bytes(b"".join(part.read_bytes() for part in parts))
    call = [str(cluster.binaries() / "pg_restore"), "--list", str(home / "joined")]
    assert b"core_event" in subprocess.run(call, capture_output=True, check=True).stdout
    foreign.encrypt(plain, theirs, key)
    done = rontal("restore", str(theirs), "--replace")
    assert done.returncode == 0, done.stderr
    assert (home / "files/sealed/ab/one").read_bytes() == b"sealed one"


def test_altered_backup_changes_nothing(archive: Path, rontal: Rontal, home: Path) -> None:
    raw = bytearray(archive.read_bytes())
    raw[-1] ^= 1  # the last chunk: all before it opens
    archive.write_bytes(raw)
    with new_files.seen(home) as appeared:
        done = rontal("restore", str(archive), "--replace")
    assert done.returncode == 1
    assert "leaf.backup is cut off, or was altered in its last part" in done.stderr
    assert not any(name.startswith((backup.STAGE, "files")) for name in appeared)


def test_folder_of_a_killed_restore_is_deleted(archive: Path, rontal: Rontal, home: Path) -> None:
    (home / backup.STAGE).mkdir()
    (home / backup.STAGE / "database.sql").write_text("plain")
    done = rontal("restore", str(archive), "--replace")
    assert done.returncode == 0, done.stderr
    assert not (home / backup.STAGE).exists()


def test_restore_deletes_nothing_of_the_operator(archive: Path, rontal: Rontal, home: Path) -> None:
    theirs = archive.rename(home / "restore.backup")
    (home / "restore.mine").mkdir()
    done = rontal("restore", str(theirs), "--replace")
    assert done.returncode == 0, done.stderr
    assert theirs.exists()
    assert (home / "restore.mine").exists()


def test_failed_dump_leaves_no_backup(home: Path, rontal: Rontal) -> None:
    nowhere = "postgresql://nobody@127.0.0.1:1/nothing"
    done = rontal("backup", str(home / "leaf.backup"), DATABASE_URL=nowhere)
    assert done.returncode == 1
    assert "pg_dump failed: " in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not list(home.glob("*leaf*"))
