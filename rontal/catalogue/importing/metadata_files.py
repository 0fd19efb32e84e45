"""Metadata files (OPF, JSON, XML) of the book beside them, found by name. No Django."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final, TypeVar

from records.books.metadata_files import MAX_BYTES

SUFFIXES: Final = (".opf", ".json", ".xml")
NAMES: Final = ("metadata.opf", "metadata.json", "metadata.xml")
File = TypeVar("File")


def split(files: Sequence[tuple[str, File]]) -> tuple[list[tuple[str, File]], dict[str, File]]:
    """Splits named files into books and their metadata by name without extension (`stem_of`).
    Metadata that belongs to no book is returned as a book, so that the report lists it as
    refused."""
    folders: dict[Path, set[str]] = defaultdict(set)
    for name, _file in files:
        if not _is_metadata(name):
            folders[Path(name).parent].add(stem_of(name))
    chosen, beside = [], {}
    for name, file in files:
        stems = folders[Path(name).parent]
        of_only_book = len(stems) == 1 and Path(name).name.lower() in NAMES
        stem = next(iter(stems)) if of_only_book else stem_of(name)
        if _is_metadata(name) and stem in stems:
            beside[stem] = file
        else:
            chosen.append((name, file))
    return chosen, beside


def stem_of(name: str) -> str:
    """Returns a name with its folder and without its extension."""
    path = Path(name)
    return str(path.parent / path.stem)


def text_of(content: IO[bytes]) -> str:
    """Returns the text of a metadata file, cut to MAX_BYTES bytes. Raises OSError."""
    content.seek(0)
    return content.read(MAX_BYTES).decode("utf-8-sig", "replace").replace("\x00", "")


def is_certain(name: str) -> bool:
    """Returns True for a name of metadata only; other `.json` and `.xml` files may hold records."""
    path = Path(name.lower())
    return path.suffix == ".opf" or path.name in NAMES


def _is_metadata(name: str) -> bool:
    return Path(name).suffix.lower() in SUFFIXES
