"""The child that reads book files: a question a line on standard input, an answer on standard
output. Its memory is bounded; who asks bounds its time."""

import json
import logging
import resource
import sys
from pathlib import Path
from typing import Final

from rontal.catalogue.books.found import send
from rontal.catalogue.books.reader import read
from rontal.catalogue.errors import BookRefused, BookTooHeavy

MEMORY: Final = 3_000_000_000


def main() -> int:
    """Answers until nobody asks any more."""
    logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # it warns of every odd outline
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


if __name__ == "__main__":
    sys.exit(main())
