"""State of an application as text: headline, next step, and progress."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rontal.core import clock
from rontal.membership.models import Application, Guardian
from rontal.membership.reason_labels import decision_reason
from rontal.membership.selectors import working_time_used
from rontal.membership.selectors.promises import new_time_of
from rontal.membership.states import OPEN, ApplicationState
from rontal.standard.policies import StandardPolicies

_A = ApplicationState
Text = str | Promise

STEPS: tuple[Text, ...] = (
    gettext_lazy("Sent"),
    gettext_lazy("Activated"),
    gettext_lazy("System"),
    gettext_lazy("Staff"),
    gettext_lazy("Member"),
)
AT = {_A.AWAITING_ACTIVATION: 2, _A.CHECKING: 3, _A.IN_REVIEW: 4, _A.NEEDS_CORRECTION: 4}


@dataclass(frozen=True)
class Progress:
    """Data for `/status/`; `now` is the current step from 1, 0 where the application has ended."""

    title: str
    text: str
    now: int
    moments: list[dict[str, Any]]
    due: str = ""
    left: str = ""
    late: bool = False
    new_due: str = ""
    reasons: list[str] = field(default_factory=list)
    can_withdraw: bool = False
    waits_for_guardian: bool = False
    steps: tuple[Text, ...] = STEPS


def progress_of(application: Application) -> Progress:
    state = _A(application.state)
    guardian: Guardian | None = getattr(application, "guardian", None)
    title, text = _headline(state)
    late = _is_late(application)
    return Progress(
        title=title,
        text=text,
        now=len(STEPS) + 1 if state is _A.APPROVED else AT.get(state, 0),
        moments=_moments(application, state, guardian)
        if state in OPEN or _is_approved(state)
        else [],
        due=time_text(application.due_at),
        left=_time_left_text(application),
        late=late,
        new_due=time_text(new_time_of(application.pk)) if late else "",
        reasons=[decision_reason(code) for code in application.decision_reasons]
        if _asks(state)
        else [],
        can_withdraw=state in OPEN,
        waits_for_guardian=state is _A.AWAITING_ACTIVATION and guardian is not None,
    )


def time_text(moment: datetime | None) -> str:
    """Returns a time in the library's zone: "Tuesday, 24 November 2026, 10.30 WITA"."""
    if moment is None:
        return ""
    local = timezone.localtime(moment)
    return f"{format_date(local, 'l, j F Y, H.i')} {local.tzname()}"


def _headline(state: ApplicationState) -> tuple[str, str]:
    return {
        _A.AWAITING_ACTIVATION: (
            _("Waiting for your parent or guardian"),
            _("We have written to them. Once they agree, we will check your application."),
        ),
        _A.CHECKING: (
            _("Our system is checking your application"),
            _("Then a member of staff checks it. You do not need to do anything."),
        ),
        _A.IN_REVIEW: (
            _("Our staff are checking your application"),
            _("We will email you when it is decided. You do not need to do anything."),
        ),
        _A.NEEDS_CORRECTION: (
            _("Correction needed from you"),
            _("Our time is paused until you send it."),
        ),
        _A.APPROVED: (
            _("You are a member"),
            _("Your card is ready, and you can use the whole collection."),
        ),
        _A.REJECTED: (
            _("Your application was not accepted"),
            _("You can register again, or contact the library if you think this is wrong."),
        ),
        _A.LAPSED: (
            _("Your application has ended"),
            _("It was not completed in time. You can register again at any time."),
        ),
        _A.WITHDRAWN: (
            _("You withdrew your application"),
            _("Your photos and details were deleted. You can register again at any time."),
        ),
    }[state]


def _moments(
    application: Application, state: ApplicationState, guardian: Guardian | None
) -> list[dict[str, Any]]:
    """Returns the steps, done and to come, with their times."""
    number = len(STEPS) + 1 if _is_approved(state) else AT[state]
    rows = [
        _moment(_("Form and photos submitted"), 1, number, application.submitted_at),
        _moment(_("Email read, application activated"), 2, number, application.activated_at),
    ]
    if guardian is not None:
        rows[1]["state"] = "done"
        rows.append(_guardian_moment(guardian))
    rows += [
        _moment(_("Checked by the system"), 3, number, application.checked_at),
        _moment(_("Checked by staff"), 4, number, application.decided_at, application.due_at),
        _moment(_("Email: verified and active"), 5, number, application.decided_at),
    ]
    if state is _A.NEEDS_CORRECTION:
        rows[-2] |= {"title": _("Waiting for your correction"), "state": "now", "when": ""}
        rows[-1]["when"] = ""
    return rows


def _moment(
    title: str, place: int, now: int, done_at: datetime | None, due_at: datetime | None = None
) -> dict[str, Any]:
    state = "done" if place < now else "now" if place == now else "next"
    if state == "done":
        return {"title": title, "state": state, "when": time_text(done_at)}
    when = _("by %(time)s") % {"time": time_text(due_at)} if due_at else ""
    return {"title": title, "state": state, "when": when}


def _guardian_moment(guardian: Guardian) -> dict[str, Any]:
    title = _("Parent or guardian agrees")
    if guardian.consented_at is not None:
        return {"title": title, "state": "done", "when": time_text(guardian.consented_at)}
    return {"title": title, "state": "now" if guardian.decides else "next", "when": ""}


def _time_left_text(application: Application) -> str:
    """Returns the library's remaining working time as text, "" where there is none."""
    if application.due_at is None or application.clock_started_at is None:
        return ""
    promised = timedelta(minutes=StandardPolicies.current().decision_working_minutes)
    minutes = int((promised - working_time_used(application)).total_seconds() // 60)
    if minutes <= 0:
        return ""
    if minutes < 60:
        return ngettext("%(n)s working minute left", "%(n)s working minutes left", minutes) % {
            "n": minutes
        }
    hours = round(minutes / 60)
    return ngettext("about %(n)s working hour left", "about %(n)s working hours left", hours) % {
        "n": hours
    }


def _is_late(application: Application) -> bool:
    due = application.due_at
    return application.clock_started_at is not None and due is not None and due < clock.now()


def _is_approved(state: ApplicationState) -> bool:
    return state is _A.APPROVED


def _asks(state: ApplicationState) -> bool:
    return state in (_A.NEEDS_CORRECTION, _A.REJECTED)
