"""Decodes a stranger's file in a child process of its own, which ends with the answer.

What a file does to its decoder ends with that process: it sees no other file, key or database.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from rontal.core.children import content_files
from rontal.core.children.content_files import Content
from rontal.core.children.frames import Frame, Head
from rontal.core.children.limits import DECODING, Bounds
from rontal.core.children.process import ChildLost, Process
from rontal.core.children.turns import RETRY_SECONDS, turn
from rontal.core.errors import CodedError, DecodersBusy

logger = logging.getLogger(__name__)
CHILD = "rontal.core.children.decoding_child"
MALFORMED = (
    ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError,
)  # fmt: skip
T = TypeVar("T")


@dataclass(frozen=True)
class Decoder:
    """Decoder of a kind of file.

    `module` has the function `answer(frame) -> Frame`, which runs in the child and may raise errors
    of the families `refusals`. `lost` is raised for a file that passes the bounds or ends the
    child.
    """

    module: str
    refusals: type[CodedError] | tuple[type[CodedError], ...]
    lost: type[CodedError]
    bounds: Bounds = DECODING

    def decode(
        self,
        content: Content,
        read: Callable[[Frame], T],
        head: Head | None = None,
        *,
        wait: float = 0,
    ) -> T:
        """Returns what `read` makes of the answer to a file; waits at most `wait` seconds until
        others are decoded. `read` raises an error of `MALFORMED` for an answer of another form, as
        a file may have taken over the child.

        Bytes become the first part of the child's frame; a file on disk is inherited by the child,
        which opens it with `content_files.source_of(frame)`.

        Raises DecodersBusy, `lost`, and the refusals.
        """
        with turn(wait), content_files.frame_of(content, head or {}) as (frame, files):
            answer = self._ask(frame, files)
        return self.read(answer, read)

    def read(self, answer: Frame, read: Callable[[Frame], T]) -> T:
        """Returns what `read` makes of an answer of the child. Raises `lost` and the refusals."""
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

    def _ask(self, frame: Frame, files: list[int]) -> Frame:
        process = self.start(files)
        try:
            return process.request(frame)
        except ChildLost as lost:
            logger.error("decoder %s: %s", self.module, lost.why)
            raise self.lost from None
        finally:
            process.end()

    def start(self, files: list[int], child: str = CHILD) -> Process:
        """Starts a child that inherits these file descriptors. Raises DecodersBusy."""
        try:
            return Process(child, [self.module], self.bounds, files)
        except (ChildLost, OSError) as error:  # not the fault of the file, which is not sent yet
            logger.error("decoder %s: %r at its start", self.module, error)
            raise DecodersBusy(seconds=RETRY_SECONDS) from None

    def _refusal(self, head: Head) -> CodedError:
        families = self.refusals if isinstance(self.refusals, tuple) else (self.refusals,)
        members = (self.lost, *(one for family in families for one in _subclasses(family)))
        known = {one.code: one for one in members if hasattr(one, "code")}
        return known.get(str(head["refused"]), self.lost)(**(head.get("params") or {}))


def _subclasses(family: type[CodedError]) -> Iterator[type[CodedError]]:
    yield family
    for one in family.__subclasses__():
        yield from _subclasses(one)
