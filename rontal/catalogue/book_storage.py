"""Storage of book files: encrypted, or unencrypted where the licence lets everybody have them.
Callers need not know which."""

import io
from collections.abc import Iterable, Mapping
from functools import partial
from typing import IO, Final, cast

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from records.codes import Format
from records.covers import RETIRED_WIDTHS, WIDTHS, CoverPictures
from rontal.catalogue.models import BookFile, Cover
from rontal.core import sealed_files, sealing
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.lasting_hashes import lasting_hash
from rontal.core.models import SealedFile

TYPES: Final = {
    Format.EPUB: "application/epub+zip",
    Format.PDF: "application/pdf",
    Format.IMAGES: "application/vnd.comicbook+zip",
}


def seal(content: IO[bytes], kind: Format) -> SealedFile:
    """Stores a book for lending encrypted. Raises OSError where the storage is full."""
    content.seek(0)
    return sealed_files.store(content, purpose="book", content_type=TYPES[kind], personal=False)


def store_open(content: IO[bytes], kind: Format, digest: str) -> str:
    """Stores an open book unencrypted, once; returns its storage name. Raises OSError."""
    name = f"open/{digest[:2]}/{digest}.{kind.ending}"
    if not default_storage.exists(name):
        content.seek(0)
        default_storage.save(name, File(content))
    return name


def store_cover(pictures: CoverPictures) -> None:
    """Stores all widths of a cover, each once. Raises OSError."""
    store_widths(pictures.digest, pictures.files)


def store_widths(digest: str, files: Mapping[int, bytes]) -> None:
    """Stores these widths of a cover, each once. Raises OSError."""
    for width, content in files.items():
        name = Cover.storage_name(digest, width)
        if not default_storage.exists(name):
            default_storage.save(name, File(io.BytesIO(content)))


def has_cover(digest: str) -> bool:
    """Returns True where the widest picture of a cover is stored."""
    return default_storage.exists(Cover.storage_name(digest, max(WIDTHS)))


def erase_cover(digest: str) -> None:
    """Deletes all widths of a cover. Idempotent."""
    erase_widths(digest, (*WIDTHS, *RETIRED_WIDTHS))


def erase_widths(digest: str, widths: Iterable[int]) -> None:
    """Deletes these widths of a cover. Idempotent."""
    for width in widths:
        default_storage.delete(Cover.storage_name(digest, width))


def open_book(file: BookFile, *, actor: Actor) -> io.BufferedReader | IO[bytes]:
    """Returns a seekable reader of the decrypted content. Raises NotFound, SealBroken."""
    if file.file is not None:
        return sealed_files.open_file(file.file, actor=actor, reason="book")
    try:
        return default_storage.open(file.open_name, "rb")
    except FileNotFoundError:
        raise NotFound from None


def secret_of(file: BookFile, purpose: str, *, actor: Actor) -> bytes:
    """Returns 32 bytes as a key to encrypt data derived from a file; the key of an encrypted file
    is lost with it. Raises NotFound, SealBroken."""
    if file.file is None:
        return lasting_hash(file.digest, purpose=purpose)
    with sealed_files.open_file(file.file, actor=actor, reason="book") as reader:
        return cast(sealing.SealedReader, reader.raw).sub_key(purpose)


def erase(file: BookFile, *, actor: Actor, reason: str) -> None:
    """Erases the content of a file that no title has any more, after the commit."""
    if file.file is not None:
        sealed_files.erase(file.file, actor=actor, reason=reason)
    else:
        transaction.on_commit(partial(erase_open, file.open_name))


def erase_open(name: str) -> None:
    """Deletes an unencrypted file. Idempotent."""
    default_storage.delete(name)
