"""A reader whose front page shows everything."""

from datetime import timedelta

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.lending import services
from rontal.lending.models import Loan
from rontal.membership.models import Member
from rontal.reading.services import store_position
from tests.support.catalogue.factories import title
from tests.support.lending.factories import borrower, lendable, loan

CFI = "epubcfi(/6/4!/4/2/1:0)"


def reader_with_everything() -> tuple[Actor, Loan]:
    """A member with a book being read, a loan that ends soon, a ready hold and a list."""
    reader = borrower()
    soon = loan(lendable(title=title("Segera Habis")), reader)
    Loan.objects.filter(pk=soon.pk).update(due_at=clock.now() + timedelta(days=1))
    reading = loan(lendable(title=title("Sedang Dibaca")), reader)
    store_position(loan_id=reading.pk, cfi=CFI, fraction=0.42, actor=reader)
    lent = loan(lendable(title=title("Sudah Kembali")))
    services.place_hold(title_id=lent.title_id, actor=reader)
    other = Member.objects.get(pk=lent.reader_id)
    services.return_loan(loan_id=lent.pk, actor=Actor.person(other.user_id))
    services.add_to_list(title_id=lendable(title=title("Ingin Dibaca")).pk, actor=reader)
    return reader, reading
