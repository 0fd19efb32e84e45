"""What a title was before one of its changes, where others before it were taken back since."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rontal.catalogue import facts
from rontal.catalogue.models import Revision
from rontal.catalogue.rules.desk import Act


def of_titles(title_ids: Iterable[int]) -> dict[int, list[Revision]]:
    """All changes of these titles, the newest first. One query."""
    found: dict[int, list[Revision]] = {pk: [] for pk in title_ids}
    for revision in Revision.objects.filter(title__in=list(found)).order_by("-pk"):
        found[revision.title_id].append(revision)
    return found


def found_by(revision: Revision, history: Sequence[Revision]) -> facts.Facts:
    """Field → what stood there before this change of a title, of which `history` is all there is,
    the newest first.

    That is what the change found, unless an import had written it that was taken back later: as
    this change stood over it then, nothing could be put back, and what the import had found counts.
    """
    undoes = {one.undoes_id: one for one in history}
    older = [one for one in history if one.pk < revision.pk and one.act != Act.UNDONE]
    return {
        name: _found(name, old, older, undoes) for name, (old, _new) in revision.changes.items()
    }


def _found(
    name: str, value: Any, older: Iterable[Revision], undoes: Mapping[int | None, Revision]
) -> Any:
    for one in older:
        if name not in one.changes:
            continue
        undo = undoes.get(one.pk)
        if undo is None or undo.pk in undoes:  # it was taken back, and that too
            return value
        old, new = one.changes[name]
        if name not in undo.changes and not facts.changes({name: value}, {name: new}):
            value = old
    return value
