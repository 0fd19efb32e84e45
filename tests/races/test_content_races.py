"""Race: content is refused at once after a loan was returned."""

from threading import Event, Thread

import pytest
from django.db import connection
from django.test import Client

from rontal.lending.services import return_loan
from tests.support.lending.factories import borrower, loan
from tests.support.web.reader.content import content_of
from tests.support.web.visitors import client_of

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_no_page_is_read_after_the_book_was_returned() -> None:
    person = borrower()
    borrowed = loan(actor=person)
    client = client_of(person)
    address = content_of(client, borrowed, "OEBPS/bab1.xhtml")
    over, read_events, late = Event(), [], []

    def read(own: Client) -> None:
        own.cookies = client.cookies.copy()
        while not late:
            was_over = over.is_set()  # checked before the request
            status = own.get(address).status_code
            read_events.append(status)
            if was_over:
                late.append(status)
        connection.close()

    readers = [Thread(target=read, args=(Client(),)) for _number in range(4)]
    for thread in readers:
        thread.start()
    while read_events.count(200) < 20:
        pass
    return_loan(loan_id=borrowed.pk, actor=person)
    over.set()
    for thread in readers:
        thread.join()
    assert set(late) == {404}
