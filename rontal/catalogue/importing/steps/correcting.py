"""Overwrites an existing title with a record of its edition, where staff chose that option for the
import. Values that the record lacks stay. Each correction is a revision, which the title's history
shows and an undo of the import reverts."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from records.codes import Scheme
from records.formats.item import Item
from rontal.catalogue import facts, rows, source_identity
from rontal.catalogue.importing.models import Import
from rontal.catalogue.importing.steps import own_records
from rontal.catalogue.importing.steps.filling import EMPTY, WITHDRAWN, Filled, update
from rontal.catalogue.importing.steps.preparing import Prepared, prepare
from rontal.catalogue.importing.steps.reading import WORKER, actor_of_import
from rontal.catalogue.importing.steps.writing import Authorities, authorities, write_related_rows
from rontal.catalogue.models import Contributor, Identifier, Revision, Title, TitleSubject
from rontal.catalogue.rows import Row
from rontal.catalogue.rules.editing import Act
from rontal.catalogue.states import TitleState
from rontal.catalogue.steps import editing, history
from rontal.core import clock
from rontal.core.statements import BATCH

CORRECTED: Final = "corrected"
_NAMING: Final = (Scheme.ISBN, Scheme.ISSN, Scheme.DOI)
"""Schemes of numbers that a record replaces; numbers of others are added."""
_AROUND: Final = {"credits": Contributor, "subjects": TitleSubject, "numbers": Identifier}
_AGES: Final = ("age_from", "age_to")
_OPEN: Final = (TitleState.PUBLIC, TitleState.DRAFT)


def correct(pairs: Sequence[tuple[int, Prepared]], at: datetime, run: Import) -> list[Filled]:
    """Writes the values of each record over its title, in order; of two records for one title the
    later one counts. Withdrawn titles are not changed. The number of statements does not depend on
    the number of titles. The caller holds the lock on authorities."""
    records, actor = dict(pairs), actor_of_import(run)
    existing = _locked(records, _OPEN)
    targets = {pk: _corrected(facts.of(row.record()), records[pk]) for pk, row in existing.items()}
    changes = _write(existing, targets, at)
    Revision.objects.bulk_create([
        Revision(
            title_id=pk, at=at, act=Act.IMPORTED, changes=change, run=run.pk,
            actor_kind=actor.kind, actor_id=actor.id,
        )
        for pk, change in changes.items()
    ], batch_size=BATCH)  # fmt: skip
    return [_outcome(pk, existing, changes) for pk, _one in pairs]


def revert(title_ids: Iterable[int], run_id: int) -> None:
    """Reverts the corrections of an import whose values are unchanged since. A revision is written
    even where all values were changed again, so that an undo of those changes knows of it. The
    number of statements does not depend on the number of titles."""
    existing, at = _locked(title_ids, (*_OPEN, TitleState.WITHDRAWN)), clock.now()
    now = {pk: facts.of(row.record()) for pk, row in existing.items()}
    undone = []
    for pk, past in history.of_titles(existing).items():
        undone_ids = {one.undoes_id for one in past}
        for revision in past:
            if revision.run == run_id and revision.pk not in undone_ids:
                back = _revertible_changes(now[pk], revision, history.values_before(revision, past))
                now[pk] |= {name: old for name, (_new, old) in back.items()}
                undone.append((revision, back))
    _write(existing, now, at)
    Revision.objects.bulk_create([
        Revision(
            title_id=revision.title_id, at=at, act=Act.UNDONE, changes=back, undoes=revision,
            actor_kind=WORKER.kind, actor_id=WORKER.id,
        )
        for revision, back in undone
    ], batch_size=BATCH)  # fmt: skip


def _revertible_changes(now: facts.Facts, revision: Revision, was: facts.Facts) -> facts.Changes:
    return {
        name: [new, was[name]]
        for name, (_old, new) in revision.changes.items()
        if not facts.changes(now, {name: new})
    }


def _locked(title_ids: Iterable[int], states: Collection[TitleState]) -> dict[int, Row]:
    """Returns those of the titles that are in these states, locked in the order of their keys."""
    titles = Title.objects.filter(pk__in=list(title_ids), state__in=states)
    locked = titles.select_for_update(no_key=True, of=("self",)).order_by("pk")
    return {row.id: row for row in rows.in_order(locked.values_list("pk", flat=True))}


def _outcome(pk: int, existing: Collection[int], changes: Collection[int]) -> Filled:
    if pk not in existing:
        return Filled(pk, codes=(WITHDRAWN,))
    if pk in changes:
        return Filled(pk, codes=(CORRECTED,), corrected=True)
    return Filled(pk)


def _corrected(now: facts.Facts, one: Prepared) -> facts.Facts:
    """Returns the facts of a title after its record; the two ages are replaced together."""
    values: dict[str, Any] = dict(_columns_with_values(one))
    if values.keys() & set(_AGES):
        values = dict.fromkeys(_AGES) | values
    if "accessibility" in values:
        values["accessibility"] = json.loads(values["accessibility"])
    if one.series:
        values["series"] = one.series[1]
    if one.agents:
        values["credits"] = [
            [agent.name, agent.sort_name, agent.role, agent.kind, agent.dates]
            for agent in one.credits()
        ]
    if one.subjects:
        values["subjects"] = [name for _key, name in one.subjects]
    return now | values | {"numbers": _numbers(now["numbers"], one)}


def _columns_with_values(one: Prepared) -> Iterator[tuple[str, str | int | None]]:
    """Yields the columns for which a record has a value."""
    for name, value in one.values.items():
        if name == "title" or (name in EMPTY and value != EMPTY[name]):
            yield name, value


def _numbers(now: Sequence[Sequence[str]], one: Prepared) -> list[list[str]]:
    """Returns the numbers of a title with those of the record added. An ISBN, ISSN or DOI of the
    title is dropped where the record has only other numbers of that scheme."""
    stated = [
        list(number)
        for number in own_records.without_own_numbers(one.numbers, source_identity.sources())
    ]
    agreed = {scheme for scheme, value in stated if [scheme, value] in now}
    other = {scheme for scheme, _value in stated if scheme in _NAMING} - agreed
    remaining = [list(number) for number in now if number[0] not in other]
    return remaining + [number for number in stated if number not in remaining]


def _write(
    existing: Mapping[int, Row], targets: Mapping[int, facts.Facts], at: datetime
) -> dict[int, facts.Changes]:
    """Writes facts over those of locked titles; returns the changes in the database. A title
    without changes is not written."""
    before = {pk: facts.of(row.record()) for pk, row in existing.items()}
    differs = {pk: change for pk in existing if (change := facts.changes(before[pk], targets[pk]))}
    records = {pk: prepare(Item(pk, pk, facts.record(targets[pk]))) for pk in differs}
    known = authorities(records.values())
    changed = {
        pk: change
        for pk in differs
        if (change := _by_authority(differs[pk], existing[pk], records[pk], known))
    }
    _write_around({pk: records[pk] for pk in changed}, changed, known)
    update([_columns(pk, records[pk], changed[pk], known) for pk in changed], at)
    after = editing.facts_of(changed)
    return {pk: facts.changes(before[pk], after[pk]) for pk in changed}


def _by_authority(
    change: facts.Changes, title: Row, one: Prepared, known: Authorities
) -> facts.Changes:
    """Returns the changes without those that only repeat a former name of an authority that the
    title already has."""
    people = [(person.id, person.name, person.role) for person in title.people]
    same = {
        "credits": people == [(known.agents[a.key], a.name, a.role) for a in one.credits()],
        "subjects": [heading.id for heading in title.subjects] == _subjects(one, known),
        "series": title.series_id == _series(one, known),
    }
    return {name: pair for name, pair in change.items() if not same.get(name)}


def _subjects(one: Prepared, known: Authorities) -> list[int]:
    return list(dict.fromkeys(known.subjects[key] for key, _name in one.subjects))


def _series(one: Prepared, known: Authorities) -> int | None:
    return known.series[one.series[0]] if one.series else None


def _write_around(
    records: Mapping[int, Prepared], changed: Mapping[int, facts.Changes], known: Authorities
) -> None:
    """Replaces contributors, subjects and numbers of the titles where they change."""
    for name, model in _AROUND.items():
        ids = [pk for pk, change in changed.items() if name in change]
        if ids:
            model._default_manager.filter(title__in=ids).delete()
    around = [
        (
            pk,
            one._replace(
                agents=one.agents if "credits" in changed[pk] else (),
                subjects=one.subjects if "subjects" in changed[pk] else (),
                numbers=changed[pk]["numbers"][1] if "numbers" in changed[pk] else (),
            ),
        )
        for pk, one in records.items()
    ]
    write_related_rows(around, known)


def _columns(pk: int, one: Prepared, change: facts.Changes, known: Authorities) -> Filled:
    """Returns the columns of a title that change, and those derived from them."""
    columns: dict[str, Any] = {name: value for name, value in one.values.items() if name in change}
    columns |= {"sort_title": one.folded, "match_key": one.match}
    if "series" in change:
        columns["series_id"] = _series(one, known)
    return Filled(pk, columns=columns)
