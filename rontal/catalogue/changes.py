"""Change feed (`catalogue_change`), which search indexes follow.

A reader stores the snapshot of its last read. The next read takes the changes that are visible now
and were not visible in that snapshot. Functions with a `cursor` read in its transaction.
"""

from typing import Any, Final

from django.db import connection

RETENTION: Final = "3 days"
"""Time after which changes are deleted; an index that was not updated for longer is rebuilt."""
_POSITION: Final = """
SELECT pg_current_snapshot()::text, extract(epoch FROM now())::bigint,
       concat_ws('.', (SELECT system_identifier FROM pg_control_system()),
                 'catalogue_title'::regclass::oid, pg_relation_filenode('catalogue_title'))
"""
_SINCE: Final = """
  FROM catalogue_change
 WHERE transaction >= pg_snapshot_xmin(%(before)s::pg_snapshot)
   AND NOT pg_visible_in_snapshot(transaction, %(before)s::pg_snapshot)
"""
_TITLES: Final = f"SELECT DISTINCT title_id {_SINCE} ORDER BY title_id"
_WAITING: Final = f"""
SELECT count(*), coalesce(extract(epoch FROM now() - min(noted_at)), 0)::bigint {_SINCE}
"""  # noqa: S608 - built from constants only
_DELETE: Final = f"DELETE FROM catalogue_change WHERE noted_at < now() - interval '{RETENTION}'"  # noqa: S608


def note(*title_ids: int) -> None:
    """Adds titles whose availability changed; indexes read them again after the commit. Superfluous
    calls do no harm. Triggers add titles whose rows changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO catalogue_change (title_id) SELECT unnest(%s::bigint[])", [list(title_ids)]
        )


def position(cursor: Any) -> tuple[str, int, str]:
    """Returns the snapshot of the transaction, its time (seconds since 1970), and the identity of
    the database."""
    cursor.execute(_POSITION)
    snapshot, at, database = cursor.fetchone()
    return snapshot, at, database


def title_ids_since(cursor: Any, snapshot: str) -> list[int]:
    """Returns the titles that changed after a snapshot."""
    cursor.execute(_TITLES, {"before": snapshot})
    return [row[0] for row in cursor.fetchall()]


def waiting(snapshot: str) -> tuple[int, int]:
    """Returns the number of changes after a snapshot, and the age in seconds of the oldest."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, {"before": snapshot})
        number, seconds = cursor.fetchone()
    return number, seconds


def delete_old(cursor: Any) -> None:
    """Deletes changes older than RETENTION."""
    cursor.execute(_DELETE)
