"""Every message for devices, caused by its real event and decrypted by a push service: what it
says, where it leads, that it names nobody, and whether it waits for the end of the quiet hours."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from rontal.core import clock
from rontal.core.models import Event
from rontal.feedback import services as feedback
from rontal.lending import services as lending
from rontal.lending.models import Hold, Loan
from rontal.lending.policies import LendingPolicies
from rontal.lending.rules import EndReason
from rontal.membership import services as membership
from rontal.membership.models import Application, Member
from rontal.notifications import registry, services, tasks
from rontal.notifications.models import Message, Subscription
from rontal.notifications.purposes import ChannelName
from rontal.notifications.states import MessageState
from rontal.standard.selectors import library
from tests.support.catalogue.services.factories import entered
from tests.support.feedback import factories as tickets
from tests.support.lending.factories import LIBRARIAN, borrower, lendable
from tests.support.membership import factories

pytestmark = pytest.mark.django_db
TITLE, ANSWER, MORNING = "Geguritan Sucita", "Sudah diperbaiki.", 7
AT_ONCE = {"correction_needed", "approved", "rejected", "device_test"}
"""Decisions on an application, and the test that a person asks for."""

WORDS = {
    "correction_needed": ("Pendaftaran Anda perlu diperbaiki", "/status/"),
    "approved": ("Keanggotaan Anda aktif", "/koleksi/"),
    "rejected": ("Perpustakaan telah memutuskan pendaftaran Anda", "/status/"),
    "hold_ready": ("Buku siap untuk Anda", "/rak/"),
    "hold_last_day": ("Hari terakhir meminjam buku yang siap untuk Anda", "/rak/"),
    "loan_ends_soon": ("Pinjaman segera berakhir", "/rak/"),
    "loan_revoked": ("Perpustakaan mengakhiri salah satu pinjaman Anda", "/rak/"),
    "ticket_answered": ("Perpustakaan telah menjawab Anda", "/saran/lacak/"),
    "new_titles": ("1 judul baru untuk Anda", "/koleksi/geguritan-sucita"),
    "device_test": ("Pemberitahuan berfungsi di perangkat ini", "/akun/pemberitahuan/"),
}


@dataclass
class Scene:
    """An account, the act that asks for the message, and the act's day (tomorrow, where no other
    one is given) and hour, in the library's zone."""

    account: int
    act: Callable[[], object]
    day: datetime | None = None
    hour: int = 5

    @property
    def is_quiet(self) -> bool:
        return self.hour >= 21 or self.hour < MORNING


def decided(act: Callable[..., object], **words: Any) -> Scene:
    case, actor = factories.in_review(), factories.clerk()
    return Scene(case.user_id, lambda: act(application_id=case.pk, actor=actor, **words))


def correction_needed() -> Scene:
    reasons = ["photo_card_unreadable"]
    return decided(membership.ask_correction, reasons=reasons, words="Foto kartu gelap.")


def rejected() -> Scene:
    return decided(membership.reject, reason="identity_invalid", words="Palsu.")


def waiting() -> tuple[Hold, Callable[[], object]]:
    """A place in a queue, and the return that makes it ready."""
    title = lendable(title=entered(TITLE)).pk
    owner = borrower()
    lent = lending.borrow(title_id=title, actor=owner)
    hold = lending.place_hold(title_id=title, actor=borrower())
    return hold, lambda: lending.return_loan(loan_id=lent.pk, actor=owner)


def hold_ready() -> Scene:
    hold, return_lent = waiting()
    return Scene(hold.member.user_id, return_lent)


def hold_last_day() -> Scene:
    hold, return_lent = waiting()
    return_lent()
    hold.refresh_from_db()
    return Scene(hold.member.user_id, lending.remind_of_last_day, hold.ready_until, hour=12)


def lent_for_a_week() -> Loan:
    title = lendable(title=entered(TITLE)).pk
    return lending.borrow(title_id=title, actor=borrower(), days=7)


def loan_ends_soon() -> Scene:
    lent = lent_for_a_week()
    day = lent.due_at - timedelta(days=LendingPolicies.current().loan_reminded_days_before)
    return Scene(lent.member.user_id, lending.remind_of_ends, day, hour=22)


def loan_revoked() -> Scene:
    lent = lent_for_a_week()
    ended = {"loan_id": lent.pk, "reason": EndReason.RIGHTS, "actor": LIBRARIAN}
    return Scene(lent.member.user_id, lambda: lending.revoke(**ended))


def ticket_answered() -> Scene:
    reporter = borrower()
    ticket, clerk = tickets.ticket_in_progress(actor=reporter, **tickets.CONTACT)
    words = {"ticket_id": ticket.pk, "words": ANSWER, "actor": clerk}
    return Scene(reporter.id, lambda: feedback.answer(**words))


def new_titles() -> Scene:
    reader = borrower()
    author = entered("Yang lama").contributors.get().agent_id
    services.follow(agent_id=author, actor=reader)

    def act() -> None:
        title = entered(TITLE)
        tasks.find_new_titles(Event.objects.get(name="title:published", subject_id=str(title.pk)))
        services.send_digests()

    return Scene(reader.id, act)


def device_test() -> Scene:
    actor = borrower()

    def act() -> None:
        services.request_test(subscription_id=Subscription.objects.get().pk, actor=actor)

    return Scene(actor.id, act)


SCENES: dict[str, Callable[[], Scene]] = {
    "correction_needed": correction_needed,
    "approved": lambda: decided(membership.approve),
    "rejected": rejected,
    "hold_ready": hold_ready,
    "hold_last_day": hold_last_day,
    "loan_ends_soon": loan_ends_soon,
    "loan_revoked": loan_revoked,
    "ticket_answered": ticket_answered,
    "new_titles": new_titles,
    "device_test": device_test,
}


def at(moment: datetime, hour: int) -> time_machine.travel:
    """That day at this hour, in the library's zone."""
    local = moment.astimezone(library().tz)
    return time_machine.travel(local.replace(hour=hour, minute=0), tick=True)


def personal(account: int) -> list[str]:
    """Personal values that no text may contain: name, address, numbers, and the book."""
    application = Application.objects.get(user_id=account)
    words = [application.name, application.email, application.code, TITLE]
    words += [tickets.report().topic, tickets.WORDS, ANSWER, tickets.NAME, tickets.EMAIL]
    return words + list(
        Member.objects.filter(application=application).values_list("number", flat=True)
    )


def test_every_message_for_devices_has_an_example():
    ours = {c for c, entry in registry.MESSAGES.items() if ChannelName.PUSH in entry.channels}
    assert ours == set(SCENES) == set(WORDS)
    assert {c for c, entry in registry.MESSAGES.items() if entry.urgent} == AT_ONCE


@pytest.mark.whole
@pytest.mark.parametrize("code", SCENES)
def test_device_is_notified_of_a_decision_at_once_and_of_all_else_in_the_morning(
    code, device_of, push_service, carry
):
    with at(clock.now(), 12):
        scene = SCENES[code]()
        device = device_of(scene.account)
        day = scene.day or clock.now() + timedelta(days=1)
    with at(day, scene.hour):
        scene.act()
        carry()
        assert len(device.arrived) == (code in AT_ONCE or not scene.is_quiet)
    with at(day + timedelta(days=1), MORNING):
        carry()
    (push,) = device.arrived
    title, path = WORDS[code]
    assert (push["title"], push["path"][: len(path)]) == (title, path)
    shown = f"{push['title']} {push['body']} {push['actions'][0]['title']}"
    assert [word for word in personal(scene.account) if word in shown] == []
    assert push_service.faults == []
    assert Message.objects.get(kind=code, channel="push").state == MessageState.SENT
