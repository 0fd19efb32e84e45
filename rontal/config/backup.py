"""`rontal backup` and `rontal restore`: one file with the database and the stored files.

The file is a tar archive: database.dump (pg_dump's custom format), files/…, and last of all
manifest.json with the hash of every other member, so that a truncated archive is detected. The
keys are not included: without them the encrypted files cannot be read.
"""

import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from rontal.config import cluster
from rontal.config.env import Environment
from rontal.core import atomic_files, clock

FORM = 1
DUMP = "database.dump"
UNSAVED = ("django_session", "core_counter", "account_emailconfirmation")
"""Tables whose rows stay out of a backup: who is signed in, rate limits, and links of mails."""
MANIFEST = "manifest.json"
RESET = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
Say = Callable[[str], None]


class BackupError(ValueError):
    """Backup that cannot be made, read or restored; the message is one line."""


def make(environment: Environment, target: Path, say: Say) -> None:
    """Writes the backup and verifies it; `target` appears only when it is complete.

    The database is dumped before the files are copied, so that the archive contains every file
    named in the dump, except those erased in between.
    """
    with atomic_files.atomic_write(target) as part:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            dump = Path(folder) / DUMP
            say("database …")
            left_out = [f"--exclude-table-data={table}" for table in UNSAVED]
            shape = ("--format=custom", "--no-owner", "--no-acl")
            _run_program("pg_dump", *shape, *left_out, f"--file={dump}")
            say("files …")
            count = _pack(environment, part, dump)
        verify(part)
    say(f"{target}: {target.stat().st_size / 1e6:.1f} MB, {count} files; read back and whole.")
    say("The keys (RONTAL_SEAL_KEYS, RONTAL_HASH_KEY) are NOT in it: keep them somewhere else.")


def verify(archive: Path) -> dict[str, Any]:
    """Returns the manifest of a complete archive; raises BackupError for any damage."""
    hashes: dict[str, str] = {}
    manifest: dict[str, Any] | None = None
    try:
        with tarfile.open(archive, "r:") as tar:
            for member in tar:
                content = tar.extractfile(member)
                if content is None or manifest is not None or not _is_safe(member.name):
                    raise BackupError(f"{archive} was not made by `rontal backup`")
                if member.name == MANIFEST:
                    manifest = json.load(content)
                else:
                    hashes[member.name] = _digest(content)
    except (tarfile.TarError, EOFError, json.JSONDecodeError, UnicodeDecodeError) as error:
        why = str(error).splitlines()[0].rstrip(":")
        raise BackupError(f"{archive} is damaged: {why}") from error
    if manifest is None:
        raise BackupError(f"{archive} is cut off: its end is missing")
    if manifest.get("form") != FORM:
        raise BackupError(f"{archive} has the form {manifest.get('form')}; this is form {FORM}")
    if manifest["members"] != hashes:
        changed = sorted(set(manifest["members"].items()) ^ set(hashes.items()))
        raise BackupError(f"{archive} is damaged: {changed[0][0]} is not what was written")
    return manifest


def restore(environment: Environment, archive: Path, say: Say, *, replace: bool) -> None:
    """Restores the backup in one transaction; moves the existing files aside."""
    say("reading the backup …")
    manifest = verify(archive)
    _refuse_in_use()
    if not replace and _has_tables():
        raise BackupError("this library has data already; --replace gives it up")
    files = environment.home / "files"
    fresh = environment.home / f"files.restore-{os.getpid()}"
    try:
        with tempfile.TemporaryDirectory(dir=environment.home) as folder:
            _unpack(archive, Path(folder), fresh)
            say("database …")
            _load(Path(folder) / DUMP, Path(folder) / "database.sql")
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    aside = _replace_files(files, fresh)
    _print_result(manifest, aside, say)


def _pack(environment: Environment, target: Path, dump: Path) -> int:
    members: dict[str, str] = {}
    root = environment.home / "files"
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as sink:
        with tarfile.open(fileobj=sink, mode="w", format=tarfile.PAX_FORMAT) as tar:
            members[DUMP] = _add(tar, DUMP, dump)
            for path in sorted(path for path in root.rglob("*") if path.is_file()):
                name = f"files/{path.relative_to(root).as_posix()}"
                try:
                    members[name] = _add(tar, name, path)
                except FileNotFoundError:  # deleted since the folder was listed
                    continue
            _add_bytes(tar, MANIFEST, _manifest(members))
        sink.flush()
        os.fsync(sink.fileno())
    return len(members) - 1


def _manifest(members: dict[str, str]) -> bytes:
    from django.conf import settings

    keys = [part.partition(":")[0].strip() for part in settings.SEAL_KEYS.split(",")]
    library = settings.LIBRARY.name if settings.LIBRARY else ""
    made = clock.now().isoformat(timespec="seconds")
    known = {"form": FORM, "made": made, "library": library, "keys": keys, "members": members}
    return json.dumps(known, ensure_ascii=False).encode()


def _add(tar: tarfile.TarFile, name: str, path: Path) -> str:
    """Adds one file; returns the hash of the bytes written."""
    with path.open("rb") as content:
        info = tar.gettarinfo(arcname=name, fileobj=content)
        reader = _Hashed(content)
        tar.addfile(info, reader)
    return reader.total.hexdigest()


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    tar.addfile(info, io.BytesIO(content))


def _digest(content: IO[bytes]) -> str:
    total = hashlib.sha256()
    while part := content.read(1 << 20):
        total.update(part)
    return total.hexdigest()


class _Hashed:
    """Reader that hashes the bytes passing through."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content = content
        self.total = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        part = self._content.read(size)
        self.total.update(part)
        return part


def _is_safe(name: str) -> bool:
    return name in (DUMP, MANIFEST) or (name.startswith("files/") and ".." not in name.split("/"))


def _unpack(archive: Path, folder: Path, files: Path) -> None:
    files.mkdir(mode=0o700)
    with tarfile.open(archive, "r:") as tar:
        for member in tar:
            content = tar.extractfile(member)
            if content is None or member.name == MANIFEST:
                continue
            is_dump = member.name == DUMP
            target = folder / DUMP if is_dump else files / member.name.removeprefix("files/")
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as sink:
                shutil.copyfileobj(content, sink)


def _load(dump: Path, script: Path) -> None:
    """Replaces the whole content of the database in one transaction."""
    _run_program("pg_restore", "--no-owner", "--no-acl", f"--file={script}", str(dump))
    words = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    _run_program("psql", *words, f"--command={RESET}", f"--file={script}", "--output=/dev/null")


def _run_program(name: str, *words: str) -> None:
    """Runs one of PostgreSQL's programs on our database; passes the password by environment."""
    from django.conf import settings

    entry = settings.DATABASES["default"]
    variables = {
        "PGDATABASE": entry["NAME"],
        "PGUSER": entry["USER"],
        "PGPASSWORD": entry["PASSWORD"],
        "PGHOST": entry["HOST"],
        "PGPORT": str(entry["PORT"]),
    }
    environ = os.environ | {key: value for key, value in variables.items() if value}
    call = [str(cluster.binaries() / name), *words]
    done = subprocess.run(call, env=environ, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
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
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    connection.close()
    call_command("init", quiet=True)
    say(f"The library is as it was at {manifest['made']} ({manifest['library']}).")
    if aside:
        say(f"The files that were here before lie in {aside}; remove them when you are sure.")
    here = {part.partition(":")[0].strip() for part in settings.SEAL_KEYS.split(",")}
    absent = sorted(set(manifest["keys"]) - here)
    if absent:
        say(f"RONTAL_SEAL_KEYS lacks {', '.join(absent)}: files sealed by it stay closed.")
