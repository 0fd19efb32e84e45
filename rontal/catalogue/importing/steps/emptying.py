"""Taking out again what an import gave to titles that were there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.db import connection

from rontal.catalogue import stored
from rontal.catalogue.importing.models import ImportRow
from rontal.catalogue.importing.steps import pictures
from rontal.catalogue.importing.steps.filling import EMPTY
from rontal.catalogue.importing.steps.reading import WORKER
from rontal.catalogue.importing.steps.sending import array
from rontal.catalogue.models import BookFile, Cover
from rontal.catalogue.steps import keeping

_KINDS: Final = {
    "year": "smallint",
    "age_from": "smallint",
    "age_to": "smallint",
    "series_id": "bigint",
    "accessibility": "jsonb",
}
"""Of which type a column is that is no text."""
_EMPTY: Final = """
UPDATE catalogue_title t SET {name} = %s FROM unnest(%s::bigint[], %s::{kind}[]) AS w (id, given)
 WHERE t.id = w.id AND t.{name} = w.given RETURNING t.id
"""
_NUMBERS: Final = """
DELETE FROM catalogue_identifier i
 USING unnest(%s::bigint[], %s::text[], %s::text[]) AS w (id, scheme, value)
 WHERE i.title_id = w.id AND i.scheme = w.scheme AND i.value = w.value RETURNING w.id
"""
_PEOPLE: Final = """
DELETE FROM catalogue_contributor c USING unnest(%s::bigint[], %s::bigint[]) AS w (id, given)
 WHERE c.title_id = w.id AND c.agent_id = w.given RETURNING w.id
"""
_SUBJECTS: Final = """
DELETE FROM catalogue_titlesubject s USING unnest(%s::bigint[], %s::bigint[]) AS w (id, given)
 WHERE s.title_id = w.id AND s.subject_id = w.given RETURNING w.id
"""
_Filled = tuple[int, Mapping[str, Any]]


def take_out(rows: Iterable[ImportRow]) -> None:
    """What stands there as it was given goes; what somebody has written over it stays, and a title
    that keeps all of it is not touched. A few statements, however many rows there are; the caller
    has locked the titles."""
    given = [(row.title_id, row.filled) for row in rows if row.title_id and row.filled]
    emptied: set[int] = set()
    with connection.cursor() as cursor:
        for statement, values in _takings(given):
            cursor.execute(statement, values)
            emptied.update(pk for (pk,) in cursor.fetchall())
    keeping.renew(sorted(emptied))


def remove_files(files: Iterable[BookFile]) -> None:
    """Files of a title go with what was kept of them; positions of readers stay with the title."""
    found = list(files)
    BookFile.objects.filter(pk__in=[file.pk for file in found]).delete()
    for file in found:
        stored.erase(file, actor=WORKER, reason="import_undone")
    keeping.touch({file.title_id for file in found})


def take_covers(covers: Iterable[Cover]) -> None:
    """Covers that a run gave; one that somebody sets at this moment stays, as it is no run's."""
    found = list(covers)
    Cover.objects.filter(pk__in=[one.pk for one in found], run__isnull=False).delete()
    pictures.erase_later(one.digest for one in found)
    keeping.touch({one.title_id for one in found})


def _takings(given: Sequence[_Filled]) -> Iterator[tuple[str, list[Any]]]:
    """Statements for what was given, each with its values."""
    for name, nothing in (*EMPTY.items(), ("series_id", None)):
        told = [(pk, value) for pk, filled in given if (value := _column(filled, name)) is not None]
        if told:
            statement = _EMPTY.format(name=name, kind=_KINDS.get(name, "text"))
            yield statement, [nothing, *_arrays(told)]
    around = {"numbers": _NUMBERS, "people": _PEOPLE, "subjects": _SUBJECTS}
    for name, statement in around.items():
        listed = [(pk, one) for pk, filled in given for one in filled.get(name, ())]
        if listed:
            parts = [(pk, *one) if name == "numbers" else (pk, one) for pk, one in listed]
            yield statement, _arrays(parts)


def _column(filled: Mapping[str, Any], name: str) -> Any:
    return filled.get("series") if name == "series_id" else filled.get("columns", {}).get(name)


def _arrays(told: Iterable[Sequence[Any]]) -> list[str]:
    return [array(column) for column in zip(*told, strict=True)]
