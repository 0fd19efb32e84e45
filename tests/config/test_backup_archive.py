"""Tests that an archive is read as it was written, or not at all."""

import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

import pytest

from rontal.config import backup, backup_archive
from rontal.config.age.recipients import PrivateKey
from rontal.config.backup_archive import BackupError
from tests.support.config import backups, hash_keys
from tests.support.config.backups import KEY

Contents = list[tuple[str, bytes]]
DUMP = (b"the ", b"dump", b"!")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    (folder / "sealed/ab").mkdir(parents=True)
    (folder / "sealed/ab/one").write_bytes(b"sealed one")
    (folder / "cover").write_bytes(os.urandom(300_000))
    os.link(folder / "cover", folder / "the same cover")
    return folder


@pytest.fixture
def made(tmp_path: Path, root: Path) -> Path:
    """A backup whose dump is in three parts."""
    return backups.make(tmp_path / "leaf.backup", root, dump=DUMP)


def contents(path: Path) -> Contents:
    return list(backups.members(path, identity=KEY).items())


def signed_again(members: Contents) -> Contents:
    """Returns members with a manifest that fits them, signed as before: by nobody who may."""
    kept = [(name, content) for name, content in members if not name.startswith("manifest")]
    manifest = json.loads(dict(members)["manifest.json"])
    manifest["members"] = {name: hashlib.sha256(content).hexdigest() for name, content in kept}
    signature = dict(members)["manifest.signature"]
    again = json.dumps(manifest).encode()
    return [*kept, ("manifest.json", again), ("manifest.signature", signature)]


def test_members_return(made: Path, root: Path, tmp_path: Path) -> None:
    manifest = backup.verify(made, KEY)
    assert len(manifest["members"]) == 6
    dump, files = tmp_path / "dump", tmp_path / "fresh"
    with made.open("rb") as source, backup._open(source, made, KEY) as (plain, _):
        backup_archive.unpack(plain, made, manifest, dump=dump, files=files)
    assert dump.read_bytes() == b"".join(DUMP)
    assert dump.stat().st_mode & 0o777 == 0o600
    assert files.stat().st_mode & 0o777 == 0o700
    for path in (path for path in root.rglob("*") if path.is_file()):
        assert (files / path.relative_to(root)).read_bytes() == path.read_bytes()


def test_backup_of_somebody_who_knows_the_public_key_is_refused(made: Path) -> None:
    forged = [
        (name, b"DROP TABLE" if name.startswith("database") else content)
        for name, content in contents(made)
    ]
    path = backups.make_of(made.with_name("forged"), signed_again(forged))
    with pytest.raises(BackupError, match="not signed by this library"):
        backup.verify(path, KEY)
    unsigned = [pair for pair in contents(made) if pair[0] != "manifest.signature"]
    path = backups.make_of(made.with_name("unsigned"), unsigned)
    with pytest.raises(BackupError, match="not signed by this library"):
        backup.verify(path, KEY)
    assert backup.verify(path, KEY, unsigned=True)


def test_backup_of_the_former_hash_key_is_verified_while_that_key_is_there(
    made: Path, settings: Any
) -> None:
    former = settings.HASH_KEY
    settings.HASH_KEY = f"{hash_keys.SECOND},{former}"
    assert backup.verify(made, KEY)
    newer = backups.make(made.with_name("newer"), made.parent / "files")
    settings.HASH_KEY = hash_keys.SECOND
    assert backup.verify(newer, KEY)
    with pytest.raises(BackupError, match="not signed by this library"):
        backup.verify(made, KEY)


def test_empty_hash_key_signs_nothing(made: Path, settings: Any) -> None:
    settings.HASH_KEY = ""
    with pytest.raises(BackupError, match="RONTAL_HASH_KEY is not set"):
        backup.verify(made, KEY)
    with pytest.raises(BackupError, match="RONTAL_HASH_KEY is not set"):
        backups.make(made.with_name("other"), made.parent / "files")


def test_backup_of_an_earlier_version_is_read(tmp_path: Path) -> None:
    earlier = {"form": 1, "made": "2026-11-01", "library": "L", "keys": ["k"]}
    kept = [("database.dump", b"the dump"), ("files/cover", b"cover")]
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in kept}
    manifest = json.dumps(earlier | {"members": hashes}).encode()
    path = backups.make_of(tmp_path / "earlier", [*kept, ("manifest.json", manifest)])
    with pytest.raises(BackupError, match="an earlier version or key, or somebody else"):
        backup.verify(path, KEY)
    assert backup.verify(path, KEY, unsigned=True)["made"] == "2026-11-01"
    path = backups.make_of(path, [*kept, ("manifest.json", manifest[1:])])
    with pytest.raises(BackupError, match="is damaged"):
        backup.verify(path, KEY, unsigned=True)


def moved(members: Contents) -> Contents:
    return [members[1], members[0], *members[2:]]


def doubled(members: Contents) -> Contents:
    return [("database.dump.000000", b"DROP TABLE"), *members]


def appended(members: Contents) -> Contents:
    return [*members, ("database.dump.000009", b"DROP TABLE")]


def missing(members: Contents) -> Contents:
    return members[:1] + members[2:]


def changed(members: Contents) -> Contents:
    return [(members[0][0], b"DROP"), *members[1:]]


def cut(members: Contents) -> Contents:
    return members[:-2]


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (moved, "the order of its parts is not what was written"),
        (doubled, "was not made by"),
        (appended, "was not made by"),
        (missing, "database.dump.000001 is not what was written"),
        (changed, "database.dump.000000 is not what was written"),
        (cut, "its end is missing"),
    ],
)
def test_members_that_were_rearranged_are_refused(made: Path, act: "object", said: str) -> None:
    path = backups.make_of(made.with_name("other"), act(contents(made)))  # type: ignore[operator]
    with pytest.raises(BackupError, match=said):
        backup.verify(path, KEY)


@pytest.mark.parametrize(
    "name",
    ["files//etc/passwd", "files/../x", "files/./x", "files/", "files", "/etc/passwd", "other"],
)
def test_name_outside_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    path = backups.make_of(tmp_path / "hostile", [(name, b"x")])
    with pytest.raises(BackupError, match="was not made by"):
        backup.verify(path, KEY, unsigned=True)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"form": 3}, "was written by a newer version of Rontal"),
        ({"form": "2"}, "was not made by"),
        ({"form": []}, "was not made by"),
        ({"made": None}, "was not made by"),
        ({"keys": None}, "was not made by"),
        ({"keys": [["k"]]}, "was not made by"),
        ({"library": 7}, "was not made by"),
        ({"members": {"database.dump.000000": ["x"]}}, "was not made by"),
    ],
)
def test_malformed_manifest_is_refused_unsigned_too(
    made: Path, fields: dict[str, object], said: str
) -> None:
    members = dict(contents(made))
    manifest = json.loads(members["manifest.json"]) | fields
    members["manifest.json"] = json.dumps(manifest).encode()
    path = backups.make_of(made.with_name("other"), list(members.items()))
    with pytest.raises(BackupError, match=said):
        backup.verify(path, KEY, unsigned=True)


@pytest.mark.parametrize(
    "kind",
    [
        tarfile.XHDTYPE,
        tarfile.XGLTYPE,
        tarfile.SOLARIS_XHDTYPE,
        tarfile.GNUTYPE_LONGNAME,
        tarfile.GNUTYPE_LONGLINK,
    ],
)
def test_long_header_is_refused_before_it_is_in_memory(kind: bytes) -> None:
    info = tarfile.TarInfo("files/cover")
    info.type, info.size = kind, 50_000_000
    source = io.BytesIO(info.tobuf() + bytes(info.size))
    with pytest.raises(BackupError, match="a header that no backup has"):
        backup_archive.check(source, Path("hostile"), unsigned=True)
    assert source.tell() <= 2 * backup_archive.BUFFER


@pytest.mark.parametrize(
    "version",
    [
        {"GNU.sparse.major": "1", "GNU.sparse.minor": "0"},
        {"GNU.sparse.map": "0,1", "GNU.sparse.realsize": "1000000000000"},
    ],
)
def test_sparse_member_is_refused(version: dict[str, str]) -> None:
    info = tarfile.TarInfo("files/cover")
    info.size, info.pax_headers = 50_000_000, version
    numbers = b"20000000\n" + b"1\n" * 20_000_000
    source = io.BytesIO(info.tobuf(tarfile.PAX_FORMAT) + numbers + bytes(10_000_000))
    with pytest.raises(BackupError, match="no backup has|was not made by"):
        backup_archive.check(source, Path("hostile"), unsigned=True)
    assert source.tell() <= 2 * backup_archive.BUFFER


def test_long_name_and_its_header_return(tmp_path: Path, root: Path) -> None:
    (root / ("daun " * 40)).mkdir()
    (root / ("daun " * 40) / ("lontar ñ" * 20)).write_bytes(b"x")
    made = backups.make(tmp_path / "long.backup", root)
    assert len(backup.verify(made, KEY)["members"]) == 5


def test_tar_that_breaks_off_in_the_second_reading_is_named(made: Path, tmp_path: Path) -> None:
    manifest = backup.verify(made, KEY)
    broken = io.BytesIO(b"x" * 5000)
    with pytest.raises(BackupError, match="is damaged"):
        backup_archive.unpack(
            broken, made, manifest, dump=tmp_path / "dump", files=tmp_path / "fresh"
        )


def test_archive_that_changes_between_both_readings_is_refused(
    made: Path, root: Path, tmp_path: Path
) -> None:
    manifest = backup.verify(made, KEY)
    (root / "cover").write_bytes(b"another")
    other = backups.make(tmp_path / "other", root, dump=DUMP)
    dump, files = tmp_path / "dump", tmp_path / "fresh"
    with (
        other.open("rb") as source,
        backup._open(source, other, KEY) as (plain, _),
        pytest.raises(BackupError, match="changed while it was read"),
    ):
        backup_archive.unpack(plain, other, manifest, dump=dump, files=files)


def test_faults_of_encryption_name_the_file(made: Path) -> None:
    with pytest.raises(BackupError, match=r"leaf\.backup is encrypted to another key"):
        backup.verify(made, PrivateKey.generate())
    made.write_bytes(made.read_bytes()[:-1])
    with pytest.raises(BackupError, match=r"leaf\.backup is cut off"):
        backup.verify(made, KEY)


MEASURED = """
import io, resource, sys
from pathlib import Path
import django
django.setup()
from rontal.config import backup
from tests.support.config import backups, hash_keys
root, target = map(Path, sys.argv[1:])
backups.make(target, root)  # whatever is loaded late is loaded
target.unlink()
with open("/proc/self/statm") as file:
    now = int(file.read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (now + 100_000_000, resource.RLIM_INFINITY))
(root / "large").touch()
import os
os.truncate(root / "large", 1_000_000_000)
backups.make(target, root, dump=(bytes(16_000_000), bytes(16_000_000)))
backup.verify(target, backups.KEY)
try:
    bytes(150_000_000)
except MemoryError:
    print("bounded")
"""


@pytest.mark.machine
def test_memory_is_bounded_with_a_file_of_a_gigabyte(tmp_path: Path) -> None:
    root = tmp_path / "files"
    root.mkdir()
    call = [sys.executable, "-c", MEASURED, str(root), str(tmp_path / "large.backup")]
    environ = os.environ | {"DJANGO_SETTINGS_MODULE": "rontal.config.settings"}
    done = subprocess.run(call, capture_output=True, text=True, env=environ, check=False)
    assert done.stdout == "bounded\n", done.stderr
    assert (tmp_path / "large.backup").stat().st_size > 1_000_000_000
