"""Pool of two child processes that read book files: both cores work, and a hostile file harms only
its child. Each has limits of time and memory, reads no other folders than those named (where the
kernel has Landlock), and is replaced after some books. A book that ends a child which had read
others is read once more, alone in a fresh one."""

import json
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock, Timer, local
from typing import Final

from records.books import ParsedBook
from records.books.results import receive
from records.errors import BookTooHeavy
from rontal.core.children import confined_program, process

CHILDREN: Final = 2
TIMEOUT_SECONDS: Final = 60
"""Seconds for one file."""
BOOKS: Final = 100
"""Books that a child reads before a fresh one takes its place."""
MALFORMED: Final = (EOFError, OSError, KeyError, TypeError, ValueError)


class _Child:
    """Child process, and the number of books that it has read."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = frozenset(folders)
        self._scratch = tempfile.TemporaryDirectory(prefix="rontal-child-")
        scratch = Path(self._scratch.name)
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            confined_program.command("records", "books", readable=folders, writable=[scratch]),
            env=process.environment() | {"TMPDIR": str(scratch)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.books = 0

    def read(self, words: list[str]) -> ParsedBook | str:
        """Returns the answer about a book. Raises one of MALFORMED where the child ended."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        timer = Timer(TIMEOUT_SECONDS, self.process.kill)
        timer.start()
        try:
            self.process.stdin.write(json.dumps(words).encode() + b"\n")
            self.process.stdin.flush()
            answer = receive(self.process.stdout)
        finally:
            timer.cancel()
        self.books += 1
        return answer

    def may_read(self, paths: frozenset[Path], inside: Sequence[Path]) -> bool:
        """Returns True where the child may read these paths: they were named to it or lie in one of
        the folders `inside`, which were.
        """
        others = paths - self._folders
        return all(any(path.is_relative_to(folder) for folder in inside) for path in others)

    def end(self) -> None:
        """Kills the child; a second call changes nothing."""
        self.process.kill()
        self.process.communicate()
        self._scratch.cleanup()


class Readers:
    """Reads book files; an answer is a ParsedBook, or the error code of a refused file."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Sets up the pool; every child may read `folders`."""
        self._folders = folders
        self._threads = ThreadPoolExecutor(CHILDREN, "books")
        self._mine, self._lock = local(), Lock()
        self._children: list[_Child] = []
        self._ended = False

    def __enter__(self) -> "Readers":
        return self

    def __exit__(self, *_why: object) -> None:
        self._ended = True
        for child in list(self._children):
            child.process.kill()  # ends the book that is being read
        self._threads.shutdown(cancel_futures=True)
        for child in self._children:
            child.end()

    def request(
        self, path: Path, name: str, beside: str, readable: frozenset[Path] = frozenset()
    ) -> "Future[ParsedBook | str]":
        """Returns a future of the answer. `beside` is the path of a metadata file, "" for none;
        `readable` has the files and folders that the child may read besides those of the pool.
        """
        return self._threads.submit(self._read, [str(path), name, beside], readable)

    def _read(self, words: list[str], readable: frozenset[Path]) -> ParsedBook | str:
        child = self._child(readable)
        alone = child.books == 0
        try:
            return child.read(words)
        except MALFORMED:
            self._replace(child)
            return BookTooHeavy.code if alone or self._ended else self._read(words, readable)

    def _child(self, readable: frozenset[Path]) -> _Child:
        """Returns this thread's child, a fresh one after some books or for other folders."""
        child: _Child | None = getattr(self._mine, "child", None)
        if child is not None and (
            child.books >= BOOKS or not child.may_read(readable, self._folders)
        ):
            self._replace(child)
            child = None
        if child is None:
            child = self._mine.child = _Child([*self._folders, *sorted(readable)])
            with self._lock:
                self._children.append(child)
        return child

    def _replace(self, child: _Child) -> None:
        """Ends a child; the next book gets a fresh one."""
        child.end()
        self._mine.child = None
        with self._lock:
            self._children.remove(child)
