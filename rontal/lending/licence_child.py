"""Child process that reads a licence file of a supplier: `pieces` yields its lines. No database."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from typing import IO, Final
from zoneinfo import ZoneInfo

from rontal.core.children.frames import Frame, Head
from rontal.lending.licence_files import ColumnsUnknown, Line, NoLicences, read

LINES: Final = 500
"""Lines of a piece."""
NONE, UNKNOWN = "none", "unknown"
"""Keys of the answers about a file without licences, and about columns that are unknown."""


def pieces(source: IO[bytes], head: Head) -> Iterator[Frame]:
    """Yields the lines of a file; `head` has the name of the library's time zone. Raises
    TableRefused."""
    try:
        lines = read(source.read(), ZoneInfo(head["zone"]))
        while batch := list(islice(lines, LINES)):
            yield Frame({}, (_packed(batch),))
    except ColumnsUnknown as unknown:
        yield Frame({UNKNOWN: list(unknown.names)})
    except NoLicences:
        yield Frame({NONE: True})


def _packed(lines: list[Line]) -> bytes:
    """Returns lines as JSON; days, moments and prices as text."""
    return json.dumps([asdict(line) for line in lines], default=str).encode()
