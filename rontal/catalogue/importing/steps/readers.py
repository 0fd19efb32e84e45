"""Two children that read book files, so that both cores work, and whatever a hostile file does to
its reader ends there: each has its time and memory."""

import json
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock, Timer, local
from typing import Final

from rontal.catalogue.books import Found, read
from rontal.catalogue.books.found import receive
from rontal.catalogue.errors import BookRefused, BookTooHeavy, FileMissing

CHILDREN: Final = 2
PATIENCE: Final = 60
"""Seconds for one file."""
FEW: Final = 4
"""So many EPUBs are read here: a child is not worth its start. A PDF always has a child."""
PDF_MARK: Final = b"%PDF-"


class Readers:
    """Answers what is in a file: a Found, or the code of why it does not come in."""

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

    def ask(self, path: Path, name: str, beside: str) -> "Future[Found | str]":
        """The answer, when it is there."""
        if self._few and path.is_file() and not _is_pdf(path):
            future: Future[Found | str] = Future()
            future.set_result(_here(path, name, beside))
            return future
        return self._threads.submit(self._asked, [str(path), name, beside])

    def _asked(self, words: list[str]) -> Found | str:
        child = self._child()
        assert child.stdin is not None
        assert child.stdout is not None
        timer = Timer(PATIENCE, child.kill)
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
        """This thread's child, begun anew where the last one ended."""
        child: subprocess.Popen[bytes] | None = getattr(self._mine, "child", None)
        if child is None or child.poll() is not None:
            child = subprocess.Popen(
                [sys.executable, "-m", "rontal.catalogue.books"],
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


def _here(path: Path, name: str, beside: str) -> Found | str:
    try:
        return read(path, name, Path(beside) if beside else None)
    except BookRefused as refused:
        return refused.code
    except OSError:
        return FileMissing.code
