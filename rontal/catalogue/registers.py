"""Lists of all subjects and of all people, page by page, for programs that walk through them."""

from typing import Final, NamedTuple

from django.db import connection

_SUBJECTS: Final = """
SELECT s.id, s.name,
       (SELECT count(*) FROM catalogue_titlesubject ts JOIN catalogue_title t ON t.id = ts.title_id
         WHERE ts.subject_id = s.id AND t.state = 'public')
  FROM catalogue_subject s
 WHERE s.joined_to_id IS NULL AND EXISTS (
       SELECT 1 FROM catalogue_titlesubject ts JOIN catalogue_title t ON t.id = ts.title_id
        WHERE ts.subject_id = s.id AND t.state = 'public')
 ORDER BY s.key LIMIT %s OFFSET %s
"""
_AGENTS: Final = """
SELECT a.id, a.name,
       (SELECT count(DISTINCT t.id) FROM catalogue_contributor c
          JOIN catalogue_title t ON t.id = c.title_id
         WHERE c.agent_id = a.id AND t.state = 'public')
  FROM catalogue_agent a
 WHERE a.joined_to_id IS NULL AND EXISTS (
       SELECT 1 FROM catalogue_contributor c JOIN catalogue_title t ON t.id = c.title_id
        WHERE c.agent_id = a.id AND t.state = 'public')
 ORDER BY a.key LIMIT %s OFFSET %s
"""


_ALL_SUBJECTS: Final = """
SELECT count(*) FROM catalogue_subject s WHERE s.joined_to_id IS NULL AND s.id IN (
       SELECT ts.subject_id FROM catalogue_titlesubject ts
         JOIN catalogue_title t ON t.id = ts.title_id WHERE t.state = 'public')
"""
_ALL_AGENTS: Final = """
SELECT count(*) FROM catalogue_agent a WHERE a.joined_to_id IS NULL AND a.id IN (
       SELECT c.agent_id FROM catalogue_contributor c
         JOIN catalogue_title t ON t.id = c.title_id WHERE t.state = 'public')
"""


class Entry(NamedTuple):
    """A line of a list, with how many public titles it leads to."""

    id: int
    name: str
    titles: int


def subjects(*, offset: int, limit: int) -> list[Entry]:
    """Subjects of public titles by name. One query."""
    return _entries(_SUBJECTS, offset, limit)


def agents(*, offset: int, limit: int) -> list[Entry]:
    """Persons, then bodies and meetings, of public titles by sort name. One query."""
    return _entries(_AGENTS, offset, limit)


def count_subjects() -> int:
    """How many subjects public titles have. Reads all of them: keep it."""
    return _number(_ALL_SUBJECTS)


def count_agents() -> int:
    """How many persons, bodies and meetings public titles name. Reads all of them: keep it."""
    return _number(_ALL_AGENTS)


def _entries(sql: str, offset: int, limit: int) -> list[Entry]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [limit, offset])
        return [Entry(*row) for row in cursor.fetchall()]


def _number(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])
