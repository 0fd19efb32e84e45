"""Child process that reads a file of records and prepares them in batches in the format of
`packed`, so that reading and writing use one core each, and a hostile file harms only the child. No
Django."""

from collections.abc import Iterator, Sequence
from typing import IO, Final

from records import formats
from records.formats import json_lines
from records.formats.item import Item
from rontal.catalogue.importing.errors import RecordsTooLarge
from rontal.catalogue.importing.steps.preparing import packed
from rontal.core.children.frames import MAX_PART_BYTES, Frame, Head

BATCH: Final = 2_000
BYTES: Final = 8_000_000
"""Records, and bytes of the file, after which a batch is complete."""


def pieces(source: IO[bytes], head: Head) -> Iterator[Frame]:
    """Yields the records of a file of a `kind` after `after` (number and byte offset), prepared, in
    batches; `mapping` is that of a table. Raises the errors of `formats.items`, RecordsTooLarge."""
    after = head["after"][0], head["after"][1]
    items = _items(source, head["kind"], after, head["mapping"])
    try:
        for batch in _batches(items, after[1], head["batch"]):
            yield from _frames(batch)
            batch.clear()  # keeps the garbage collection short
    except MemoryError:
        raise RecordsTooLarge from None


def _frames(batch: list[Item]) -> Iterator[Frame]:
    """Yields a batch as one piece, or as halves where it is longer than a part of a frame may be.
    Raises RecordsTooLarge for a single record that is."""
    part = packed(batch).encode("utf-8", "replace")
    if len(part) <= MAX_PART_BYTES:
        yield Frame({}, (part,))
        return
    if len(batch) == 1:
        raise RecordsTooLarge
    middle = len(batch) // 2
    yield from _frames(batch[:middle])
    yield from _frames(batch[middle:])


def _items(
    source: IO[bytes], kind: str, after: tuple[int, int], mapping: Sequence[str | None] | None
) -> Iterator[Item]:
    if kind == json_lines.KIND:
        return json_lines.items(source, after=after)
    return formats.items(source, formats.Kind(kind), mapping=mapping, after=after)


def _batches(items: Iterator[Item], begin: int, most: int) -> Iterator[list[Item]]:
    batch: list[Item] = []
    for item in items:
        batch.append(item)
        if len(batch) >= most or item.at - begin > BYTES:
            begin = item.at
            yield batch
            batch = []
    if batch:
        yield batch
