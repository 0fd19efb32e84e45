"""Child process that reads a file of records and writes them in batches in the format of `packed`,
so that reading and writing use one core each, and a hostile file harms only the child. No Django.

Usage: `python -m rontal.catalogue.importing.record_reader KIND NUMBER AT MAPPING < FILE`
"""

import gc
import io
import json
import resource
import sys
from collections.abc import Iterator
from itertools import islice
from typing import IO, Final

from records import formats
from records.errors import RecordsError
from records.formats import json_lines
from records.formats.item import Item
from rontal.catalogue.importing.steps.preparing import Prepared, packed, prepare

BATCH: Final = 2_000
MEMORY: Final = 2_000_000_000


def batches(
    source: IO[bytes], kind: str, after: tuple[int, int], mapping: list[str | None] | None
) -> Iterator[list[Prepared]]:
    """Yields the records of a file after `after` (number and byte offset), prepared, in batches.
    Raises the errors of `formats.items`."""
    ready = map(prepare, _items(source, kind, after, mapping))
    while batch := list(islice(ready, BATCH)):
        yield batch


def texts(
    source: IO[bytes], kind: str, after: tuple[int, int], mapping: list[str | None] | None
) -> Iterator[str]:
    """Yields the same batches in the text format of `packed`."""
    items = _items(source, kind, after, mapping)
    while batch := list(islice(items, BATCH)):
        text = packed(batch)
        batch.clear()  # keeps the garbage collection below short
        yield text


def _items(
    source: IO[bytes], kind: str, after: tuple[int, int], mapping: list[str | None] | None
) -> Iterator[Item]:
    if kind == json_lines.KIND:
        return json_lines.items(source, after=after)
    return formats.items(source, formats.Kind(kind), mapping=mapping, after=after)


def main() -> int:
    """Reads a file of records from standard input and writes batches to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    gc.disable()  # batches have no reference cycles; the collector would take a third of the time
    kind, number, at, mapping = sys.argv[1:5]
    source = io.BufferedReader(io.FileIO(0, closefd=False), 1 << 20)
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="replace")
    try:
        for text in texts(source, kind, (int(number), int(at)), json.loads(mapping)):
            out.write(text)
            out.flush()
            gc.collect(1)
    except RecordsError as error:
        out.write(json.dumps({"refused": error.code}) + "\n")
    except MemoryError:
        out.write(json.dumps({"refused": "records_too_large"}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
