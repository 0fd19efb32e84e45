"""Messages to staff: applications that are due, and licences near their end. They name cases by
code, and titles, but no applicant or reader."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rontal.accounts.roles import Role
from rontal.accounts.selectors import staff_with
from rontal.core.models import Event
from rontal.core.profile import Library
from rontal.lending.events import LICENCE_NEARING
from rontal.lending.stock import LicenceUsage, licences_of_notice
from rontal.membership.events import REMINDED
from rontal.membership.models import Application
from rontal.membership.selectors.promises import reminded_cases
from rontal.notifications.content import Loaded, MessageText, MessageType, Target, format_moment
from rontal.notifications.models import Message
from rontal.notifications.purposes import Purpose
from rontal.standard.selectors import library

Facts = TypeVar("Facts", bound=object)
MAX_POINTS = 30


@dataclass(frozen=True)
class CasesFacts:
    """Facts for the texts: applications whose promised time is ending."""

    library: Library
    cases: list[Application]


@dataclass(frozen=True)
class LicencesFacts:
    """Facts for the texts: licences near their end."""

    library: Library
    licences: list[LicenceUsage]


def _to_all(role: Role) -> Callable[[Event], Iterable[Target]]:
    """Returns a function for all staff with this role who have an address."""
    return lambda _event: [Target(staff_id=user.pk) for user in staff_with(role) if user.email]


def _batch(message: Message) -> UUID:
    return UUID(str(Event.objects.get(pk=message.event_id).data["batch"]))


def _load_cases(message: Message) -> Loaded[CasesFacts] | None:
    """Returns the facts; None where every case is decided."""
    cases = reminded_cases(_batch(message))
    return _load_for_staff(message, CasesFacts(library(), cases), "/meja/") if cases else None


def _load_licences(message: Message) -> Loaded[LicencesFacts] | None:
    """Returns the facts; None where all licences are over."""
    licences = licences_of_notice(_batch(message))
    path = "/meja/koleksi/lisensi/?rak=segera"
    return _load_for_staff(message, LicencesFacts(library(), licences), path) if licences else None


def _load_for_staff(message: Message, facts: Facts, path: str) -> Loaded[Facts] | None:
    staff = message.staff
    if staff is None or not staff.is_active:
        return None
    return Loaded(facts, staff.name or staff.login_name, staff.email, staff.language, path)


def _cases_due(facts: CasesFacts) -> MessageText:
    count = len(facts.cases)
    return MessageText(
        subject=ngettext(
            "%(number)s application needs a decision soon",
            "%(number)s applications need a decision soon",
            count,
        )
        % {"number": count},
        paragraphs=[
            _("Three quarters of the promised time has passed for these cases:"),
        ],
        points=_points([_case(case, facts.library) for case in facts.cases]),
        action=_("Open staff desk"),
        closing=[_("We send one reminder for each case.")],
    )


def _licences_due(facts: LicencesFacts) -> MessageText:
    count = len(facts.licences)
    return MessageText(
        subject=ngettext(
            "%(number)s licence is ending soon",
            "%(number)s licences are ending soon",
            count,
        )
        % {"number": count},
        paragraphs=[
            _("To keep these titles in the collection, buy new licences:"),
        ],
        points=_points([_licence(one, facts.library) for one in facts.licences]),
        action=_("See licences"),
        closing=[
            _(
                "We send one reminder when a licence's time is ending, and one when its loans are "
                "running out."
            )
        ],
    )


def _points(lines: list[str]) -> list[str]:
    left = len(lines) - MAX_POINTS
    more = [_("and %(number)s more") % {"number": left}] if left > 0 else []
    return [*lines[:MAX_POINTS], *more]


def _case(case: Application, profile: Library) -> str:
    assert case.due_at is not None
    time = format_moment(case.due_at, profile)
    return _("%(code)s, by %(time)s") % {"code": case.code, "time": time}


def _licence(usage: LicenceUsage, profile: Library) -> str:
    parts = [usage.licence.title.title]
    if usage.licence.ends_at is not None:
        local = timezone.localtime(usage.licence.ends_at, profile.tz)
        parts.append(_("until %(day)s") % {"day": formats.date_format(local, "j F Y")})
    if usage.left is not None:
        left = ngettext("%(number)s loan left", "%(number)s loans left", usage.left)
        parts.append(left % {"number": usage.left})
    return ", ".join(parts)


CASES_DUE = MessageType(
    code="cases_due",
    label=gettext_lazy("Reminder to staff"),
    purpose=Purpose.WORK,
    events=(REMINDED,),
    targets=_to_all(Role.CLERK),
    load=_load_cases,
    write=_cases_due,
)
LICENCES_DUE = MessageType(
    code="licences_due",
    label=gettext_lazy("Licences ending soon, to a librarian"),
    purpose=Purpose.WORK,
    events=(LICENCE_NEARING,),
    targets=_to_all(Role.LIBRARIAN),
    load=_load_licences,
    write=_licences_due,
)
MESSAGES = (CASES_DUE, LICENCES_DUE)
