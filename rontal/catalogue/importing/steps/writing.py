"""Writes many new titles with COPY instead of one by one. Runs in the transaction of a batch, under
`lock_catalogue`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection

from rontal.catalogue.importing.steps.bulk_values import array, copy_lines, copying
from rontal.catalogue.importing.steps.cells import NOTHING, cell
from rontal.catalogue.importing.steps.preparing import COLUMNS, Prepared
from rontal.catalogue.states import TitleState

_TITLE: Final = (
    "id", "slug", *COLUMNS, "series_id", "match_key", "record_number", "record_digest", "state",
    "added_at", "changed_at", "withdrawn_reason", "run_id",
)  # fmt: skip
_AROUND: Final = {
    "catalogue_contributor": ("title_id", "agent_id", "role", "position", "printed"),
    "catalogue_titlesubject": ("title_id", "subject_id", "position"),
    "catalogue_identifier": ("title_id", "scheme", "value"),
}
_NUMBERED: Final = range(2, 10)


@dataclass(frozen=True, slots=True)
class TitleOrigin:
    """Import, first state and creation time of new titles."""

    run_id: int | None
    state: TitleState
    at: datetime


@dataclass(frozen=True, slots=True)
class Authorities:
    """Ids of agents, subjects and series by their keys; `names` are the names of agents by key."""

    agents: Mapping[str, int]
    names: Mapping[str, str]
    subjects: Mapping[str, int]
    series: Mapping[str, int]


def write(new: Sequence[Prepared], origin: TitleOrigin) -> list[int]:
    """Creates a title for each record; returns their ids in order."""
    if not new:
        return []
    ids = _ids(len(new))
    known = authorities(new)
    slugs = _slugs([one.stem for one in new], ids)
    with copying("catalogue_title", _TITLE) as copy:
        copy.write("".join(_lines(new, ids, slugs, known, origin)))
        # PostgreSQL processes the titles meanwhile.
        around = _around(list(zip(ids, new, strict=True)), known)
    _copy_around(around)
    return ids


def write_related_rows(pairs: Sequence[tuple[int, Prepared]], known: Authorities) -> None:
    """Writes contributors, subjects and numbers of titles that have none yet."""
    _copy_around(_around(pairs, known))


def _copy_around(around: Sequence[Sequence[str]]) -> None:
    for (table, columns), lines in zip(_AROUND.items(), around, strict=True):
        copy_lines(table, columns, lines)


def _around(pairs: Sequence[tuple[int, Prepared]], known: Authorities) -> tuple[list[str], ...]:
    """Returns COPY lines of the tables of `_AROUND`."""
    agents, names, subjects = known.agents, known.names, known.subjects
    people = [
        f"{pk}\t{agents[key]}\t{cell(role)}\t{place}\t{'' if name == names[key] else cell(name)}"
        for pk, one in pairs
        for place, (key, _kind, name, _sort, _dates, role) in enumerate(one.agents)
    ]
    headings = [
        f"{pk}\t{subject}\t{place}"
        for pk, one in pairs
        for place, subject in enumerate(dict.fromkeys([subjects[key] for key, _ in one.subjects]))
    ]
    numbers = [
        f"{pk}\t{cell(scheme)}\t{cell(value)}" for pk, one in pairs for scheme, value in one.numbers
    ]
    return people, headings, numbers


def authorities(records: Iterable[Prepared]) -> Authorities:
    """Returns the authorities of records; missing ones are created."""
    agents: dict[str, Sequence[str]] = {}
    subjects: dict[str, Sequence[str]] = {}
    series: dict[str, Sequence[str]] = {}
    for one in records:
        for agent in one.agents:
            agents.setdefault(agent[0], agent)
        for subject in one.subjects:
            subjects[subject[0]] = subject
        if one.series:
            series.setdefault(one.series[0], one.series)
    people = _get_or_create(
        "catalogue_agent", ("key", "kind", "name", "sort_name", "dates"), agents
    )
    return Authorities(
        agents={key: pk for key, (pk, _name) in people.items()},
        names={key: name for key, (_pk, name) in people.items()},
        subjects=_ids_of(_get_or_create("catalogue_subject", ("key", "name"), subjects)),
        series=_ids_of(_get_or_create("catalogue_series", ("key", "name"), series)),
    )


def _ids_of(authorities: Mapping[str, tuple[int, str]]) -> dict[str, int]:
    return {key: pk for key, (pk, _name) in authorities.items()}


def _get_or_create(
    table: str, columns: tuple[str, ...], rows_by_key: Mapping[str, Sequence[str]]
) -> dict[str, tuple[int, str]]:
    """Returns id and name by key; creates missing rows in key order (no deadlocks)."""
    authorities = _existing(table, list(rows_by_key))
    missing = sorted(rows_by_key.keys() - authorities.keys())
    if not missing:
        return authorities
    rows = [rows_by_key[key][: len(columns)] for key in missing]
    values = [array(column) for column in zip(*rows, strict=True)]
    places = ", ".join(["%s::text[]"] * len(columns))
    named, more, nothing = ", ".join(columns), "", ""
    if table == "catalogue_agent":
        more, nothing = ", variants", ", '{}'::varchar[]"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({named}{more}) SELECT *{nothing} FROM unnest({places})"  # noqa: S608
            " ON CONFLICT (key) DO NOTHING RETURNING key, id, name",
            values,
        )
        authorities |= {key: (pk, name) for key, pk, name in cursor.fetchall()}
    if others := [key for key in missing if key not in authorities]:
        authorities |= _existing(table, others)
    return authorities


def _existing(table: str, keys: list[str]) -> dict[str, tuple[int, str]]:
    """Returns existing authorities by key; a joined one is replaced by its target."""
    if not keys:
        return {}
    other = f"LEFT JOIN {table} o ON o.id = t.joined_to_id"
    whole = "coalesce(o.id, t.id), coalesce(o.name, t.name)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT t.key, {whole} FROM {table} t {other} "  # noqa: S608
            "WHERE t.key = ANY(%s::text[])",
            [array(keys)],
        )
        return {key: (pk, name) for key, pk, name in cursor.fetchall()}


def _lines(
    new: Sequence[Prepared],
    ids: Sequence[int],
    slugs: Sequence[str],
    known: Authorities,
    origin: TitleOrigin,
) -> Iterator[str]:
    """Yields COPY lines of the table of titles. The values of the record are already a line."""
    run = NOTHING if origin.run_id is None else origin.run_id
    at = origin.at.isoformat()
    alike = f"{origin.state.value}\t{at}\t{at}\t\t{run}"
    for one, pk, slug in zip(new, ids, slugs, strict=True):
        series = known.series[one.series[0]] if one.series else NOTHING
        match = NOTHING if one.match is None else one.match
        yield f"{pk}\t{slug}\t{one.line}\t{series}\t{match}\t{one.number}\t{one.digest}\t{alike}\n"


def _ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval('catalogue_title_id_seq') FROM generate_series(1, %s)", [count]
        )
        return [pk for (pk,) in cursor.fetchall()]


def _slugs(stems: Sequence[str], ids: Sequence[int]) -> list[str]:
    """Returns a free slug for each title: the stem, the stem with a number from 2 to 9, or with the
    title's id."""
    taken = _taken(set(stems))
    again = {stem for stem, count in Counter(stems).items() if count > 1 or stem in taken}
    if again:
        taken |= _taken({f"{stem}-{number}" for stem in again for number in _NUMBERED})
    slugs = []
    for stem, pk in zip(stems, ids, strict=True):
        names = (stem, *(f"{stem}-{number}" for number in _NUMBERED)) if stem in again else (stem,)
        slug = next((name for name in names if name not in taken), f"{stem}-{pk}")
        taken.add(slug)
        slugs.append(slug)
    return slugs


def _taken(slugs: set[str]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT slug FROM catalogue_title WHERE slug = ANY(%s::text[])", [array(slugs)]
        )
        return {slug for (slug,) in cursor.fetchall()}
