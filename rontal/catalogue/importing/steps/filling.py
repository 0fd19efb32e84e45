"""Fills gaps of an existing title from a record of its edition; existing values, which staff may
have written, never change. What was added is stored, so that an undo can remove it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import connection

from records.codes import Audience
from rontal.catalogue import source_identity
from rontal.catalogue.importing.steps import own_records
from rontal.catalogue.importing.steps.preparing import COLUMNS, Prepared
from rontal.catalogue.importing.steps.writing import Authorities, authorities, write_related_rows
from rontal.catalogue.states import TitleState
from rontal.catalogue.steps import record_writing

FILLABLE: Final = tuple(name for name in COLUMNS if name not in ("title", "sort_title"))
"""Columns that a record may fill."""
EMPTY: Final[Mapping[str, Any]] = {
    **dict.fromkeys(FILLABLE, ""),
    "language": "und",
    "year": None,
    "age_from": None,
    "age_to": None,
    "audience": Audience.EVERYONE.value,
    "accessibility": "{}",
}
"""Values of empty columns."""
DIFFERS: Final = "title_differs"
WITHDRAWN: Final = "withdrawn_here"
_SELECT: Final = f"""
SELECT t.id, t.state, t.sort_title, t.series_id,
       EXISTS (SELECT FROM catalogue_contributor c WHERE c.title_id = t.id),
       EXISTS (SELECT FROM catalogue_titlesubject s WHERE s.title_id = t.id),
       (SELECT coalesce(array_agg(i.scheme || ':' || i.value), '{{}}')
          FROM catalogue_identifier i WHERE i.title_id = t.id),
       {", ".join(f"t.{one}::text" if one == "accessibility" else f"t.{one}" for one in FILLABLE)}
  FROM catalogue_title t WHERE t.id = ANY(%s) ORDER BY t.id FOR NO KEY UPDATE OF t
"""  # noqa: S608


_Facts = tuple[str, str, int | None, bool, bool]


@dataclass(slots=True)
class _Existing:
    """Title as stored in the database."""

    pk: int
    state: str
    sort_title: str
    series: int | None
    has_people: bool
    has_subjects: bool
    numbers: set[str]
    values: dict[str, Any]


@dataclass(slots=True)
class Filled:
    """Values that one record added to a title; `codes` are remarks for staff. Values that it
    overwrote (`corrected`) are in a revision."""

    title: int
    columns: dict[str, Any] = field(default_factory=dict)
    numbers: list[Sequence[str]] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    subjects: list[int] = field(default_factory=list)
    series: int | None = None
    codes: tuple[str, ...] = ()
    corrected: bool = False

    @property
    def anything(self) -> bool:
        """False where the record added nothing to the title."""
        added = (self.columns, self.numbers, self.people, self.subjects, self.series)
        return self.corrected or any(added)

    def to_json(self) -> dict[str, Any]:
        """Returns the added values, as stored in `ImportRow.filled`."""
        added = {
            "columns": self.columns, "numbers": self.numbers, "people": self.people,
            "subjects": self.subjects, "series": self.series,
        }  # fmt: skip
        return {name: value for name, value in added.items() if value}


def fill(pairs: Sequence[tuple[int, Prepared]], at: datetime) -> list[Filled]:
    """Fills each title from its record, in order; returns the added values."""
    if not pairs:
        return []
    existing = _existing([title for title, _one in pairs])
    known = authorities(_lacked(existing[title], one) for title, one in pairs)
    sources = source_identity.sources()
    results, around = [], []
    for title, record in pairs:
        one = record._replace(numbers=own_records.without_own_numbers(record.numbers, sources))
        filled, rest = _fill_one(existing[title], one, known)
        results.append(filled)
        if filled.anything:
            around.append((title, rest))
    write_related_rows(around, known)
    update([one for one in results if one.anything], at)
    record_writing.recompute_match_keys(
        sorted({one.title for one in results if one.people or "year" in one.columns})
    )
    return results


def _lacked(title: _Existing, one: Prepared) -> Prepared:
    """Returns the record with only those names that the title lacks."""
    return one._replace(
        agents=[] if title.has_people else one.agents,
        subjects=[] if title.has_subjects else one.subjects,
        series=() if title.series else one.series,
    )


def _existing(ids: Sequence[int]) -> dict[int, _Existing]:
    with connection.cursor() as cursor:
        cursor.execute(_SELECT, [sorted(set(ids))])
        return {
            pk: _Existing(pk, *fields, set(numbers), dict(zip(FILLABLE, rest, strict=True)))
            for pk, fields, numbers, rest in map(_parts, cursor.fetchall())
        }


def _parts(row: Sequence[Any]) -> tuple[int, _Facts, list[str], Sequence[Any]]:
    return row[0], (row[1], row[2], row[3], row[4], row[5]), row[6], row[7:]


def _fill_one(title: _Existing, one: Prepared, known: Authorities) -> tuple[Filled, Prepared]:
    """Returns the values that the title gets, and the record reduced to new related rows."""
    filled = Filled(title.pk)
    rest = one._replace(agents=[], subjects=[], numbers=[])
    if title.state == TitleState.WITHDRAWN:
        filled.codes = (WITHDRAWN,)
        return filled, rest
    if title.sort_title != one.folded:
        filled.codes = (DIFFERS,)
    for name, value in one.values.items():
        if name in EMPTY and title.values[name] == EMPTY[name] != value:
            title.values[name] = filled.columns[name] = value
    _keep_ages_in_order(filled, title)
    filled.numbers = [pair for pair in one.numbers if ":".join(pair) not in title.numbers]
    title.numbers.update(":".join(pair) for pair in filled.numbers)
    rest = rest._replace(numbers=filled.numbers)
    if not title.has_people and one.agents:
        filled.people, title.has_people = [known.agents[agent[0]] for agent in one.agents], True
        rest = rest._replace(agents=one.agents)
    if not title.has_subjects and one.subjects:
        filled.subjects = [known.subjects[key] for key, _name in one.subjects]
        title.has_subjects, rest = True, rest._replace(subjects=one.subjects)
    if title.series is None and one.series:
        filled.series = title.series = known.series[one.series[0]]
    return filled, rest


def _keep_ages_in_order(filled: Filled, title: _Existing) -> None:
    """Drops added ages that contradict the other age of the title."""
    low, high = title.values["age_from"], title.values["age_to"]
    if low is not None and high is not None and low > high:
        for name in ("age_from", "age_to"):
            if name in filled.columns:
                title.values[name] = None
                del filled.columns[name]


def update(filled: Sequence[Filled], at: datetime) -> None:
    """Updates the columns with one statement for all titles that got the same columns."""
    alike: dict[tuple[str, ...], list[list[Any]]] = defaultdict(list)
    for one in filled:
        columns = one.columns | ({"series_id": one.series} if one.series else {})
        alike[tuple(columns)].append([*columns.values(), at, one.title])
    with connection.cursor() as cursor:
        for names, rows in alike.items():
            written = ", ".join(f"{name} = %s" for name in (*names, "changed_at"))
            cursor.executemany(
                f"UPDATE catalogue_title SET {written} WHERE id = %s",  # noqa: S608
                rows,
            )
