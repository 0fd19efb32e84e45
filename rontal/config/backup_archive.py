"""The tar archive in a backup: the database's dump in parts, files/…, a manifest, a signature.

manifest.json lists the hash of every member before it. manifest.signature authenticates the
manifest with a key derived from RONTAL_HASH_KEY: a backup that is encrypted to a public key could
otherwise be made by anybody who knows that key. Archives are written and read as streams.
"""

import contextlib
import hashlib
import hmac
import io
import json
import tarfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any, Final

from django.core.management.base import CommandError

from rontal.core import clock

FORM: Final = 2
OLD_FORM: Final = 1
"""Form without signature, with the dump as one member."""
DUMP: Final = "database.dump"
PART_BYTES: Final = 16 * 1024 * 1024
"""Size of the parts of the dump. A tar needs the size of a member before its content; so no dump
has to lie on the disk, and one part is in memory.
"""
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.signature"
MAX_BYTES: Final = {MANIFEST: 1 << 28, SIGNATURE: 1000}
MAX_HEADER_BYTES: Final = 64 * 1024
"""Size of the largest accepted PAX header, with the name and time of one member."""
BUFFER: Final = 1 << 20
Take = Callable[[tarfile.TarInfo, IO[bytes]], None]


class BackupError(CommandError):
    """Backup that cannot be made, read or restored; the message is one line."""


class _Member(tarfile.TarInfo):
    """Member whose header takes little memory: it is read before the signature is checked.

    Overrides the methods of tarfile that read headers of any size into memory.
    """

    def _proc_member(self, tar: tarfile.TarFile) -> tarfile.TarInfo:
        unused = (
            tarfile.XGLTYPE,
            tarfile.SOLARIS_XHDTYPE,
            tarfile.GNUTYPE_LONGNAME,
            tarfile.GNUTYPE_LONGLINK,
            tarfile.GNUTYPE_SPARSE,
        )
        too_long = self.type == tarfile.XHDTYPE and self.size > MAX_HEADER_BYTES
        if too_long or self.type in unused:
            raise tarfile.ReadError("it has a header that no backup has")
        return super()._proc_member(tar)  # type: ignore[misc, no-any-return]

    def _proc_gnusparse_10(self, *_arguments: object) -> None:
        raise tarfile.ReadError("it has a header that no backup has")


def pack(sink: Any, dump: Iterable[bytes], root: Path) -> int:
    """Writes the archive; returns the number of files under `root`.

    The parts of the dump come before the files, so that the archive contains every file named in
    the dump, except those erased in between.
    """
    members: dict[str, str] = {}
    with tarfile.open(fileobj=sink, mode="w|", bufsize=BUFFER, dereference=True) as tar:
        for part in dump:
            name = f"{DUMP}.{len(members):06}"
            _add_bytes(tar, name, part)
            members[name] = hashlib.sha256(part).hexdigest()
        parts = len(members)
        for path in sorted(path for path in root.rglob("*") if path.is_file()):
            name = f"files/{path.relative_to(root).as_posix()}"
            try:
                members[name] = _add(tar, name, path)
            except FileNotFoundError:  # deleted since the folder was listed
                continue
        manifest = _manifest(members)
        _add_bytes(tar, MANIFEST, manifest)
        _add_bytes(tar, SIGNATURE, _signatures(manifest)[0])
    return len(members) - parts


def check(source: IO[bytes], name: Path, *, unsigned: bool) -> dict[str, Any]:
    """Reads the whole archive; returns its manifest.

    Raises BackupError for any damage, and for a missing or wrong signature unless `unsigned`.
    """
    contents: dict[str, bytes] = {}

    def take(member: tarfile.TarInfo, content: IO[bytes]) -> None:
        if member.size > MAX_BYTES[member.name]:
            raise BackupError(f"{name} was not made by `rontal backup`")
        contents[member.name] = content.read()

    hashes = dict(_members(source, name, at_end=take))
    if MANIFEST not in contents:
        raise BackupError(f"{name} is cut off: its end is missing")
    if not unsigned:  # before the manifest is parsed, which takes a multiple of its size
        _check_signature(contents, name)
    manifest = _parse_manifest(contents[MANIFEST], name)
    if list(manifest["members"].items()) != list(hashes.items()):
        changed = sorted(set(manifest["members"].items()) ^ set(hashes.items()))
        which = changed[0][0] if changed else "the order of its parts"
        raise BackupError(f"{name} is damaged: {which} is not what was written")
    return manifest


def _parse_manifest(content: bytes, name: Path) -> dict[str, Any]:
    """Returns the manifest, whose fields are present and of the right type."""
    try:
        manifest = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BackupError(f"{name} is damaged: its manifest cannot be read") from error
    form = manifest.get("form") if isinstance(manifest, dict) else None
    if isinstance(form, int) and form > FORM:
        raise BackupError(f"{name} was written by a newer version of Rontal")
    if form not in (FORM, OLD_FORM) or not _has_fields(manifest):
        raise BackupError(f"{name} was not made by `rontal backup`")
    return dict(manifest)


def _has_fields(manifest: dict[str, Any]) -> bool:
    made, library, keys, members = map(manifest.get, ("made", "library", "keys", "members"))
    return (
        isinstance(made, str)
        and isinstance(library, str)
        and isinstance(keys, list)
        and isinstance(members, dict)
        and all(isinstance(text, str) for text in (*keys, *members.values()))
    )


def unpack(
    source: IO[bytes], name: Path, manifest: dict[str, Any], *, dump: Path, files: Path
) -> None:
    """Writes the dump and the files of an archive that `check` has read before.

    Raises BackupError where the archive is no longer what was checked.
    """
    files.mkdir(mode=0o700)
    dump.touch(mode=0o600)

    def target(member: str) -> IO[bytes]:
        if is_dump(member):
            return dump.open("ab")
        path = files / member.removeprefix("files/")
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb")

    if list(_members(source, name, target=target)) != list(manifest["members"].items()):
        raise BackupError(f"{name} was changed while it was read")


def is_dump(name: str) -> bool:
    return name == DUMP or name.startswith(f"{DUMP}.")


def _members(
    source: IO[bytes],
    name: Path,
    *,
    target: Callable[[str], IO[bytes]] | None = None,
    at_end: Take | None = None,
) -> Iterator[tuple[str, str]]:
    """Yields name and hash of each member; reads `source` to its end.

    Copies members to the file that `target` returns; manifest and signature go to `at_end`. Raises
    BackupError for a damaged archive, and for a member that a backup does not have.
    """
    seen: set[str] = set()
    with _tar_errors(name), _open(source) as tar:
        for member in tar:
            _forget(tar)
            plain = member.type == tarfile.REGTYPE and not member.issparse()
            content = tar.extractfile(member) if plain else None
            if content is None or member.name in seen or not _is_expected(member.name, seen):
                raise BackupError(f"{name} was not made by `rontal backup`")
            seen.add(member.name)
            if member.name in (MANIFEST, SIGNATURE):
                if at_end:
                    at_end(member, content)
            elif target is None:
                yield member.name, _copy(content, None)
            else:
                with target(member.name) as sink:
                    yield member.name, _copy(content, sink)
    while source.read(BUFFER):  # the end authenticates that nothing is missing
        pass


def _open(source: IO[bytes]) -> tarfile.TarFile:
    return tarfile.open(fileobj=source, mode="r|", bufsize=BUFFER, tarinfo=_Member)


@contextlib.contextmanager
def _tar_errors(name: Path) -> Iterator[None]:
    """Turns errors of tarfile within the block into BackupError."""
    try:
        yield
    except (tarfile.TarError, EOFError, RecursionError) as error:
        why = (str(error).splitlines() or ["it is cut off"])[0].rstrip(":")
        raise BackupError(f"{name} is damaged: {why}") from error


def _is_expected(name: str, seen: set[str]) -> bool:
    """Says whether a member of this name may follow those seen; nothing but the signature follows
    the manifest.
    """
    if MANIFEST in seen:
        return name == SIGNATURE
    if name == MANIFEST or is_dump(name):
        return True
    first, *rest = name.split("/")
    return first == "files" and bool(rest) and not {"", ".", ".."} & set(rest)


def _copy(content: IO[bytes], sink: IO[bytes] | None) -> str:
    """Copies to `sink`; returns the hash of the bytes."""
    total = hashlib.sha256()
    while part := content.read(BUFFER):
        total.update(part)
        if sink is not None:
            sink.write(part)
    return total.hexdigest()


def _manifest(members: dict[str, str]) -> bytes:
    from django.conf import settings

    from rontal.core import sealing

    keys = list(sealing.ring().keys)
    library = settings.LIBRARY.name if settings.LIBRARY else ""
    made = clock.now().isoformat(timespec="seconds")
    known = {"form": FORM, "made": made, "library": library, "keys": keys, "members": members}
    return json.dumps(known, ensure_ascii=False).encode()


def _signatures(manifest: bytes) -> list[bytes]:
    """Returns the signatures by all hash keys, the active one first.

    Raises BackupError without RONTAL_HASH_KEY: everybody knows the empty key.
    """
    from django.conf import settings

    from rontal.core import sealing

    if not settings.HASH_KEY:
        raise BackupError("RONTAL_HASH_KEY is not set; a backup is signed with it")
    hashes = sealing.keyed_hashes(hashlib.sha256(manifest).hexdigest(), purpose="backup")
    return [one.hex().encode() for one in hashes]


def _check_signature(contents: dict[str, bytes], name: Path) -> None:
    given = contents.get(SIGNATURE, b"")
    if not any(hmac.compare_digest(given, one) for one in _signatures(contents[MANIFEST])):
        raise BackupError(
            f"{name} is not signed by this library (RONTAL_HASH_KEY): another library, an earlier"
            " version or key, or somebody else made it; --unsigned restores it all the same"
        )


def _add(tar: tarfile.TarFile, name: str, path: Path) -> str:
    """Adds one file; returns the hash of the bytes written."""
    with path.open("rb") as content:
        info = tar.gettarinfo(arcname=name, fileobj=content)
        reader = _Hashed(content)
        tar.addfile(info, reader)
    _forget(tar)
    return reader.total.hexdigest()


def _forget(tar: tarfile.TarFile) -> None:
    """Keeps memory bounded: tarfile remembers every member."""
    tar.members.clear()  # type: ignore[attr-defined]


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    tar.addfile(info, io.BytesIO(content))


class _Hashed:
    """Reader that hashes the bytes passing through."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content = content
        self.total = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        part = self._content.read(size)
        self.total.update(part)
        return part
