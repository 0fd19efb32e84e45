"""Client of the machine, which runs in a child process that can be killed and replaced."""

import contextlib
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.conf import settings

from idcard.faces.model import Comparison, SelfieFaces
from idcard.geometry import Quad
from idcard.photo_facts import PhotoFacts
from idcard.reading.model import CardReading
from rontal.core.children.frames import Frame, Head
from rontal.core.children.limits import Bounds
from rontal.core.children.process import ChildLost, Process
from rontal.verification.errors import FailureReason, MachineUnable
from rontal.verification.machine.child import MODULE

logger = logging.getLogger(__name__)
Result = TypeVar("Result")
RENEW_AFTER = 500
RENEW_FROM = 330_000_000
"""Number of answers, or bytes of memory, after which the child is replaced by a fresh one."""
IDLE_SECONDS = 60.0
"""Seconds without a request after which the child ends, because it holds much memory."""
FAILED_STARTS = 2
PAUSE_SECONDS = 30.0


@dataclass
class _Starts:
    """Results of the last starts; after repeated failures the next start waits."""

    failed: int = 0
    retry_at: float = 0.0
    why: str = FailureReason.CRASHED


class Host:
    """A `Machine` whose engines run in a child process, started on demand.

    Requests of threads are processed in order. A child that hangs, dies or uses too much memory is
    replaced; the photo that caused it is not retried.
    """

    def __init__(self, ocr: str, faces: str, bounds: Bounds | None = None) -> None:
        """Sets up the host; `ocr` and `faces` name the engines as "module:Class"."""
        self._engines = (ocr, faces)
        self._bounds = bounds or Bounds()
        # One thread owns the child, because the system ends a child with the thread that started
        # it.
        self._turns = ThreadPoolExecutor(1, thread_name_prefix="machine")
        self._process: Process | None = None
        self._answered = 0
        self._starts = _Starts()
        self._idle = threading.Timer(IDLE_SECONDS, self._stop_idle)
        self._answered_at = 0.0

    @property
    def pid(self) -> int | None:
        """Process id of the child; None where none runs."""
        process = self._process
        return process.pid if process else None

    def photo_facts(self, photo: bytes) -> PhotoFacts:
        """Measures a photo; see `protocols.Machine`."""
        return self._request(PhotoFacts.from_json, {"ask": "photo_facts"}, photo)

    def is_same_photo(self, one: bytes, other: bytes) -> bool:
        """Compares two photos; see `protocols.Machine`."""
        return self._request(bool, {"ask": "is_same_photo"}, one, other)

    def read_card(self, photo: bytes) -> CardReading:
        """Reads a card; see `protocols.Machine`."""
        return self._request(CardReading.from_json, {"ask": "read_card"}, photo)

    def check_selfie(self, photo: bytes) -> SelfieFaces:
        """Finds the faces of a selfie; see `protocols.Machine`."""
        return self._request(SelfieFaces.from_json, {"ask": "check_selfie"}, photo)

    def compare_faces(
        self, card: bytes, photo: bytes, portrait: Quad | None, corners: Quad | None = None
    ) -> Comparison:
        """Compares two faces; see `protocols.Machine`."""
        head: Head = {
            "ask": "compare_faces",
            "portrait": portrait.to_json() if portrait else None,
            "corners": corners.to_json() if corners else None,
        }
        return self._request(Comparison.from_json, head, card, photo)

    def stop(self) -> None:
        """Ends the child; the next request starts another."""
        self._turns.submit(self._retire).result()

    def _request(self, parse: Callable[[Any], Result], head: Head, *photos: bytes) -> Result:
        frame = Frame(head, photos)
        answer = self._turns.submit(self._answer, frame).result()
        if "why" in answer:
            raise MachineUnable(why=answer["why"], started=answer.get("started", 1))
        try:
            return parse(answer["found"])
        except (KeyError, TypeError, ValueError, AttributeError):  # no detail logged: personal
            logger.error("machine: an answer to %s in no known form", head["ask"])
            raise MachineUnable(why=FailureReason.FAILED) from None

    def _answer(self, frame: Frame) -> Head:
        try:
            process = self._running()
        except ChildLost as lost:
            logger.error("machine: %s at its start", lost.why)
            return {"why": lost.why, "started": 0}
        try:
            answer = process.request(frame).head
        except ChildLost as lost:
            logger.error("machine: %s at %s; it is replaced", lost.why, frame.head["ask"])
            self._process = None
            return {"why": lost.why}
        self._answered += 1
        if "why" in answer:
            self._log_error(frame, answer)
        self._renew(answer)
        self._stop_when_idle()
        return answer

    def _running(self) -> Process:
        """Returns the child; raises Lost where it does not start."""
        if self._process is None:
            self._process = self._start()
            self._answered = 0
        return self._process

    def _start(self) -> Process:
        if time.monotonic() < self._starts.retry_at:
            raise ChildLost(self._starts.why)
        try:
            process = Process(MODULE, self._engines, self._bounds)
        except ChildLost as lost:
            failed = self._starts.failed + 1
            pause = PAUSE_SECONDS if failed >= FAILED_STARTS else 0.0
            self._starts = _Starts(failed, time.monotonic() + pause, lost.why)
            raise
        self._starts = _Starts()
        return process

    def _log_error(self, frame: Frame, answer: Head) -> None:
        kind, trail = answer.get("error", ""), answer.get("trail", "")
        logger.error("machine: %s at %s: %s %s", answer["why"], frame.head["ask"], kind, trail)

    def _renew(self, answer: Head) -> None:
        full = self._process is not None and self._process.memory() > RENEW_FROM
        if (
            full
            or self._answered >= RENEW_AFTER
            or answer.get("why") == FailureReason.OUT_OF_MEMORY
        ):
            self._retire()

    def _stop_when_idle(self) -> None:
        self._answered_at = time.monotonic()
        self._idle.cancel()
        self._idle = threading.Timer(IDLE_SECONDS, self._stop_idle)
        self._idle.daemon = True
        self._idle.start()

    def _stop_idle(self) -> None:
        with contextlib.suppress(RuntimeError):  # Python ends: the system ends the child as well
            self._turns.submit(self._retire_idle)

    def _retire_idle(self) -> None:
        """Ends the child, unless it answered a request that came before the timer's."""
        if time.monotonic() - self._answered_at >= IDLE_SECONDS:
            self._retire()

    def _retire(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None


def machine() -> Host:
    """Returns this process's machine with the configured engines, shared by its threads."""
    with _MAKING:
        return _machine(settings.OCR_ENGINE, settings.FACE_ENGINE)


@cache
def _machine(ocr: str, faces: str) -> Host:
    return Host(ocr, faces)


_MAKING = threading.Lock()
