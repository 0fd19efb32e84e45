"""The test message that a person sends to one of their own devices."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rontal.core.models import Event
from rontal.core.profile import Library
from rontal.notifications import events
from rontal.notifications.content import Loaded, MessageText, MessageType, Notice, Target
from rontal.notifications.models import Message, Subscription
from rontal.notifications.purposes import ChannelName, Purpose
from rontal.standard.selectors import library


@dataclass(frozen=True)
class DeviceFacts:
    """Facts for the texts."""

    library: Library


def _to_device(event: Event) -> Iterable[Target]:
    rows = Subscription.objects.filter(pk=event.subject_id)
    for pk, account in rows.values_list("pk", "account_id"):
        yield Target(account_id=account, subscription_id=pk)


def _load(message: Message) -> Loaded[DeviceFacts] | None:
    account = message.account
    if account is None:
        return None
    path = "/akun/pemberitahuan/"
    return Loaded(DeviceFacts(library()), account.name, "", account.language, path)


def _text(facts: DeviceFacts) -> MessageText:
    return MessageText(
        subject=_("Notifications work on this device"),
        paragraphs=[_("Messages from %(name)s appear here.") % {"name": facts.library.short_name}],
    )


def _notice(facts: DeviceFacts) -> Notice:
    text = _text(facts)
    return Notice(title=text.subject, body=text.paragraphs[0], action=_("Choices"))


TEST = MessageType(
    code="device_test",
    label=gettext_lazy("Test message to a device"),
    purpose=Purpose.SECURITY,
    events=(events.TEST_ASKED,),
    targets=_to_device,
    load=_load,
    write=_text,
    notice=_notice,
    channels=frozenset({ChannelName.PUSH}),
    urgent=True,
)
MESSAGES = (TEST,)
