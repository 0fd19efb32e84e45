"""Acquisition links of titles for reading apps."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from rontal.catalogue.rows import File, Row
from rontal.catalogue.rules import Audience, Format
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
from rontal.lending.title_availability import OwnHold, Standing
from rontal.reading.samples.offered import has_sample

TYPES: Final = {
    Format.EPUB: "application/epub+zip",
    Format.PDF: "application/pdf",
    Format.IMAGES: "application/vnd.comicbook+zip",
}


def offers(row: Row, standing: Standing) -> list[Offer]:
    """Returns the ways to get a title: open files for everybody; else the reader's loan, or
    borrowing; else the title's page on the site. Never empty, because a publication requires a
    link."""
    found = [_open(row, file) for file in row.files if file.open]
    if standing.loan_id is not None:
        found += _lent(row, standing)
    elif standing.availability.lendable:
        found += [*_to_borrow(row, standing), *_sample(row, standing)]
    return found or [_only_told(row)]


def revoke_address(row: Row) -> str:
    """Returns the URL to return a loan or leave the queue."""
    return f"judul/{row.slug}/kembalikan/"


def _open(row: Row, file: File) -> Offer:
    href = f"/opds/berkas/{file.id}/{row.slug}.{file.format.ending}"
    return Offer(OPEN_ACCESS, href, TYPES[file.format], size=file.size)


def _lent(row: Row, standing: Standing) -> Iterator[Offer]:
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
    yield _revoke(row, _("Return"))


def _to_borrow(row: Row, standing: Standing) -> Iterator[Offer]:
    counted, hold = standing.availability, standing.hold
    can_be_had = counted.free or standing.here
    state = Availability.AVAILABLE if can_be_had else Availability.UNAVAILABLE
    yield Offer(
        BORROW,
        f"judul/{row.slug}/pinjam/",
        entry=True,
        gives=HTML,
        availability=_of_hold(hold) if hold else state,
        until=hold.ready_until if hold else None,
        copies=(counted.copies, counted.free),
        holds=counted.waiting,
        position=hold.place if hold and hold.state is HoldState.WAITING and hold.place else None,
        cancellable=hold is not None,
        needs_sign_in=True,
        title=_to_ask(state, hold),
    )
    if hold:
        yield _revoke(row, _("Cancel hold"))


def _sample(row: Row, standing: Standing) -> Iterator[Offer]:
    """Yields a link to the sample in the browser; samples for adults are on the site only."""
    if has_sample(row, standing.sample) and row.audience != Audience.ADULTS:
        yield Offer(SAMPLE, f"/koleksi/{row.slug}/cuplikan/", HTML, title=_("Read a sample"))


def _to_ask(state: Availability, hold: OwnHold | None) -> str:
    """Returns the label of the link: borrow, or place a hold."""
    can_be_had = hold.state is HoldState.READY if hold else state is Availability.AVAILABLE
    return _("Borrow") if can_be_had else _("Place a hold")


def _of_hold(hold: OwnHold) -> Availability:
    return Availability.READY if hold.state is HoldState.READY else Availability.RESERVED


def _revoke(row: Row, title: str) -> Offer:
    return Offer(REVOKE, revoke_address(row), entry=True, needs_sign_in=True, title=title)


def _only_told(row: Row) -> Offer:
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
