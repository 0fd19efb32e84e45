"""Books that this process holds open, and resources that it has made harmless lately.

Opening a sealed archive and reading its directory costs more than reading one page, cleaning a
page costs more than both; a reader asks for many pages of one book. Nothing here decides who may
read: that is asked of the database for every resource.
"""

import hashlib
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final, Generic, TypeVar

from rontal.catalogue import stored
from rontal.catalogue.epub.archive import unpack
from rontal.catalogue.models import BookFile
from rontal.kernel.actors import Actor
from rontal.kernel.errors import NotFound
from rontal.reading.finding import Texts
from rontal.reading.kept import Key

BOOKS: Final = 16
RESOURCES_BYTES: Final = 48_000_000
RESOURCE_BYTES: Final = 4_000_000
TEXTS_LETTERS: Final = 12_000_000
READER: Final = Actor.system("reading")

Value = TypeVar("Value")


@dataclass(frozen=True)
class Resource:
    """One harmless resource of a book: its content, the type and the coding that it is sent as, and
    what tells a browser that it has it."""

    content: bytes
    content_type: str
    coding: str = ""
    etag: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        digest = hashlib.sha256(self.content).hexdigest()[:32]
        object.__setattr__(self, "etag", f'"{digest}"')

    @property
    def weight(self) -> int:
        """Its bytes."""
        return len(self.content)


@dataclass(frozen=True)
class OpenedBook:
    """An open archive with its reading order and its manifest: path → (media type, unpacked
    bytes, font mask); `key` seals what is made of it."""

    file_id: int
    key: Key
    spine: list[dict[str, Any]]
    archive: zipfile.ZipFile
    manifest: dict[str, tuple[str, int, str]]
    identifier: str

    def read(self, path: str) -> bytes:
        """The content at a path of the manifest; raises Unreadable."""
        return unpack(self.archive, self.archive.getinfo(path))


class Recent(Generic[Value]):
    """Keeps what was used last, up to a weight; safe between threads."""

    def __init__(self, capacity: int, weigh: Callable[[Value], int]) -> None:
        self._kept: OrderedDict[Hashable, Value] = OrderedDict()
        self._capacity, self._weigh, self._weight = capacity, weigh, 0
        self._lock = Lock()

    def get(self, key: Hashable) -> Value | None:
        """What is kept under the key, or None."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: Hashable, value: Value) -> None:
        """Keeps a value; what was used longest ago goes."""
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = value
            self._weight += self._weigh(value)
            while self._weight > self._capacity and self._kept:
                _, gone = self._kept.popitem(last=False)
                self._weight -= self._weigh(gone)


_books: Recent[OpenedBook] = Recent(BOOKS, lambda _book: 1)
_resources: Recent[Resource] = Recent(RESOURCES_BYTES, lambda one: one.weight)
_texts: Recent[Texts] = Recent(TEXTS_LETTERS, lambda book: sum(len(one.shown) for one in book.read))


def book(file_id: int) -> OpenedBook:
    """The open archive of a book file; raises NotFound, SealBroken. No query while it is open."""
    found = _books.get(file_id)
    if found is None:
        row = BookFile.objects.select_related("file").defer("contents").filter(pk=file_id).first()
        if row is None:
            raise NotFound
        folder = row.file.pk.hex if row.file else row.digest[:32]
        found = OpenedBook(
            file_id=file_id,
            key=Key(folder, stored.secret_of(row, "cleaned", actor=READER)),
            spine=row.spine,
            archive=zipfile.ZipFile(stored.open_book(row, actor=READER)),
            manifest={
                path: (kind, size, mask) for path, (kind, size, mask) in row.manifest.items()
            },
            identifier=row.package_identifier,
        )
        _books.put(file_id, found)
    return found


def texts(file_id: int, make: Callable[[], Texts]) -> Texts:
    """The words of a book that `make` gathers, or gathered lately with nothing missed."""
    found = _texts.get(file_id)
    if found is None:
        found = make()
        if not found.missed:
            _texts.put(file_id, found)
    return found


def resource(key: Hashable, make: Callable[[], Resource]) -> Resource:
    """What `make` gives, or gave lately for the same key."""
    found = _resources.get(key)
    if found is None:
        found = make()
        if found.weight <= RESOURCE_BYTES:
            _resources.put(key, found)
    return found
