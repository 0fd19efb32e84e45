"""Decodes a stranger's file in a child process of its own, which ends with the answer.

What a file does to its decoder ends with that process: it sees no other file, key or database.
At most two files are decoded at once on a machine, one in each process of Rontal, so that hostile
files occupy neither all memory nor all threads of the web server.
"""

import fcntl
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeVar

from django.conf import settings

from rontal.core.children.frames import Frame, Head
from rontal.core.children.limits import DECODING, Bounds
from rontal.core.children.process import ChildLost, Process
from rontal.core.errors import DecodersBusy, DomainError

logger = logging.getLogger(__name__)
CHILD = "rontal.core.children.decoding_child"
MAX_AT_ONCE = 2
"""Files decoded at once on a machine."""
RETRY_SECONDS = 3
POLL_SECONDS = 0.05
MALFORMED = (LookupError, TypeError, ValueError, AttributeError)
T = TypeVar("T")
_one_of_this_process = threading.Lock()


@dataclass(frozen=True)
class Decoder:
    """Decoder of a kind of file.

    `module` has the function `answer(frame) -> Frame`, which runs in the child and may raise errors
    of the family `refusals`. `lost` is raised for a file that passes the bounds or ends the child.
    """

    module: str
    refusals: type[DomainError]
    lost: type[DomainError]
    bounds: Bounds = DECODING

    def decode(
        self,
        content: bytes,
        read: Callable[[Frame], T],
        head: Head | None = None,
        *,
        wait: float = 0,
    ) -> T:
        """Returns what `read` makes of the answer to a file; waits at most `wait` seconds until
        others are decoded. `read` raises an error of `MALFORMED` for an answer of another form, as
        a file may have taken over the child.

        Raises DecodersBusy, `lost`, and the refusals.
        """
        with _slot(wait):
            answer = self._ask(Frame(head or {}, (content,)))
        try:
            if "refused" in answer.head:
                raise self._refusal(answer.head)
            if "why" not in answer.head:
                return read(answer)
        except MALFORMED:
            logger.error("decoder %s: malformed answer", self.module)
            raise self.lost from None
        logger.error("decoder %s: %s", self.module, answer.head)
        raise self.lost

    def _ask(self, frame: Frame) -> Frame:
        process = self._start()
        try:
            return process.request(frame)
        except ChildLost as lost:
            logger.error("decoder %s: %s", self.module, lost.why)
            raise self.lost from None
        finally:
            process.end()

    def _start(self) -> Process:
        try:
            return Process(CHILD, [self.module], self.bounds)
        except (ChildLost, OSError) as error:  # not the fault of the file, which is not sent yet
            logger.error("decoder %s: %r at its start", self.module, error)
            raise DecodersBusy(seconds=RETRY_SECONDS) from None

    def _refusal(self, head: Head) -> DomainError:
        family = {one.code: one for one in (self.lost, *_subclasses(self.refusals))}
        return family.get(str(head["refused"]), self.lost)(**(head.get("params") or {}))


def _subclasses(family: type[DomainError]) -> Iterator[type[DomainError]]:
    yield family
    for one in family.__subclasses__():
        yield from _subclasses(one)


@contextmanager
def _slot(wait: float) -> Iterator[None]:
    """Holds the right to decode a file; raises DecodersBusy after `wait` seconds."""
    until = time.monotonic() + wait
    if not _one_of_this_process.acquire(timeout=wait):
        raise DecodersBusy(seconds=RETRY_SECONDS)
    try:
        with _slot_of_machine(until):
            yield
    finally:
        _one_of_this_process.release()


@contextmanager
def _slot_of_machine(until: float) -> Iterator[None]:
    """Holds one of the machine's slots: a file lock, which the system frees with its process."""
    folder: Path = settings.HOME / "decoders"
    folder.mkdir(mode=0o700, exist_ok=True)
    while True:
        for number in range(MAX_AT_ONCE):
            with _slot_file(folder / f"slot-{number}") as file:
                if _lock(file.fileno()):
                    yield
                    return
        if time.monotonic() >= until:
            raise DecodersBusy(seconds=RETRY_SECONDS)
        time.sleep(POLL_SECONDS)


def _slot_file(path: Path) -> IO[str]:
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
