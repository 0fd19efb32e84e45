"""Titles as the cataloguing desk lists them, whatever their state; their history and figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from rontal.accounts.roles import Role
from rontal.accounts.selectors import names_of
from rontal.catalogue import browsing, facts, rows, search
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
from rontal.catalogue.rules.desk import Fault
from rontal.catalogue.services.batch import MOST
from rontal.catalogue.services.titles import reversible
from rontal.catalogue.states import TitleState
from rontal.desk.collection import words
from rontal.desk.collection.wish import SHELVES, Wish
from rontal.kernel.actors import Actor, ActorKind
from rontal.kernel.errors import NotAllowed, NotFound

Line = tuple[str, str, str]
"""A field in words, what it was and what it is."""
READERS = (Role.LIBRARIAN, Role.HEAD, Role.ADMINISTRATOR)
PER_PAGE = 25
HISTORY = 40
FOUND = 2000
"""How many of the best a search by words lists; nobody turns eighty pages."""


def _own(model: Any) -> Exists:
    return Exists(model._default_manager.filter(title=OuterRef("pk")))


LACKS: Mapping[str, Q | Any] = {
    Fault.COVER: ~_own(Cover),
    Fault.SUBJECT: ~_own(TitleSubject),
    Fault.DESCRIPTION: Q(description=""),
    Fault.AUTHOR: ~_own(Contributor),
    Fault.LANGUAGE: Q(language__in=("", "und")),
    Fault.YEAR: Q(year=None),
    Fault.CLASSIFICATION: Q(classification=""),
    Fault.FILE: ~_own(BookFile),
}
_COUNTS: Final = """
SELECT count(*), count(*) FILTER (WHERE t.description = ''),
       count(*) FILTER (WHERE t.language IN ('', 'und')), count(*) FILTER (WHERE t.year IS NULL),
       count(*) FILTER (WHERE t.classification = ''),
       count(*) FILTER (WHERE NOT EXISTS (SELECT FROM catalogue_cover o WHERE o.title_id = t.id)),
       count(*) FILTER (WHERE NOT EXISTS
           (SELECT FROM catalogue_titlesubject o WHERE o.title_id = t.id)),
       count(*) FILTER (WHERE NOT EXISTS
           (SELECT FROM catalogue_contributor o WHERE o.title_id = t.id)),
       count(*) FILTER (WHERE NOT EXISTS
           (SELECT FROM catalogue_bookfile o WHERE o.title_id = t.id))
  FROM catalogue_title t WHERE t.state IN ('public', 'draft')
"""
_ORDER: Final = (
    Fault.DESCRIPTION,
    Fault.LANGUAGE,
    Fault.YEAR,
    Fault.CLASSIFICATION,
    Fault.COVER,
    Fault.SUBJECT,
    Fault.AUTHOR,
    Fault.FILE,
)


def require(actor: Actor) -> None:
    """Librarians, the head and administrators read the catalogue at the desk; raises
    NotAllowed."""
    if not actor.has_any(*READERS):
        raise NotAllowed


def page(wish: Wish, number: str, actor: Actor) -> "tuple[Page[int], list[Row]]":
    """A page of titles: best first where words are looked for, else by name. Four queries."""
    require(actor)
    found = Paginator(_ids(wish), PER_PAGE).get_page(number)
    return found, rows.in_order(found.object_list)


def all_ids(wish: Wish, actor: Actor) -> list[int]:
    """The titles of a wish, as many as one batch takes."""
    require(actor)
    return list(_ids(wish)[:MOST])


def shelf_counts() -> dict[str, int]:
    """How many titles lie on each shelf. One query."""
    found = dict(Title.objects.values_list("state").annotate(number=Count("pk")).order_by())
    return {name: sum(found.get(state, 0) for state in on) for name, on in SHELVES.items()}


def fault_counts(actor: Actor) -> dict[Fault, int]:
    """How many titles that are shown or will be lack what, those that nothing lacks left out.
    One query."""
    require(actor)
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS)
        _all, *numbers = cursor.fetchone()
    known = dict(zip(_ORDER, numbers, strict=True))
    return {fault: known[fault] for fault in Fault if known[fault]}


def languages() -> list[str]:
    """Language tags that titles have, the commonest first. One query."""
    counted = Title.objects.values("language").annotate(count=Count("id"))
    return [one["language"] for one in counted.order_by("-count", "language")]


def title(pk: int, actor: Actor) -> Row:
    """A title in whatever state; raises NotAllowed, NotFound. One query."""
    require(actor)
    found = rows.in_order([pk])
    if not found:
        raise NotFound
    return found[0]


def reason_of(pk: int) -> str:
    """Why a title was withdrawn. One query."""
    found = Title.objects.filter(pk=pk).values_list("withdrawn_reason", flat=True).first()
    return found or ""


def faults_of(row: Row) -> list[Fault]:
    """What a title lacks."""
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
    """A revision in words: who did what, which fields from what to what, whether it can be taken
    back, and whether it was."""

    revision: Revision
    who: str
    act: str
    lines: Sequence[Line]
    undoable: bool
    undone: bool


def history(title_id: int, *, since: int = 0) -> list[Moment]:
    """What became of a title, newest first; only what came after revision `since`. Two queries."""
    found = Revision.objects.filter(title=title_id, pk__gt=since).select_related("undone_by")
    revisions = list(found.order_by("-pk")[:HISTORY])
    staff = {one.actor_id for one in revisions if one.actor_id}
    names = names_of(staff)
    return [_moment(one, names) for one in revisions]


def lines(changes: facts.Changes) -> list[Line]:
    """What changed, field by field, in words."""
    return [
        (str(words.FIELDS.get(name, name)), words.value(name, old), words.value(name, new))
        for name, (old, new) in changes.items()
        if name != "title_id"
    ]


def titles_of_batch(batch: Any, actor: Actor) -> tuple[list[Row], str]:
    """The titles that a batch changed, and whether something of it can be taken back ("open"), all
    of that was ("back"), or nothing can be ("fixed"); raises NotFound. Two queries."""
    require(actor)
    found = Revision.objects.filter(batch=batch).select_related("undone_by").order_by("title_id")
    revisions = list(found)
    if not revisions:
        raise NotFound
    able = [hasattr(one, "undone_by") for one in revisions if reversible(one.changes)]
    standing = "fixed" if not able else "back" if all(able) else "open"
    return rows.in_order(dict.fromkeys(one.title_id for one in revisions)), standing


def agents(text: str, number: str, actor: Actor) -> "Page[Agent]":
    """People and bodies by any form of the name, with how many titles they have. Two queries."""
    require(actor)
    found = Agent.objects.filter(joined_to=None)
    for word in text.split()[:6]:
        has_word = Q(name__icontains=word) | Q(sort_name__icontains=word)
        found = found.filter(has_word | Q(variants__icontains=word))
    return Paginator(found.order_by("sort_name", "pk"), PER_PAGE).get_page(number)


def subjects(text: str, number: str, actor: Actor) -> "Page[Subject]":
    """Subjects by name. Two queries."""
    require(actor)
    found = Subject.objects.filter(joined_to=None)
    for word in text.split()[:6]:
        found = found.filter(name__icontains=word)
    return Paginator(found.order_by("key", "pk"), PER_PAGE).get_page(number)


def series_list(text: str, number: str, actor: Actor) -> "Page[Series]":
    """Series by name. Two queries."""
    require(actor)
    found = Series.objects.filter(joined_to=None)
    for word in text.split()[:6]:
        found = found.filter(name__icontains=word)
    return Paginator(found.order_by("key", "pk"), PER_PAGE).get_page(number)


def agent_counts(ids: Sequence[int]) -> dict[int, int]:
    """How many titles name each. One query."""
    found = Contributor.objects.filter(agent__in=list(ids)).values_list("agent")
    return dict(found.annotate(number=Count("title", distinct=True)).order_by())


def subject_counts(ids: Sequence[int]) -> dict[int, int]:
    """How many titles are about each. One query."""
    found = TitleSubject.objects.filter(subject__in=list(ids)).values_list("subject")
    return dict(found.annotate(number=Count("pk")).order_by())


def series_counts(ids: Sequence[int]) -> dict[int, int]:
    """How many titles belong to each. One query."""
    found = Title.objects.filter(series__in=list(ids)).values_list("series")
    return dict(found.annotate(number=Count("pk")).order_by())


def agent(pk: int, actor: Actor) -> Agent:
    """A person or body, the one that stays where two were joined; raises NotFound."""
    require(actor)
    return browsing.agent(pk)


def subject(pk: int, actor: Actor) -> Subject:
    """A subject, the one that stays where two were joined; raises NotFound."""
    require(actor)
    return browsing.subject(pk)


def series(pk: int, actor: Actor) -> Series:
    """A series, the one that stays where two were joined; raises NotFound."""
    require(actor)
    return browsing.series(pk)


def _moment(revision: Revision, names: Mapping[int, str]) -> Moment:
    who = names.get(revision.actor_id or 0, "")
    if not who and revision.actor_kind == ActorKind.STAFF:
        who = str(words.STAFF)
    undone = hasattr(revision, "undone_by")
    return Moment(
        revision=revision,
        who=who or str(words.SYSTEM),
        act=str(words.ACTS.get(revision.act, revision.act)),
        lines=lines(revision.changes),
        undoable=reversible(revision.changes) and not undone,
        undone=undone,
    )


def _ids(wish: Wish) -> Any:
    found = _narrowed(Title.objects.all(), wish)
    if not wish.words:
        return found.order_by("sort_title", "id").values_list("id", flat=True)
    states = SHELVES[wish.shelf]
    filters = search.Filters(states=states)
    best = list(search.find(wish.words, filters=filters, offset=0, limit=FOUND).ids)
    kept = set(found.filter(pk__in=best).values_list("pk", flat=True))
    return [pk for pk in best if pk in kept]


def _narrowed(found: "QuerySet[Title]", wish: Wish) -> "QuerySet[Title]":
    found = found.filter(state__in=SHELVES[wish.shelf])
    if wish.lacks:
        found = found.filter(LACKS[wish.lacks])
        if wish.shelf == "semua":
            found = found.exclude(state=TitleState.WITHDRAWN)
    if wish.language:
        found = found.filter(language=wish.language)
    if wish.format:
        files = BookFile.objects.filter(title=OuterRef("pk"), format=wish.format)
        found = found.filter(Exists(files))
    if wish.agent:
        found = found.filter(
            Exists(Contributor.objects.filter(title=OuterRef("pk"), agent=wish.agent))
        )
    if wish.subject:
        found = found.filter(
            Exists(TitleSubject.objects.filter(title=OuterRef("pk"), subject=wish.subject))
        )
    if wish.series:
        found = found.filter(series=wish.series)
    return found


def titles(ids: Sequence[int], actor: Actor) -> list[Row]:
    """Titles in whatever state. One query."""
    require(actor)
    return rows.in_order(dict.fromkeys(ids))


def picks(actor: Actor) -> list[tuple[Pick, Row]]:
    """All recommendations with their titles, in order. Two queries."""
    require(actor)
    found = list(Pick.objects.all())
    known = {row.id: row for row in rows.in_order(pick.title_id for pick in found)}
    return [(pick, known[pick.title_id]) for pick in found]


def proposal_of(one: int, other: int) -> Proposal | None:
    """The open proposal to join these two. One query."""
    pairs = Q(older=one, newer=other) | Q(older=other, newer=one)
    return Proposal.objects.filter(pairs, state=ProposalState.OPEN).first()
