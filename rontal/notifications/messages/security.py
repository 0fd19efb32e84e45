"""Messages about the security of an account: what changed, when, and what to do if it was somebody
else. A further notice is one more entry of `NOTICES`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rontal.accounts import events as account_events
from rontal.accounts import security_events as events
from rontal.accounts.models import User
from rontal.accounts.reading_apps import events as app_events
from rontal.accounts.reading_apps.models import AppPassword
from rontal.accounts.single_sign_on import events as sign_on_events
from rontal.core.models import Event
from rontal.core.profile import Library
from rontal.notifications.content import Loaded, MessageText, MessageType, Target, format_moment
from rontal.notifications.models import Message
from rontal.notifications.purposes import Purpose
from rontal.standard.selectors import library

Text = str | Promise
NOT_ME: Final = "/akun/bukan-saya/"
LOCK_COUNT: Final = 5
"""Wrong codes after the right password from which the person is notified: some mistype."""


@dataclass(frozen=True)
class SecurityFacts:
    """Facts for the texts: the kind of notice, the login name, and when it happened."""

    library: Library
    notice: str
    login_name: str
    at: datetime


@dataclass(frozen=True)
class SecurityNotice:
    """Subject and sentence of a notice; `%(code)s` is the login name."""

    subject: Text
    sentence: Text


NOTICES: Final[Mapping[str, SecurityNotice]] = {
    events.PASSWORD_CHANGED: SecurityNotice(
        gettext_lazy("Your password was changed"),
        gettext_lazy("The password of account %(code)s was changed."),
    ),
    events.PASSWORD_SET: SecurityNotice(
        gettext_lazy("A password was set for your account"),
        gettext_lazy("Account %(code)s had no password until now. Someone set one."),
    ),
    events.PASSWORD_RESET: SecurityNotice(
        gettext_lazy("Your password was reset"),
        gettext_lazy(
            "A new password was set for account %(code)s, using the link that we sent by email."
        ),
    ),
    f"{events.FACTOR_ADDED} passkey": SecurityNotice(
        gettext_lazy("A passkey was added to your account"),
        gettext_lazy("Account %(code)s can now be opened with one more passkey."),
    ),
    f"{events.FACTOR_ADDED} totp": SecurityNotice(
        gettext_lazy("Two-step sign-in was turned on"),
        gettext_lazy("Signing in to account %(code)s now needs a code from an app."),
    ),
    f"{events.FACTOR_REMOVED} passkey": SecurityNotice(
        gettext_lazy("A passkey was removed from your account"),
        gettext_lazy("A passkey of account %(code)s was removed."),
    ),
    f"{events.FACTOR_REMOVED} totp": SecurityNotice(
        gettext_lazy("Two-step sign-in was turned off"),
        gettext_lazy("Signing in to account %(code)s no longer needs a code from an app."),
    ),
    account_events.FACTOR_LOST: SecurityNotice(
        gettext_lazy("Your second step was removed"),
        gettext_lazy(
            "An administrator of the library removed the second step of account %(code)s, because"
            " it was reported lost. A new one is set up at the next sign-in."
        ),
    ),
    events.CODES_RENEWED: SecurityNotice(
        gettext_lazy("New backup codes were made"),
        gettext_lazy("Account %(code)s has new backup codes. The former ones no longer work."),
    ),
    events.FACTOR_FAILED: SecurityNotice(
        gettext_lazy("Someone got past the first step of signing in"),
        gettext_lazy(
            "Someone got past the first step of signing in to account %(code)s, and then entered"
            " several wrong codes."
        ),
    ),
    f"{events.FACTOR_FAILED} password": SecurityNotice(
        gettext_lazy("Someone knows your password"),
        gettext_lazy(
            "Someone entered the right password of account %(code)s, and then several wrong codes."
        ),
    ),
    events.NEW_BROWSER: SecurityNotice(
        gettext_lazy("New sign-in to your account"),
        gettext_lazy("Account %(code)s was opened in a browser that it had not used before."),
    ),
    app_events.CREATED: SecurityNotice(
        gettext_lazy("A reading app was connected"),
        gettext_lazy("A reading app can now see the books of account %(code)s and borrow for it."),
    ),
    app_events.TOKEN_REUSED: SecurityNotice(
        gettext_lazy("A reading app was disconnected for safety"),
        gettext_lazy(
            "The access of a reading app to account %(code)s may have been copied: it was used"
            " twice. We ended it. If you use the app, connect it again."
        ),
    ),
    sign_on_events.LINKED: SecurityNotice(
        gettext_lazy("A sign-in service was linked to your account"),
        gettext_lazy("Account %(code)s can now be opened by signing in at another service."),
    ),
    sign_on_events.UNLINKED: SecurityNotice(
        gettext_lazy("A sign-in service was unlinked from your account"),
        gettext_lazy("Account %(code)s can no longer be opened by signing in at that service."),
    ),
}
"""Notices by the name of the event, with the kind of factor where the event is about one, or the
first step of a sign-in whose second failed.
"""
APP: Final = AppPassword._meta.label_lower
_WANTED: Final[Mapping[str, Callable[[Event], bool]]] = {
    # Whoever has just followed the link of a mail, and chosen a password, needs no mail about it.
    events.PASSWORD_SET: lambda event: event.data.get("how") != "link",
    events.FACTOR_FAILED: lambda event: int(event.data.get("attempts") or 0) >= LOCK_COUNT,
}


def _notice_of(event: Event) -> str:
    what = event.data.get("what") or event.data.get("after")
    named = f"{event.name} {what}"
    is_general = not what or (event.name == events.FACTOR_FAILED and named not in NOTICES)
    return event.name if is_general else named


def _to_person(event: Event) -> Iterable[Target]:
    wanted = _WANTED.get(event.name)
    if _notice_of(event) not in NOTICES or (wanted is not None and not wanted(event)):
        return []
    if event.subject_type == APP:
        rows = AppPassword.objects.filter(pk=event.subject_id).values_list("user_id", flat=True)
        return [Target(account_id=pk) for pk in rows]
    return [Target(account_id=int(event.subject_id))]


def _load(message: Message) -> Loaded[SecurityFacts] | None:
    """Returns the facts; None for an account that was closed or has no address."""
    user = User.objects.filter(pk=message.account_id or 0, is_active=True).exclude(email="").first()
    if user is None:
        return None
    event = Event.objects.get(pk=message.event_id)
    facts = SecurityFacts(library(), _notice_of(event), user.login_name, event.at)
    return Loaded(facts, user.name, user.email, user.language, NOT_ME, code=user.login_name)


def _text(facts: SecurityFacts) -> MessageText:
    notice = NOTICES[facts.notice]
    return MessageText(
        subject=str(notice.subject),
        paragraphs=[
            str(notice.sentence) % {"code": facts.login_name},
            _("When: %(when)s") % {"when": format_moment(facts.at, facts.library)},
            _("If this was you, you do not need to do anything. If it was not, act now:"),
        ],
        action=_("This was not me"),
    )


SECURITY = MessageType(
    code="account_security",
    label=gettext_lazy("Security of the account"),
    purpose=Purpose.SECURITY,
    events=tuple(dict.fromkeys(key.partition(" ")[0] for key in NOTICES)),
    targets=_to_person,
    load=_load,
    write=_text,
)
MESSAGES = (SECURITY,)
