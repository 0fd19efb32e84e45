"""Sentences about messages and devices."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "message_refused": _("The message was refused."),
    "message_delayed": _("We will try to send the message again later."),
    "address_refused": _("The mail server of the reader refuses this address."),
    "mail_server_away": _("The mail server does not answer. The mail is tried again."),
    "letter_failed": _("The mail could not be written. Please tell whoever runs this library."),
    "device_gone": _("This device no longer gets notifications. Switch them on again there."),
    "push_service_away": _("The push service of your browser does not answer. We try again."),
    "push_refused": _("The push service of your browser refuses the message."),
    "no_push_service": _("This browser gave us no address for notifications that works."),
    "too_many_devices": _(
        "You get notifications on %(limit)s devices already. Remove one that you do not use."
    ),
    "whatsapp_away": _("WhatsApp does not answer. We try again."),
    "not_on_whatsapp": _("This number cannot be reached by WhatsApp. We send an e-mail instead."),
    "whatsapp_refused": _("WhatsApp refuses the message. We send an e-mail instead."),
    "whatsapp_uncertain": _("WhatsApp was interrupted. We send an e-mail instead."),
    "no_such_number": _("Enter a mobile number, for example 0812-3456-7890."),
    "follows_full": _(
        "You follow %(limit)s authors and topics already. Stop following one of them first."
    ),
}
