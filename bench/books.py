"""Books: imports a second of one core, and pages sanitised a second.

Runs against a database of its own, with real covers and encrypted files.
"""

import os
import shutil
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.figures import Figures, main
from rontal.config import postgres

MIN_BOOKS_A_SECOND = 20
SHARED = Path(__file__).resolve().parents[2] / "shared/data/books"


@contextmanager
def library() -> Iterator[Path]:
    """Creates an empty library of its own and sets up Django in this process to use it."""
    home = Path(tempfile.mkdtemp(prefix="rontal-bench-"))
    home.chmod(0o755)  # the database may run as another user
    os.environ |= {
        "RONTAL_MODE": "test",
        "RONTAL_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "rontal.config.settings",
    }
    server = postgres.start(home, durable=False)
    os.environ["DATABASE_URL"] = server.url
    try:
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        yield home
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)


def measure(figures: Figures, quick: bool) -> None:
    """Measures imports and sanitising, and adds the rows to `figures`."""
    with library() as home:
        books = _books(home / "books")
        copies = _copies(books, home / "copies", 60 if quick else 240)
        _import(figures, copies)
        _clean(figures, books)


def _books(folder: Path) -> list[Path]:
    from rontal.demo import epub

    return [*epub.build_all(folder), *sorted(SHARED.glob("*.epub"))]


def _copies(books: list[Path], folder: Path, count: int) -> list[Path]:
    """Returns `count` different books: copies of the given ones with other identifiers."""
    folder.mkdir()
    paths = []
    for number in range(count):
        paths.append(folder / f"{number}.epub")
        _renamed(books[number % len(books)], paths[-1], number)
    return paths


def _renamed(book: Path, target: Path, number: int) -> None:
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(target, "w") as archive:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename.endswith(".opf"):
                for name in (b"</dc:title>", b"</dc:identifier>"):
                    content = content.replace(name, f" {number}".encode() + name)
            archive.writestr(entry, content)


def _import(figures: Figures, paths: list[Path]) -> None:
    from rontal.catalogue.services import Outcome, import_files
    from rontal.core.actors import Actor

    actor = Actor.system("bench")
    import_files(paths=paths[:1], actor=actor)
    start = time.perf_counter()
    reports = import_files(paths=paths[1:], actor=actor)
    passed = time.perf_counter() - start
    if any(report.outcome is not Outcome.IMPORTED for report in reports):
        raise RuntimeError("a book was not imported")
    rate = len(reports) / passed
    figures.at_least("EPUBs imported by one process", rate, "books/s", MIN_BOOKS_A_SECOND)
    again = time.perf_counter()
    import_files(paths=paths, actor=actor)
    figures.add("EPUBs known already", len(paths) / (time.perf_counter() - again), "books/s")


def _clean(figures: Figures, books: list[Path]) -> None:
    from records.epub import read
    from records.epub.archive import Archive
    from rontal.reading import sanitise
    from rontal.reading.sanitise.addresses import Book

    pages = 0
    spent = slowest = 0.0
    for path in books:
        with path.open("rb") as source:
            archive, book = Archive(source), read(source)
            paths = {item.path for item in book.manifest}
            for item in book.spine:
                content = archive.read(item.path)
                start = time.perf_counter()
                sanitise.clean_document(content, Book(paths, item.path))
                passed = time.perf_counter() - start
                pages, spent, slowest = pages + 1, spent + passed, max(slowest, passed)
    figures.add("content documents made harmless", pages / spent, "pages/s")
    figures.add("slowest document", slowest * 1000, "ms")


if __name__ == "__main__":
    main(measure, __doc__)
