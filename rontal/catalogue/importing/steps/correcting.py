"""A record of an edition that is there puts right what the title says, where staff chose so for
the import. What a record does not say stays. Each correction is a revision, which is seen in the
history of the title and taken back with the import."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from rontal.catalogue import facts, home, rules
from rontal.catalogue.importing.steps import own
from rontal.catalogue.importing.steps.filling import EMPTY, Given, update
from rontal.catalogue.importing.steps.preparing import Prepared
from rontal.catalogue.importing.steps.reading import WORKER
from rontal.catalogue.importing.steps.writing import Authorities, authorities, write_around
from rontal.catalogue.models import Contributor, Identifier, Revision, Title, TitleSubject
from rontal.catalogue.rules import Scheme
from rontal.catalogue.rules.desk import Act
from rontal.catalogue.states import TitleState
from rontal.catalogue.steps import desk, keeping

CORRECTED: Final = "corrected"
_NAMING: Final = (Scheme.ISBN, Scheme.ISSN, Scheme.DOI)
"""Numbers that a file corrects; others it adds."""
_AROUND: Final = {"credits": Contributor, "subjects": TitleSubject, "numbers": Identifier}
_AGES: Final = ("age_from", "age_to")
_OPEN: Final = (TitleState.PUBLIC, TitleState.DRAFT)


def correct(pairs: Sequence[tuple[int, Prepared]], at: datetime, run_id: int) -> list[Given]:
    """Writes what each record says over its title, in order; of two records of one title the later
    one counts. A few statements, however many there are; the caller holds the authorities."""
    told = dict(pairs)
    there = _lock(told)
    before = desk.facts_of(there)
    wanted = {pk: _corrected(before[pk], told[pk]) for pk in there}
    found = {pk: change for pk in there if (change := facts.changes(before[pk], wanted[pk]))}
    known = authorities(told[pk] for pk in found)
    _write_around({pk: told[pk] for pk in found}, found, known)
    update([_columns(pk, told[pk], wanted[pk], found[pk], known) for pk in found], at)
    after = desk.facts_of(found)
    changes = {pk: facts.changes(before[pk], after[pk]) for pk in found}
    Revision.objects.bulk_create(
        Revision(
            title_id=pk, at=at, act=Act.IMPORTED, changes=change, run=run_id,
            actor_kind=WORKER.kind, actor_id=WORKER.id,
        )
        for pk, change in changes.items()
        if change
    )  # fmt: skip
    return [_given(pk, there, changes) for pk, _one in pairs]


def take_back(title_ids: Iterable[int], run_id: int) -> None:
    """Puts back what a run corrected, where it still stands as the run wrote it."""
    titles = Title.objects.exclude(state=TitleState.JOINED).select_for_update(no_key=True)
    for title in titles.filter(pk__in=list(title_ids)).order_by("pk"):
        revisions = Revision.objects.filter(title=title, run=run_id, undone_by=None)
        for revision in revisions.order_by("-pk"):
            now = desk.facts_of([title.pk])[title.pk]
            back = {
                name: [new, old]
                for name, (old, new) in revision.changes.items()
                if not facts.changes(now, {name: new})
            }
            if back:
                was = {name: old for name, (_new, old) in back.items()}
                keeping.replace(title, facts.record(now | was))
                desk.note(title, Act.UNDONE, back, actor=WORKER, undoes=revision)


def _lock(title_ids: Iterable[int]) -> list[int]:
    """Those of the titles that are written to, locked: not what was withdrawn."""
    titles = Title.objects.filter(pk__in=list(title_ids), state__in=_OPEN)
    locked = titles.select_for_update(no_key=True, of=("self",)).order_by("pk")
    return list(locked.values_list("pk", flat=True))


def _given(pk: int, there: Collection[int], changes: Mapping[int, facts.Changes]) -> Given:
    if pk not in there:
        return Given(pk, codes=("withdrawn_here",))
    if changes.get(pk):
        return Given(pk, codes=(CORRECTED,), corrected=True)
    return Given(pk)


def _corrected(now: facts.Facts, one: Prepared) -> facts.Facts:
    """The facts of a title after its record; ages go together."""
    said: dict[str, Any] = dict(_said(one))
    if said.keys() & set(_AGES):
        said = dict.fromkeys(_AGES) | said
    if "accessibility" in said:
        said["accessibility"] = json.loads(said["accessibility"])
    if one.series:
        said["series"] = one.series[1]
    if one.agents:
        said["credits"] = [[a.name, a.sort_name, a.role, a.kind, a.dates] for a in one.credits()]
    if one.subjects:
        said["subjects"] = [name for _key, name in one.subjects]
    return now | said | {"numbers": _numbers(now["numbers"], one)}


def _said(one: Prepared) -> Iterator[tuple[str, str | int | None]]:
    """The columns of which a record says something."""
    for name, value in one.values.items():
        if name == "title" or (name in EMPTY and value != EMPTY[name]):
            yield name, value


def _numbers(now: Sequence[Sequence[str]], one: Prepared) -> list[list[str]]:
    """What a title has with what the record adds; an ISBN and the like that it does not have gives
    way where the record has another one in its place."""
    said = [list(number) for number in own.without(one.numbers, home.sources())]
    agreed = {scheme for scheme, value in said if [scheme, value] in now}
    other = {scheme for scheme, _value in said if scheme in _NAMING} - agreed
    kept = [list(number) for number in now if number[0] not in other]
    return kept + [number for number in said if number not in kept]


def _write_around(
    told: Mapping[int, Prepared], found: Mapping[int, facts.Changes], known: Authorities
) -> None:
    """Contributors, subjects and numbers of the titles that get others."""
    for name, model in _AROUND.items():
        ids = [pk for pk, change in found.items() if name in change]
        if ids:
            model._default_manager.filter(title__in=ids).delete()
    around = [
        (
            pk,
            one._replace(
                agents=one.agents if "credits" in found[pk] else (),
                subjects=one.subjects if "subjects" in found[pk] else (),
                numbers=found[pk]["numbers"][1] if "numbers" in found[pk] else (),
            ),
        )
        for pk, one in told.items()
    ]
    write_around(around, known)


def _columns(
    pk: int, one: Prepared, wanted: facts.Facts, change: facts.Changes, known: Authorities
) -> Given:
    """The columns of a title that change, and those that follow from them."""
    columns = {name: value for name, value in one.values.items() if name in change}
    columns |= {name: wanted[name] for name in _AGES if name in change}
    record = facts.record(wanted)
    columns["sort_title"] = rules.sort_key(record.title)
    columns["match_key"] = rules.match_key(record.title, record.first_agent, record.year)
    series = known.series[one.series[0]] if "series" in change else None
    return Given(pk, columns=columns, series=series)
