"""Taking out again what an import gave to titles that were there."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection

from rontal.catalogue import stored
from rontal.catalogue.importing.models import ImportRow
from rontal.catalogue.importing.steps import pictures
from rontal.catalogue.importing.steps.filling import EMPTY
from rontal.catalogue.importing.steps.reading import WORKER
from rontal.catalogue.models import (
    BookFile,
    Contributor,
    Cover,
    Identifier,
    Title,
    TitleSubject,
)
from rontal.catalogue.steps import keeping


def take_out(rows: Iterable[ImportRow]) -> None:
    """What stands there as it was given goes; what somebody has written over it stays."""
    given = [(row.title_id, row.filled) for row in rows if row.title_id and row.filled]
    for title_id, filled in given:
        _empty_columns(title_id, filled)
        for scheme, value in filled.get("numbers", ()):
            Identifier.objects.filter(title=title_id, scheme=scheme, value=value).delete()
        for model, name in ((Contributor, "agent_id__in"), (TitleSubject, "subject_id__in")):
            ids = filled.get("people" if model is Contributor else "subjects", ())
            if ids:
                model._default_manager.filter(title=title_id, **{name: ids}).delete()
    keeping.touch(title_id for title_id, _filled in given)


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


def _empty_columns(title_id: int, filled: Mapping[str, Any]) -> None:
    columns: Mapping[str, Any] = filled.get("columns", {})
    known = {name: value for name, value in columns.items() if name in EMPTY}
    with connection.cursor() as cursor:
        for name, value in known.items():
            cursor.execute(
                f"UPDATE catalogue_title SET {name} = %s WHERE id = %s AND {name} = %s",  # noqa: S608
                [EMPTY[name], title_id, value],
            )
    if series := filled.get("series"):
        Title.objects.filter(pk=title_id, series_id=series).update(series=None)
