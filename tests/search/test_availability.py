"""Search filter for titles that can be borrowed now."""

import pytest

from rontal.catalogue.models import BookFile, Title
from rontal.core.actors import Actor
from rontal.lending import services
from tests.support.lending import factories as lending
from tests.support.search.collection import title, titles_found

pytestmark = pytest.mark.django_db


def test_losing_the_last_copy_and_regaining_the_first_are_noticed() -> None:
    title = lending.lendable()
    borrower = lending.borrower()
    assert titles_found("", available=True) == [title.title]
    loan = services.borrow(title_id=title.pk, actor=borrower)
    assert titles_found("", available=True) == []
    services.return_loan(loan_id=loan.pk, actor=borrower)
    assert titles_found("", available=True) == [title.title]


def test_reserved_copy_is_unavailable_until_it_is_released() -> None:
    title = lending.lendable()
    first, second = lending.borrower(), lending.borrower()
    loan = services.borrow(title_id=title.pk, actor=first)
    hold = services.place_hold(title_id=title.pk, actor=second)
    services.return_loan(loan_id=loan.pk, actor=first)
    assert titles_found("", available=True) == []
    services.cancel_hold(hold_id=hold.pk, actor=second)
    assert titles_found("", available=True) == [title.title]


def test_more_copies_are_noticed() -> None:
    title = lending.lendable()
    services.borrow(title_id=title.pk, actor=lending.borrower())
    assert titles_found("", available=True) == []
    services.grant_licence(title_id=title.pk, copies=1, actor=Actor.system("tests"))
    assert titles_found("", available=True) == [title.title]


def test_first_licences_of_an_import_and_open_access_are_noticed() -> None:
    lent, free = title("Dipinjamkan"), title("Bebas")
    assert titles_found("", available=True) == []
    services.grant_licences_at_import(title_ids=[lent.pk], copies=1, actor=Actor.system("tests"))
    assert titles_found("", available=True) == [lent.title]
    BookFile.objects.create(title=free, open_name="open/bebas", digest="0" * 64, size=1)
    Title.objects.filter(pk=free.pk).update(rights="CC BY")
    assert sorted(titles_found("", available=True)) == [free.title, lent.title]
