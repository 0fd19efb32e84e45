"""What licences may ask of readers (decision 20), to be tried: the PDF carries the reader's number
and little of it may be copied; one EPUB is read on one device at a time."""

from typing import Final

from rontal.accounts.models import User
from rontal.accounts.selectors import actor_of
from rontal.catalogue.models import Title
from rontal.lending.rules import Batch, LicenceKind, Offer
from rontal.lending.services import buy
from rontal.membership.selectors import today

VENDOR: Final = "Contoh Penerbit"
ASKING: Final = {
    "Menulis di Daun": Offer(
        LicenceKind.ONE_COPY_ONE_READER,
        copies=2,
        identifier="CONTOH-1",
        page_mark=True,
        copy_characters=500,
    ),
    "Benang yang Panjang": Offer(
        LicenceKind.ONE_COPY_ONE_READER, copies=2, identifier="CONTOH-2", devices=1
    ),
}
"""Title → its licence."""


def buy_licences() -> None:
    """Enters them; twice changes nothing."""
    librarian = actor_of(User.objects.get(login_name="pustakawan"))
    for title in Title.objects.filter(title__in=ASKING).order_by("pk"):
        offer, batch = ASKING[title.title], Batch(VENDOR, today())
        buy(title_id=title.pk, offer=offer, batch=batch, actor=librarian)
