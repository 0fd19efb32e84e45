"""The mails about a place in a queue, as people get them."""

from datetime import timedelta

import pytest
import time_machine

from rontal.catalogue import services as catalogue
from rontal.core.actors import Actor
from rontal.core.models import Event
from rontal.lending import services
from rontal.lending.errors import NotLendable
from rontal.lending.models import Hold, Loan
from rontal.membership.models import Application, Member
from rontal.notifications.models import Message
from tests.support.catalogue.services.factories import librarian
from tests.support.lending.factories import borrower, bought, in_days, loan

pytestmark = pytest.mark.django_db


@pytest.fixture
def lent():
    return loan()


@pytest.fixture
def hold(lent):
    return services.place_hold(title_id=lent.title_id, actor=borrower())


def return_loan(lent: Loan):
    services.return_loan(loan_id=lent.pk, actor=Actor.person(lent.member.user_id))


def owner(hold: Hold) -> Actor:
    return Actor.person(hold.member.user_id)


def not_fetched(hold: Hold) -> None:
    hold.refresh_from_db()
    with time_machine.travel(hold.ready_until + timedelta(seconds=1), tick=False):
        services.settle_overdue()


def test_ready_hold_mail_names_the_end_of_the_reservation(sent, lent, hold):
    (message,) = sent(lambda: return_loan(lent))
    hold.refresh_from_db()
    assert message.to == [hold.member.application.email]
    assert lent.title.title in message.body
    assert str(hold.ready_until.year) in message.body
    assert "23:59 WITA" in message.body
    assert "/rak/" in message.body
    for secret in (lent.title.title, hold.member.application.name):
        assert secret not in message.subject


def test_last_day_is_notified_unless_the_copy_was_borrowed(sent, lent, hold):
    return_loan(lent)
    hold.refresh_from_db()

    def remind():
        with time_machine.travel(hold.ready_until - timedelta(hours=8), tick=False):
            services.remind_of_last_day()

    (message,) = sent(remind)
    assert message.subject == "Hari terakhir buku yang disimpan untuk Anda"
    assert lent.title.title in message.body


def test_outdated_mail_is_dropped(sent, lent, hold):
    def fetched():
        return_loan(lent)
        services.borrow(title_id=lent.title_id, actor=owner(hold))

    assert sent(fetched) == []
    assert not Message.objects.filter(kind__startswith="hold_").exists()


def test_first_miss_explains_how_to_go_on_and_the_second_that_the_place_is_lost(sent, lent, hold):
    return_loan(lent)
    (first,) = sent(lambda: not_fetched(hold))
    assert first.subject == "Buku yang disimpan untuk Anda beralih ke pengantre berikutnya"
    assert "Antre lagi" in first.body
    services.resume_hold(hold_id=hold.pk, actor=owner(hold))
    (second,) = sent(lambda: not_fetched(hold))
    assert second.subject == "Anda tidak lagi dalam antrean sebuah buku"
    assert lent.title.title in second.body


def test_mail_is_in_the_language_of_the_member_and_needs_an_address(sent, lent, hold):
    Application.objects.filter(member=hold.member_id).update(language="en")
    (message,) = sent(lambda: return_loan(lent))
    assert message.subject == "Your hold is ready to borrow"
    Application.objects.filter(member=hold.member_id).update(email="")
    assert sent(lambda: not_fetched(hold)) == []


def test_hold_anonymised_meanwhile_causes_no_mail(sent, lent, hold):
    return_loan(lent)
    not_fetched(hold)
    services.cancel_hold(hold_id=hold.pk, actor=owner(hold))
    assert sent(lambda: services.erase_history(actor=owner(hold))) == []
    assert not Hold.objects.exists()
    trail = Event.objects.filter(name__startswith="hold:")
    assert trail.exists()
    assert lent.title.title not in str(list(trail.values_list("data", flat=True)))
    assert Member.objects.filter(pk=hold.member_id).exists()


def test_queue_is_notified_once_when_the_last_licence_has_ended(sent):
    licence = bought("by_time", ends_at=in_days(5))
    loan(licence.title)
    hold = services.place_hold(title_id=licence.title_id, actor=borrower())

    def ended():
        with time_machine.travel(licence.ends_at + timedelta(seconds=1), tick=False):
            services.settle_overdue()
            assert services.notify_stranded() == 1
            assert services.notify_stranded() == 0

    assert services.notify_stranded() == 0
    (message,) = sent(ended)
    assert message.subject == "Buku yang Anda tunggu sementara tidak dapat dipinjam"
    assert message.to == [hold.member.application.email]
    assert licence.title.title in message.body
    bought("one_copy_one_reader", licence.title)
    with time_machine.travel(licence.ends_at + timedelta(days=1), tick=False):
        assert services.notify_stranded() == 0
    hold.refresh_from_db()
    assert hold.stranded_at is None


def test_queue_is_not_notified_if_the_library_has_bought_another_copy(sent):
    licence = bought("by_time", ends_at=in_days(5))
    loan(licence.title)
    services.place_hold(title_id=licence.title_id, actor=borrower())
    services.place_hold(title_id=licence.title_id, actor=borrower())

    def overtaken():
        with time_machine.travel(licence.ends_at + timedelta(seconds=1), tick=False):
            assert services.notify_stranded() == 2
            bought("one_copy_one_reader", licence.title)
            services.notify_stranded()

    assert "Buku yang Anda tunggu sementara tidak dapat dipinjam" not in [
        message.subject for message in sent(overtaken)
    ]


def test_licence_without_remaining_loans_is_notified_too():
    licence = bought("by_loans", loans_allowed=1)
    waits = services.place_hold
    loan(licence.title)
    with pytest.raises(NotLendable):
        waits(title_id=licence.title_id, actor=borrower())
    licence = bought("by_loans", loans_allowed=2)
    lent_copy = loan(licence.title)
    first, second = (waits(title_id=licence.title_id, actor=borrower()) for _ in range(2))
    return_loan(lent_copy)
    services.borrow(title_id=licence.title_id, actor=owner(first))
    assert services.notify_stranded() == 1
    second.refresh_from_db()
    assert second.stranded_at is not None


def test_queue_of_a_withdrawn_title_is_notified(sent, lent, hold):
    (message,) = sent(
        lambda: catalogue.withdraw(title_id=lent.title_id, reason="Hak", actor=librarian())
    )
    assert message.subject == "Buku yang Anda tunggu tidak ada lagi dalam koleksi"
    assert lent.title.title in message.body
    assert message.to == [hold.member.application.email]


def test_cancelling_a_hold_causes_no_mail(sent, lent, hold):
    assert sent(lambda: services.cancel_hold(hold_id=hold.pk, actor=owner(hold))) == []
