"""Labels of whose key a certificate belongs to."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.android.rules import Signer

Words = Mapping[Signer, str | Promise]

SIGNERS: Words = {
    Signer.LIBRARY: _("The library's own key"),
    Signer.STORE: _("The store's key"),
}
SIGNER_HELP: Words = {
    Signer.LIBRARY: _(
        "“rontal app build” prints its fingerprint. In the Play Console it is the upload key."
    ),
    Signer.STORE: _("In the Play Console: Test and release, App integrity, App signing."),
}
