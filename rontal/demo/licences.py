"""Licences of the demo library's books.

Each book has one copy from its start, and further licences bought during the year for titles with
queues. They show the terms for readers (decision 20): the PDF carries the reader's number and
allows little copying, one EPUB is limited to one device, and some have a sample.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from rontal.accounts.models import User
from rontal.accounts.selectors import actor_of
from rontal.catalogue.models import BookFile, Title
from rontal.catalogue.states import TitleState
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.demo import demo_dates
from rontal.lending.rules import Batch, LicenceKind, Offer, end_of_day
from rontal.lending.services import buy, grant_licences_at_import, grant_open_access_at_import
from rontal.membership.selectors import today
from rontal.standard.selectors import library

DEMO: Final = Actor.system("demo")
VENDOR: Final = "Contoh Penerbit"
FOR_GOOD, BY_TIME, BY_LOANS = (
    LicenceKind.ONE_COPY_ONE_READER,
    LicenceKind.BY_TIME,
    LicenceKind.BY_LOANS,
)


@dataclass(frozen=True)
class Bought:
    """A licence of a title; `ago` is when it was bought, None together with the book."""

    title: str
    offer: Offer
    ago: timedelta | None = None


def _bought(
    number: int,
    title: str,
    kind: LicenceKind,
    copies: int,
    price: int,
    *,
    ago: int | None = None,
    **asks: Any,
) -> Bought:
    name, cost = f"CONTOH-{number}", Decimal(price)
    offer = Offer(kind, copies, identifier=name, price=cost, **asks)
    return Bought(title, offer, None if ago is None else timedelta(days=ago))


WITH_BOOK: Final = (
    _bought(
        1,
        "Menulis di Daun",
        FOR_GOOD,
        4,
        640_000,
        page_mark=True,
        copy_characters=500,
        sample_percent=50,
    ),
    _bought(2, "Benang yang Panjang", FOR_GOOD, 4, 720_000, devices=1, sample_percent=15),
)
LATER: Final = (
    _bought(3, "Hujan di Atap Ijuk", FOR_GOOD, 3, 585_000, ago=210, sample_percent=20),
    _bought(4, "Bulan Jatuh di Sawah", BY_TIME, 4, 528_000, ago=165, sample_percent=20),
    _bought(5, "Air yang Berbagi", BY_LOANS, 3, 450_000, ago=130, loans_allowed=100),
    _bought(6, "Pintu di Genggaman", FOR_GOOD, 3, 360_000, ago=90),
    _bought(7, "Hujan di Atap Ijuk", FOR_GOOD, 3, 585_000, ago=60),
    _bought(8, "Where Water Takes Turns", FOR_GOOD, 2, 310_000, ago=45, sample_percent=20),
)


def license_books(titles: list[str]) -> None:
    """Grants the titles their first licences and enters the bought ones. Idempotent."""
    rows = Title.objects.filter(title__in=titles).exclude(state=TitleState.JOINED)
    titles_by_name = {one.title: one for one in rows.order_by("-pk")}
    for one in WITH_BOOK:
        _buy(one, titles_by_name)
    for title in titles_by_name.values():
        _grant(title)
    for one in LATER:
        _buy(one, titles_by_name)


def _buy(one: Bought, titles_by_name: dict[str, Title]) -> None:
    librarian = actor_of(User.objects.get(login_name="pustakawan"))
    title = titles_by_name.get(one.title)
    if title is None:
        return
    at = title.added_at if one.ago is None else max(title.added_at, demo_dates.ago(one.ago))
    with clock.frozen_at(at):
        offer, batch = _lasting(one.offer), Batch(VENDOR, today())
        buy(title_id=title.pk, offer=offer, batch=batch, actor=librarian)


def _lasting(offer: Offer) -> Offer:
    """Returns the offer with an end after a year where it is limited by time."""
    if offer.kind is not BY_TIME:
        return offer
    return replace(
        offer, ends_at=end_of_day(clock.now(), days=demo_dates.YEAR.days, zone=library().tz)
    )


def _grant(title: Title) -> None:
    is_open = BookFile.objects.filter(title=title).exclude(open_name="").exists()
    with clock.frozen_at(title.added_at):
        if is_open:
            grant_open_access_at_import(title_ids=[title.pk], actor=DEMO)
        else:
            grant_licences_at_import(title_ids=[title.pk], copies=1, actor=DEMO)
