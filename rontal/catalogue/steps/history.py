"""Values of a title before one of its changes, taking later undos into account."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rontal.catalogue import facts
from rontal.catalogue.models import Revision
from rontal.catalogue.rules.editing import Act


def of_titles(title_ids: Iterable[int]) -> dict[int, list[Revision]]:
    """Returns all revisions of these titles, the newest first. One query."""
    by_title: dict[int, list[Revision]] = {pk: [] for pk in title_ids}
    for revision in Revision.objects.filter(title__in=list(by_title)).order_by("-pk"):
        by_title[revision.title_id].append(revision)
    return by_title


def values_before(revision: Revision, history: Sequence[Revision]) -> facts.Facts:
    """Returns for each field of a revision the value before it; `history` are all revisions of the
    title, the newest first.

    That is the old value in the revision, unless an earlier import had written it and was undone
    later: that undo could not restore the field, because this revision had changed it, so the value
    before the import counts.
    """
    undoes = {one.undoes_id: one for one in history}
    older = [one for one in history if one.pk < revision.pk and one.act != Act.UNDONE]
    return {
        name: _value_before(name, old, older, undoes)
        for name, (old, _new) in revision.changes.items()
    }


def _value_before(
    name: str, value: Any, older: Iterable[Revision], undoes: Mapping[int | None, Revision]
) -> Any:
    for one in older:
        if name not in one.changes:
            continue
        undo = undoes.get(one.pk)
        if undo is None or undo.pk in undoes:  # its write still counts
            return value
        old, new = one.changes[name]
        if name not in undo.changes and not facts.changes({name: value}, {name: new}):
            value = old
    return value
