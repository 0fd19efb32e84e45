"""The mail about licences near their end reaches each librarian over real SMTP, once."""

from datetime import timedelta

import pytest
import time_machine

from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.models import Event
from rontal.lending import services, stock
from rontal.lending.models import Licence
from rontal.notifications import tasks
from rontal.notifications.messages import staff as staff_messages
from rontal.notifications.models import Message
from rontal.standard.selectors import library
from tests.support.accounts.factories import staff
from tests.support.catalogue import factories as catalogue
from tests.support.lending.factories import bought, in_days
from tests.support.notifications.delivery import first_try

pytestmark = pytest.mark.django_db


def test_each_librarian_gets_one_mail_with_titles_and_what_is_left(mail_server):
    bought("by_time", catalogue.title("Babad Tabanan"), ends_at=in_days(20))
    bought("by_loans", catalogue.title("Lontar Usada"), loans_allowed=4)
    first, second, clerk = staff(Role.LIBRARIAN), staff(Role.LIBRARIAN), staff(Role.CLERK)
    User.objects.filter(pk=second.pk).update(language="en")
    services.warn_of_ends()
    for _ in range(2):
        tasks.queue_messages(Event.objects.get(name="licence:nearing"))
    mails = Message.objects.filter(kind="licences_due")
    for one in mails:
        for _ in range(2):
            tasks.deliver_message(first_try(), message_id=one.pk)
    assert {one.staff_id for one in mails} >= {first.pk, second.pk}
    assert not mails.filter(staff=clerk).exists()
    indonesian, english = mail_server.newest(first.email), mail_server.newest(second.email)
    assert indonesian.subject == "2 lisensi hampir berakhir"
    assert english.subject == "2 licences are ending soon"
    assert "Lontar Usada, sisa 4 pinjaman" in indonesian.text
    assert "Lontar Usada, 4 loans left" in english.text
    assert "Babad Tabanan, sampai" in indonesian.text
    assert "/meja/koleksi/lisensi/?rak=segera" in indonesian.text
    assert len([one for one in mail_server.letters if first.email in one.to]) == 1


def test_notice_that_is_outdated_causes_no_mail(mail_server):
    librarian = staff(Role.LIBRARIAN)
    bought("by_time", ends_at=in_days(1))
    services.warn_of_ends()
    tasks.queue_messages(Event.objects.get(name="licence:nearing"))
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        message = Message.objects.get(kind="licences_due", staff=librarian)
        tasks.deliver_message(first_try(), message_id=message.pk)
    assert not [one for one in mail_server.letters if librarian.email in one.to]


def test_long_list_is_truncated(monkeypatch):
    monkeypatch.setattr(staff_messages, "MAX_POINTS", 1)
    bought("by_time", ends_at=in_days(5))
    licences = stock.licences_of(Licence.objects.get().title_id)
    facts = staff_messages.LicencesFacts(library(), licences * 3)
    assert len(staff_messages.LICENCES_DUE.write(facts).points) == 2
