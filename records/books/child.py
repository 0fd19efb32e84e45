"""Child process that reads book files: one JSON request per line on standard input, one answer per
request on standard output. It limits its own memory; the parent process limits its time."""

import json
import logging
import resource
import sys
from pathlib import Path
from typing import Final

from records.books.reader import read
from records.books.results import send
from records.errors import BookRefused, BookTooHeavy

MEMORY: Final = 3_000_000_000


def main() -> int:
    """Answers requests until standard input is closed; returns 0."""
    logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # else it warns of every bad outline
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    out = sys.stdout.buffer
    for line in sys.stdin.buffer:
        path, name, metadata = json.loads(line)
        try:
            send(out, read(Path(path), name, Path(metadata) if metadata else None))
        except BookRefused as refused:
            send(out, None, code=refused.code)
        except (MemoryError, RecursionError):
            send(out, None, code=BookTooHeavy.code)
    return 0
