"""Reads a stranger's file piece by piece (records, rows of a table, books of an archive) in a child
process of its own, which ends with the file.
"""

import logging
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from rontal.core.children import content_files
from rontal.core.children.content_files import Content
from rontal.core.children.decoder import Decoder
from rontal.core.children.frames import END, Frame, Head
from rontal.core.children.process import ChildLost, Process

logger = logging.getLogger(__name__)
CHILD = "rontal.core.children.reading_child"
T = TypeVar("T")


@dataclass(frozen=True)
class Reader(Decoder):
    """Reader of a kind of file, for jobs.

    `module` has the function `pieces(source, head) -> Iterator[Frame]`, which runs in the child.
    The bounds hold for each piece. It takes no turn: the queue of jobs limits how many run at once.
    """

    def pieces(
        self, content: Content, read: Callable[[Frame], T], head: Head | None = None
    ) -> Generator[T]:
        """Yields what `read` makes of each piece of a file; the next piece is read meanwhile. Close
        the generator to stop early.

        Raises DecodersBusy, `lost`, and the refusals.
        """
        with content_files.frame_of(content, {"head": head or {}}) as (first, files):
            process = self.start(files, CHILD)
            try:
                with ThreadPoolExecutor(1) as ahead:
                    try:
                        yield from self._pieces(process, first, read, ahead)
                    finally:
                        process.kill()  # ends a request that still waits
            finally:
                process.end()

    def _pieces(
        self,
        process: Process,
        first: Frame,
        read: Callable[[Frame], T],
        ahead: ThreadPoolExecutor,
    ) -> Generator[T]:
        following: Future[Frame] = ahead.submit(process.request, first)
        while True:
            try:
                answer = following.result()
            except ChildLost as lost:
                logger.error("reader %s: %s", self.module, lost.why)
                raise self.lost from None
            if END in answer.head:
                return
            if "refused" not in answer.head and "why" not in answer.head:
                following = ahead.submit(process.request, Frame({}))
            yield self.read(answer, read)
