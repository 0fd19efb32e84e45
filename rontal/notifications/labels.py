"""Labels of the states of a message, and of the errors of its delivery."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.notifications.states import MessageState

Words = Mapping[str, str | Promise]

STATES: Words = {
    MessageState.QUEUED: _("Sending in progress"),
    MessageState.SENT: _("Sent"),
    MessageState.FAILED: _("Failed"),
}
DELIVERY_ERRORS: Words = {
    "address_refused": _("The mail server rejected the address."),
    "mail_server_away": _("The mail server is not responding."),
    "push_service_away": _("The browser's push service is not responding."),
    "push_refused": _("The browser's push service rejected the message."),
    "whatsapp_away": _("WhatsApp is not responding or asks us to try later."),
    "not_on_whatsapp": _("The number cannot be reached by WhatsApp; an email was sent instead."),
    "whatsapp_refused": _("WhatsApp rejected it: check the template, token and account."),
    "whatsapp_uncertain": _("Interrupted while sending by WhatsApp. An email was sent instead."),
}
