"""Books: taken in per second of one core, pages made harmless, copies lent under contention.

Runs against a database of its own. Imports are measured with real covers and sealed files;
lending against the same statements sent raw by the same number of threads in the same run.
"""

import os
import shutil
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import Figures, main
from rontal.config import postgres

if TYPE_CHECKING:
    from rontal.kernel.actors import Actor

LEAST_BOOKS_A_SECOND = 20
LEAST_SHARE_OF_RAW = 0.3
THREADS = 4
SHARED = Path(__file__).resolve().parents[2] / "shared/data/books"


@contextmanager
def library() -> Iterator[Path]:
    """An empty library of its own; this process is set up to use it."""
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
    """Fills the rows."""
    with library() as home:
        books = _books(home / "books")
        copies = _copies(books, home / "copies", 60 if quick else 240)
        _import(figures, copies)
        _clean(figures, books)
        _lend(figures, 3 if quick else 8)


def _books(folder: Path) -> list[Path]:
    from rontal.demo import epub

    return [*epub.build_all(folder), *sorted(SHARED.glob("*.epub"))]


def _copies(books: list[Path], folder: Path, count: int) -> list[Path]:
    """So many different books: each again and again under another name and identifier."""
    folder.mkdir()
    paths = []
    for number in range(count):
        paths.append(folder / f"{number}.epub")
        _renamed(books[number % len(books)], paths[-1], number)
    return paths


def _renamed(book: Path, target: Path, number: int) -> None:
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(target, "w") as made:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename.endswith(".opf"):
                for name in (b"</dc:title>", b"</dc:identifier>"):
                    content = content.replace(name, f" {number}".encode() + name)
            made.writestr(entry, content)


def _import(figures: Figures, paths: list[Path]) -> None:
    from rontal.catalogue.services import Outcome, import_files
    from rontal.kernel.actors import Actor

    actor = Actor.system("bench")
    import_files(paths=paths[:1], actor=actor)
    start = time.perf_counter()
    reports = import_files(paths=paths[1:], actor=actor)
    passed = time.perf_counter() - start
    if any(report.outcome is not Outcome.IMPORTED for report in reports):
        raise RuntimeError("a book was not imported")
    rate = len(reports) / passed
    figures.at_least("EPUBs imported by one process", rate, "books/s", LEAST_BOOKS_A_SECOND)
    again = time.perf_counter()
    import_files(paths=paths, actor=actor)
    figures.add("EPUBs known already", len(paths) / (time.perf_counter() - again), "books/s")


def _clean(figures: Figures, books: list[Path]) -> None:
    from rontal.catalogue.epub import read
    from rontal.catalogue.epub.archive import Archive
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


def _lend(figures: Figures, seconds: int) -> None:
    from rontal.lending import services

    title_id, people = _lending_library()

    def lend(number: int) -> None:
        loan = services.borrow(title_id=title_id, actor=people[number])
        services.give_back(loan_id=loan.pk, actor=people[number])

    lent = _rate(lend, seconds)
    raw = _rate(_raw(title_id, people), seconds)
    figures.add("borrow and return, raw statements", raw, "pairs/s")
    figures.add("borrow and return, one title, 4 threads", lent, "pairs/s")
    share = lent / raw
    figures.at_least("share of the raw statements", share, "", LEAST_SHARE_OF_RAW)


def _lending_library() -> "tuple[int, list[Actor]]":
    """One title with a copy a thread, and a member a thread."""
    from rontal.catalogue.models import Title
    from rontal.kernel.actors import Actor
    from rontal.lending.services import grant_licence
    from tests.membership import factories

    title_id = Title.objects.values_list("pk", flat=True)[0]
    grant_licence(title_id=title_id, copies=THREADS, actor=Actor.system("bench"))
    return title_id, [Actor.person(factories.member().user_id) for _ in range(THREADS)]


def _rate(act: Callable[[int], None], seconds: int) -> float:
    """How often a second the threads together do it."""
    from django.db import connection

    counts, until = [0] * THREADS, time.monotonic() + seconds

    def run(number: int) -> None:
        while time.monotonic() < until:
            act(number)
            counts[number] += 1
        connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / seconds


def _raw(title_id: int, people: "list[Actor]") -> Callable[[int], None]:
    """The statements of one borrowing and one return, recorded once, then sent as they are.

    What a statement makes (ids) is replaced by what this run made: the work in the database is
    the same, the work around it is gone.
    """
    recorded = _recorded(title_id, people)

    def send(number: int) -> None:
        from django.db import connection, transaction

        borrowing, giving_back, old = recorded[number]
        with connection.cursor() as cursor:
            with transaction.atomic():
                made = _sent(cursor, borrowing, old, old)
            with transaction.atomic():
                _sent(cursor, giving_back, old, made)

    return send


def _recorded(title_id: int, people: "list[Actor]") -> list[tuple[list[str], list[str], str]]:
    """Per person: the statements of borrowing and of giving back, and the loan's id in them."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from rontal.lending import services

    borrowed, recorded = [], []
    for person in people:
        with CaptureQueriesContext(connection) as first:
            loan = services.borrow(title_id=title_id, actor=person)
        borrowed.append((_statements(first), loan))
    for person, (statements, loan) in zip(people, borrowed, strict=True):
        with CaptureQueriesContext(connection) as second:
            services.give_back(loan_id=loan.pk, actor=person)
        recorded.append((statements, _statements(second), str(loan.pk)))
    return recorded


def _statements(captured: object) -> list[str]:
    ended = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    queries = [row["sql"] for row in captured]  # type: ignore[attr-defined]
    return [sql for sql in queries if not sql.startswith(ended)]


def _sent(cursor: object, statements: list[str], old: str, made: str) -> str:
    """Sends the statements; returns the id of the loan that one of them made."""
    for sql in statements:
        own = sql.replace(f'"lending_loan"."id" = {old}', f'"lending_loan"."id" = {made}')
        cursor.execute(own)  # type: ignore[attr-defined]
        if sql.startswith('INSERT INTO "lending_loan"'):
            made = str(cursor.fetchone()[0])  # type: ignore[attr-defined]
    return made


if __name__ == "__main__":
    main(measure, __doc__)
