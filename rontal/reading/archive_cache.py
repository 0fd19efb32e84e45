"""Per-process caches of open archives and sanitised resources.

Opening an encrypted archive and sanitising a page cost more than reading one, and a reader requests
many pages of a book. Access is not checked here, but in the database for every resource.
"""

import hashlib
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final, Generic, TypeVar

from records.epub.archive import unpack
from rontal.catalogue import book_storage
from rontal.catalogue.models import BookFile
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.reading.disk_cache import Key
from rontal.reading.text_search import Texts

BOOKS: Final = 16
RESOURCES_BYTES: Final = 48_000_000
RESOURCE_BYTES: Final = 4_000_000
TEXTS_LETTERS: Final = 12_000_000
READER: Final = Actor.system("reading")

Value = TypeVar("Value")


@dataclass(frozen=True)
class Resource:
    """A sanitised resource: content, media type, content encoding, and ETag."""

    content: bytes
    content_type: str
    coding: str = ""
    etag: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        digest = hashlib.sha256(self.content).hexdigest()[:32]
        object.__setattr__(self, "etag", f'"{digest}"')

    @property
    def weight(self) -> int:
        """Size of the content in bytes."""
        return len(self.content)


@dataclass(frozen=True)
class OpenedBook:
    """An open archive with its reading order and manifest.

    `manifest` maps a path to media type, unpacked size in bytes and font mask; `key` encrypts what
    is cached of the book.
    """

    file_id: int
    key: Key
    spine: list[dict[str, Any]]
    archive: zipfile.ZipFile
    manifest: dict[str, tuple[str, int, str]]
    identifier: str

    def read(self, path: str) -> bytes:
        """Returns the content at a path of the manifest; raises Unreadable."""
        return unpack(self.archive, self.archive.getinfo(path))


class LruCache(Generic[Value]):
    """Thread-safe LRU cache, limited by total weight."""

    def __init__(self, capacity: int, weigh: Callable[[Value], int]) -> None:
        self._entries: OrderedDict[Hashable, Value] = OrderedDict()
        self._capacity, self._weigh, self._weight = capacity, weigh, 0
        self._lock = Lock()

    def get(self, key: Hashable) -> Value | None:
        """Returns the cached value, or None."""
        with self._lock:
            value = self._entries.get(key)
            if value is not None:
                self._entries.move_to_end(key)
            return value

    def put(self, key: Hashable, value: Value) -> None:
        """Stores a value and evicts the least recently used ones above the limit."""
        with self._lock:
            if key in self._entries:
                return
            self._entries[key] = value
            self._weight += self._weigh(value)
            while self._weight > self._capacity and self._entries:
                _, evicted = self._entries.popitem(last=False)
                self._weight -= self._weigh(evicted)


_books: LruCache[OpenedBook] = LruCache(BOOKS, lambda _book: 1)
_resources: LruCache[Resource] = LruCache(RESOURCES_BYTES, lambda one: one.weight)
_texts: LruCache[Texts] = LruCache(
    TEXTS_LETTERS, lambda book: sum(len(one.shown) for one in book.read)
)


def book(file_id: int) -> OpenedBook:
    """Returns the open archive of a book file; raises NotFound, SealBroken.

    No query when cached.
    """
    opened = _books.get(file_id)
    if opened is None:
        row = NotFound.if_none(
            BookFile.objects.select_related("file").defer("contents").filter(pk=file_id).first()
        )
        folder = row.file.pk.hex if row.file else row.digest[:32]
        opened = OpenedBook(
            file_id=file_id,
            key=Key(folder, book_storage.secret_of(row, "cleaned", actor=READER)),
            spine=row.spine,
            archive=zipfile.ZipFile(book_storage.open_book(row, actor=READER)),
            manifest={
                path: (kind, size, mask) for path, (kind, size, mask) in row.manifest.items()
            },
            identifier=row.package_identifier,
        )
        _books.put(file_id, opened)
    return opened


def texts(file_id: int, make: Callable[[], Texts]) -> Texts:
    """Returns a book's texts from the cache or from `make`; incomplete ones are not cached."""
    book_texts = _texts.get(file_id)
    if book_texts is None:
        book_texts = make()
        if not book_texts.missed:
            _texts.put(file_id, book_texts)
    return book_texts


def resource(key: Hashable, make: Callable[[], Resource]) -> Resource:
    """Returns a resource from the cache, or from `make`."""
    cached = _resources.get(key)
    if cached is None:
        cached = make()
        if cached.weight <= RESOURCE_BYTES:
            _resources.put(key, cached)
    return cached
