"""Writes titles and names into an index."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import tantivy

from rontal.search import index_source, name_index, schema
from rontal.search.index_source import Entry, Name
from rontal.search.terms import title_query

UPDATE_BUFFER_BYTES: Final = 30_000_000
BUILD_BUFFER_BYTES: Final = 200_000_000
"""Bytes buffered before a segment is written: LITTLE for updates, MUCH for a new index."""
_NAMES_SHARE: Final = 15_000_000
BATCH_SIZE: Final = 2_000


def open_titles(folder: Path | None) -> tantivy.Index:
    """Opens the index of titles in a generation's folder; in memory without a folder."""
    return schema.open_index(folder and folder / "titles", schema.build())


def open_names(folder: Path | None) -> tantivy.Index:
    """Opens the index of names in a generation's folder; in memory without a folder."""
    return schema.open_index(folder and folder / "names", name_index.build())


class Writer:
    """Writer of one generation; nothing is visible before `commit`."""

    def __init__(
        self, titles: tantivy.Index, named: tantivy.Index, memory: int = UPDATE_BUFFER_BYTES
    ) -> None:
        self._schema = titles.schema
        self._titles = titles.writer(memory, 1)
        self._names = named.writer(_NAMES_SHARE, 1)

    def add(self, entries: Iterable[Entry]) -> None:
        """Adds titles that are not in the index yet."""
        for entry in entries:
            self._titles.add_document(schema.document(entry))

    def add_names(self, new_names: Iterable[Name]) -> None:
        """Adds names that are not in the index yet."""
        for name in new_names:
            self._names.add_document(name_index.document(name))

    def change(self, cursor: Any, title_ids: Sequence[int]) -> None:
        """Replaces titles and their names by the rows of the database; removes deleted titles."""
        for start in range(0, len(title_ids), BATCH_SIZE):
            ids = title_ids[start : start + BATCH_SIZE]
            for pk in ids:
                self._titles.delete_documents_by_query(title_query(self._schema, pk))
            entries = index_source.entries(cursor, ids)
            self.add(entries)
            self._rename(cursor, "agent", {pk for one in entries for pk in one.agent_ids or ()})
            self._rename(cursor, "subject", {pk for one in entries for pk in one.subject_ids or ()})

    def commit(self) -> None:
        """Makes the written documents visible to readers."""
        self._names.commit()
        self._titles.commit()

    def finish(self, new_names: Iterable[Name]) -> None:
        """Adds names and commits. The titles are written in another thread meanwhile, which takes
        seconds for a new index and does not hold the GIL."""
        with ThreadPoolExecutor(max_workers=1) as executor:
            written = executor.submit(self._titles.commit)
            self.add_names(new_names)
            written.result()
        self._names.commit()

    def close(self) -> None:
        """Waits until background merges end; the writer cannot be used afterwards."""
        self._names.wait_merging_threads()
        self._titles.wait_merging_threads()

    def _rename(self, cursor: Any, kind: str, ids: set[int]) -> None:
        if not ids:
            return
        for pk in ids:
            self._names.delete_documents_by_term("key", name_index.key(kind, pk))
        self.add_names(index_source.names(cursor, kind, sorted(ids)))
