"""Retrieval quality of the search: real titles, queries as people type them, and how often the
right title is first, among the first three and among the first ten.

    python -m bench.search_quality --seed 1 --each 300 --failures 5

The titles come from ../shared/data: ten thousand of a table, a thousand of a MARC file. A seed
draws other books and other typos, so that tuning on the failures of one seed is tested with
another. The figures are counts, not times, and do not depend on the machine.
"""

import argparse
import csv
import io
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from bench import typed_queries
from bench.books import library
from bench.figures import Figures
from bench.known_book import Book, cover, plain

if TYPE_CHECKING:
    from rontal.catalogue.rows import Row

SHARED: Final = Path(__file__).resolve().parents[2] / "shared/data"
FILES: Final = (SHARED / "catalogue/goodbooks-10k.csv", SHARED / "marc/jazz.mrc")
PLACES: Final = (1, 3, 10)
EACH, QUICK = 300, 60


@dataclass(frozen=True)
class QueryResult:
    """One query: the typed text, the wanted book, and the book's rank (0: not found)."""

    typed: str
    book: Book
    place: int


def import_files(tables: Sequence[Path], part: slice = slice(None)) -> None:
    """Imports the files; of a table only the rows of `part`."""
    from rontal.catalogue.importing import jobs, services
    from rontal.catalogue.importing.kinds import Options
    from rontal.core.actors import Actor

    actor = Actor.system("bench")
    for path in tables:
        content = _part(path, part) if path.suffix == ".csv" else path.read_bytes()
        run = services.start_import(
            content=io.BytesIO(content), file_name=path.name, options=Options(), actor=actor
        )
        services.begin_importing(import_id=run.pk, actor=actor)
        jobs.import_records(import_id=run.pk, seconds=float("inf"))


def books() -> list[Book]:
    """Returns all public titles of the library."""
    from records.text import fold
    from rontal.catalogue import rows

    all_books = list(rows.select("WHERE t.state = 'public' ORDER BY t.id"))
    names = [cover(row.title) for row in all_books]
    shared: Counter[str] = Counter()
    for name in names:
        shared.update(set(plain(name).split()))
    known_books = []
    for row, name in zip(all_books, names, strict=True):
        record = row.record()
        people = tuple(credit.name for credit in record.credits)
        known_books.append(
            Book(row.id, name, people, row.isbn or "", tuple(record.subjects), shared, _series(row))
        )
    return [book for book in known_books if fold(book.name)]


class Collection:
    """Books, and for each query the books that count as a correct result."""

    def __init__(self, books: Sequence[Book]) -> None:
        from records.text import fold

        self._fold = fold
        self.books = books
        self._named: dict[str, set[int]] = defaultdict(set)
        self._by: dict[str, set[int]] = defaultdict(set)
        self._about: dict[str, set[int]] = defaultdict(set)
        for book in books:
            self._named[fold(book.name)].add(book.id)
            for word in {word for who in book.people for word in fold(who).split()}:
                self._by[word].add(book.id)
            for subject in book.subjects:
                self._about[fold(plain(subject))].add(book.id)

    def wanted(self, way: str, book: Book, typed: str) -> set[int]:
        """Returns the ids of correct results: the book and others with its title; for a person or
        subject all books that have it.
        """
        if way in typed_queries.ANY_OF_PERSON:
            return set.intersection(*(self._by[word] for word in self._fold(book.surname).split()))
        if way in typed_queries.ANY_OF_SUBJECT:
            folded = self._fold(typed)
            return set().union(
                *(self._about[name] for name in map(self._fold, map(plain, book.subjects))
                  if folded.endswith(name))
            )  # fmt: skip
        return self._named[self._fold(book.name)]

    def questions(self, way: str, seed: int, each: int) -> Iterable[tuple[str, Book]]:
        """Yields up to `each` queries for different books."""
        chance = Random(f"{seed} {way}")
        attempts = 0
        for book in chance.sample(self.books, len(self.books)):
            typed = typed_queries.WAYS[way](chance, book)
            if typed:
                yield typed, book
                attempts += 1
            if attempts >= each:
                return


def run_queries(collection: Collection, way: str, seed: int, each: int) -> list[QueryResult]:
    """Runs the queries and records the rank of the book."""
    from rontal.search import selectors as search
    from rontal.search.filters import Filters

    answers = []
    for typed, book in collection.questions(way, seed, each):
        results = search.find(typed, filters=Filters(), offset=0, limit=max(PLACES))
        answers.append(
            QueryResult(typed, book, _place(results.ids, collection.wanted(way, book, typed)))
        )
    return answers


def suggested(collection: Collection, seed: int, each: int) -> list[QueryResult]:
    """Records the rank of the book among the suggestions for its first characters."""
    from rontal.search import selectors as search

    chance = Random(f"{seed} suggested")
    answers: list[QueryResult] = []
    for book in chance.sample(collection.books, len(collection.books)):
        typed = typed_queries.begun(chance, book)
        if typed and len(answers) < each:
            titles = [one.id for one in search.suggest(typed) if one.kind == "title"]
            wanted = collection.wanted("", book, typed)
            answers.append(QueryResult(typed, book, _place(titles, wanted)))
    return answers


def _place(ids: Sequence[int], wanted: set[int]) -> int:
    return next((place for place, pk in enumerate(ids, 1) if pk in wanted), 0)


def _series(row: "Row") -> str:
    return f"{row.series} {row.series_number}" if row.series and row.series_number else ""


def _part(path: Path, part: slice) -> bytes:
    with path.open(newline="", encoding="utf-8") as source:
        head, *rows = csv.reader(source)
    target = io.StringIO(newline="")
    csv.writer(target).writerows([head, *rows[part]])
    return target.getvalue().encode()


def _make() -> None:
    """Builds the search index of the imported titles."""
    from rontal.config.search_process import connect
    from rontal.search import index_location
    from rontal.search.follower import Follower

    follower = Follower(index_location.root(), connect)
    with follower.exclusive_lock():
        follower.rebuild()


def _add_rows(figures: Figures, way: str, answers: Sequence[QueryResult]) -> None:
    if not answers:
        return
    for most in PLACES:
        right = sum(0 < one.place <= most for one in answers)
        figures.add(f"{way}: at {most}", 100 * right / len(answers), f"% of {len(answers)}")


def _table(results_by_way: dict[str, list[QueryResult]]) -> str:
    lines = ["| typed | questions | first | among 3 | among 10 |", "|---|---:|---:|---:|---:|"]
    for way, answers in results_by_way.items():
        shares = [sum(0 < one.place <= most for one in answers) / len(answers) for most in PLACES]
        cells = " | ".join(f"{100 * share:.1f}" for share in shares)
        lines.append(f"| {way} | {len(answers)} | {cells} |")
    return "\n".join(lines)


def main() -> None:
    """Reads the arguments, imports the titles, runs the queries and prints the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="which books and typos")
    parser.add_argument("--each", type=int, default=EACH, help="questions of each way")
    parser.add_argument("--failures", type=int, default=0, help="so many of each way are shown")
    parser.add_argument("--quick", action="store_true", help="end within 60 seconds")
    parser.add_argument("--json", type=Path, help="write the rows there")
    chosen = parser.parse_args()
    each = min(chosen.each, QUICK) if chosen.quick else chosen.each
    figures = Figures()
    with library():
        import_files(FILES)
        _make()
        collection = Collection(books())
        results = {
            way: run_queries(collection, way, chosen.seed, each) for way in typed_queries.WAYS
        }
        results["first letters, suggested"] = suggested(collection, chosen.seed, each)
        for way, answers in results.items():
            _add_rows(figures, way, answers)
            for one in [one for one in answers if one.place != 1][: chosen.failures]:
                print(
                    f"{way}: {one.typed!r} at {one.place}: {one.book.name} / {one.book.people[:1]}"
                )
    print(_table({way: answers for way, answers in results.items() if answers}))
    if chosen.json:
        chosen.json.write_text(json.dumps([row.__dict__ for row in figures.rows], indent=1))


if __name__ == "__main__":
    main()
