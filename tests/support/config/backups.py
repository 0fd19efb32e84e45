"""Backups made and read without the commands and without a database."""

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from rontal.config import backup_archive, backup_keys, env
from rontal.config.age.files import Reader, Writer
from rontal.config.age.recipients import Identity, PrivateKey, Recipient

KEY = PrivateKey(b"\x11" * 32)
PUT = """
    INSERT INTO core_event (name, at, actor_kind, actor_name, subject_type, subject_id, data)
    VALUES ('leaf:written', now(), 'system', 'test', 'leaf', '7', '{}')
"""


def key_of_tests() -> PrivateKey:
    """Returns the key of the libraries that tests make."""
    key = backup_keys.demo_key(env.read({"RONTAL_MODE": "test"}))
    assert key
    return key


def members(path: Path, start: str = "", identity: Identity | None = None) -> dict[str, bytes]:
    """Returns the content of each member of an encrypted backup whose name begins so."""
    with path.open("rb") as source:
        plain = io.BufferedReader(Reader(source, identity or key_of_tests()))
        return dict(_members(plain, start))


def _members(plain: IO[bytes], start: str) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=plain, mode="r|") as tar:
        for member in tar:
            content = tar.extractfile(member)
            assert content is not None
            if member.name.startswith(start):
                yield member.name, content.read()


def make(path: Path, root: Path, *recipients: Recipient, dump: tuple[bytes, ...] = ()) -> Path:
    """Packs the files of `root`, for `KEY` unless others are given."""
    with path.open("wb") as sink:
        writer = Writer(sink, recipients or [KEY.public])
        backup_archive.pack(writer, dump or (b"the dump",), root)
        writer.finish()
    return path


def make_of(path: Path, contents: list[tuple[str, bytes]], *recipients: Recipient) -> Path:
    """Writes any members, as somebody would who forges a backup."""
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as tar:
        for name, content in contents:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    with path.open("wb") as file:
        writer = Writer(file, recipients or [KEY.public])
        writer.write(sink.getvalue())
        writer.finish()
    return path
