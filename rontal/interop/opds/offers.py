"""Acquisition links of titles for reading apps."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from records.codes import Audience, Format
from rontal.catalogue.rows import File, Row
from rontal.interop.opds.feed_data import (
    ACQUISITION,
    BORROW,
    HTML,
    OPEN_ACCESS,
    REVOKE,
    SAMPLE,
    Availability,
    Offer,
)
from rontal.lending.states import HoldState
from rontal.lending.title_availability import OwnHold, PersonalAvailability
from rontal.reading.samples.sample_check import has_sample

TYPES: Final = {
    Format.EPUB: "application/epub+zip",
    Format.PDF: "application/pdf",
    Format.IMAGES: "application/vnd.comicbook+zip",
}


def offers(row: Row, standing: PersonalAvailability) -> list[Offer]:
    """Returns the ways to get a title: open files for everybody; else the reader's loan, or
    borrowing; else the title's page on the site. Never empty, because a publication requires a
    link."""
    links = [_open_offer(row, file) for file in row.files if file.open]
    if standing.loan_id is not None:
        links += _loan_offers(row, standing)
    elif standing.availability.lendable:
        links += [*_borrow_offers(row, standing), *_sample_offers(row, standing)]
    return links or [_page_offer(row)]


def revoke_address(row: Row) -> str:
    """Returns the URL to return a loan or leave the queue."""
    return f"judul/{row.slug}/kembalikan/"


def _open_offer(row: Row, file: File) -> Offer:
    href = f"/opds/berkas/{file.id}/{row.slug}.{file.format.ending}"
    return Offer(OPEN_ACCESS, href, TYPES[file.format], size=file.size)


def _loan_offers(row: Row, standing: PersonalAvailability) -> Iterator[Offer]:
    """Yields links to read a loan in the browser and to return it."""
    yield Offer(
        ACQUISITION,
        f"/baca/{standing.loan_id}/",
        HTML,
        availability=Availability.AVAILABLE,
        until=standing.due_at,
        cancellable=True,
        needs_sign_in=True,
        title=_("Read in the browser"),
    )
    yield _revoke_offer(row, _("Return"))


def _borrow_offers(row: Row, standing: PersonalAvailability) -> Iterator[Offer]:
    counted, hold = standing.availability, standing.hold
    is_obtainable = counted.free or standing.here
    state = Availability.AVAILABLE if is_obtainable else Availability.UNAVAILABLE
    yield Offer(
        BORROW,
        f"judul/{row.slug}/pinjam/",
        entry=True,
        gives=HTML,
        availability=_hold_availability(hold) if hold else state,
        until=hold.ready_until if hold else None,
        copies=(counted.copies, counted.free),
        holds=counted.waiting,
        position=hold.place if hold and hold.state is HoldState.WAITING and hold.place else None,
        cancellable=hold is not None,
        needs_sign_in=True,
        title=_borrow_label(state, hold),
    )
    if hold:
        yield _revoke_offer(row, _("Cancel hold"))


def _sample_offers(row: Row, standing: PersonalAvailability) -> Iterator[Offer]:
    """Yields a link to the sample in the browser; samples for adults are on the site only."""
    if has_sample(row, standing.sample) and row.audience != Audience.ADULTS:
        yield Offer(SAMPLE, f"/koleksi/{row.slug}/cuplikan/", HTML, title=_("Read a sample"))


def _borrow_label(state: Availability, hold: OwnHold | None) -> str:
    """Returns the label of the link: borrow, or place a hold."""
    is_obtainable = hold.state is HoldState.READY if hold else state is Availability.AVAILABLE
    return _("Borrow") if is_obtainable else _("Place a hold")


def _hold_availability(hold: OwnHold) -> Availability:
    return Availability.READY if hold.state is HoldState.READY else Availability.RESERVED


def _revoke_offer(row: Row, title: str) -> Offer:
    return Offer(REVOKE, revoke_address(row), entry=True, needs_sign_in=True, title=title)


def _page_offer(row: Row) -> Offer:
    """Returns a link to the title's page, for a title without files or copies."""
    return Offer(
        BORROW,
        f"/koleksi/{row.slug}/",
        HTML,
        availability=Availability.UNAVAILABLE,
        copies=(0, 0),
        holds=0,
        title=_("On the library's website"),
    )
