"""Hands the content of a file to a child: as bytes in the frame, or as an open file that the child
inherits, which may be larger than a frame.
"""

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from rontal.core.children.frames import Frame, Head

Content = bytes | IO[bytes]
"""Bytes, or a file on disk (with a file descriptor)."""
KEY = "file"
"""Key of the file descriptor in the head of the frame."""


@contextmanager
def frame_of(content: Content, head: Head) -> Iterator[tuple[Frame, list[int]]]:
    """Yields the frame about a content, and the file descriptors that the child has to inherit."""
    if isinstance(content, bytes):
        yield Frame(head, (content,)), []
        return
    fd = _reopen(content)
    try:
        yield Frame({**head, KEY: fd}), [fd]
    finally:
        os.close(fd)


def content_of(source: IO[bytes]) -> Content:
    """Returns a file on disk as it is, any other file as its bytes."""
    try:
        source.fileno()
    except OSError:  # in memory, or sealed
        source.seek(0)
        return source.read()
    return source


def source_of(frame: Frame) -> IO[bytes]:
    """Returns the content of a frame as a seekable file, in the child."""
    if KEY not in frame.head:
        return io.BytesIO(frame.parts[0])
    source = os.fdopen(int(frame.head[KEY]), "rb", buffering=1 << 20)
    source.seek(0)
    return source


def _reopen(content: IO[bytes]) -> int:
    """Returns a descriptor of the file to read only, with a position of its own on Linux."""
    content.flush()
    fd = content.fileno()
    try:
        return os.open(f"/proc/self/fd/{fd}", os.O_RDONLY)
    except OSError:
        return os.dup(fd)
