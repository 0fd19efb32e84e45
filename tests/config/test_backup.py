"""Tests that a backup restores exactly the former state, or prints why it cannot."""

import io
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from rontal.config import backup, cluster, postgres
from rontal.config.backup_archive import BackupError
from tests.support.config import backups

pytestmark = pytest.mark.machine
Rontal = Callable[..., "subprocess.CompletedProcess[str]"]


def count(home: Path) -> int:
    with postgres.server(home) as url, postgres.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM core_event").fetchone()
    assert row is not None
    return int(str(row[0]))


def test_round_trip_into_an_empty_library(archive: Path, rontal: Rontal, home: Path) -> None:
    other = home / "other"
    done = rontal("restore", str(archive), RONTAL_HOME=str(other))
    assert done.returncode == 0, done.stderr
    assert count(other) == count(home) == 1
    assert (other / "files/sealed/ab/one").read_bytes() == b"sealed one"
    assert (other / "files/cover").read_bytes() == b"\0" * 300_000
    with (
        postgres.server(other) as url,
        postgres.connect(url) as connection,
        pytest.raises(psycopg.Error, match="append-only"),
    ):
        connection.execute("DELETE FROM core_event")  # the trigger was restored too
    again = rontal("backup", str(home / "again.backup"), "--quiet", RONTAL_HOME=str(other))
    assert (again.returncode, again.stdout) == (0, ""), again.stderr


def test_rows_that_sign_somebody_in_stay_out_of_a_backup(
    rontal: Rontal, home: Path, once_made: Path, tmp_path: Path
) -> None:
    subprocess.run(["cp", "-aT", once_made, home], check=True)
    put = "INSERT INTO django_session VALUES ('k', 'signed in as sari', now() + interval '1 day')"
    count_it = "INSERT INTO core_counter VALUES ('\\x01', 1, now())"
    with postgres.server(home) as url, postgres.connect(url) as connection:
        connection.execute(put)
        connection.execute(count_it)
    done = rontal("backup", str(home / "leaf.backup"))
    assert done.returncode == 0, done.stderr
    dump = tmp_path / "database.dump"
    dump.write_bytes(b"".join(backups.members(home / "leaf.backup", "database.dump").values()))
    call = [str(cluster.binaries() / "pg_restore"), "--file=-", str(dump)]
    script = subprocess.run(call, capture_output=True, text=True, check=True).stdout
    assert "COPY public.core_event " in script
    assert "CREATE TABLE public.django_session " in script
    for table in backup.UNSAVED:
        assert f"COPY public.{table} " not in script
    assert "sari" not in script


def test_restore_over_a_library_needs_replace_and_keeps_its_files(
    archive: Path, rontal: Rontal, home: Path
) -> None:
    (home / "files/newer").write_bytes(b"after the backup")
    with postgres.server(home) as url, postgres.connect(url) as connection:
        connection.execute(backups.PUT)
    refused = rontal("restore", str(archive))
    assert refused.returncode == 1
    assert "has data already; --replace replaces it" in refused.stderr
    assert count(home) == 2

    done = rontal("restore", str(archive), "--replace")
    assert done.returncode == 0, done.stderr
    assert count(home) == 1
    assert not (home / "files/newer").exists()
    aside = next(home.glob("files.before-*"))
    assert (aside / "newer").read_bytes() == b"after the backup"


@pytest.mark.parametrize("left", [0, 100, 20_000])
def test_cut_off_archive_changes_nothing(
    archive: Path, rontal: Rontal, home: Path, left: int
) -> None:
    archive.write_bytes(archive.read_bytes()[:left])
    done = rontal("restore", str(archive), "--replace")
    assert done.returncode == 1
    assert "damaged" in done.stderr or "cut off" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert count(home) == 1


def test_altered_byte_is_seen(archive: Path, rontal: Rontal, home: Path) -> None:
    raw = bytearray(archive.read_bytes())
    raw[-5000] ^= 1
    archive.write_bytes(raw)
    done = rontal("restore", str(archive), "--replace")
    assert done.returncode == 1
    assert "was altered" in done.stderr
    assert (home / "files/sealed/ab/one").read_bytes() == b"sealed one"


def test_foreign_archive_writes_nowhere(rontal: Rontal, home: Path) -> None:
    hostile = home / "hostile.tar"
    with tarfile.open(hostile, "w") as tar:
        info = tarfile.TarInfo("files/../../escaped")
        info.size = 1
        tar.addfile(info, io.BytesIO(b"x"))
    done = rontal("restore", str(hostile), "--plain")
    assert done.returncode == 1
    assert "was not made by `rontal backup`" in done.stderr
    assert not list(home.rglob("escaped"))


def test_files_on_another_storage_are_refused_before_the_database_changes(
    archive: Path, rontal: Rontal, home: Path
) -> None:
    with postgres.server(home) as url, postgres.connect(url) as connection:
        connection.execute(backups.PUT)
    (home / "files").rename(home / "storage")
    (home / "files").symlink_to(home / "storage")
    done = rontal("restore", str(archive), "--replace")
    assert done.returncode == 1
    assert "files is a link or a mount" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert count(home) == 2
    with pytest.raises(BackupError, match="/proc is a link or a mount"):
        backup._refuse_mounted(Path("/proc"))


def test_existing_file_is_not_overwritten(archive: Path, rontal: Rontal) -> None:
    assert archive.stat().st_mode & 0o777 == 0o600
    before = archive.read_bytes()
    done = rontal("backup", str(archive))
    assert done.returncode == 1
    assert "is there already" in done.stderr
    assert archive.read_bytes() == before


def test_restore_into_a_library_in_use_is_refused(
    archive: Path, rontal: Rontal, home: Path
) -> None:
    with postgres.server(home) as url, postgres.connect(url):
        done = rontal("restore", str(archive), "--replace")
    assert done.returncode == 1
    assert "1 connections use the database; stop Rontal first" in done.stderr
