"""The mails about a loan, as people get them."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.lending import services
from rontal.lending.models import Loan
from rontal.lending.rules import EndReason, last_second
from rontal.membership.models import Application
from rontal.standard.selectors import library
from tests.support.lending.factories import LIBRARIAN, borrower, bought, lendable, loan
from tests.support.policies import with_policies

pytestmark = pytest.mark.django_db


def lent(days: int) -> Loan:
    return services.borrow(title_id=lendable().pk, actor=borrower(), days=days)


def reader(borrowed: Loan) -> Actor:
    return Actor.person(borrowed.member.user_id)


def reminded(borrowed: Loan, days: int = 2) -> int:
    """Returns the number of loans in the reminder of these days before the end."""
    with time_machine.travel(borrowed.due_at - timedelta(days=days, hours=10), tick=False):
        return services.remind_of_ends()


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        (EndReason.RIGHTS, "Hak untuk meminjamkan judul ini sudah berakhir."),
        (EndReason.TECHNICAL, "Berkas bukunya rusak. Ini bukan salah Anda."),
    ],
)
def test_mail_about_a_loan_ended_by_the_library_has_the_reason(sent, reason, why):
    borrowed = lent(7)
    (message,) = sent(lambda: services.revoke(loan_id=borrowed.pk, reason=reason, actor=LIBRARIAN))
    assert message.subject == "Perpustakaan mengakhiri salah satu pinjaman Anda"
    assert message.to == [borrowed.member.application.email]
    assert (borrowed.title.title in message.body, why in message.body) == (True, True)


def test_member_without_address_gets_no_mail(sent):
    borrowed = lent(7)
    Application.objects.filter(member=borrowed.member_id).update(email="")
    act = {"loan_id": borrowed.pk, "reason": EndReason.RIGHTS, "actor": LIBRARIAN}
    assert sent(lambda: services.revoke(**act)) == []


def test_reader_is_reminded_once_before_a_loan_ends(sent):
    borrowed = lent(7)
    assert reminded(borrowed, days=4) == 0
    with time_machine.travel(borrowed.due_at - timedelta(days=2, hours=10), tick=False):
        (message,) = sent(services.remind_of_ends)
    assert message.subject == "Sebuah buku di rak Anda segera kembali"
    assert borrowed.title.title in message.body
    assert "23:59 WITA" in message.body
    assert reminded(borrowed, days=1) == 0


def test_short_loan_has_no_reminder():
    assert reminded(lent(3), days=1) == 0


def test_loan_returned_or_renewed_meanwhile_has_no_reminder_until_its_new_end(sent):
    back, longer = lent(7), lent(7)

    def overtaken():
        with time_machine.travel(back.due_at - timedelta(days=2, hours=10), tick=False):
            assert services.remind_of_ends() == 2
            services.return_loan(loan_id=back.pk, actor=reader(back))
            services.renew(loan_id=longer.pk, actor=reader(longer))

    assert sent(overtaken) == []
    longer.refresh_from_db()
    assert reminded(longer) == 1


def test_reminder_offers_renewal_only_without_a_queue(sent):
    borrowed = lent(7)

    with time_machine.travel(borrowed.due_at - timedelta(days=2, hours=10), tick=False):
        (message,) = sent(services.remind_of_ends)
    assert "Perpanjang" in message.body
    borrowed = lent(7)
    services.place_hold(title_id=borrowed.title_id, actor=borrower())
    with time_machine.travel(borrowed.due_at - timedelta(days=2, hours=10), tick=False):
        (message,) = sent(services.remind_of_ends)
    assert "Perpanjang" not in message.body


def test_loan_that_ends_with_its_licence_in_the_evening_is_reminded_in_the_morning():
    zone = library().tz
    evening = timezone.localtime(clock.now(), zone).replace(hour=20, minute=0)
    with time_machine.travel(evening, tick=False):
        borrowed = loan(bought("one_copy_one_reader", longest_days=7).title)
    assert borrowed.due_at == last_second(evening + timedelta(days=7))
    arrival = evening.replace(hour=8) + timedelta(days=5)
    for at, number in ((arrival - timedelta(minutes=1), 0), (arrival, 1)):
        with time_machine.travel(at, tick=False):
            assert services.remind_of_ends() == number


def test_library_may_disable_the_reminder(settings):
    borrowed = lent(7)
    settings.LIBRARY = with_policies(settings.LIBRARY, loan_reminded_days_before=0)
    assert reminded(borrowed) == 0
