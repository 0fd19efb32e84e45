"""The mail about an application."""

from dataclasses import replace

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from rontal.kernel.actors import Actor
from rontal.membership import services as membership
from rontal.membership.models import Application, Member
from rontal.membership.selectors import can_end
from rontal.membership.selectors.promises import new_time_of
from rontal.notifications import letters, mail, survey
from rontal.notifications.kinds import Kind
from rontal.notifications.mail import Recipient
from rontal.standard.selectors import library

SENDER = Actor.system("notifications")
GUARDIAN_KINDS = {Kind.GUARDIAN_REQUEST, Kind.GUARDIAN_TOLD}


def compose(application: Application, kind: Kind, event_id: int) -> EmailMultiAlternatives | None:
    """The mail in the applicant's language; None for an invitation that was answered or declined
    before its letter went, for a deletion of what has ended, and for somebody without an
    address."""
    if kind is Kind.DELETION and not can_end(application):
        return None
    stop_link = ""
    path = _path(application, kind)
    if kind is Kind.SURVEY:
        found = survey.paths(event_id)
        if found is None:
            return None
        path, stop_path = found
        stop_link = settings.PUBLIC_URL + stop_path
    recipient = _recipient(application, kind)
    if not recipient.address:
        return None
    with translation.override(application.language):
        facts = _facts(application, kind, recipient, settings.PUBLIC_URL + path)
        facts = replace(facts, stop_link=stop_link)
        return mail.write(letters.write(kind, facts), facts, recipient)


def _recipient(application: Application, kind: Kind) -> Recipient:
    if kind not in GUARDIAN_KINDS:
        return Recipient(application.name, application.email)
    guardian = application.guardian.details.reveal()
    return Recipient(guardian["name"], guardian["email"])


def _facts(application: Application, kind: Kind, recipient: Recipient, link: str) -> letters.Facts:
    member = Member.objects.filter(application=application).first()
    return letters.Facts(
        library=library(),
        name=application.name,
        greeted=recipient.name,
        code=application.code,
        link=link,
        due_at=new_time_of(application.pk) if kind is Kind.LATE else application.due_at,
        member_number=member.number if member else "",
        reasons=tuple(application.decision_reasons or ()),
        words=application.decision_words,
    )


def _path(application: Application, kind: Kind) -> str:
    if kind is Kind.ACTIVATION:
        return f"/aktivasi/{_token(application, 'activation')}/"
    if kind in GUARDIAN_KINDS:
        return f"/wali/{_token(application, 'guardian')}/"
    if kind is Kind.DELETION:
        return f"/akun/hapus/{_token(application, 'deletion')}/"
    if kind is Kind.ALREADY_KNOWN:
        return "/masuk/"
    if kind is Kind.APPROVED:
        return "/koleksi/"
    return "/daftar/" if kind is Kind.LAPSED else "/status/"


def _token(application: Application, purpose: str) -> str:
    return membership.issue_link(application_id=application.pk, purpose=purpose, actor=SENDER)
