"""Messages about the account itself. The mail with the link to a new password is sent at once and
stores no row, so that the request leaves no trace."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from rontal.accounts.models import User
from rontal.accounts.selectors import reset_path
from rontal.core.profile import Library
from rontal.notifications.content import Loaded, MessageText, MessageType
from rontal.standard.selectors import library


@dataclass(frozen=True)
class AccountFacts:
    """Facts for the texts: the login name."""

    library: Library
    login_name: str


def load_password_reset(user: User) -> Loaded[AccountFacts]:
    """Returns the facts of the mail, with a fresh link."""
    return Loaded(
        facts=AccountFacts(library(), user.login_name),
        name=user.name,
        address=user.email,
        language=user.language,
        path=reset_path(user),
        code=user.login_name,
    )


def password_reset(facts: AccountFacts) -> MessageText:
    """Returns the mail with the link to choose a new password."""
    return MessageText(
        subject=_("Reset your %(library)s password") % {"library": facts.library.short_name},
        paragraphs=[
            _("Someone, perhaps you, asked to reset the password for account %(code)s.")
            % {"code": facts.login_name},
        ],
        action=_("Reset password"),
        closing=[
            _("If you did not ask for this, ignore this email: your password stays the same.")
        ],
    )


MESSAGES: tuple[MessageType[AccountFacts], ...] = ()
