"""Writes one record as a title with its related rows, new or over an existing one.

Many records at once are written by `importing`, which uses COPY instead of saving rows.
"""

from collections.abc import Iterable, Sequence
from typing import Final, TypeVar
from uuid import uuid4

from records.record import Credit, Number, Record
from rontal.catalogue import rules
from rontal.catalogue.models import (
    Agent,
    Contributor,
    Identifier,
    Series,
    Subject,
    Title,
    TitleSubject,
)
from rontal.catalogue.rows import in_order
from rontal.catalogue.states import TitleState
from rontal.core import clock

Authority = TypeVar("Authority", Agent, Series, Subject)
BATCH: Final = 1000
NUMBERED: Final = 200
"""Titles with one name whose slugs are numbered; further ones get a random suffix."""


def create(record: Record, *, slug: str, state: TitleState = TitleState.PUBLIC) -> Title:
    """Creates a title. Raises IntegrityError where another one has the slug."""
    title = Title(slug=slug, state=state, **_columns(record))
    title.save(force_insert=True)
    _write_around(title, record)
    return title


def replace(title: Title, record: Record) -> None:
    """Overwrites a title, which the caller has locked, with the record; its slug stays."""
    columns = _columns(record) | {"changed_at": clock.now()}
    for name, value in columns.items():
        setattr(title, name, value)
    title.save(update_fields=list(columns))
    for rows in (Contributor, TitleSubject, Identifier):
        rows.objects.filter(title=title).delete()
    _write_around(title, record)


def update_datestamps(title_ids: Iterable[int]) -> None:
    """Sets the datestamp of titles, because something that belongs to them changed."""
    Title.objects.filter(pk__in=list(title_ids)).update(changed_at=clock.now())


def recompute_match_keys(title_ids: Sequence[int]) -> None:
    """Recomputes match keys (they depend on year and first agent); sets the datestamp."""
    for start in range(0, len(title_ids), BATCH):
        part = title_ids[start : start + BATCH]
        records = {row.id: row.record() for row in in_order(part)}
        titles = [
            Title(pk=pk, match_key=rules.match_key(one.title, one.first_agent, one.year))
            for pk, one in records.items()
        ]
        Title.objects.bulk_update(titles, ["match_key"], batch_size=BATCH)
        update_datestamps(part)


def unused_slug(title: str) -> str:
    """Returns a free slug for a title, with a number or random suffix where needed; the unique
    constraint of the column has the last word."""
    stem = rules.slug(title)
    names = [stem, *(f"{stem}-{number}" for number in range(2, NUMBERED))]
    taken = set(Title.objects.filter(slug__in=names).values_list("slug", flat=True))
    return next((name for name in names if name not in taken), f"{stem}-{uuid4().hex[:8]}")


def agents_of(named: Sequence[Credit]) -> list[Agent]:
    """Returns the authority of each credit, creating missing ones."""
    credits_by_key = {key_of(credit): credit for credit in named}
    agents = _existing(Agent, credits_by_key)
    if missing := credits_by_key.keys() - agents.keys():
        created = [_new_agent(key, credits_by_key[key]) for key in sorted(missing)]
        Agent.objects.bulk_create(created, ignore_conflicts=True, batch_size=BATCH)
        agents |= _existing(Agent, missing)
    return [agents[key_of(credit)] for credit in named]


def subjects_of(names: Sequence[str]) -> list[Subject]:
    """Returns the subjects of these headings, each once, creating missing ones."""
    names_by_key = {rules.subject_key(name): name for name in reversed(names)}
    subjects = _existing(Subject, names_by_key)
    if missing := names_by_key.keys() - subjects.keys():
        created = [Subject(key=key, name=names_by_key[key]) for key in sorted(missing)]
        Subject.objects.bulk_create(created, ignore_conflicts=True, batch_size=BATCH)
        subjects |= _existing(Subject, missing)
    return list({subjects[key].pk: subjects[key] for key in reversed(names_by_key)}.values())


def key_of(credit: Credit) -> str:
    return rules.agent_key(credit.kind, credit.sort_name or credit.name, credit.dates)


def _existing(model: type[Authority], keys: Iterable[str]) -> dict[str, Authority]:
    """Returns existing authorities by key; a joined one is replaced by its target."""
    rows = model._default_manager.select_related("joined_to").filter(key__in=list(keys))
    return {row.key: row.joined_to or row for row in rows} if keys else {}


def _new_agent(key: str, credit: Credit) -> Agent:
    sort_name = credit.sort_name or credit.name
    return Agent(
        key=key, kind=credit.kind, name=credit.name, sort_name=sort_name, dates=credit.dates
    )


def _columns(record: Record) -> dict[str, object]:
    return {
        "title": record.title,
        "subtitle": record.subtitle,
        "sort_title": rules.sort_key(record.title),
        "language": record.language,
        "publisher": record.publisher,
        "place": record.place,
        "year": record.year,
        "edition": record.edition,
        "extent": record.extent,
        "description": record.description,
        "classification": record.classification,
        "series": _series(record.series) if record.series else None,
        "series_number": record.series_number,
        "rights": record.rights,
        "audience": record.audience,
        "age_from": record.age_from,
        "age_to": record.age_to,
        "accessibility": {name: list(values) for name, values in record.accessibility.items()},
        "match_key": rules.match_key(record.title, record.first_agent, record.year),
    }


def _series(name: str) -> Series:
    series = Series.objects.select_related("joined_to")
    heading, _new = series.get_or_create(key=rules.series_key(name), defaults={"name": name})
    return heading.joined_to or heading


def _write_around(title: Title, record: Record) -> None:
    _write_credits(title, record.credits)
    TitleSubject.objects.bulk_create(
        [
            TitleSubject(title=title, subject=subject, position=place)
            for place, subject in enumerate(subjects_of(record.subjects))
        ],
        batch_size=BATCH,
    )
    _write_numbers(title, record.numbers)


def _write_credits(title: Title, named: Sequence[Credit]) -> None:
    Contributor.objects.bulk_create(
        [
            Contributor(
                title=title,
                agent=agent,
                role=credit.role,
                position=place,
                printed="" if credit.name == agent.name else credit.name,
            )
            for place, (credit, agent) in enumerate(zip(named, agents_of(named), strict=True))
        ],
        batch_size=BATCH,
    )


def _write_numbers(title: Title, numbers: Sequence[Number]) -> None:
    Identifier.objects.bulk_create(
        [
            Identifier(title=title, scheme=number.scheme, value=number.value)
            for number in dict.fromkeys(numbers)
        ],
        batch_size=BATCH,
    )
