"""File object in the child process that reads a book through its parent.

So an encrypted file of any size is decrypted only where it is read, and no plain copy is stored.
"""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final

from rontal.core.seekable import Seekable

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
