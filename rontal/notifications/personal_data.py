"""Personal data of messages, devices, choices and follows."""

from django.utils.translation import gettext_lazy as _

from rontal.core.processing import (
    Activity,
    Ground,
    People,
    Period,
    Reader,
    declare_table,
)

_PEOPLE = (People.APPLICANTS, People.MEMBERS, People.CHILDREN)
_ACCOUNT = Period(_("Until the person removes it, or the account ends."))
DELIVERIES = Activity(
    code="deliveries",
    name=_("Delivery of messages"),
    purpose=_("To send each message once, and to see what did not arrive."),
    data=_("Kind, channel, state and times of a message. No address, no text."),
    ground=Ground.CONTRACT,
    period=Period(_("As long as the application, complaint, request or account that it is about.")),
    readers=(Reader.HEAD, Reader.ADMINISTRATOR),
    people=(*_PEOPLE, People.WRITERS, People.STAFF),
)
DEVICES = Activity(
    code="push_devices",
    name=_("Devices for notifications"),
    purpose=_("To send notifications to devices that the person chose."),
    data=_("Address and keys of the browser's push service, encrypted; browser and system."),
    ground=Ground.CONSENT,
    period=_ACCOUNT,
    readers=(Reader.PERSON,),
    people=_PEOPLE,
)
CHOICES = Activity(
    code="message_choices",
    name=_("Choices about messages"),
    purpose=_("To send only what a person wants, and to prove consents to WhatsApp."),
    data=_("What is switched on or off, consents with their wording and times."),
    ground=Ground.CONSENT,
    period=_ACCOUNT,
    readers=(Reader.PERSON,),
    people=_PEOPLE,
)
WHATSAPP = Activity(
    code="whatsapp",
    name=_("WhatsApp number"),
    purpose=_("To send messages by WhatsApp to those who agreed. Meta sees number and text."),
    data=_("Phone number, encrypted."),
    ground=Ground.CONSENT,
    period=Period(_("Until the last consent is withdrawn, or the account ends.")),
    readers=(Reader.PERSON,),
    people=_PEOPLE,
)
FOLLOWS = Activity(
    code="follows",
    name=_("Followed authors and topics"),
    purpose=_("To tell members of new titles that they asked for."),
    data=_("Member, author or topic, and which titles they were told of."),
    ground=Ground.CONSENT,
    period=Period(_("Until the member stops, or the membership ends; titles 400 days.")),
    readers=(Reader.PERSON,),
    people=_PEOPLE,
)

declare_table(
    "notifications.subscription",
    (DEVICES, "account endpoint_hash keys family created_at last_success_at"),
    not_personal="id",
)
declare_table(
    "notifications.message",
    (
        DELIVERIES,
        "kind channel application ticket data_request incident affected staff account"
        " subscription event_id state receipt created_at sent_at",
    ),
    not_personal="id attempts error",
)
declare_table(
    "notifications.choice", (CHOICES, "account purpose channel on changed_at"), not_personal="id"
)
declare_table("notifications.preference", (CHOICES, "account show_titles declined_at"))
declare_table("notifications.whatsappnumber", (WHATSAPP, "account number"))
declare_table(
    "notifications.channelconsent",
    (CHOICES, "account channel purpose text_version given_at withdrawn_at"),
    not_personal="id",
)
declare_table("notifications.follow", (FOLLOWS, "member agent subject since"), not_personal="id")
declare_table("notifications.newtitle", (FOLLOWS, "member title found_at batch"), not_personal="id")
