"""Pages that were drawn, on this machine's disk, sealed. All that lies here may vanish at any time.

A page is sealed by a key that comes out of its book's own (`SealedReader.sub_key`): when the book
is erased, what was drawn of it cannot be read any more, on whatever machine it lies. Names are
keyed hashes: a folder says nothing of which pages somebody has read.
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
MOST: Final = 1_000_000_000
AFTER: Final = 0.9
"""The part that stays when there was too much."""
LOOK_AFTER: Final = 50_000_000
"""Bytes that a process writes between two looks at how much there is."""
UNUSED_SECONDS: Final = 7 * 24 * 3600
TOUCH_SECONDS: Final = 3600
NONCE: Final = 12


@dataclass(frozen=True)
class Key:
    """What opens the pages of one book; `folder` is the book's, and no secret."""

    folder: str
    secret: bytes

    def name(self, what: str) -> str:
        """The file's name of one page."""
        return hmac.digest(self.secret, what.encode(), "sha256").hex()[:40]


class Kept:
    """Pages below a folder, at most so many bytes. Processes of one machine share it."""

    def __init__(self, root: Path, most: int = MOST) -> None:
        self._root, self._most = root, most
        self._written, self._lock = LOOK_AFTER, threading.Lock()

    def get(self, key: Key, what: str) -> bytes | None:
        """What was put, or None: never, gone, or altered."""
        path = self._path(key, what)
        try:
            with path.open("rb") as file:
                content = file.read()
                _touch(file.fileno())
            return AESGCM(key.secret).decrypt(content[:NONCE], content[NONCE:], what.encode())
        except (OSError, InvalidTag, ValueError):
            return None

    def put(self, key: Key, what: str, content: bytes) -> None:
        """Keeps it where there is room; a full disk harms nobody."""
        nonce = os.urandom(NONCE)
        sealed = nonce + AESGCM(key.secret).encrypt(nonce, content, what.encode())
        path = self._path(key, what)
        spare = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            spare.write_bytes(sealed)
            spare.replace(path)
        except OSError as error:
            logger.warning("pages are not kept: %s", type(error).__name__)
            with contextlib.suppress(OSError):
                spare.unlink(missing_ok=True)
        self._count(len(sealed))

    def drop(self, folder: str) -> None:
        """What was drawn of one book goes."""
        shutil.rmtree(self._root / folder, ignore_errors=True)

    def tidy(self) -> None:
        """What nobody has looked at for long goes, then what was looked at longest ago."""
        found = sorted(_files(self._root))
        room = self._most * AFTER if sum(size for _at, size, _path in found) > self._most else None
        total = sum(size for _at, size, _path in found)
        for at, size, path in found:
            old = at < time.time() - UNUSED_SECONDS
            if not old and (room is None or total <= room):
                break
            with contextlib.suppress(OSError):
                Path(path).unlink()
            total -= size

    def _path(self, key: Key, what: str) -> Path:
        return self._root / key.folder / key.name(what)

    def _count(self, size: int) -> None:
        with self._lock:
            self._written += size
            if self._written < LOOK_AFTER:
                return
            self._written = 0
        self.tidy()


def _touch(file: int) -> None:
    """Says that it was looked at, once an hour at most."""
    if os.fstat(file).st_mtime < time.time() - TOUCH_SECONDS:
        with contextlib.suppress(OSError):
            os.utime(file)


def _files(root: Path) -> list[tuple[float, int, str]]:
    """When last looked at, bytes, path of every page."""
    found = []
    for folder, _folders, names in os.walk(root):
        for name in names:
            with contextlib.suppress(OSError):
                path = os.path.join(folder, name)  # noqa: PTH118 - of hundred thousands
                told = os.stat(path)  # noqa: PTH116
                found.append((told.st_mtime, told.st_size, path))
    return found
