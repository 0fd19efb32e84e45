"""Sentences about signing in with an identity provider."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, str | Promise] = {
    "sign_on_cancelled": _("You cancelled, so nothing changed. You can try again at any time."),
    "sign_on_expired": _(
        "That took too long, or it began in another browser or window. Start again from here."
    ),
    "sign_on_unavailable": _(
        "The sign-in service does not answer. Try again in a few minutes, or use your password."
    ),
    "sign_on_invalid": _(
        "We could not check the answer of the sign-in service, so we did not sign you in. Try"
        " again, or use your password. Contact the library if this happens again."
    ),
    "sign_on_not_linked": _("We do not know yet which account here is yours."),
    "sign_on_linked_elsewhere": _(
        "That account is already linked to somebody else here, or you have linked another one."
        " Remove that link first, or contact the library."
    ),
    "sign_on_not_confirmed": _(
        "The sign-in service did not say that you have just signed in there. Confirm in another"
        " way: with your password or a passkey. If you have none yet, ask for a link by email to"
        " set a password."
    ),
    "sign_on_another_identity": _(
        "Somebody else is signed in at the sign-in service. Use the account there that is linked to"
        " yours here."
    ),
    "sign_on_identity_missing": _(
        "The sign-in service did not say who you are. You can register all the same: with photos of"
        " your card and of your face."
    ),
    "sign_on_has_account": _("You have an account here already. Sign in with it."),
    "sign_on_last_way_in": _(
        "Set a password or add a passkey first. Otherwise you could not sign in any more."
    ),
}
