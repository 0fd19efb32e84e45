"""Security events as lines of the history, in the words of the person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rontal.accounts import security_events as events
from rontal.accounts.labels import ROLES
from rontal.accounts.reading_apps.models import AppPassword
from rontal.accounts.reading_apps.selectors import every_app_of
from rontal.accounts.security_labels import FOR_PERSON
from rontal.accounts.single_sign_on.selectors import providers
from rontal.core.event_labels import VALUES
from rontal.core.models import Event

APP: Final = AppPassword._meta.label_lower
ALARMING: Final = {events.FACTOR_FAILED, events.PASSWORD_RESET, events.LOCKED}
COUNTED: Final = {events.SIGN_IN_FAILED, events.FACTOR_FAILED}


@dataclass(frozen=True)
class HistoryLine:
    """One event: when, what, and in detail; `alarming` ones deserve a second look."""

    at: datetime
    what: str | Promise
    details: str
    alarming: bool


def lines_of(rows: Iterable[Event], user_id: int) -> list[HistoryLine]:
    """Returns the events as lines. One query, for the names of the person's own apps."""
    apps = {str(app.pk): app.name for app in every_app_of(user_id)}
    return [
        HistoryLine(
            event.at,
            FOR_PERSON[event.name],
            ", ".join(_details(event, apps)),
            event.name in ALARMING,
        )
        for event in rows
    ]


def _details(event: Event, apps: Mapping[str, str]) -> list[str]:
    data = event.data
    if event.subject_type == APP:
        return [apps[event.subject_id]] if event.subject_id in apps else []
    if "roles" in data:
        return [str(ROLES.get(role, role)) for role in data["roles"].split(",") if role]
    if "provider" in data:
        return [one.name for one in providers() if one.id == data["provider"]]
    codes = [data["what"]] if data.get("what") else []
    codes += data["how"].split(",") if data.get("how") and event.name not in COUNTED else []
    words = [str(VALUES.get(code, code)) for code in codes]
    if data.get("new_browser"):
        words.append(_("new browser"))
    number = data.get("attempts") or 1
    if event.name in COUNTED and number > 1:
        words.append(ngettext("%(number)s time", "%(number)s times", number) % {"number": number})
    return words
