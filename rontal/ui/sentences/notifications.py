"""Sentences about messages and devices."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "message_refused": _("The message was rejected."),
    "message_delayed": _("We will try to send the message again later."),
    "address_refused": _("The recipient's mail server rejected this address."),
    "mail_server_away": _("The mail server is not responding. We will try again."),
    "letter_failed": _("The email could not be created. Tell the administrator."),
    "device_gone": _("This device no longer gets notifications. Turn them on again on the device."),
    "push_service_away": _("Your browser's push service is not responding. We will try again."),
    "push_refused": _("Your browser's push service rejected the message."),
    "no_push_service": _("This browser did not provide a working address for notifications."),
    "too_many_devices": _(
        "You already get notifications on %(limit)s devices, which is the limit. Remove one that "
        "you do not use."
    ),
    "whatsapp_away": _("WhatsApp is not responding. We will try again."),
    "not_on_whatsapp": _(
        "This number cannot be reached by WhatsApp. We will send an email instead."
    ),
    "whatsapp_refused": _("WhatsApp rejected the message. We will send an email instead."),
    "whatsapp_uncertain": _("WhatsApp was interrupted. We will send an email instead."),
    "no_such_number": _("Enter a mobile number, for example 0812-3456-7890."),
    "follows_full": _(
        "You already follow %(limit)s authors and topics, which is the limit. Unfollow one first."
    ),
}
