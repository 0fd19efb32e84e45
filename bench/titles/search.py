"""The search: time to build the index and its size, and the time of each kind of query in the
engine, with words drawn by their frequency in the collection.

Times are processor times of the thread that queries, on a warm index: other work on the machine
does not change them. No query is repeated. The engine caches the most frequent words of a prefix,
and the first pages and facets of the whole collection; their first time is listed separately.

Suggestions and similar titles are measured by the clock, because PostgreSQL is part of them.
"""

import random
import resource
import string
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figures import Figures

if TYPE_CHECKING:
    from bench.catalogue import Options
    from rontal.search.engine import Engine

MAX_MS, MAX_FACETS_MS, MAX_SUGGEST_MS = 5.0, 15.0, 5.0
ALONE_MS = 1.5
"""Time of the search library alone for the most frequent word, on the machine where the budgets
were set: a slower machine is slower at the rest too, so that the budget is also a ratio.
"""
MAX_BUILD_SECONDS = 60.0
MAX_BYTES = 150.0
MAX_FOUND_SECONDS = 1.0
MAX_MEMORY = 700.0
ASKED, QUICK = 1_000, 150
LARGE = 1_000_000
Words = list[str]


def measure(figures: Figures, options: "Options") -> None:
    """Builds the index, runs the queries, changes titles and waits until they are found."""
    from rontal.search import index_location

    _make(figures, options)
    engine = index_location.engine()
    if engine is None:
        raise RuntimeError("the index that was made cannot be read")
    rounds = QUICK if options.quick else ASKED
    source = QuerySource(options.size)
    alone, slowest = _run_queries(figures, engine, source, rounds)
    if options.size >= LARGE:  # with few titles the fixed cost of a query dominates
        share, most = "slowest without facets, as a multiple of tantivy alone", MAX_MS / ALONE_MS
        figures.at_most(share, slowest / alone, "", round(most, 2))
    _suggest(figures, engine, source, rounds)
    _similar_titles(figures, options.size, rounds)
    _follow(figures, 5 if options.quick else 20)


class QuerySource:
    """Queries, drawn with a seed from the titles."""

    def __init__(self, size: int) -> None:
        from django.db import connection

        self._random = random.Random(7)
        ids = [self._random.randint(1, size) for _ in range(4_000)]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT lower(title), (SELECT lower(a.name) FROM catalogue_contributor c"
                " JOIN catalogue_agent a ON a.id = c.agent_id WHERE c.title_id = t.id LIMIT 1)"
                " FROM catalogue_title t WHERE id = ANY(%s) AND state = 'public'",
                [ids],
            )
            rows = cursor.fetchall()
        self._titles = [row[0].split() for row in rows if len(row[0].split()) > 1]
        self._people = [row[1].split() for row in rows if row[1]]

    def one(self) -> Words:
        """Returns one word of a title, frequent words more often."""
        return [self._random.choice(self._random.choice(self._titles))]

    def three(self) -> Words:
        title = self._random.choice([t for t in self._titles[:500] if len(t) > 2])
        return self._random.sample(title, 3)

    def strange(self) -> Words:
        return [self.one()[0] for _ in range(3)]

    def phrase(self) -> Words:
        """Returns two consecutive words in quotes."""
        title = self._random.choice(self._titles)
        place = self._random.randrange(len(title) - 1)
        return [f'"{title[place]}', f'{title[place + 1]}"']

    def beginning(self) -> Words:
        """Returns the first three to five letters of a word."""
        word = self.one()[0]
        return [word[: self._random.randint(3, 5)] + "*"]

    def misspelt(self) -> Words:
        """Returns a word with one typo, and another word."""
        title = self._random.choice(self._titles)
        word = max(title, key=len)
        place = self._random.randrange(1, len(word) - 1)
        misspellings = (word[:place] + word[place + 1 :], word[:place] + "x" + word[place + 1 :])
        return [self._random.choice(misspellings), *self._random.sample(title, 1)]

    def nothing(self) -> Words:
        """Returns words that no title has."""
        return ["".join(self._random.choices("qxzvfjw", k=length)) for length in (9, 7)]

    def person(self) -> Words:
        return self._random.choice(self._people)

    def typed(self) -> Words:
        """Returns the beginning of a title or a name, as while typing."""
        source = self._people if self._random.random() < 0.3 else self._titles
        words = " ".join(self._random.choice(source))
        return words[: self._random.randint(1, 14)].split()


def _make(figures: Figures, options: "Options") -> None:
    from rontal.config.search_process import connect
    from rontal.search import index_location
    from rontal.search.follower import Follower

    follower = Follower(index_location.root(), connect)
    before, spent, start = _peak(), time.process_time(), time.perf_counter()
    with follower.exclusive_lock():
        count = follower.rebuild()
    passed = time.perf_counter() - start
    core = time.process_time() - spent
    name = f"index of {count:,} titles made from PostgreSQL"
    figures.add(f"{name}: core seconds of this process", core, "s")
    figures.at_most("memory of making it", _peak() - before, "MB", MAX_MEMORY)
    folder = index_location.current(index_location.root())
    size = sum(path.stat().st_size for path in (folder or Path()).rglob("*") if path.is_file())
    if options.size < LARGE:  # each word needs an entry, even in few titles
        figures.add(name, passed, "s")
        figures.add("index on disk", size / count, "bytes/title")
    else:
        figures.at_most(name, passed, "s", MAX_BUILD_SECONDS)
        figures.at_most("index on disk", size / count, "bytes/title", MAX_BYTES)


def _run_queries(
    figures: Figures, engine: "Engine", source: QuerySource, rounds: int
) -> tuple[float, float]:
    """Runs queries of every kind; returns the time of the search library alone for the most
    frequent word, and the time of the slowest kind of query.
    """
    from rontal.search.filters import Filters

    commonest = _commonest(engine)
    figures.add("titles with the commonest word", _total(engine, commonest), "titles")
    library = _library_query(engine, commonest)
    alone = _timed(figures, "tantivy alone, commonest word", library, rounds, None)
    kinds: dict[str, Callable[[], Words]] = {
        "one word": source.one,
        "commonest word": lambda: [commonest],
        "three words of a title": source.three,
        "three words of three titles": source.strange,
        "a person": source.person,
        "phrase": source.phrase,
        "beginning of a word": source.beginning,
        "misspelt": source.misspelt,
        "no hit": source.nothing,
    }
    narrow = {
        "language id": Filters(language="id"),
        "language en": Filters(language="en"),
        "available now": Filters(available=True),
        "subject": Filters(subject=1),
        "years": Filters(year_from=2015, year_to=2020),
    }
    queries = {name: _finding(engine, draw, Filters()) for name, draw in kinds.items()}
    queries |= {f"one word, {name}": _finding(engine, source.one, f) for name, f in narrow.items()}
    slowest = max(_timed(figures, name, query, rounds, MAX_MS) for name, query in queries.items())
    for name in ("one word", "commonest word", "three words of a title"):
        query = _finding(engine, kinds[name], Filters(), facets=True)
        _timed(figures, f"{name}, with facets", query, rounds, MAX_FACETS_MS)
    whole = _finding(engine, list, Filters(), facets=True)
    figures.add("whole collection by name, with facets, first time", _first([whole()]), "ms")
    _timed(figures, "whole collection by name, with facets", whole, rounds // 5, MAX_FACETS_MS)
    _deep_pages(figures, engine)
    return alone, slowest


def _deep_pages(figures: Figures, engine: "Engine") -> None:
    """Measures uncached pages of the whole collection, in the middle and at its end."""
    from rontal.search.filters import Filters, Sort
    from rontal.search.query_parser import parse

    for sort in (Sort.NAME, Sort.NEWEST):
        for name, part in (("middle", 0.5), ("last", 0.99)):
            place = int(engine.size * part) // 20 * 20
            query = partial(engine.find, parse(""), Filters(), sort, place, 20, False)
            figures.add(
                f"whole collection, {sort.value}, {name} page, first time", _first([query]), "ms"
            )
            figures.add(f"the page after it, {sort.value}, {name}", _first([query]), "ms")


def _finding(
    engine: "Engine", draw: Callable[[], Words], filters: object, facets: bool = False
) -> Callable[[], Callable[[], object]]:
    from rontal.search.filters import Sort
    from rontal.search.query_parser import parse

    def draw_query() -> Callable[[], object]:
        text = " ".join(draw())
        return lambda: engine.find(parse(text), filters, Sort.BEST, 0, 20, facets)  # type: ignore[arg-type]

    return draw_query


def _library_query(engine: "Engine", word: str) -> Callable[[], object]:
    """Returns a query to the search library alone, which measures the machine."""
    from tantivy import Query

    from rontal.search.words import stem

    query = Query.term_query(engine._schema, "words", stem(word), "freq")
    return lambda: lambda: engine._searcher.search(query, 20, count=True)


def _suggest(figures: Figures, engine: "Engine", source: QuerySource, rounds: int) -> None:
    from records.text import words
    from rontal.search import selectors as search

    def draw_query() -> Callable[[], object]:
        text = " ".join(source.typed())
        return lambda: search.suggest(text, 8)

    def engine_alone() -> Callable[[], object]:
        typed = words(" ".join(source.typed()))
        return lambda: (
            typed and (engine.names_by_prefix(typed, 4), engine.titles_by_prefix(typed, 8))
        )

    def beginning(start: str) -> object:
        return engine.names_by_prefix([start], 4), engine.titles_by_prefix([start], 8)

    letters = string.ascii_lowercase
    starts = [*letters, *(one + other for one in letters for other in letters)]
    first = _first([partial(beginning, start) for start in starts])
    figures.add("one or two letters, first time in a process: slowest", first, "ms")
    _timed(figures, "suggestions while typing", engine_alone, rounds, MAX_SUGGEST_MS)
    name = "suggestions with their texts from PostgreSQL, by the clock"
    _timed(figures, name, draw_query, rounds, None, time.perf_counter)


def _first(questions: Sequence[Callable[[], object]]) -> float:
    """Returns the time of the slowest of queries that were never run before, in ms."""
    query = iter(questions)
    return max(_times(lambda: next(query), len(questions), time.thread_time))


def _similar_titles(figures: Figures, size: int, rounds: int) -> None:
    from rontal.search import selectors as search

    chance = random.Random(8)

    def draw_query() -> Callable[[], object]:
        pk = chance.randint(1, size)
        return lambda: search.similar(pk, 8)

    _timed(figures, "titles like one", draw_query, rounds // 2, MAX_FACETS_MS, time.perf_counter)


def _timed(
    figures: Figures,
    name: str,
    query_source: Callable[[], object],
    rounds: int,
    most: float | None,
    clock: Callable[[], float] = time.thread_time,
) -> float:
    """Adds median and 99th percentile of the time of a query; returns the percentile."""
    for _ in range(rounds // 2):
        query_source()()  # type: ignore[operator]
    times = sorted(_times(query_source, rounds, clock))
    figures.add(f"{name}: median", times[len(times) // 2], "ms")
    slow = times[min(len(times) - 1, len(times) * 99 // 100)]
    if most is None:
        figures.add(f"{name}: p99", slow, "ms")
    else:
        figures.at_most(f"{name}: p99", slow, "ms", most)
    return slow


def _times(
    query_source: Callable[[], object], rounds: int, clock: Callable[[], float]
) -> Iterator[float]:
    for _ in range(rounds):
        question = query_source()
        start = clock()
        question()  # type: ignore[operator]
        yield (clock() - start) * 1000


def _follow(figures: Figures, rounds: int) -> None:
    """Measures the time until changed titles are found while the index follower runs."""
    from django.db import connection

    from rontal.search import index_location

    process = subprocess.Popen([sys.executable, "-m", "rontal.config.command", "search"])
    waits = []
    for number in range(rounds + 1):
        name = f"perubahan{number}xyz"
        renamed = "UPDATE catalogue_title SET title = %s WHERE id = %s"
        with connection.cursor() as cursor:
            cursor.execute(renamed, [name, number + 1])
        start = time.perf_counter()
        while not _total(index_location.engine(), name) and time.perf_counter() - start < 60:
            time.sleep(0.005)
        waits.append(time.perf_counter() - start)
    process.terminate()
    process.wait()
    del waits[0]  # the process was still starting
    figures.add("a change is found: median", sorted(waits)[len(waits) // 2], "s")
    figures.at_most("a change is found: longest", max(waits), "s", MAX_FOUND_SECONDS)


def _total(engine: "Engine | None", word: str) -> int:
    from rontal.search.filters import Filters, Sort
    from rontal.search.query_parser import parse

    if engine is None:
        return 0
    hits = engine.find(parse(word), Filters(), Sort.BEST, 0, 1, False)
    return 0 if hits.loosened else hits.total


def _commonest(engine: "Engine") -> str:
    from bench.titles import generated_words

    return max(generated_words.REAL, key=lambda word: _total(engine, word))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
