"""Location of this machine's index, and the engine on its current state.

<home>/search/
    current.json  name of the current generation, and the version of its schema
    1-1764.../    a generation: titles/, names/, position.json
    lock          locked by the one process that writes
    wanted        written by a process that found the index broken: requests a rebuild
"""

import contextlib
import json
import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings

from rontal.catalogue.browsing import ids_by_name
from rontal.search import index_writer
from rontal.search.engine import Engine
from rontal.search.schema import VERSION

Modified = tuple[int, int] | None
Stamp = tuple[Path | None, Modified, Modified]
logger = logging.getLogger(__name__)
INDEX_ERRORS: Final = (OSError, ValueError, KeyError, TypeError)
"""Exceptions that a damaged index may raise."""


class IndexBroken(RuntimeError):
    """The index cannot be read; that was logged, and a rebuild is requested."""


class IndexReader:
    """Index in one folder, as one process reads it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = threading.Lock()
        self._current_stamp: Stamp | None = None
        self._engine: Engine | None = None

    def engine(self) -> Engine | None:
        """Returns the engine on the newest state, None while there is none; checks three files."""
        with self._lock:
            newest = stamp(self.root)
            if newest != self._current_stamp:
                self._engine = self._opened(newest[0])
                self._current_stamp = newest
            return self._engine

    def _opened(self, folder: Path | None) -> Engine | None:
        if folder is None:
            return None
        try:
            with raising_broken():
                before = (
                    self._engine
                    if self._current_stamp and self._current_stamp[0] == folder
                    else None
                )
                return open_engine(folder, before)
        except IndexBroken:
            request_rebuild(self.root, folder.name)
            return None


_places: dict[Path, IndexReader] = {}


def root() -> Path:
    """Returns the folder of this machine's index."""
    return Path(settings.HOME) / "search"


def engine() -> Engine | None:
    """Returns the engine of this process, None while the index is being built."""
    folder = root()
    place = _places.get(folder) or _places.setdefault(folder, IndexReader(folder))
    return place.engine()


def stamp(folder: Path | None = None) -> Stamp:
    """Returns a version that changes with this machine's index."""
    generation = current(folder or root())
    return generation, _modified(generation, "titles"), _modified(generation, "names")


def request_rebuild_if_broken() -> None:
    """Requests a new index where the current one can no longer be read. An error of a single query
    does not request one."""
    folder = current(root())
    if folder is None:
        return
    try:
        with raising_broken():
            open_engine(folder).probe()
    except IndexBroken:
        request_rebuild(root(), folder.name)


def open_engine(folder: Path, before: Engine | None = None) -> Engine:
    """Opens an engine on the newest state; `before` is one on an older state."""
    for part in ("titles", "names"):
        if not (folder / part / "meta.json").exists():
            raise FileNotFoundError(folder / part)
    titles, named = index_writer.open_titles(folder), index_writer.open_names(folder)
    titles.config_reader("manual")
    named.config_reader("manual")
    return Engine(titles, named, ids_by_name, before)


@contextlib.contextmanager
def raising_broken() -> Iterator[None]:
    """Converts errors of a damaged index to Broken, also panics, which are BaseExceptions."""
    try:
        yield
    except INDEX_ERRORS as fault:
        logger.exception("the index of the search cannot be read")
        raise IndexBroken from fault
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":
            raise
        logger.exception("the index of the search cannot be read")
        raise IndexBroken from fault


def current(folder: Path) -> Path | None:
    """Returns the folder of the current generation; None where there is none of this version."""
    try:
        stored = json.loads((folder / "current.json").read_bytes())
        return folder / str(stored["folder"]) if stored["version"] == VERSION else None
    except INDEX_ERRORS:
        return None


def set_current(folder: Path, generation: str) -> None:
    write(folder / "current.json", {"version": VERSION, "folder": generation})


def request_rebuild(folder: Path, generation: str) -> None:
    """Requests that the writer replaces this generation."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        write(folder / "wanted", {"instead": generation})


def write(path: Path, content: dict[str, object]) -> None:
    """Writes a small JSON file atomically."""
    half = path.with_suffix(f".{os.getpid()}")
    with half.open("w") as target:
        json.dump(content, target)
        target.flush()
        os.fsync(target.fileno())
    half.replace(path)


def _modified(folder: Path | None, part: str) -> Modified:
    if folder is None:
        return None
    try:
        known = (folder / part / "meta.json").stat()
    except OSError:
        return None
    return known.st_mtime_ns, known.st_ino
