"""Sentences about mails."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "address_refused": _("The mail server of the reader refuses this address."),
    "mail_server_away": _("The mail server does not answer. The mail is tried again."),
    "letter_failed": _("The mail could not be written. Please tell whoever runs this library."),
}
