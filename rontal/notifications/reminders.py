"""The mail that reminds clerks of promises that run out: one a clerk and reminder, with the codes
of the cases and nothing about who applied."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from procrastinate.contrib.django import app

from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.accounts.selectors import staff_with
from rontal.kernel import clock
from rontal.membership.models import Application
from rontal.membership.selectors.promises import reminded_cases
from rontal.notifications.letters import Facts, Letter
from rontal.notifications.models import StaffReminder
from rontal.notifications.services import hand_over_letter
from rontal.standard.selectors import library

REMIND = "notifications:remind_clerk"  # the job of this name is in tasks.py
MOST_CASES = 30


def queue_reminders(*, batch: UUID) -> int:
    """Queues one mail for each clerk, once a reminder; how many."""
    with transaction.atomic():
        clerks = [user for user in staff_with(Role.CLERK) if user.email]
        known = set(StaffReminder.objects.filter(batch=batch).values_list("staff_id", flat=True))
        fresh = [StaffReminder(batch=batch, staff=user) for user in clerks if user.pk not in known]
        for made in StaffReminder.objects.bulk_create(fresh):
            app.configure_task(REMIND).defer(reminder_id=made.pk)
    return len(fresh)


def remind(*, reminder_id: int) -> None:
    """Hands a reminder over, once; none where every case is decided by now.

    Raises AddressRefused (final) and MailServerAway (try again).
    """
    reminder = StaffReminder.objects.select_related("staff").get(pk=reminder_id)
    cases = reminded_cases(reminder.batch)
    if reminder.sent_at is not None or not cases or not reminder.staff.is_active:
        return
    staff = reminder.staff
    with translation.override(staff.language):
        facts = _facts(staff)
        hand_over_letter(
            letter=letter_about(cases),
            facts=facts,
            address=staff.email,
            language=staff.language,
        )
    StaffReminder.objects.filter(pk=reminder.pk).update(sent_at=clock.now())


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
