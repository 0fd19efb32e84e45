"""Where the index of this machine lies, and the state of it that readers ask.

<home>/search/
    current.json     which generation answers, and the version of its schema
    1-1764.../       a generation: titles/, names/, position.json
    lock             held by the one process that writes
    wanted           left by whoever found the index broken: it is to be made anew
"""

import contextlib
import json
import logging
import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from django.conf import settings

from rontal.catalogue.search import writing
from rontal.catalogue.search.engine import Engine
from rontal.catalogue.search.schema import VERSION
from rontal.kernel.statements import Statement, any_of

logger = logging.getLogger(__name__)
_IN_ORDER: Final = Statement(f"""
SELECT id FROM catalogue_title WHERE id = {any_of()} ORDER BY sort_title COLLATE "C", id
""")  # noqa: S608 - put together from our own words
FAULTS: Final = (OSError, ValueError, KeyError, TypeError)
"""What an index that is damaged may raise."""


class Broken(RuntimeError):
    """The index cannot be read; it has been reported and is made anew."""


class Place:
    """The index in one folder, as one process reads it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = threading.Lock()
        self._seen: tuple[object, ...] = ()
        self._engine: Engine | None = None

    def engine(self) -> Engine | None:
        """The newest state; None while there is none. Looks at three files, no more."""
        with self._lock:
            folder = current(self.root)
            seen = (folder, _stamp(folder, "titles"), _stamp(folder, "names"))
            if seen != self._seen:
                self._engine = self._opened(folder)
                self._seen = seen
            return self._engine

    def _opened(self, folder: Path | None) -> Engine | None:
        if folder is None:
            return None
        try:
            with guarded():
                before = self._engine if self._seen and self._seen[0] == folder else None
                return opened(folder, before)
        except Broken:
            want(self.root, folder.name)
            return None


_places: dict[Path, Place] = {}


def root() -> Path:
    """The folder of this machine's index."""
    return Path(settings.HOME) / "search"


def engine() -> Engine | None:
    """What answers in this process now; None while search is being prepared."""
    folder = root()
    place = _places.get(folder) or _places.setdefault(folder, Place(folder))
    return place.engine()


def report() -> None:
    """Asks for a new index where the current one cannot be read any more; a question that the
    engine refused is no reason."""
    folder = current(root())
    if folder is None:
        return
    try:
        with guarded():
            opened(folder).probe()
    except Broken:
        want(root(), folder.name)


def opened(folder: Path, before: Engine | None = None) -> Engine:
    """An engine on the newest state in a generation's folder; `before` is one on an older state of
    it."""
    for part in ("titles", "names"):
        if not (folder / part / "meta.json").exists():
            raise FileNotFoundError(folder / part)
    titles, named = writing.open_titles(folder), writing.open_names(folder)
    titles.config_reader("manual")
    named.config_reader("manual")
    return Engine(titles, named, by_name, before)


def by_name(title_ids: Sequence[int]) -> list[int]:
    """The titles in the order of their names; those that are gone are left out."""
    return [pk for (pk,) in _IN_ORDER.rows([list(title_ids)])]


@contextlib.contextmanager
def guarded() -> Iterator[None]:
    """Turns whatever a damaged index raises into Broken; the engine's own panics are no
    Exception."""
    try:
        yield
    except FAULTS as fault:
        logger.exception("the index of the search cannot be read")
        raise Broken from fault
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":
            raise
        logger.exception("the index of the search cannot be read")
        raise Broken from fault


def current(folder: Path) -> Path | None:
    """The generation that answers; None where there is none of this version."""
    try:
        told = json.loads((folder / "current.json").read_bytes())
        return folder / str(told["folder"]) if told["version"] == VERSION else None
    except FAULTS:
        return None


def point(folder: Path, generation: str) -> None:
    """Lets a generation answer from now on."""
    write(folder / "current.json", {"version": VERSION, "folder": generation})


def want(folder: Path, generation: str) -> None:
    """Asks whoever writes to make a new index in the place of this generation."""
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        write(folder / "wanted", {"instead": generation})


def write(path: Path, told: dict[str, object]) -> None:
    """A small file that is there whole or not at all."""
    half = path.with_suffix(f".{os.getpid()}")
    with half.open("w") as target:
        json.dump(told, target)
        target.flush()
        os.fsync(target.fileno())
    half.replace(path)


def _stamp(folder: Path | None, part: str) -> tuple[int, int] | None:
    if folder is None:
        return None
    try:
        known = (folder / part / "meta.json").stat()
    except OSError:
        return None
    return known.st_mtime_ns, known.st_ino
