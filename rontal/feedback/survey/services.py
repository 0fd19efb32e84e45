"""Services of the survey: inviting, answering, declining."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from rontal.accounts.models import User
from rontal.accounts.roles import SURVEY_READERS
from rontal.core import erasures
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotFound
from rontal.core.events import emit
from rontal.feedback.policies import FeedbackPolicies
from rontal.feedback.survey import events, tokens
from rontal.feedback.survey.kinds import ABOUT, Occasion
from rontal.feedback.survey.models import Answer, Asking, Invitation, Remark
from rontal.feedback.survey.rules import CHOICES, Element
from rontal.feedback.survey.selectors import open_invitation
from rontal.membership.selectors import today

MAX_REMARK_LENGTH = 1000
REMARK_DAYS = 365
EVENT_REFERENCES_LAST = timedelta(days=30)
ERASED_REMARK: Final = "survey.remark"


def invite(
    *, account_id: int, occasion: Occasion, event_id: int, actor: Actor
) -> Invitation | None:
    """Invites a person after the event `event_id`; returns None when they are not to be invited.

    Nobody is invited who has declined or has an open invitation, or whose account is closed or has
    no address; after a loan only `survey_again_days` after the last invitation. Repeating the call
    for the same event invites nobody again, answered or not.
    """
    with transaction.atomic():
        asking = _lock_or_create_asking(account_id)
        if asking is None or not _is_due(asking, occasion, event_id):
            return None
        day = today()
        Invitation.objects.filter(account_id=account_id, expires_on__lt=day).delete()
        if Invitation.objects.filter(account_id=account_id).exists():
            return None
        invitation = Invitation(
            account_id=account_id,
            occasion=occasion,
            expires_on=day + timedelta(days=FeedbackPolicies.current().survey_open_days),
        )
        invitation.token_hash = tokens.hash_token(tokens.invitation_token(invitation.pk))
        invitation.save(force_insert=True)
        asking.asked_on, asking.last_event = day, event_id
        asking.save(update_fields=["asked_on", "last_event"])
        emit(events.INVITED, actor=actor, subject=invitation, data={"occasion": str(occasion)})
    return invitation


def answer(
    *, token: str, choices: Mapping[str, int], about: Mapping[str, str], words: str = ""
) -> None:
    """Deletes an invitation and stores the answer, in one transaction and without a link between
    them.

    `choices` are u1 to u9, each 1 to 4; `about` are optional values by column of `kinds.ABOUT`.
    There is no actor and no event, so that the person is not recorded. Of several calls with one
    token only one stores its answer. Raises Invalid, and NotFound when the invitation is used,
    expired or unknown.
    """
    _check(choices, about, words)
    with transaction.atomic():
        occasion = _spend(token)
        month = today().replace(day=1)
        facts = {name: value for name, value in about.items() if value}
        Answer.objects.create(month=month, occasion=occasion, **choices, **facts)
        if words.strip():
            Remark.objects.create(month=month, words=words.strip())


def decline(*, account_id: int, actor: Actor) -> None:
    """Records that a person declines invitations, and deletes an open one.

    Raises NotFound when the account does not exist, is closed or has no address.
    """
    with transaction.atomic():
        if _set_declined(account_id, to=True):
            Invitation.objects.filter(account_id=account_id).delete()
            emit(events.DECLINED, actor=actor, subject=Asking(account_id=account_id))


def allow_invitations(*, account_id: int, actor: Actor) -> None:
    """Allows invitations again, from the next occasion on; raises NotFound as `decline` does."""
    with transaction.atomic():
        if _set_declined(account_id, to=False):
            emit(events.WELCOMED, actor=actor, subject=Asking(account_id=account_id))


def delete_survey_data(*, account_id: int) -> None:
    """Deletes the survey's data about a person whose account was closed."""
    Invitation.objects.filter(account_id=account_id).delete()
    Asking.objects.filter(account_id=account_id).delete()


def read_remarks(*, actor: Actor, limit: int = 50) -> list[tuple[Remark, str]]:
    """Returns the newest remarks opened, for heads of service and administrators; records the
    reading.

    Within a month their order is random. Raises NotAllowed.
    """
    actor.require(*SURVEY_READERS)
    remarks = list(Remark.objects.order_by("-month", "pk")[:limit])
    if remarks:
        emit(events.REMARKS_READ, actor=actor, subject=remarks[0], data={"number": len(remarks)})
    return [(remark, str(remark.words.reveal())) for remark in remarks]


def erase_remark(*, remark_id: str, actor: Actor) -> None:
    """Erases one remark, for example because it names a person; raises NotAllowed, NotFound."""
    actor.require(*SURVEY_READERS)
    with transaction.atomic():
        remark = NotFound.if_none(Remark.objects.filter(pk=remark_id).first())
        emit(events.REMARK_ERASED, actor=actor, subject=remark)
        erasures.note(ERASED_REMARK, remark.pk)
        remark.delete()


@erasures.repeated(ERASED_REMARK)
def _erase_remark_again(remark_id: str, _at: datetime) -> None:
    """Erases a remark again, after a backup was restored."""
    Remark.objects.filter(pk=remark_id).delete()


def sweep() -> int:
    """Deletes what is over; returns the number of invitations and remarks."""
    end_event_references()
    return sweep_invitations() + sweep_remarks()


def end_event_references() -> int:
    """Deletes after which event people were invited, once its job cannot run again; returns their
    number. The event could lead from a reader's number to the reader.
    """
    old = today() - EVENT_REFERENCES_LAST
    return Asking.objects.filter(last_event__gt=0, asked_on__lt=old).update(last_event=0)


def sweep_invitations() -> int:
    """Deletes expired invitations; returns their number."""
    return Invitation.objects.filter(expires_on__lt=today()).delete()[0]


def sweep_remarks() -> int:
    """Deletes remarks older than REMARK_DAYS; returns their number."""
    old: date = today() - timedelta(days=REMARK_DAYS)
    return Remark.objects.filter(month__lt=old).delete()[0]


def _lock_or_create_asking(account_id: int) -> Asking | None:
    """Returns the person's row, locked and created if missing; None for an account that is closed
    or has no address.
    """
    if not User.objects.filter(pk=account_id, is_active=True).exclude(email="").exists():
        return None
    fresh = Asking(account_id=account_id)
    fresh.stop_hash = tokens.hash_token(tokens.opt_out_token(fresh.key))
    Asking.objects.bulk_create([fresh], ignore_conflicts=True)
    return Asking.objects.select_for_update(no_key=True, of=("self",)).get(account_id=account_id)


def _is_due(asking: Asking, occasion: Occasion, event_id: int) -> bool:
    if asking.declined or event_id <= asking.last_event:
        return False
    if occasion is Occasion.APPLICATION or asking.asked_on is None:
        return True
    pause = timedelta(days=FeedbackPolicies.current().survey_again_days)
    return today() >= asking.asked_on + pause


def _spend(token: str) -> str:
    """Deletes the invitation and returns its occasion; raises NotFound from the second call on."""
    invitation = open_invitation(token)
    spent, _kinds = Invitation.objects.filter(pk=invitation.pk).delete()
    if spent != 1:
        raise NotFound
    return invitation.occasion


def _check(choices: Mapping[str, int], about: Mapping[str, str], words: str) -> None:
    faults = {element.value: "required" for element in Element if element.value not in choices}
    faults |= dict.fromkeys({*choices} - {*Element} | {*about} - {*ABOUT}, "unknown")
    faults |= {name: "unknown" for name, value in choices.items() if value not in CHOICES}
    for name, value in about.items():
        if name in ABOUT and value and value not in list(ABOUT[name]):
            faults[name] = "unknown"
    if len(words) > MAX_REMARK_LENGTH:
        faults["words"] = "too_long"
    if faults:
        raise Invalid(faults)


def _set_declined(account_id: int, *, to: bool) -> bool:
    asking = NotFound.if_none(_lock_or_create_asking(account_id))
    changed = asking.declined is not to
    asking.declined = to
    asking.save(update_fields=["declined"])
    return changed
