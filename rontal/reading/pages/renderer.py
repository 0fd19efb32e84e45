"""Controller of the rendering process: starts it on demand and replaces it after a failure.

Pages are rendered one after another. Pages in advance are rendered only while nobody waits.
"""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import IO, Any, Final, TypeVar

from rontal.core.children.frames import Frame, Head
from rontal.core.children.limits import Bounds
from rontal.core.children.process import ChildLost, Process
from rontal.reading.pages.child import MODULE
from rontal.reading.pages.refusals import RefusalReason, Refused

logger = logging.getLogger(__name__)
Result = TypeVar("Result")
BOUNDS: Final = Bounds(
    core_seconds=10, seconds=20, start_seconds=60, memory=700_000_000, allocated=1_500_000_000
)
MAX_READS: Final = 20_000
"""Maximum number of reads that the child may request for one answer."""
RENEW_AFTER: Final = 2_000
RENEW_FROM: Final = 400_000_000
"""Number of answers, or bytes of memory, after which the child is replaced by a fresh one."""
FAILED_STARTS: Final = 2
PAUSE_SECONDS: Final = 30.0
BOOKS: Final = 4
AHEAD: Final = 4
"""Maximum number of queued pages to be rendered in advance."""


@dataclass(frozen=True)
class Book:
    """A book file for the child; `key` identifies it, `paths` are images of an image sequence."""

    key: str
    format: str
    size: int
    open: Callable[[], IO[bytes]]
    paths: tuple[str, ...]


class Renderer:
    """Renderer in a child process; thread-safe, as one thread does all the work."""

    def __init__(self, bounds: Bounds = BOUNDS) -> None:
        self._bounds = bounds
        # One thread owns the child, because the system ends a child with the thread that started
        # it.
        self._turns = ThreadPoolExecutor(1, thread_name_prefix="painter")
        self._process: Process | None = None
        self._answered, self._failed, self._retry_at = 0, 0, 0.0
        self._sources: OrderedDict[str, IO[bytes]] = OrderedDict()
        self._lock, self._waiting, self._ahead = threading.Lock(), 0, 0

    @property
    def pid(self) -> int | None:
        """Process id of the child; None where none runs."""
        process = self._process
        return process.pid if process else None

    def run(self, work: Callable[[], Result]) -> Result:
        """Runs `work`, which may call `ask`, in the renderer's thread, and returns its result."""
        with self._lock:
            self._waiting += 1
        try:
            return self._turns.submit(work).result()
        finally:
            with self._lock:
                self._waiting -= 1

    def run_ahead(self, work: Callable[[], object]) -> None:
        """Queues `work`, which may call `ask`; it is skipped where somebody waits for a page."""
        with self._lock:
            if self._ahead >= AHEAD:
                return
            self._ahead += 1
        self._turns.submit(self._idle, work)

    def ask(self, book: Book, ask: str, page: int = 1, **more: Any) -> Frame:
        """Returns the child's answer; must be called inside `turn` or `ahead`.

        Raises Refused, IndexError for a missing page, and errors of opening the book.
        """
        return self._answer(book, {"ask": ask, "page": page, **more})

    def stop(self) -> None:
        """Ends the child; the next request starts another."""
        self._turns.submit(self._retire).result()

    def _idle(self, work: Callable[[], object]) -> None:
        with self._lock:
            self._ahead -= 1
            busy = self._waiting > 0
        if not busy:
            try:
                work()
            except Exception as error:  # noqa: BLE001 - reported when the page is requested
                logger.info("painter: nothing ahead (%s)", type(error).__name__)

    def _answer(self, book: Book, head: Head) -> Frame:
        process = self._running()
        request = {**head, "book": book.key, "format": book.format, "size": book.size}
        try:
            answer = self._talk(process, book, Frame(request))
        except ChildLost as lost:
            logger.error("painter: %s at %s; it is replaced", lost.why, head["ask"])
            self._process = None
            raise Refused(
                RefusalReason.BROKEN if lost.why == "crashed" else RefusalReason.TOO_HEAVY
            ) from None
        except BaseException:
            self._retire()  # the child still waits for bytes
            raise
        self._answered += 1
        return self._check_answer(answer)

    def _check_answer(self, answer: Frame) -> Frame:
        head = answer.head
        if "error" in head:
            logger.error("painter: %s %s %s", head.get("why"), head["error"], head.get("trail"))
        process = self._process
        full = process is not None and process.memory() > RENEW_FROM
        if full or self._answered >= RENEW_AFTER:
            self._retire()
        if "absent" in head:
            raise IndexError
        if "why" in head:
            raise Refused(RefusalReason(head["why"]))
        return answer

    def _talk(self, process: Process, book: Book, frame: Frame) -> Frame:
        """Sends a request, and serves the child's reads of the book until it answers."""
        until = time.monotonic() + self._bounds.seconds
        spent = process.core_seconds() + self._bounds.core_seconds
        for _read in range(MAX_READS):
            answer = process.request(frame)
            if "want" not in answer.head:
                return answer
            if time.monotonic() > until or process.core_seconds() > spent:
                break
            frame = self._serve_read(book, answer.head["want"])
        process.end()
        raise ChildLost("timed_out")

    def _serve_read(self, book: Book, want: Any) -> Frame:
        if want == "paths":
            return Frame({"paths": book.paths})
        offset, length = map(int, want)
        source = self._sources.get(book.key)
        if source is None:
            source = self._sources[book.key] = book.open()
            if len(self._sources) > BOOKS:
                self._sources.popitem(last=False)[1].close()
        self._sources.move_to_end(book.key)
        source.seek(offset)
        return Frame({}, (source.read(length),))

    def _running(self) -> Process:
        if self._process is None:
            if time.monotonic() < self._retry_at:
                raise Refused(RefusalReason.AWAY)
            try:
                self._process = Process(MODULE, [], self._bounds)
            except ChildLost as lost:
                self._failed += 1
                pause = PAUSE_SECONDS if self._failed >= FAILED_STARTS else 0.0
                self._retry_at = time.monotonic() + pause
                logger.error("painter: %s at its start", lost.why)
                raise Refused(RefusalReason.AWAY) from None
            self._answered = self._failed = 0
        return self._process

    def _retire(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None
        while self._sources:
            self._sources.popitem()[1].close()


_creation_lock = threading.Lock()


def renderer() -> Renderer:
    """Returns the renderer of this process, shared by its threads."""
    with _creation_lock:
        return _renderer()


@cache
def _renderer() -> Renderer:
    return Renderer()
