"""Undoing an import: members without any activity are deleted completely."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction

from rontal.accounts import services as accounts
from rontal.core import transitions
from rontal.imports.batches import process_batch
from rontal.imports.states import ImportState
from rontal.membership.importing.models import Import, ImportedMember, ImportRow
from rontal.membership.importing.states import ROW_TRANSITIONS, RowState
from rontal.membership.models import Application, Member
from rontal.membership.states import MemberState

BATCH = 500
STATES = (MemberState.ACTIVE, MemberState.EXPIRED)


def _undo_batch(import_id: int, size: int) -> int:
    """Processes the next members of an import: deletes those without any activity, by themselves or
    by staff. Returns the number of members processed, 0 at the end.

    `Import.done` is the id of the last member processed. Raises IntegrityError, ProtectedError when
    other rows refer to one of them: nothing of the batch is deleted then.
    """
    with transaction.atomic():
        run = Import.lock(import_id, state=ImportState.UNDOING)
        if run is None:
            return 0
        rows = ImportedMember.objects.filter(run=run, member_id__gt=run.done).order_by("member_id")
        batch = list(rows.select_related("member")[:size])
        if batch:
            _remove(run, [one for one in batch if _has_done_nothing(one)])
            Import.objects.filter(pk=run.pk).update(done=batch[-1].member_id)
    return len(batch)


def _skip_next(import_id: int) -> None:
    """Skips the next member, whose membership other rows refer to."""
    with transaction.atomic():
        run = Import.lock(import_id)
        if run is None:
            return
        rows = ImportedMember.objects.filter(run=run, member_id__gt=run.done).order_by("member_id")
        following = rows.values_list("member_id", flat=True).first()
        if following is not None:
            Import.objects.filter(pk=run.pk).update(done=following)


def undo_next_rows(import_id: int) -> int:
    """Undoes the next members; skips one whose membership other rows refer to."""
    skip = partial(_skip_next, import_id)
    return process_batch(partial(_undo_batch, import_id), skip, size=BATCH)


def _has_done_nothing(one: ImportedMember) -> bool:
    untouched = one.invited_at is None and one.claimed_at is None and one.member.revision == 0
    return untouched and one.member.state in STATES


def _remove(run: Import, removable: Sequence[ImportedMember]) -> None:
    members = Member.objects.filter(pk__in=[one.member_id for one in removable])
    applications = [one.member.application_id for one in removable]
    users = [one.member.user_id for one in removable]
    members.delete()
    Application.objects.filter(pk__in=applications).delete()
    accounts.remove_unclaimed(user_ids=users)
    numbers = [one.row_number for one in removable]
    transitions.move_all(
        ImportRow.objects.filter(run=run, number__in=numbers),
        RowState.TAKEN,
        RowState.UNDONE,
        table=ROW_TRANSITIONS,
    )
