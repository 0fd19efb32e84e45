"""A seeded collection of any size, written into the tables of the catalogue by COPY.

Written in batches of ten thousand titles, so that memory does not grow with the size. Constraints
that cost time at every row (foreign keys, indexes that no constraint needs, the change triggers)
are dropped before and created again afterwards, which makes the database check them.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from bench.titles import generated_words

BATCH: Final = 10_000
DESCRIBED: Final = 0.25
"""Share of titles with a description of about sixty words. Of the thousand MARC records of the
tests four have one, of the records of shops nearly all.
"""
TABLES: Final = {
    "catalogue_title": (
        "id slug title subtitle sort_title language publisher place year edition extent description"
        " classification series_id series_number rights audience age_from age_to accessibility"
        " state withdrawn_reason match_key added_at changed_at"
    ),
    "catalogue_contributor": "title_id agent_id role position printed",
    "catalogue_titlesubject": "title_id subject_id position",
    "catalogue_identifier": "title_id scheme value",
    "catalogue_bookfile": (
        "title_id format open_name digest size pages package_identifier manifest spine contents"
        " fixed_layout right_to_left imported_at"
    ),
    "catalogue_cover": "title_id digest height colour",
    "lending_licence": "title_id kind copies granted_at",
}
_LANGUAGES: Final = ("id", "en", "jv", "su", "ban", "ar", "ms", "nl")
_LANGUAGE_SHARES: Final = (0.81, 0.10, 0.02, 0.02, 0.015, 0.015, 0.01, 0.01)
_AUDIENCES: Final = ("everyone", "children", "young", "adults")
_PLACES: Final = generated_words.listed(
    "Jakarta Bandung Yogyakarta Surabaya Semarang Denpasar Medan Malang Solo Bogor"
)
_NULL: Final = "\\N"


def fill(size: int, seed: int = 5) -> None:
    """Writes `size` titles and everything that belongs to them into empty tables."""
    from django.db import connection

    source = Source(size, seed)
    with connection.cursor() as cursor, _bare(cursor):
        _copy(cursor, "catalogue_agent", _AGENT, source.agents())
        _copy(cursor, "catalogue_subject", "id name key", source.subjects())
        _copy(cursor, "catalogue_series", "id name key", source.series())
        for first in range(1, size + 1, BATCH):
            rows = source.batch(first, min(BATCH, size + 1 - first))
            for table, columns in TABLES.items():
                _copy(cursor, table, columns, rows[table])
        for table in ("title", "agent", "subject", "series"):
            name = f"catalogue_{table}"
            cursor.execute(f"SELECT setval('{name}_id_seq', (SELECT max(id) FROM {name}))")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


_AGENT: Final = "id kind name sort_name dates key variants"


@dataclass
class Source:
    """Rows of the collection, the same for the same size and seed."""

    size: int
    seed: int

    def __post_init__(self) -> None:
        random = np.random.default_rng(self.seed)
        self.vocabulary = generated_words.vocabulary(random)
        self._words = generated_words.falling_probabilities(len(self.vocabulary))
        self._surnames = generated_words.surnames(random, 20_000)
        self._counts = {
            "agents": max(20, self.size * 35 // 100),
            "subjects": min(8_000, max(40, self.size // 20)),
            "series": max(5, self.size // 100),
            "publishers": 800,
        }
        self._falls = {
            name: generated_words.falling_probabilities(count, 20)
            for name, count in self._counts.items()
        }
        self._publishers = [self._phrase(random, 2) for _ in range(800)]

    def agents(self) -> Iterator[str]:
        """Yields rows of people with two or three names, and sometimes of an organisation."""
        random = np.random.default_rng(self.seed + 1)
        given_names = generated_words.drawn_indexes(
            random,
            generated_words.falling_probabilities(len(generated_words.GIVEN)),
            (self._counts["agents"], 2),
        )
        family = random.integers(0, len(self._surnames), self._counts["agents"])
        for number, (first, second) in enumerate(given_names.tolist(), 1):
            names = [generated_words.GIVEN[first].capitalize(), self._surnames[family[number - 1]]]
            if number % 3 == 0:
                names.insert(1, generated_words.GIVEN[second].capitalize())
            if number % 40 == 0:
                names = ["Dinas", *names[:1], "Kabupaten", names[-1]]
            kind = "body" if number % 40 == 0 else "person"
            sort = f"{names[-1]}, {' '.join(names[:-1])}"
            key = f"{kind[0]}:{sort.lower().replace(',', '')}:{number}"
            yield _line(number, kind, " ".join(names), sort, "", key, "{}")

    def subjects(self) -> Iterator[str]:
        """Yields rows of subject headings of one to three words."""
        yield from self._headings("subjects", 2, 3)

    def series(self) -> Iterator[str]:
        """Yields rows of series."""
        yield from self._headings("series", 4, 3)

    def batch(self, first: int, count: int) -> dict[str, list[str]]:
        """Returns the rows of every table for titles with these ids."""
        random = np.random.default_rng([self.seed, first])
        rows: dict[str, list[str]] = {table: [] for table in TABLES}
        draws = _Draws(self, random, count)
        for place in range(count):
            self._title(rows, draws, first + place, place)
        return rows

    def _title(self, rows: dict[str, list[str]], draws: "_Draws", pk: int, place: int) -> None:
        title = draws.title(place)
        subtitle = draws.phrase(place, 12, 4).capitalize() if draws.chance[place, 0] < 0.25 else ""
        described = draws.chance[place, 1] < DESCRIBED
        year = int(draws.years[place])
        added = (
            f"2026-{1 + pk * 10 // self.size:02}-{1 + pk % 28:02} {pk % 24:02}:{pk % 60:02}:00+00"
        )
        is_series = draws.chance[place, 2] < 0.12
        state = "draft" if pk % 200 == 0 else "withdrawn" if pk % 333 == 0 else "public"
        rows["catalogue_title"].append(
            _line(
                pk, f"{title.lower().replace(' ', '-')[:70]}-{pk}", title, subtitle, title.lower(),
                draws.languages[place], self._publishers[draws.publishers[place]].title(),
                _PLACES[pk % len(_PLACES)], year, "", f"{80 + pk % 400} hlm.",
                draws.description(place) if described else "", f"{pk % 1000:03}.{pk % 97}",
                int(draws.series[place]) + 1 if is_series else _NULL,
                str(pk % 30) if is_series else "", "", draws.audiences[place], _NULL, _NULL, "{}",
                state, "", (pk * 0x9E3779B97F4A7C15 & (1 << 64) - 1) - (1 << 63), added, added,
            )
        )  # fmt: skip
        self._around(rows, draws, pk, place, added)

    def _around(
        self, rows: dict[str, list[str]], draws: "_Draws", pk: int, place: int, added: str
    ) -> None:
        for position, agent in enumerate(dict.fromkeys(draws.agents[place].tolist())):
            role = "aut" if position == 0 or pk % 3 else "edt"
            rows["catalogue_contributor"].append(_line(pk, agent + 1, role, position, ""))
        for position, subject in enumerate(dict.fromkeys(draws.subjects[place].tolist())):
            rows["catalogue_titlesubject"].append(_line(pk, subject + 1, position))
        chance = draws.chance[place]
        if chance[3] < 0.6:
            rows["catalogue_identifier"].append(_line(pk, "isbn", isbn(pk)))
        rows["catalogue_identifier"].append(_line(pk, "control", f"INLIS:{pk:012}"))
        if chance[4] < 0.4:
            kind = "epub" if chance[4] < 0.25 else "pdf" if chance[4] < 0.37 else "images"
            digest = f"{pk:064x}"
            rows["catalogue_bookfile"].append(
                _line(pk, kind, f"open/{digest[-12:]}", digest, 400_000 + pk % 900_000,
                      _NULL if kind == "epub" else 100, "", "{}", "[]", "[]", "f", "f", added)
            )  # fmt: skip
            rows["lending_licence"].append(_line(pk, "one_copy_one_reader", 1 + pk % 3, added))
        if chance[5] < 0.6:
            rows["catalogue_cover"].append(_line(pk, f"{pk:032x}", 300, f"#{pk % 0xFFFFFF:06x}"))

    def _headings(self, name: str, most: int, offset: int) -> Iterator[str]:
        random = np.random.default_rng(self.seed + offset + most)
        chosen: dict[str, None] = {}
        while len(chosen) < self._counts[name]:
            chosen[self._phrase(random, int(random.integers(1, most + 1)))] = None
        for number, text in enumerate(chosen, 1):
            yield _line(number, text.capitalize(), text)

    def _phrase(self, random: np.random.Generator, length: int) -> str:
        places = generated_words.drawn_indexes(random, self._words, (length,))
        return " ".join(self.vocabulary[place] for place in places)

    def _drawn(self, random: np.random.Generator, name: str, shape: tuple[int, ...]) -> np.ndarray:
        return generated_words.drawn_indexes(random, self._falls[name], shape)


class _Draws:
    """All random values of a batch, drawn at once."""

    def __init__(self, source: Source, random: np.random.Generator, count: int) -> None:
        self._vocabulary = source.vocabulary
        self._words = generated_words.drawn_indexes(random, source._words, (count, 16))
        self._described = generated_words.drawn_indexes(random, source._words, (count, 60))
        self._joins = random.integers(0, 1 << 30, (count, 2))
        self.chance = random.random((count, 6))
        self.years = 2026 - np.minimum((random.exponential(11, count)).astype(int), 90)
        self.languages = random.choice(_LANGUAGES, count, p=_LANGUAGE_SHARES)
        self.audiences = random.choice(_AUDIENCES, count, p=(0.6, 0.15, 0.1, 0.15))
        self.publishers = source._drawn(random, "publishers", (count,))
        self.series = source._drawn(random, "series", (count,))
        self.agents = source._drawn(random, "agents", (count, 2))
        self.subjects = source._drawn(random, "subjects", (count, 2))

    def phrase(self, place: int, start: int, length: int) -> str:
        """Returns consecutive words."""
        return " ".join(self._vocabulary[i] for i in self._words[place, start : start + length])

    def title(self, place: int) -> str:
        """Returns a title of two to seven words, with function words as in real titles."""
        join, length = int(self._joins[place, 0]), 2 + int(self._joins[place, 1]) % 4
        parts = self.phrase(place, 0, length).split()
        if join % 10 < 6:
            function = generated_words.FUNCTION[
                (join // 10) % 97 * (join // 1000 % 97) % len(generated_words.FUNCTION)
            ]
            parts.insert(1 + join % (len(parts) - 1), function)
        return " ".join(parts).title()

    def description(self, place: int) -> str:
        """Returns up to sixty content words with function words between them."""
        text = [self._vocabulary[i] for i in self._described[place, : 30 + place % 31]]
        text[::3] = [
            f"{w} {generated_words.FUNCTION[(i + place) % 17]}" for i, w in enumerate(text[::3])
        ]
        return " ".join(text).capitalize() + "."


def isbn(number: int) -> str:
    """Returns the ISBN of a title, with its check digit."""
    from records.identifiers import isbn13

    stem = f"978602{number % 1_000_000:06}"
    return next(n for d in "0123456789" if (n := isbn13(stem + d)))


@contextmanager
def _bare(cursor: Any) -> Iterator[None]:
    """Drops slow constraints, indexes and triggers of the tables for the block."""
    named = "('" + "','".join(TABLES) + "')"
    cursor.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
        f" WHERE contype = 'f' AND conrelid::regclass::text IN {named}"
    )
    keys = cursor.fetchall()
    cursor.execute(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i"
        f" WHERE i.indrelid::regclass::text IN {named} AND NOT i.indisunique"
    )
    indexes = cursor.fetchall()
    for table, name, _rule in keys:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    for name, _made in indexes:
        cursor.execute(f"DROP INDEX {name}")
    cursor.execute("ALTER TABLE catalogue_title DISABLE TRIGGER USER")
    yield
    cursor.execute("ALTER TABLE catalogue_title ENABLE TRIGGER USER")
    for _name, definition in indexes:
        cursor.execute(definition)
    for table, name, rule in keys:
        cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {rule}')


def _copy(cursor: Any, table: str, columns: str, rows: Iterable[str]) -> None:
    with cursor.copy(f"COPY {table} ({', '.join(columns.split())}) FROM STDIN") as copy:
        chunk: list[str] = []
        for row in rows:
            chunk.append(row)
            if len(chunk) == 2_000:
                copy.write("".join(chunk))
                chunk.clear()
        copy.write("".join(chunk))


def _moment(number: int, month: int) -> str:
    day, hour, minute = 1 + number % 28, number % 24, number % 60
    return f"2026-{month:02}-{day:02} {hour:02}:{minute:02}:00+00"


def _line(*values: object) -> str:
    return "\t".join(map(str, values)) + "\n"
