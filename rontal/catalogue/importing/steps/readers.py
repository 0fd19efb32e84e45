"""Pool of two child processes that read book files: both cores work, and a hostile file harms only
its child. Each has limits of time and memory."""

import json
import subprocess
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock, Timer, local
from typing import Final

from records.books import ParsedBook, read
from records.books.results import receive
from records.errors import BookRefused, BookTooHeavy, FileMissing
from rontal.core.children import process

CHILDREN: Final = 2
TIMEOUT_SECONDS: Final = 60
"""Seconds for one file."""
FEW: Final = 4
"""Most EPUBs that are read in this process: starting a child is not worth it. A PDF is always read
in a child."""
PDF_MARK: Final = b"%PDF-"


class Readers:
    """Reads book files; an answer is a ParsedBook, or the error code of a refused file."""

    def __init__(self, files: int) -> None:
        self._few = files <= FEW
        self._threads = ThreadPoolExecutor(CHILDREN, "books")
        self._mine, self._lock = local(), Lock()
        self._children: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "Readers":
        return self

    def __exit__(self, *_why: object) -> None:
        self._threads.shutdown(cancel_futures=True)
        for child in self._children:
            child.kill()
            child.communicate()

    def request(self, path: Path, name: str, beside: str) -> "Future[ParsedBook | str]":
        """Returns a future of the answer. `beside` is the path of a metadata file, "" for none."""
        if self._few and path.is_file() and not _is_pdf(path):
            future: Future[ParsedBook | str] = Future()
            future.set_result(_read_in_process(path, name, beside))
            return future
        return self._threads.submit(self._read_in_child, [str(path), name, beside])

    def _read_in_child(self, words: list[str]) -> ParsedBook | str:
        child = self._child()
        assert child.stdin is not None
        assert child.stdout is not None
        timer = Timer(TIMEOUT_SECONDS, child.kill)
        timer.start()
        try:
            child.stdin.write(json.dumps(words).encode() + b"\n")
            child.stdin.flush()
            return receive(child.stdout)
        except (EOFError, OSError, KeyError, TypeError, ValueError):
            child.kill()
            self._mine.child = None
            return BookTooHeavy.code
        finally:
            timer.cancel()

    def _child(self) -> "subprocess.Popen[bytes]":
        """Returns this thread's child, restarted where it has ended."""
        child: subprocess.Popen[bytes] | None = getattr(self._mine, "child", None)
        if child is None or child.poll() is not None:
            child = subprocess.Popen(  # noqa: S603 - our own program
                process.command("records", "books"),
                env=process.environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            self._mine.child = child
            with self._lock:
                self._children.append(child)
        return child


def _is_pdf(path: Path) -> bool:
    try:
        with path.open("rb") as source:
            return PDF_MARK in source.read(1024)
    except OSError:
        return False


def _read_in_process(path: Path, name: str, beside: str) -> ParsedBook | str:
    try:
        return read(path, name, Path(beside) if beside else None)
    except BookRefused as refused:
        return refused.code
    except OSError:
        return FileMissing.code
