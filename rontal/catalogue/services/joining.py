"""Joins two titles that describe the same edition (merges duplicates)."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from rontal.catalogue import events, facts
from rontal.catalogue.errors import SameTitle
from rontal.catalogue.importing.models import Proposal
from rontal.catalogue.importing.states import PROPOSAL_TRANSITIONS, ProposalState
from rontal.catalogue.models import BookFile, Cover, Pick, Title
from rontal.catalogue.rules.editing import Act
from rontal.catalogue.states import TITLE_TRANSITIONS, TitleState
from rontal.catalogue.steps import covering, editing, record_writing
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.core.transitions import move


def join_titles(*, stays_id: int, goes_id: int, actor: Actor) -> Title:
    """Joins the title `goes` into `stays`, which keeps its values and gets what it lacks: fields,
    identifiers, files, cover, recommendation. Returns the title that stays.

    Loans, holds and licences belong to lending: views call `lending.services.join_titles`, which
    does both. Raises NotAllowed, NotFound, SameTitle, TitleJoined.
    """
    editing.require(actor)
    if stays_id == goes_id:
        raise SameTitle
    with transaction.atomic():
        editing.lock_authorities_shared()
        by_id = {title.pk: title for title in editing.lock_all((stays_id, goes_id))}
        stays, goes = by_id[stays_id], by_id[goes_id]
        changes = _fill_gaps(stays, goes) | _move_files(stays, goes)
        _move_recommendation(stays, goes)
        editing.note(stays, Act.TOOK_IN, {"title_id": [None, goes.pk], **changes}, actor=actor)
        noted = {"state": [str(goes.state), "joined"], "title_id": [None, stays.pk]}
        _close(stays, goes)
        _close_proposals(stays, goes, actor)
        editing.note(goes, Act.JOINED, noted, actor=actor)
        emit(events.JOINED, actor=actor, subject=goes, data={"into": stays.pk})
    return stays


def _fill_gaps(stays: Title, goes: Title) -> facts.Changes:
    """Fills fields that only the other title has, and adds its identifiers; returns the changes."""
    known = editing.facts_of((stays.pk, goes.pk))
    own, other = known[stays.pk], known[goes.pk]
    numbers = own["numbers"] + [one for one in other["numbers"] if one not in own["numbers"]]
    after = own | facts.gaps(own, other) | {"numbers": numbers}
    changes = facts.changes(own, after)
    if changes:
        record_writing.replace(stays, facts.record(after))
    return changes


def _move_files(stays: Title, goes: Title) -> dict[str, Any]:
    """Moves the files, and the cover where the title has none; returns the changes."""
    changes: dict[str, Any] = {}
    digests = list(BookFile.objects.filter(title=goes).values_list("digest", flat=True))
    if digests:
        BookFile.objects.filter(title=goes).update(title=stays)
        changes["files"] = [[], [digest[:12] for digest in digests]]
    own, other = covering.facts_of(stays.pk), covering.facts_of(goes.pk)
    if own is None and other is not None:
        covering.set_cover_columns(stays, other)
        changes["cover"] = [None, other]
    Cover.objects.filter(title=goes).delete()
    return changes


def _move_recommendation(stays: Title, goes: Title) -> None:
    """Moves the recommendation, and redirects titles that were joined into the one that goes."""
    if Pick.objects.filter(title=stays).exists():
        Pick.objects.filter(title=goes).delete()
    else:
        Pick.objects.filter(title=goes).update(title=stays)
    now = clock.now()
    Title.objects.filter(joined_to=goes).update(joined_to=stays, changed_at=now)
    record_writing.update_datestamps([stays.pk])


def _close(stays: Title, goes: Title) -> None:
    changes = {"joined_to": stays, "changed_at": clock.now(), "withdrawn_reason": ""}
    move(goes, TitleState.JOINED, table=TITLE_TRANSITIONS, **changes)


def _close_proposals(stays: Title, goes: Title, actor: Actor) -> None:
    """Closes the proposals of the title that goes: the one about these two titles as JOINED, even
    where somebody had decided to keep them apart; open ones with other titles as APART."""
    both = (stays.pk, goes.pk)
    about = Q(older=goes) | Q(newer=goes)
    waiting = Q(state=ProposalState.OPEN) | Q(
        state=ProposalState.APART, older__in=both, newer__in=both
    )
    proposals = Proposal.objects.filter(about, waiting)
    for proposal in proposals.select_for_update(no_key=True, of=("self",)).order_by("pk"):
        is_this = {proposal.older_id, proposal.newer_id} == set(both)
        state = ProposalState.JOINED if is_this else ProposalState.APART
        decided = {"decided_at": clock.now(), "decided_by_id": actor.id}
        move(proposal, state, table=PROPOSAL_TRANSITIONS, **decided)
