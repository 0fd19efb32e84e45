"""Removes the values that an import added to existing titles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.db import connection

from rontal.catalogue import book_storage
from rontal.catalogue.importing.models import ImportRow
from rontal.catalogue.importing.steps import pictures
from rontal.catalogue.importing.steps.bulk_values import array
from rontal.catalogue.importing.steps.filling import EMPTY
from rontal.catalogue.importing.steps.reading import WORKER
from rontal.catalogue.models import BookFile, Cover
from rontal.catalogue.steps import record_writing

_KINDS: Final = {
    "year": "smallint",
    "age_from": "smallint",
    "age_to": "smallint",
    "accessibility": "jsonb",
}
"""SQL types of the columns that are not text."""
_EMPTY: Final = """
UPDATE catalogue_title t SET {name} = %s FROM unnest(%s::bigint[], %s::{kind}[]) AS w (id, given)
 WHERE t.id = w.id AND t.{name} = w.given RETURNING t.id
"""
_NUMBERS: Final = """
DELETE FROM catalogue_identifier i
 USING unnest(%s::bigint[], %s::text[], %s::text[]) AS w (id, scheme, value)
 WHERE i.title_id = w.id AND i.scheme = w.scheme AND i.value = w.value RETURNING w.id
"""
# Rows that were added may have been joined to another authority since.
_PEOPLE: Final = """
DELETE FROM catalogue_contributor c USING unnest(%s::bigint[], %s::bigint[]) AS w (id, given)
  JOIN catalogue_agent a ON a.id = w.given
 WHERE c.title_id = w.id AND c.agent_id IN (a.id, a.joined_to_id) RETURNING w.id
"""
_SUBJECTS: Final = """
DELETE FROM catalogue_titlesubject t USING unnest(%s::bigint[], %s::bigint[]) AS w (id, given)
  JOIN catalogue_subject s ON s.id = w.given
 WHERE t.title_id = w.id AND t.subject_id IN (s.id, s.joined_to_id) RETURNING w.id
"""
_SERIES: Final = """
UPDATE catalogue_title t SET series_id = NULL
  FROM unnest(%s::bigint[], %s::bigint[]) AS w (id, given)
  JOIN catalogue_series s ON s.id = w.given
 WHERE t.id = w.id AND t.series_id IN (s.id, s.joined_to_id) RETURNING w.id
"""
_AROUND: Final = {"numbers": _NUMBERS, "people": _PEOPLE, "subjects": _SUBJECTS, "series": _SERIES}
_Filled = tuple[int, Mapping[str, Any]]


def remove_values(rows: Iterable[ImportRow]) -> None:
    """Removes values that are unchanged since the import wrote them; edited values stay, and titles
    without a removed value are not touched. The number of statements does not depend on the number
    of rows. The caller has locked the titles."""
    filled_rows = [(row.title_id, row.filled) for row in rows if row.title_id and row.filled]
    emptied: set[int] = set()
    with connection.cursor() as cursor:
        for statement, values in _statements(filled_rows):
            cursor.execute(statement, values)
            emptied.update(pk for (pk,) in cursor.fetchall())
    record_writing.recompute_match_keys(sorted(emptied))


def remove_files(files: Iterable[BookFile]) -> None:
    """Deletes files of titles with their stored content; reading positions stay with the title."""
    ordered = list(files)
    BookFile.objects.filter(pk__in=[file.pk for file in ordered]).delete()
    for file in ordered:
        book_storage.erase(file, actor=WORKER, reason="import_undone")
    record_writing.update_datestamps({file.title_id for file in ordered})


def remove_covers(covers: Iterable[Cover]) -> None:
    """Deletes covers that an import set; a cover that somebody sets at the same moment stays,
    because its `run` is empty."""
    ordered = list(covers)
    Cover.objects.filter(pk__in=[one.pk for one in ordered], run__isnull=False).delete()
    pictures.erase_later(one.digest for one in ordered)
    record_writing.update_datestamps({one.title_id for one in ordered})


def _statements(filled_rows: Sequence[_Filled]) -> Iterator[tuple[str, list[Any]]]:
    """Yields statements that remove the added values, each with its parameters."""
    for name, nothing in EMPTY.items():
        columns = [(pk, filled.get("columns", {})) for pk, filled in filled_rows]
        if removed := [
            (pk, columns_of_row[name]) for pk, columns_of_row in columns if name in columns_of_row
        ]:
            statement = _EMPTY.format(name=name, kind=_KINDS.get(name, "text"))
            yield statement, [nothing, *_arrays(removed)]
    for name, statement in _AROUND.items():
        if around := [(pk, *one) for pk, filled in filled_rows for one in _listed(filled, name)]:
            yield statement, _arrays(around)


def _listed(filled: Mapping[str, Any], name: str) -> list[Sequence[Any]]:
    """Returns the added related rows: numbers as (scheme, value), others as ids."""
    values = filled.get(name, ())
    if name == "numbers":
        return list(values)
    return [(values,)] if name == "series" and values else [(one,) for one in values or ()]


def _arrays(rows: Iterable[Sequence[Any]]) -> list[str]:
    return [array(column) for column in zip(*rows, strict=True)]
