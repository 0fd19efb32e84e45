"""Sentences about messages and devices."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "message_refused": _("The message was refused."),
    "message_delayed": _("The message is tried again later."),
    "address_refused": _("The mail server of the reader refuses this address."),
    "mail_server_away": _("The mail server does not answer. The mail is tried again."),
    "letter_failed": _("The mail could not be written. Please tell whoever runs this library."),
    "device_gone": _("This device gets no notifications any more. Switch them on again there."),
    "push_service_away": _("The push service of your browser does not answer. We try again."),
    "push_refused": _("The push service of your browser refuses the message."),
    "no_push_service": _("This browser gave no address for notifications that we can use."),
    "too_many_devices": _(
        "You get notifications on %(limit)s devices already. Remove one that you do not use."
    ),
    "whatsapp_away": _("WhatsApp does not answer. We try again."),
    "not_on_whatsapp": _("This number cannot be reached by WhatsApp. We write by e-mail."),
    "whatsapp_refused": _("WhatsApp refuses the message. We write by e-mail."),
    "whatsapp_uncertain": _("WhatsApp broke off. We write by e-mail."),
    "no_such_number": _("Enter a mobile number, for example 0812-3456-7890."),
    "follows_full": _(
        "You follow %(limit)s authors and topics already. Stop following one of them first."
    ),
}
