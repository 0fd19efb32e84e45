"""Messages about the account itself. The mail with the way to a new password is sent at once and
leaves no row: nothing of it is kept, not even that it was asked for."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from rontal.accounts.models import User
from rontal.accounts.selectors import reset_path
from rontal.core.profile import Library
from rontal.notifications.content import Loaded, MessageText, MessageType
from rontal.standard.selectors import library


@dataclass(frozen=True)
class AccountFacts:
    """The name that the person signs in by."""

    library: Library
    login_name: str


def load_password_reset(user: User) -> Loaded[AccountFacts]:
    """The facts of the mail, with a fresh link."""
    return Loaded(
        facts=AccountFacts(library(), user.login_name),
        name=user.name,
        address=user.email,
        language=user.language,
        path=reset_path(user),
        code=user.login_name,
    )


def password_reset(facts: AccountFacts) -> MessageText:
    """Leads to a page where a new password is chosen."""
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
