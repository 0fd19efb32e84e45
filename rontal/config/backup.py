"""`rontal backup` and `rontal restore`: one file with the database and the stored files.

The file is a tar archive (`backup_archive`), encrypted as an age file. The library's keys are not
included: without them the sealed files in it cannot be read.
"""

import contextlib
import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from rontal.config import backup_archive, cluster, restored_erasures
from rontal.config.age import files
from rontal.config.age.errors import AgeError
from rontal.config.age.recipients import FileKey, Identity, Recipient
from rontal.config.backup_archive import DUMP, BackupError
from rontal.config.env import Environment
from rontal.core import atomic_files, clock

UNSAVED = (
    "django_session", "accounts_opensession", "accounts_signonsession", "core_counter",
    "account_emailconfirmation", "core_erasure",
)  # fmt: skip
"""Tables whose rows stay out of a backup: who is signed in, rate limits, links of mails, and the
erasures that a restore repeats.
"""
RESET = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
STAGE = ".rontal-restore"
"""Folder in the home in which a backup lies in plain while it is restored."""
Say = Callable[[str], None]


def make(environment: Environment, target: Path, say: Say, recipients: Sequence[Recipient]) -> None:
    """Writes the backup and reads it back; `target` appears only when it is complete.

    Without recipients it is not encrypted. Nothing of it reaches the disk in plain: the dump comes
    through a pipe.
    """
    with atomic_files.atomic_write(target) as part:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as sink:
            writer = files.Writer(sink, recipients) if recipients else None
            say("database and files …")
            count = backup_archive.pack(writer or sink, _dump(), environment.home / "files")
            if writer:
                writer.finish()
            sink.flush()
            os.fsync(sink.fileno())
        say("reading it back …")
        verify(part, FileKey(writer.file_key) if writer else None)
    say(f"{target}: {target.stat().st_size / 1e6:.1f} MB, {count} files; read back and whole.")
    say("The keys (RONTAL_SEAL_KEYS, RONTAL_HASH_KEY) are NOT in it: keep them somewhere else.")


def verify(
    archive: Path, identity: Identity | None = None, *, unsigned: bool = False
) -> dict[str, Any]:
    """Returns the manifest of a complete archive; raises BackupError for any damage."""
    with archive.open("rb") as source, _open(source, archive, identity) as (plain, _key):
        return backup_archive.check(plain, archive, unsigned=unsigned)


def restore(
    environment: Environment,
    archive: Path,
    say: Say,
    identity: Identity | None,
    *,
    replace: bool,
    unsigned: bool = False,
    lists: Sequence[Path] = (),
) -> None:
    """Restores the backup in one transaction; moves the existing files aside. Then repeats the
    erasures of this library's list and of `lists`.

    Reads the archive twice: nothing is written before all of it was found authentic. The second
    reading checks it again, as somebody may have changed the file in between.
    """
    say("reading the backup …")
    with archive.open("rb") as source:
        with _open(source, archive, identity) as (plain, key):
            manifest = backup_archive.check(plain, archive, unsigned=unsigned)
        say(f"It is whole, and was made at {manifest['made']} ({manifest['library']}).")
        _refuse_in_use()
        _refuse_mounted(environment.home / "files")
        if not replace and _has_tables():
            raise BackupError("this library has data already; --replace replaces it")
        known = restored_erasures.collect(lists)
        source.seek(0)
        with _stage(environment.home) as stage:
            dump, fresh = stage / DUMP, stage / "files"
            with _open(source, archive, key) as (plain, _key):
                backup_archive.unpack(plain, archive, manifest, dump=dump, files=fresh)
            say("database …")
            _load(dump, stage / "database.sql")
            aside = _replace_files(environment.home / "files", fresh)
    _print_result(manifest, aside, say)
    restored_erasures.repeat(known, say)


@contextlib.contextmanager
def _open(
    source: IO[bytes], archive: Path, identity: Identity | None
) -> Iterator[tuple[IO[bytes], Identity | None]]:
    """Yields the plain content, and an identity that opens the same file at once.

    Turns errors of encryption within the block into BackupError.
    """
    try:
        if identity is None:
            yield source, None
        else:
            reader = files.Reader(source, identity)
            yield io.BufferedReader(reader, backup_archive.BUFFER), FileKey(reader.file_key)
    except AgeError as error:
        raise BackupError(f"{archive} {error}") from error


@contextlib.contextmanager
def _stage(home: Path) -> Iterator[Path]:
    """Yields a new folder that nobody else can enter; deletes it, and that of a killed command."""
    cluster.make_traversable(home)
    folder = home / STAGE
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _dump() -> Iterator[bytes]:
    """Yields the parts of a dump; raises BackupError at its end if pg_dump failed."""
    left_out = [f"--exclude-table-data={table}" for table in UNSAVED]
    shape = ("--format=custom", "--no-owner", "--no-acl")
    call = [str(cluster.binaries() / "pg_dump"), *shape, *left_out]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(call, env=_environ(), stdout=subprocess.PIPE, stderr=said) as process,
    ):
        assert process.stdout is not None
        while part := process.stdout.read(backup_archive.PART_BYTES):
            yield part
        code = process.wait()
        said.seek(0)
        _check_exit("pg_dump", code, said.read().decode("utf-8", "replace"))


def _load(dump: Path, script: Path) -> None:
    """Replaces the whole content of the database in one transaction."""
    _run_program("pg_restore", "--no-owner", "--no-acl", f"--file={script}", str(dump))
    words = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    _run_program("psql", *words, f"--command={RESET}", f"--file={script}", "--output=/dev/null")


def _run_program(name: str, *words: str) -> None:
    """Runs one of PostgreSQL's programs on our database."""
    call = [str(cluster.binaries() / name), *words]
    done = subprocess.run(call, env=_environ(), capture_output=True, text=True, check=False)
    _check_exit(name, done.returncode, done.stderr)


def _environ() -> dict[str, str]:
    """Returns the environment that leads PostgreSQL's programs to our database."""
    from django.conf import settings

    entry = settings.DATABASES["default"]
    variables = {
        "PGDATABASE": entry["NAME"],
        "PGUSER": entry["USER"],
        "PGPASSWORD": entry["PASSWORD"],
        "PGHOST": entry["HOST"],
        "PGPORT": str(entry["PORT"]),
    }
    return os.environ | {key: value for key, value in variables.items() if value}


def _check_exit(name: str, code: int, said: str) -> None:
    if code:
        lines = [line for line in said.splitlines() if line.strip()]
        raise BackupError(f"{name} failed: {lines[0] if lines else 'it said nothing'}")


def _refuse_in_use() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        others = cursor.fetchone()[0]
    if others:
        raise BackupError(f"{others} connections use the database; stop Rontal first")


def _refuse_mounted(files: Path) -> None:
    """Raises BackupError where the folder cannot be renamed, before the database changes."""
    if files.is_symlink() or files.is_mount():
        raise BackupError(
            f"{files} is a link or a mount, which a restore cannot replace: remove the link or"
            " unmount it, restore, move the restored files to that storage, and link or mount it"
            " again"
        )


def _has_tables() -> bool:
    from django.db import connection

    return bool(connection.introspection.table_names())


def _replace_files(files: Path, fresh: Path) -> Path | None:
    aside = None
    if files.exists():
        aside = files.with_name(f"files.before-{clock.now():%Y%m%dT%H%M%S}")
        files.rename(aside)
    fresh.rename(files)
    return aside


def _print_result(manifest: dict[str, Any], aside: Path | None, say: Say) -> None:
    from django.core.management import call_command
    from django.db import connection

    from rontal.core import sealing

    connection.close()
    call_command("init", quiet=True)
    say(f"The library is as it was at {manifest['made']} ({manifest['library']}).")
    if aside:
        say(f"The files that were here before lie in {aside}; remove them when you are sure.")
    absent = sorted(set(manifest["keys"]) - set(sealing.ring().keys))
    if absent:
        say(f"RONTAL_SEAL_KEYS lacks {', '.join(absent)}: files sealed by it stay closed.")
