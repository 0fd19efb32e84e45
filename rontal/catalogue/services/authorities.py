"""Authority control of persons, bodies, subjects and series: renaming, and merging duplicates.

A former form keeps working: its key stays as a row that points to the current one (`joined_to`).
All affected titles get a new datestamp, so that indexes and harvesters follow.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from django.db import transaction

from records.codes import AgentKind
from records.text import fold, plain
from rontal.catalogue import events, rules
from rontal.catalogue.errors import AuthorityEmpty, AuthoritySame, AuthorityTaken
from rontal.catalogue.models import Agent, Contributor, Series, Subject, Title, TitleSubject
from rontal.catalogue.steps import editing, record_writing
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.events import emit

Authority = TypeVar("Authority", Agent, Series, Subject)
Heading = TypeVar("Heading", Series, Subject)
MAX_VARIANTS = 50


def rename_agent(
    *, agent_id: int, name: str, sort_name: str, dates: str, kind: AgentKind, actor: Actor
) -> Agent:
    """Renames a person or body; the former name becomes a variant.

    Raises NotAllowed, NotFound, AuthorityEmpty, AuthorityTaken.
    """
    editing.require(actor)
    name, sort_name = plain(name)[:300], plain(sort_name or name)[:300]
    _require_text(name, sort_name)
    with transaction.atomic():
        editing.lock_authorities_exclusive()
        agent = _lock_authority(Agent, agent_id)
        former = agent.name
        _move_key(agent, rules.agent_key(kind, sort_name, dates))
        agent.name, agent.sort_name, agent.dates = name, sort_name, plain(dates)[:60]
        agent.kind, agent.variants = kind, _variants(agent, [former])
        agent.save(update_fields=["name", "sort_name", "dates", "kind", "variants"])
        record_writing.recompute_match_keys(_titles_of_agent(agent.pk))
        emit(events.AGENT_RENAMED, actor=actor, subject=agent)
    return agent


def rename_subject(*, subject_id: int, name: str, actor: Actor) -> Subject:
    """Renames a subject. Raises NotAllowed, NotFound, AuthorityEmpty, AuthorityTaken."""
    return _rename(_SUBJECTS, subject_id, name, actor)


def rename_series(*, series_id: int, name: str, actor: Actor) -> Series:
    """Renames a series. Raises NotAllowed, NotFound, AuthorityEmpty, AuthorityTaken."""
    return _rename(_SERIES, series_id, name, actor)


def join_agents(*, stays_id: int, goes_id: int, actor: Actor) -> Agent:
    """Merges the agent `goes` into `stays`, with all contributions; its names become variants.
    Returns the agent that stays. Raises NotAllowed, NotFound, AuthoritySame."""
    editing.require(actor)
    with transaction.atomic():
        editing.lock_authorities_exclusive()
        stays, goes = _pair(Agent, stays_id, goes_id)
        touched = _titles_of_agent(goes.pk)
        _drop_repeated(stays.pk, goes.pk)
        Contributor.objects.filter(agent=goes).update(agent=stays)
        stays.variants = _variants(stays, [goes.name, *goes.variants])
        stays.dates = stays.dates or goes.dates
        stays.save(update_fields=["variants", "dates"])
        _redirect_to(stays, goes)
        record_writing.recompute_match_keys(touched)
        emit(events.AGENT_JOINED, actor=actor, subject=goes, data={"into": stays.pk})
    return stays


def join_subjects(*, stays_id: int, goes_id: int, actor: Actor) -> Subject:
    """Merges the subject `goes` into `stays`, with all titles; returns the subject that stays.
    Raises NotAllowed, NotFound, AuthoritySame."""
    return _join(_SUBJECTS, stays_id, goes_id, actor)


def join_series(*, stays_id: int, goes_id: int, actor: Actor) -> Series:
    """Merges the series `goes` into `stays`, with all titles; returns the series that stays. Raises
    NotAllowed, NotFound, AuthoritySame."""
    return _join(_SERIES, stays_id, goes_id, actor)


@dataclass(frozen=True)
class _Kind(Generic[Heading]):
    """Functions and limits of one kind of heading: the length of its names, its key, its titles,
    how titles are moved to another heading, and its audit events."""

    model: type[Heading]
    longest: int
    key_of: Callable[[str], str]
    titles: Callable[[int], list[int]]
    hand_over: Callable[[Heading, Heading], None]
    renamed: str
    joined: str


def _rename(kind: _Kind[Heading], pk: int, name: str, actor: Actor) -> Heading:
    editing.require(actor)
    name = plain(name)[: kind.longest]
    _require_text(name)
    with transaction.atomic():
        editing.lock_authorities_exclusive()
        heading = _lock_authority(kind.model, pk)
        _move_key(heading, kind.key_of(name))
        heading.name = name
        heading.save(update_fields=["name"])
        record_writing.update_datestamps(kind.titles(heading.pk))
        emit(kind.renamed, actor=actor, subject=heading)
    return heading


def _join(kind: _Kind[Heading], stays_id: int, goes_id: int, actor: Actor) -> Heading:
    editing.require(actor)
    with transaction.atomic():
        editing.lock_authorities_exclusive()
        stays, goes = _pair(kind.model, stays_id, goes_id)
        touched = kind.titles(goes.pk)
        kind.hand_over(goes, stays)
        _redirect_to(stays, goes)
        record_writing.update_datestamps(touched)
        emit(kind.joined, actor=actor, subject=goes, data={"into": stays.pk})
    return stays


def _require_text(*names: str) -> None:
    if not all(fold(name) for name in names):
        raise AuthorityEmpty


def _lock_authority(model: type[Authority], pk: int) -> Authority:
    """Returns an authority that is not joined to another, locked. Raises NotFound."""
    rows = model._default_manager.select_for_update(no_key=True, of=("self",))
    return NotFound.if_none(rows.filter(pk=pk, joined_to=None).first())


def _pair(model: type[Authority], stays_id: int, goes_id: int) -> tuple[Authority, Authority]:
    if stays_id == goes_id:
        raise AuthoritySame
    by_id = {pk: _lock_authority(model, pk) for pk in sorted((stays_id, goes_id))}
    return by_id[stays_id], by_id[goes_id]


def _move_key(authority: Authority, key: str) -> None:
    """Changes the key of an authority; a row with the former key points to it."""
    former = authority.key
    if key == former:
        return
    model = type(authority)
    other = model._default_manager.filter(key=key).first()
    if other is not None and other.joined_to_id != authority.pk:
        raise AuthorityTaken
    if other is not None:
        other.delete()
    authority.key = key
    authority.save(update_fields=["key"])
    values: dict[str, str] = {}
    if isinstance(authority, Agent):
        values = {"kind": authority.kind, "sort_name": authority.sort_name}
        values["dates"] = authority.dates
    model._default_manager.create(key=former, name=authority.name, joined_to=authority, **values)


def _redirect_to(stays: Authority, goes: Authority) -> None:
    """Redirects the row `goes`, and all rows that point to it, to `stays`."""
    model = type(stays)
    model._default_manager.filter(joined_to=goes).update(joined_to=stays)
    model._default_manager.filter(pk=goes.pk).update(joined_to=stays)


def _drop_repeated(stays_id: int, goes_id: int) -> None:
    """Deletes contributions of `goes` to titles that credit `stays` with the same role."""
    own = Contributor.objects.filter(agent=stays_id).values_list("title", "role")
    both = set(own.filter(title__contributors__agent=goes_id))
    again = Contributor.objects.filter(agent=goes_id, title__in=[title for title, _role in both])
    twice = [one.pk for one in again if (one.title_id, one.role) in both]
    Contributor.objects.filter(pk__in=twice).delete()


def _variants(agent: Agent, names: Iterable[str]) -> list[str]:
    variants = dict.fromkeys([*agent.variants, *names])
    variants.pop(agent.name, None)
    return list(variants)[:MAX_VARIANTS]


def _titles_of_agent(pk: int) -> list[int]:
    rows = Contributor.objects.filter(agent=pk).order_by("title")
    return list(rows.values_list("title", flat=True).distinct())


def _titles_of_subject(pk: int) -> list[int]:
    return list(TitleSubject.objects.filter(subject=pk).values_list("title", flat=True))


def _titles_of_series(pk: int) -> list[int]:
    return list(Title.objects.filter(series=pk).values_list("pk", flat=True))


def _move_subject_titles(goes: Subject, stays: Subject) -> None:
    both = TitleSubject.objects.filter(subject=stays).values("title")
    TitleSubject.objects.filter(subject=goes, title__in=both).delete()
    TitleSubject.objects.filter(subject=goes).update(subject=stays)


def _move_series_titles(goes: Series, stays: Series) -> None:
    Title.objects.filter(series=goes).update(series=stays)


_SUBJECTS: Final = _Kind(
    Subject, 200, rules.subject_key, _titles_of_subject, _move_subject_titles,
    events.SUBJECT_RENAMED, events.SUBJECT_JOINED,
)  # fmt: skip
_SERIES: Final = _Kind(
    Series, 300, rules.series_key, _titles_of_series, _move_series_titles,
    events.SERIES_RENAMED, events.SERIES_JOINED,
)  # fmt: skip
