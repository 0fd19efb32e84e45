"""Import of book files: one report a file; a bad one never stops the rest."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from io import BufferedReader
from pathlib import Path
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from rontal.catalogue import covers, epub, events, rules
from rontal.catalogue.errors import BookRefused, FileMissing, FileTooLarge, StorageFailed
from rontal.catalogue.models import BookFile, Cover, Title
from rontal.catalogue.record import Credit, Number, Record
from rontal.catalogue.rules import Scheme
from rontal.catalogue.steps import keeping
from rontal.kernel import sealed_files
from rontal.kernel.actors import Actor
from rontal.kernel.events import emit
from rontal.kernel.models import SealedFile

MAX_FILE: Final = 500_000_000
EPUB_TYPE: Final = "application/epub+zip"


class Outcome(StrEnum):
    """What became of a file."""

    IMPORTED = "imported"
    ALREADY_THERE = "already_there"
    REFUSED = "refused"


@dataclass(frozen=True)
class ImportReport:
    """What became of one file; `code` says why it was refused, "" otherwise."""

    path: Path
    outcome: Outcome
    title_id: int | None = None
    title: str = ""
    code: str = ""


Progress = Callable[[ImportReport], None]


def import_files(
    *, paths: Iterable[Path], actor: Actor, progress: Progress | None = None
) -> list[ImportReport]:
    """Takes EPUB files into the collection; calls `progress` after each.

    A file that is there already (by content) changes nothing.
    """
    reports = []
    for path in paths:
        reports.append(_import_one(path, actor))
        if progress is not None:
            progress(reports[-1])
    return reports


def _import_one(path: Path, actor: Actor) -> ImportReport:
    try:
        source = _opened(path)
    except BookRefused as refused:
        return ImportReport(path, Outcome.REFUSED, code=refused.code)
    with source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
        known = _already_there(path, digest)
        if known is not None:
            return known
        try:
            source.seek(0)
            book = epub.read(source)
        except BookRefused as refused:
            return ImportReport(path, Outcome.REFUSED, code=refused.code)
        source.seek(0)
        return _take_in(path, source, digest, book, actor)


def _opened(path: Path) -> BufferedReader:
    try:
        if not path.is_file():
            raise FileMissing
        if path.stat().st_size > MAX_FILE:
            raise FileTooLarge
        return path.open("rb")
    except (OSError, ValueError):
        raise FileMissing from None


def _already_there(path: Path, digest: str) -> ImportReport | None:
    file = (
        BookFile.objects.select_related("title").only("title__title").filter(digest=digest).first()
    )
    if file is None:
        return None
    return ImportReport(path, Outcome.ALREADY_THERE, file.title_id, file.title.title)


def _take_in(
    path: Path, source: BufferedReader, digest: str, book: epub.Book, actor: Actor
) -> ImportReport:
    try:
        pictures = covers.draw(book.cover, book.cover_type) if book.cover else None
        if pictures is not None:
            _keep_cover(pictures)
        sealed = sealed_files.store(source, purpose="book", content_type=EPUB_TYPE, personal=False)
    except OSError:
        return ImportReport(path, Outcome.REFUSED, code=StorageFailed.code)
    stem = rules.slug(book.metadata.title)
    for slug in (keeping.free_slug(book.metadata.title), f"{stem}-{digest[:8]}"):
        try:
            with transaction.atomic():
                title = _record(book, slug, digest, sealed, pictures)
                emit(events.IMPORTED, actor=actor, subject=title)
            return ImportReport(path, Outcome.IMPORTED, title.pk, title.title)
        except IntegrityError:  # another import was first with this file, or with this slug
            known = _already_there(path, digest)
            if known is not None:
                sealed_files.erase(sealed, actor=actor, reason="already_there")
                return known
    raise IntegrityError(f"no free address for {book.metadata.title!r}")


def _keep_cover(pictures: covers.CoverPictures) -> None:
    for width, content in pictures.files.items():
        name = Cover.storage_name(pictures.digest, width)
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(content))


def _record(
    book: epub.Book,
    slug: str,
    digest: str,
    sealed: SealedFile,
    pictures: covers.CoverPictures | None,
) -> Title:
    title = keeping.create(_as_record(book.metadata), slug=slug)
    BookFile.objects.create(
        title=title,
        file=sealed,
        digest=digest,
        size=sealed.size,
        package_identifier=book.metadata.identifier,
        manifest={item.path: [item.media_type, item.size, item.masked] for item in book.manifest},
        spine=[_spine_row(item) for item in book.spine],
        contents=[_contents_row(entry) for entry in book.contents],
        fixed_layout=book.fixed_layout,
        right_to_left=book.right_to_left,
    )
    if pictures is not None:
        Cover.objects.create(
            title=title, digest=pictures.digest, height=pictures.height, colour=pictures.colour
        )
    return title


def _as_record(facts: epub.Metadata) -> Record:
    numbers = [Number(Scheme.ISBN, facts.isbn)] if facts.isbn else []
    if facts.identifier:
        numbers.append(Number(Scheme.EPUB, facts.identifier[:300]))
    return Record(
        title=facts.title,
        subtitle=facts.subtitle,
        credits=[Credit(one.name, one.sort_name, one.role) for one in facts.contributors],
        subjects=facts.subjects,
        classification=facts.classification,
        publisher=facts.publisher,
        year=facts.year,
        language=facts.language,
        audience=rules.audience(facts.audience),
        description=facts.description,
        numbers=numbers,
        rights=facts.rights,
        accessibility=facts.accessibility,
    )


def _spine_row(item: epub.SpineItem) -> dict[str, object]:
    return {
        "path": item.path,
        "linear": item.linear,
        "step": item.step,
        "size": item.size,
        "type": item.media_type,
    }


def _contents_row(entry: epub.ContentsEntry) -> dict[str, object]:
    children = [_contents_row(child) for child in entry.children]
    return {"label": entry.label, "href": entry.href, "children": children}
