"""The mail that reminds clerks of promises that run out: one a clerk and reminder, with the codes
of the cases and nothing about who applied."""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.accounts.selectors import staff_with
from rontal.kernel.models import Event
from rontal.membership.models import Application
from rontal.membership.selectors.promises import reminded_cases
from rontal.notifications import mail
from rontal.notifications.letters import Facts, Letter
from rontal.notifications.mail import Recipient
from rontal.standard.selectors import library

MOST_CASES = 30


def readers() -> list[int]:
    """The ids of the clerks who can be reached."""
    return [user.pk for user in staff_with(Role.CLERK) if user.email]


def compose(staff: User, event_id: int) -> EmailMultiAlternatives | None:
    """The mail of a reminder; None where every case is decided by now, or the clerk is gone."""
    cases = reminded_cases(UUID(str(Event.objects.get(pk=event_id).data["batch"])))
    if not cases or not staff.is_active:
        return None
    with translation.override(staff.language):
        facts = _facts(staff)
        return mail.write(letter_about(cases), facts, Recipient(facts.name, staff.email))


def letter_about(cases: list[Application]) -> Letter:
    """What a clerk reads, in the active language."""
    count = len(cases)
    points = [_line(case) for case in cases[:MOST_CASES]]
    if count > MOST_CASES:
        points.append(_("and %(number)s more") % {"number": count - MOST_CASES})
    return Letter(
        subject=ngettext(
            "%(number)s application needs a decision soon",
            "%(number)s applications need a decision soon",
            count,
        )
        % {"number": count},
        paragraphs=[
            _("The last quarter of what we promised has begun for these cases:"),
        ],
        points=points,
        action=_("Open the desk"),
        closing=[_("Each case is named in one reminder only.")],
    )


def _line(case: Application) -> str:
    assert case.due_at is not None
    local = timezone.localtime(case.due_at, library().tz)
    due = f"{formats.date_format(local, 'l, j F Y, H:i')} {local.tzname()}"
    return _("%(code)s, by %(time)s") % {"code": case.code, "time": due}


def _facts(staff: User) -> Facts:
    name = staff.name or staff.login_name
    link = f"{settings.PUBLIC_URL}/meja/"
    return Facts(library=library(), name=name, greeted=name, code="", link=link)
