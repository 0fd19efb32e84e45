"""Deletes people, subjects and series without titles after an import was undone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection

from rontal.catalogue.models import Contributor, Title, TitleSubject

# Authorities that staff renamed or joined are not deleted.
_UNUSED_AGENTS: Final = """
DELETE FROM catalogue_agent a
 WHERE a.id = ANY(%s) AND a.joined_to_id IS NULL AND a.variants = '{}'
   AND NOT EXISTS (SELECT FROM catalogue_contributor c WHERE c.agent_id = a.id)
   AND NOT EXISTS (SELECT FROM catalogue_agent o WHERE o.joined_to_id = a.id)
"""
_UNUSED_SUBJECTS: Final = """
DELETE FROM catalogue_subject s
 WHERE s.id = ANY(%s) AND s.joined_to_id IS NULL
   AND NOT EXISTS (SELECT FROM catalogue_titlesubject t WHERE t.subject_id = s.id)
   AND NOT EXISTS (SELECT FROM catalogue_subject o WHERE o.joined_to_id = s.id)
"""
_UNUSED_SERIES: Final = """
DELETE FROM catalogue_series s
 WHERE s.id = ANY(%s) AND s.joined_to_id IS NULL
   AND NOT EXISTS (SELECT FROM catalogue_title t WHERE t.series_id = s.id)
   AND NOT EXISTS (SELECT FROM catalogue_series o WHERE o.joined_to_id = s.id)
"""


@dataclass(slots=True)
class UnusedAuthorities:
    """Ids of authorities that may become unused; collected before titles are deleted."""

    agents: set[int] = field(default_factory=set)
    subjects: set[int] = field(default_factory=set)
    series: set[int] = field(default_factory=set)

    def of_titles(self, title_ids: Iterable[int]) -> None:
        """Collects all authorities of these titles. Three queries."""
        ids = list(title_ids)
        people = Contributor.objects.filter(title__in=ids).order_by()
        topics = TitleSubject.objects.filter(title__in=ids).order_by()
        series = Title.objects.filter(pk__in=ids).exclude(series=None)
        self.agents.update(people.values_list("agent_id", flat=True))
        self.subjects.update(topics.values_list("subject_id", flat=True))
        self.series.update(pk for pk in series.values_list("series_id", flat=True) if pk)

    def of_filled(self, filled: Mapping[str, Any]) -> None:
        """Collects the authorities that were added to an existing title (`ImportRow.filled`)."""
        self.agents.update(filled.get("people", ()))
        self.subjects.update(filled.get("subjects", ()))
        if filled.get("series"):
            self.series.add(filled["series"])

    def remove(self) -> None:
        """Deletes those that no title has. Three statements."""
        with connection.cursor() as cursor:
            for statement, ids in (
                (_UNUSED_AGENTS, self.agents),
                (_UNUSED_SUBJECTS, self.subjects),
                (_UNUSED_SERIES, self.series),
            ):
                cursor.execute(statement, [sorted(ids)])
