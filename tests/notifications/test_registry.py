"""Tests of the table of messages: notices have no personal data, and a new message is one entry."""

import dataclasses
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import translation

from rontal.catalogue.models import Title
from rontal.core.actors import Actor
from rontal.core.events import SUBSCRIBER_LABELS, SUBSCRIBERS, subscriber
from rontal.lending import events as lending_events
from rontal.lending import services as lending
from rontal.notifications import registry, selectors, tasks
from rontal.notifications.channels import push, whatsapp
from rontal.notifications.content import EVERY_CHANNEL, Loaded, MessageText, MessageType, Notice
from rontal.notifications.messages import loans
from rontal.notifications.models import Message
from rontal.notifications.purposes import Purpose
from tests.support.lending.factories import loan
from tests.support.notifications.samples import facts_for

pytestmark = pytest.mark.django_db
TITLE, TICKET = "JUDUL-RAHASIA", "SRN-ABCD2345"
PERSON = ("NAMA-RAHASIA", "rahasia@contoh.example", "6281234567890", "R7K4-M2QD")
SAYS_NOTHING = {"topic", "reason"}
"""Fields that are no text: what replaces what, and the code of a reason."""


def revealing(entry: MessageType[Any]) -> Any:
    """Facts whose every text is a personal word; a ticket has its reference number, which opens
    nothing by itself."""
    facts, words = facts_for(entry), {}
    for name in (one.name for one in dataclasses.fields(facts)):
        if isinstance(getattr(facts, name), str) and name not in SAYS_NOTHING:
            words[name] = TITLE if name == "title" else f"{name} {PERSON[0]} {PERSON[2]}"
    if entry.code == "ticket_answered":
        words["code"] = TICKET
    if entry.code == "new_titles":
        words["titles"] = [Title(title=f"{TITLE} {number}") for number in range(5)]
    return dataclasses.replace(facts, **words)


def sent_off_mail(entry: MessageType[Any], *, named: bool) -> tuple[str, str]:
    """The payloads that a device and WhatsApp get."""
    name, address, number, code = PERSON
    loaded = Loaded(revealing(entry), name, address, "id", "/rak/", code=code)
    message = Message(pk=7, account_id=3, kind=entry.code)
    payload = push._payload(entry.notice(loaded.facts), message, loaded.path, named=named)
    sent = whatsapp._payload(entry, message, loaded, "6280000000000")
    return str(payload), str(sent)


OFF_MAIL = [code for code, entry in registry.MESSAGES.items() if entry.notice]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("code", OFF_MAIL)
def test_no_payload_names_the_person_or_unless_allowed_a_book(code, language):
    entry = registry.MESSAGES[code]
    with translation.override(language):
        push_payload, sent = sent_off_mail(entry, named=False)
        named, sent_again = sent_off_mail(entry, named=True)
    for payload in (push_payload, sent, sent_again):
        assert [word for word in (*PERSON, TITLE) if word in payload] == []
    assert [word for word in PERSON if word in named] == []


def test_title_is_named_if_allowed():
    naming = {code for code in OFF_MAIL if TITLE in sent_off_mail(_entry(code), named=True)[0]}
    assert naming == {
        "hold_ready", "hold_last_day", "loan_ends_soon", "loan_revoked", "new_titles"
    }  # fmt: skip


def _entry(code: str) -> MessageType[Any]:
    return registry.MESSAGES[code]


def _written(facts: loans.LoanFacts) -> MessageText:
    return MessageText(subject="Terima kasih", paragraphs=[f"{facts.title} sudah kembali."])


def _short(_facts: loans.LoanFacts) -> Notice:
    return Notice(title="Terima kasih", body="Sudah kembali.", action="Ke rak saya")


THANKS = MessageType(
    code="loan_thanks",
    label="Thanks for a return",
    purpose=Purpose.LOANS,
    events=(lending_events.LOAN_RETURNED,),
    targets=loans._to_borrower,
    load=loans._loader(lambda _loan: True),
    write=_written,
    notice=_short,
    channels=EVERY_CHANNEL,
    optional=True,
    urgent=True,  # whatever hour it is
)


@pytest.fixture
def thanks(monkeypatch):
    """The table with one entry more, about an event that no other message is about."""
    (name,) = THANKS.events
    assert name not in registry.EVENTS
    monkeypatch.setitem(registry.MESSAGES, THANKS.code, THANKS)
    monkeypatch.setitem(SUBSCRIBERS, name, dict(SUBSCRIBERS.get(name, {})))
    label = SUBSCRIBER_LABELS["rontal.notifications.tasks.queue_messages"]
    subscriber(name, label=label)(tasks.queue_messages)  # as `tasks` does for every event


def test_new_message_is_one_entry_without_a_migration(thanks, device_of, carry, mailoutbox):
    lent = loan()
    device, reader = device_of(lent.member.user_id), Actor.person(lent.member.user_id)
    mailoutbox.clear()
    lending.return_loan(loan_id=lent.pk, actor=reader)
    carry()
    assert [one["title"] for one in device.arrived] == ["Terima kasih"]
    assert [mail.subject for mail in mailoutbox] == ["Terima kasih"]
    rows = Message.objects.filter(kind=THANKS.code)
    assert sorted(rows.values_list("channel", "state")) == [("mail", "sent"), ("push", "sent")]
    assert selectors.label_of(THANKS.code) == THANKS.label
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)
