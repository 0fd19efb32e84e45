"""Encrypted cache of rendered pages on the local disk; any entry may vanish at any time.

The key of an entry is derived from that of its book (`SealedReader.sub_key`), so that erasing the
book makes its cached pages unreadable on every machine. File names are keyed hashes, so that the
folder does not show which pages somebody has read.
"""

import contextlib
import hmac
import logging
import os
import shutil
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

logger = logging.getLogger(__name__)
MAX_BYTES: Final = 1_000_000_000
FRACTION_AFTER_CLEANING: Final = 0.9
"""Fraction of the limit that remains after cleaning up."""
CHECK_AFTER_BYTES: Final = 50_000_000
"""Bytes that a process writes between two checks of the total size."""
UNUSED_SECONDS: Final = 7 * 24 * 3600
TOUCH_SECONDS: Final = 3600
NONCE: Final = 12


@dataclass(frozen=True)
class Key:
    """Key of the cached pages of one book; `folder` is its folder and not secret."""

    folder: str
    secret: bytes

    def name(self, entry: str) -> str:
        return hmac.digest(self.secret, entry.encode(), "sha256").hex()[:40]


class DiskCache:
    """Encrypted cache below a folder, limited in bytes and shared by all processes of a machine."""

    def __init__(self, root: Path, most: int = MAX_BYTES) -> None:
        self._root, self._most = root, most
        self._written, self._lock = CHECK_AFTER_BYTES, threading.Lock()

    def get(self, key: Key, entry: str) -> bytes | None:
        """Returns an entry; None where it is missing or was altered."""
        path = self._path(key, entry)
        try:
            with path.open("rb") as file:
                content = file.read()
                _touch(file.fileno())
            return AESGCM(key.secret).decrypt(content[:NONCE], content[NONCE:], entry.encode())
        except (OSError, InvalidTag, ValueError):
            return None

    def put(self, key: Key, entry: str, content: bytes) -> None:
        """Stores an entry; write errors are logged and otherwise ignored."""
        nonce = os.urandom(NONCE)
        sealed = nonce + AESGCM(key.secret).encrypt(nonce, content, entry.encode())
        path = self._path(key, entry)
        temporary = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(sealed)
            temporary.replace(path)
        except OSError as error:
            logger.warning("pages are not cached: %s", type(error).__name__)
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        self._count(len(sealed))

    def drop(self, folder: str) -> None:
        """Deletes all entries of one book."""
        shutil.rmtree(self._root / folder, ignore_errors=True)

    def tidy(self) -> None:
        """Deletes entries unused for a week, then the least recently used ones above the limit."""
        entries = sorted(_files(self._root))
        target = (
            self._most * FRACTION_AFTER_CLEANING
            if sum(size for _at, size, _path in entries) > self._most
            else None
        )
        total = sum(size for _at, size, _path in entries)
        for at, size, path in entries:
            is_unused = at < time.time() - UNUSED_SECONDS
            if not is_unused and (target is None or total <= target):
                break
            with contextlib.suppress(OSError):
                Path(path).unlink()
            total -= size

    def _path(self, key: Key, entry: str) -> Path:
        return self._root / key.folder / key.name(entry)

    def _count(self, size: int) -> None:
        with self._lock:
            self._written += size
            if self._written < CHECK_AFTER_BYTES:
                return
            self._written = 0
        self.tidy()


def _touch(file: int) -> None:
    """Updates the time of last use, at most once an hour."""
    if os.fstat(file).st_mtime < time.time() - TOUCH_SECONDS:
        with contextlib.suppress(OSError):
            os.utime(file)


def _files(root: Path) -> list[tuple[float, int, str]]:
    """Returns last use, size in bytes and path of every entry."""
    entries = []
    for folder, _folders, names in os.walk(root):
        for name in names:
            with contextlib.suppress(OSError):
                path = os.path.join(folder, name)  # noqa: PTH118 - faster for hundreds of thousands
                status = os.stat(path)  # noqa: PTH116
                entries.append((status.st_mtime, status.st_size, path))
    return entries
