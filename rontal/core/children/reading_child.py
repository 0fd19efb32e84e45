"""Child process that reads one file piece by piece, without database, keys and settings.

`reader` starts it as `python -m rontal.core.children.reading_child … MODULE`. The first request has
the file; each one is answer_or_error by the next piece, at last by `{"end": true}`.
"""

import gc
import sys
from collections.abc import Callable, Iterator
from importlib import import_module

from rontal.core.children import child
from rontal.core.children.content_files import source_of
from rontal.core.children.decoding_child import NICE, answer_or_error
from rontal.core.children.frames import END, Frame

Pieces = Callable[..., Iterator[Frame]]


class _Reading:
    """The file that is being read."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._remaining: Iterator[Frame] = iter(())

    def next(self, request: Frame) -> Frame:
        """Returns the next piece; a request with a head begins a file."""
        if request.head:
            self._remaining = self._pieces(source_of(request), request.head["head"])
        piece = next(self._remaining, Frame({END: True}))
        gc.collect(1)
        return piece


def main(words: list[str]) -> None:
    """Answers requests by pieces of the file until the parent closes the connection."""
    gc.disable()  # pieces have no reference cycles; the collector would take a third of the time
    arguments = child.Arguments.read(words)

    def prepare(_line: child.Connection) -> Callable[[Frame], Frame]:
        reading = _Reading(import_module(arguments.words[0]).pieces)
        return lambda request: answer_or_error(reading.next, request)

    child.serve(arguments, prepare, NICE)


if __name__ == "__main__":
    main(sys.argv[1:])
