"""Turns of decoders: how many files are decoded at once.

Two on a machine, one in each process of Rontal, and one of an address, so that hostile files occupy
neither all memory nor all threads of the web server, and one sender leaves a turn to the others.
"""

import fcntl
import hashlib
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import IO

from django.conf import settings

from rontal.core.errors import DecodersBusy

logger = logging.getLogger(__name__)
MAX_AT_ONCE = 2
"""Files decoded at once on a machine."""
RETRY_SECONDS = 3
COMMAND_WAIT = 60.0
"""Seconds that a command of the operator waits for its turn; nobody waits in a web thread."""
POLL_SECONDS = 0.05
ADDRESS_FILES = 1024
"""Lock files of addresses. Addresses that share one by chance wait for each other."""
_one_of_this_process = threading.Lock()
_sender: ContextVar[str] = ContextVar("sender", default="")


@contextmanager
def sent_from(address: str) -> Iterator[None]:
    """Declares the network address that sent the files decoded inside the block; one of its files
    is decoded at once on a machine. Files of jobs have no address.
    """
    token = _sender.set(address)
    try:
        yield
    finally:
        _sender.reset(token)


@contextmanager
def turn(wait: float) -> Iterator[None]:
    """Holds the right to decode a file; raises DecodersBusy after `wait` seconds."""
    until = time.monotonic() + wait
    if not _one_of_this_process.acquire(timeout=wait):
        raise DecodersBusy(seconds=RETRY_SECONDS)
    try:
        with _first_of(_address_files(), until), _first_of(_machine_files(), until):
            yield
    finally:
        _one_of_this_process.release()


def address_file(address: str) -> Path:
    """Returns the lock file of an address; its name is a number that many addresses share."""
    digest = hashlib.sha256(address.encode()).digest()
    return _folder() / f"address-{int.from_bytes(digest[:8]) % ADDRESS_FILES}"


def _address_files() -> list[Path]:
    address = _sender.get()
    return [address_file(address)] if address else []


def _machine_files() -> list[Path]:
    return [_folder() / f"slot-{number}" for number in range(MAX_AT_ONCE)]


def _folder() -> Path:
    folder: Path = settings.HOME / "decoders"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


@contextmanager
def _first_of(paths: list[Path], until: float) -> Iterator[None]:
    """Holds a lock on one of these files, which the system frees with its process; on none where
    there are no files.
    """
    if not paths:
        yield
        return
    while True:
        for path in paths:
            with _lock_file(path) as file:
                if _lock(file.fileno()):
                    yield
                    return
        if time.monotonic() >= until:
            raise DecodersBusy(seconds=RETRY_SECONDS)
        time.sleep(POLL_SECONDS)


def _lock_file(path: Path) -> IO[str]:
    try:
        return path.open("w")
    except OSError as error:  # no more open files, or a full disk
        logger.error("decoder: %r", error)
        raise DecodersBusy(seconds=RETRY_SECONDS) from None


def _lock(fd: int) -> bool:
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
