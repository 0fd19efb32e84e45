"""Child process that opens and renders books of pages, without database, keys and settings.

It handles one request at a time and may be killed at any time. `renderer` starts it as `python -m
rontal.reading.pages.child …`. It requests the bytes of the book that it needs from its parent.
"""

import io
import json
import sys
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from rontal.core.children import child
from rontal.core.children.frames import BadFrame, Frame, Head
from rontal.core.seekable import Seekable
from rontal.reading.pages.image_sizes import Cut
from rontal.reading.pages.refusals import RefusalReason, Refused

BLOCK: Final = 128 * 1024
BLOCKS: Final = 64
Fetch = Callable[[int, int], bytes]
"""Function that returns bytes from an offset and a length."""


class Remote(Seekable):
    """Seekable file object that caches the last used blocks."""

    def __init__(self, size: int, fetch: Fetch) -> None:
        super().__init__(size)
        self._fetch = fetch
        self._blocks: OrderedDict[int, bytes] = OrderedDict()

    def readinto(self, buffer: Any) -> int:
        """Fills the buffer from the current position; returns the number of bytes, 0 at the end."""
        view, filled = memoryview(buffer).cast("B"), 0
        while filled < len(view) and self._at < self._size:
            number, start = divmod(self._at, BLOCK)
            part = self._block(number)[start : start + len(view) - filled]
            if not part:
                break
            view[filled : filled + len(part)] = part
            filled, self._at = filled + len(part), self._at + len(part)
        return filled

    def _block(self, number: int) -> bytes:
        block = self._blocks.get(number)
        if block is None:
            start = number * BLOCK
            block = self._fetch(start, min(BLOCK, self._size - start))
            self._blocks[number] = block
            if len(self._blocks) > BLOCKS:
                self._blocks.popitem(last=False)
        self._blocks.move_to_end(number)
        return block


if TYPE_CHECKING:
    from rontal.reading.pages.pdf import Pdf
    from rontal.reading.pages.pictures import Pictures

MODULE: Final = "rontal.reading.pages.child"
NICE: Final = 0
"""Normal priority, because a reader waits for the page."""
BOOKS: Final = 4
"""Number of books held open."""


class OpenBooks:
    """Open books of this process."""

    def __init__(self, line: child.Connection) -> None:
        from rontal.reading.pages.pdf import Pdf
        from rontal.reading.pages.pictures import Pictures

        self._pdf, self._pictures, self._line = Pdf, Pictures, line
        self._open: OrderedDict[str, Pdf | Pictures] = OrderedDict()

    def answer(self, frame: Frame) -> Frame:
        """Answers a request about a book: `found` with images, or `why` it failed."""
        head = frame.head
        try:
            return self._work(head)
        except Refused as refused:
            return Frame({"why": refused.why})
        except IndexError:
            return Frame({"absent": True})
        except Exception as error:  # noqa: BLE001 - the waiting parent must get an answer
            self._forget(str(head.get("book")))
            why = RefusalReason.TOO_HEAVY if child.is_out_of_memory(error) else RefusalReason.BROKEN
            return Frame(
                {"why": why, "error": type(error).__name__, "trail": child.traceback_lines(error)}
            )

    def _work(self, head: Head) -> Frame:
        book, page = self._book(head), head["page"]
        match head["ask"]:
            case "plan":
                return Frame({"found": book.plan().to_json()})
            case "text":
                return Frame({"found": book.text(page)})
            case "texts":
                texts = book.texts(page, head["count"])
                return Frame({"found": True}, (json.dumps(texts).encode(),))
            case "picture":
                tile = head["tile"]
                cut = Cut(head["width"], (tile[0], tile[1]) if tile else None)
                return Frame({"found": True}, (book.picture(page, cut, head["mark"]),))
            case _:
                raise BadFrame("unknown")

    def _book(self, head: Head) -> "Pdf | Pictures":
        key = str(head["book"])
        if key not in self._open:
            source = io.BufferedReader(Remote(head["size"], self._fetch), 1024)
            if head["format"] == "pdf":
                self._open[key] = self._pdf(source)
            else:
                self._open[key] = self._pictures(source, self._paths())
            if len(self._open) > BOOKS:
                self._forget(next(iter(self._open)))
        self._open.move_to_end(key)
        return self._open[key]

    def _forget(self, key: str) -> None:
        book = self._open.pop(key, None)
        if book is not None:
            book.close()

    def _paths(self) -> list[str]:
        self._line.send(Frame({"want": "paths"}))
        return [str(path) for path in self._line.receive().head["paths"]]

    def _fetch(self, offset: int, length: int) -> bytes:
        self._line.send(Frame({"want": [offset, length]}))
        return self._line.receive().parts[0]


def main(words: list[str]) -> None:
    """Answers requests until the parent closes the connection."""

    def prepare(line: child.Connection) -> Callable[[Frame], Frame]:
        return OpenBooks(line).answer

    child.serve(child.Arguments.read(words), prepare, NICE)


if __name__ == "__main__":
    main(sys.argv[1:])
