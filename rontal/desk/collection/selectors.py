"""Queries of the cataloguing desk: titles in any state, their history, authorities, and counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from rontal.accounts.roles import TITLE_READERS
from rontal.accounts.selectors import names_of
from rontal.catalogue import browsing, facts, rows
from rontal.catalogue.importing.models import Proposal
from rontal.catalogue.importing.states import ProposalState
from rontal.catalogue.models import (
    Agent,
    BookFile,
    Contributor,
    Cover,
    Pick,
    Revision,
    Series,
    Subject,
    Title,
    TitleSubject,
)
from rontal.catalogue.rows import Row
from rontal.catalogue.rules.editing import Fault
from rontal.catalogue.services.batch import MAX_TITLES
from rontal.catalogue.services.titles import reversible
from rontal.catalogue.states import TitleState
from rontal.core.actors import Actor, ActorKind
from rontal.core.errors import NotFound
from rontal.desk.collection import labels
from rontal.desk.collection.title_filters import SHELVES, TitleFilters
from rontal.search import selectors as search
from rontal.search.filters import Filters

Line = tuple[str, str, str]
"""Label of a field, its old value and its new value, as texts."""
PER_PAGE = 25
HISTORY = 40
MAX_RESULTS = 2000
"""Maximum number of results of a text search."""


def _exists_in(model: Any) -> Exists:
    return Exists(model._default_manager.filter(title=OuterRef("pk")))


LACKS: Mapping[str, Q | Any] = {
    Fault.COVER: ~_exists_in(Cover),
    Fault.SUBJECT: ~_exists_in(TitleSubject),
    Fault.DESCRIPTION: Q(description=""),
    Fault.AUTHOR: ~_exists_in(Contributor),
    Fault.LANGUAGE: Q(language__in=("", "und")),
    Fault.YEAR: Q(year=None),
    Fault.CLASSIFICATION: Q(classification=""),
    Fault.FILE: ~_exists_in(BookFile),
}


def page(filters: TitleFilters, number: str, actor: Actor) -> "tuple[Page[int], list[Row]]":
    """Returns a page of titles: by relevance for a text search, else by name. Four queries."""
    actor.require(*TITLE_READERS)
    titles = Paginator(_matching_ids(filters), PER_PAGE).get_page(number)
    return titles, rows.in_order(titles.object_list)


def all_ids(filters: TitleFilters, actor: Actor) -> list[int]:
    """Returns the ids of all matching titles, at most `MAX_TITLES` (the limit of a batch)."""
    actor.require(*TITLE_READERS)
    return list(_matching_ids(filters)[:MAX_TITLES])


def shelf_counts() -> dict[str, int]:
    """Returns the number of titles on each shelf. One query."""
    counts = dict(Title.objects.values_list("state").annotate(number=Count("pk")).order_by())
    return {name: sum(counts.get(state, 0) for state in on) for name, on in SHELVES.items()}


def fault_counts(actor: Actor) -> dict[Fault, int]:
    """Returns the number of public and draft titles with each fault; zeros are omitted.

    One query.
    """
    actor.require(*TITLE_READERS)
    rows = Title.objects.filter(state__in=[TitleState.PUBLIC, TitleState.DRAFT])
    known = rows.aggregate(**{fault: Count("pk", filter=LACKS[fault]) for fault in Fault})
    return {fault: known[fault] for fault in Fault if known[fault]}


def languages() -> list[str]:
    """Returns the language tags of titles, most common first. One query."""
    counted = Title.objects.values("language").annotate(count=Count("id"))
    return [one["language"] for one in counted.order_by("-count", "language")]


def title(pk: int, actor: Actor) -> Row:
    """Returns a title in any state; raises NotAllowed, NotFound. One query."""
    actor.require(*TITLE_READERS)
    titles = rows.in_order([pk])
    if not titles:
        raise NotFound
    return titles[0]


def reason_of(pk: int) -> str:
    """Returns the reason for which a title was withdrawn, or "". One query."""
    reason = Title.objects.filter(pk=pk).values_list("withdrawn_reason", flat=True).first()
    return reason or ""


def faults_of(row: Row) -> list[Fault]:
    """Returns the faults of a title: the missing parts of its record."""
    lacks = {
        Fault.COVER: row.cover is None,
        Fault.SUBJECT: not row.subjects,
        Fault.DESCRIPTION: not row.description,
        Fault.AUTHOR: not row.people,
        Fault.LANGUAGE: row.language in ("", "und"),
        Fault.YEAR: row.year is None,
        Fault.CLASSIFICATION: not row.classification,
        Fault.FILE: not row.files,
    }
    return [fault for fault in Fault if lacks[fault]]


@dataclass(frozen=True)
class Moment:
    """Revision as text: who did what, the changed fields, and whether it can be or was undone."""

    revision: Revision
    who: str
    act: str
    lines: Sequence[Line]
    undoable: bool
    undone: bool


def history(title_id: int, *, since: int = 0) -> list[Moment]:
    """Returns the newest revisions of a title after revision `since`. Two queries."""
    newest = Revision.objects.filter(title=title_id, pk__gt=since).select_related("undone_by")
    revisions = list(newest.order_by("-pk")[:HISTORY])
    staff = {one.actor_id for one in revisions if one.actor_id}
    names = names_of(staff)
    return [_moment(one, names) for one in revisions]


def lines(changes: facts.Changes) -> list[Line]:
    """Returns the changed fields as texts."""
    return [
        (str(labels.FIELDS.get(name, name)), labels.value(name, old), labels.value(name, new))
        for name, (old, new) in changes.items()
        if name != "title_id"
    ]


def titles_of_batch(batch: Any, actor: Actor) -> tuple[list[Row], str]:
    """Returns the titles that a batch changed, and whether it can be undone.

    "open" where something can be undone, "back" where all of it was undone, "fixed" where
    nothing can be. Raises NotFound. Two queries.
    """
    actor.require(*TITLE_READERS)
    of_batch = Revision.objects.filter(batch=batch).select_related("undone_by").order_by("title_id")
    revisions = list(of_batch)
    if not revisions:
        raise NotFound
    able = [hasattr(one, "undone_by") for one in revisions if reversible(one.changes)]
    undo_state = "fixed" if not able else "back" if all(able) else "open"
    return rows.in_order(dict.fromkeys(one.title_id for one in revisions)), undo_state


def agents(text: str, number: str, actor: Actor) -> "Page[Agent]":
    """Returns a page of people and bodies by any form of the name. Two queries."""
    actor.require(*TITLE_READERS)
    matches = Agent.objects.filter(joined_to=None)
    for word in text.split()[:6]:
        has_word = Q(name__icontains=word) | Q(sort_name__icontains=word)
        matches = matches.filter(has_word | Q(variants__icontains=word))
    return Paginator(matches.order_by("sort_name", "pk"), PER_PAGE).get_page(number)


def subjects(text: str, number: str, actor: Actor) -> "Page[Subject]":
    """Returns a page of subjects by name. Two queries."""
    actor.require(*TITLE_READERS)
    matches = Subject.objects.filter(joined_to=None)
    for word in text.split()[:6]:
        matches = matches.filter(name__icontains=word)
    return Paginator(matches.order_by("key", "pk"), PER_PAGE).get_page(number)


def series_list(text: str, number: str, actor: Actor) -> "Page[Series]":
    """Returns a page of series by name. Two queries."""
    actor.require(*TITLE_READERS)
    matches = Series.objects.filter(joined_to=None)
    for word in text.split()[:6]:
        matches = matches.filter(name__icontains=word)
    return Paginator(matches.order_by("key", "pk"), PER_PAGE).get_page(number)


def agent_counts(ids: Sequence[int]) -> dict[int, int]:
    """Returns the number of titles of each person or body. One query."""
    matches = Contributor.objects.filter(agent__in=list(ids)).values_list("agent")
    return dict(matches.annotate(number=Count("title", distinct=True)).order_by())


def subject_counts(ids: Sequence[int]) -> dict[int, int]:
    """Returns the number of titles of each subject. One query."""
    matches = TitleSubject.objects.filter(subject__in=list(ids)).values_list("subject")
    return dict(matches.annotate(number=Count("pk")).order_by())


def series_counts(ids: Sequence[int]) -> dict[int, int]:
    """Returns the number of titles of each series. One query."""
    matches = Title.objects.filter(series__in=list(ids)).values_list("series")
    return dict(matches.annotate(number=Count("pk")).order_by())


def agent(pk: int, actor: Actor) -> Agent:
    """Returns a person or body; for a merged one the remaining one. Raises NotFound."""
    actor.require(*TITLE_READERS)
    return browsing.agent(pk)


def subject(pk: int, actor: Actor) -> Subject:
    """Returns a subject; for a merged one the remaining one. Raises NotFound."""
    actor.require(*TITLE_READERS)
    return browsing.subject(pk)


def series(pk: int, actor: Actor) -> Series:
    """Returns a series; for a merged one the remaining one. Raises NotFound."""
    actor.require(*TITLE_READERS)
    return browsing.series(pk)


def _moment(revision: Revision, names: Mapping[int, str]) -> Moment:
    who = names.get(revision.actor_id or 0, "")
    if not who and revision.actor_kind == ActorKind.STAFF:
        who = str(labels.STAFF)
    undone = hasattr(revision, "undone_by")
    return Moment(
        revision=revision,
        who=who or str(labels.SYSTEM),
        act=str(labels.ACTS.get(revision.act, revision.act)),
        lines=lines(revision.changes),
        undoable=reversible(revision.changes) and not undone,
        undone=undone,
    )


def _matching_ids(filters: TitleFilters) -> Any:
    titles = _filtered(Title.objects.all(), filters)
    if not filters.words:
        return titles.order_by("sort_title", "id").values_list("id", flat=True)
    states = SHELVES[filters.shelf]
    search_filters = Filters(states=states)
    best = list(search.find(filters.words, filters=search_filters, offset=0, limit=MAX_RESULTS).ids)
    remaining = set(titles.filter(pk__in=best).values_list("pk", flat=True))
    return [pk for pk in best if pk in remaining]


def _filtered(titles: "QuerySet[Title]", filters: TitleFilters) -> "QuerySet[Title]":
    titles = titles.filter(state__in=SHELVES[filters.shelf])
    if filters.lacks:
        titles = titles.filter(LACKS[filters.lacks])
        if filters.shelf == "semua":
            titles = titles.exclude(state=TitleState.WITHDRAWN)
    if filters.language:
        titles = titles.filter(language=filters.language)
    if filters.format:
        files = BookFile.objects.filter(title=OuterRef("pk"), format=filters.format)
        titles = titles.filter(Exists(files))
    if filters.agent:
        titles = titles.filter(
            Exists(Contributor.objects.filter(title=OuterRef("pk"), agent=filters.agent))
        )
    if filters.subject:
        titles = titles.filter(
            Exists(TitleSubject.objects.filter(title=OuterRef("pk"), subject=filters.subject))
        )
    if filters.series:
        titles = titles.filter(series=filters.series)
    return titles


def titles(ids: Sequence[int], actor: Actor) -> list[Row]:
    """Returns titles in any state, without duplicates. One query."""
    actor.require(*TITLE_READERS)
    return rows.in_order(dict.fromkeys(ids))


def picks(actor: Actor) -> list[tuple[Pick, Row]]:
    """Returns all recommendations with their titles, in display order. Two queries."""
    actor.require(*TITLE_READERS)
    all_picks = list(Pick.objects.all())
    known = {row.id: row for row in rows.in_order(pick.title_id for pick in all_picks)}
    return [(pick, known[pick.title_id]) for pick in all_picks]


def proposal_of(one: int, other: int) -> Proposal | None:
    """Returns the open proposal to merge these two titles, or None. One query."""
    pairs = Q(older=one, newer=other) | Q(older=other, newer=one)
    return Proposal.objects.filter(pairs, state=ProposalState.OPEN).first()
