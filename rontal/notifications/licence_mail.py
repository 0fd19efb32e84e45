"""The mail that tells librarians of licences near their end: one a librarian and day, with titles,
last days and what is left, and nothing about who reads."""

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
from rontal.lending.stock import Held, noticed
from rontal.notifications import mail
from rontal.notifications.letters import Facts, Letter
from rontal.notifications.mail import Recipient
from rontal.standard.selectors import library

MOST_LICENCES = 30
SHELF = "/meja/koleksi/lisensi/?rak=segera"


def readers() -> list[int]:
    """The ids of the librarians who can be reached."""
    return [user.pk for user in staff_with(Role.LIBRARIAN) if user.email]


def compose(staff: User, event_id: int) -> EmailMultiAlternatives | None:
    """The mail about the licences of an event; None where all of them are over by now, or the
    librarian is gone."""
    held = noticed(UUID(str(Event.objects.get(pk=event_id).data["batch"])))
    if not held or not staff.is_active:
        return None
    with translation.override(staff.language):
        name = staff.name or staff.login_name
        link = settings.PUBLIC_URL + SHELF
        facts = Facts(library=library(), name=name, greeted=name, code="", link=link)
        return mail.write(letter_about(held), facts, Recipient(name, staff.email))


def letter_about(held: list[Held]) -> Letter:
    """What a librarian reads, in the active language."""
    count = len(held)
    points = [_line(one) for one in held[:MOST_LICENCES]]
    if count > MOST_LICENCES:
        points.append(_("and %(number)s more") % {"number": count - MOST_LICENCES})
    return Letter(
        subject=ngettext(
            "%(number)s licence comes near its end",
            "%(number)s licences come near their end",
            count,
        )
        % {"number": count},
        paragraphs=[
            _("If the titles are to stay in the collection, the licences have to be bought anew:"),
        ],
        points=points,
        action=_("Open the list of licences"),
        closing=[_("Each licence is named once for its time, and once for its loans.")],
    )


def _line(one: Held) -> str:
    told = [one.licence.title.title]
    if one.licence.ends_at is not None:
        local = timezone.localtime(one.licence.ends_at, library().tz)
        told.append(_("until %(day)s") % {"day": formats.date_format(local, "j F Y")})
    if one.left is not None:
        left = ngettext("%(number)s loan left", "%(number)s loans left", one.left)
        told.append(left % {"number": one.left})
    return ", ".join(told)
