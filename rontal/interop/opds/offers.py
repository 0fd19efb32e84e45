"""The ways to get a title, as reading apps are told them."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from rontal.catalogue.rows import File, Row
from rontal.catalogue.rules import Audience, Format
from rontal.interop.opds.shape import (
    ACQUISITION,
    BORROW,
    HTML,
    OPEN_ACCESS,
    REVOKE,
    SAMPLE,
    Availability,
    Offer,
)
from rontal.lending.standings import OwnHold, Standing
from rontal.lending.states import HoldState
from rontal.reading.samples.offered import has_sample

TYPES: Final = {
    Format.EPUB: "application/epub+zip",
    Format.PDF: "application/pdf",
    Format.IMAGES: "application/vnd.comicbook+zip",
}


def offers(row: Row, standing: Standing) -> list[Offer]:
    """Open files for everybody; else the loan that the reader has, or borrowing; else the page of
    the title, where the library says how to get it. Never none: a publication needs one."""
    found = [_open(row, file) for file in row.files if file.open]
    if standing.loan_id is not None:
        found += _lent(row, standing)
    elif standing.availability.lendable:
        found += [*_to_borrow(row, standing), *_sample(row, standing)]
    return found or [_only_told(row)]


def revoke_address(row: Row) -> str:
    """Where a loan is given back or a queue is left."""
    return f"judul/{row.slug}/kembalikan/"


def _open(row: Row, file: File) -> Offer:
    href = f"/opds/berkas/{file.id}/{row.slug}.{file.format.ending}"
    return Offer(OPEN_ACCESS, href, TYPES[file.format], size=file.size)


def _lent(row: Row, standing: Standing) -> Iterator[Offer]:
    """Read in the browser until the loan ends."""
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
    yield _revoke(row, _("Give back"))


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
        yield _revoke(row, _("Leave the queue"))


def _sample(row: Row, standing: Standing) -> Iterator[Offer]:
    """The beginning, read in the browser; of what is lent from an age on only the site shows it."""
    if has_sample(row, standing.sample) and row.audience != Audience.ADULTS:
        yield Offer(SAMPLE, f"/koleksi/{row.slug}/cuplikan/", HTML, title=_("Read a sample"))


def _to_ask(state: Availability, hold: OwnHold | None) -> str:
    """What asking for it does: borrow, or take a place in the queue."""
    can_be_had = hold.state is HoldState.READY if hold else state is Availability.AVAILABLE
    return _("Borrow") if can_be_had else _("Wait for it")


def _of_hold(hold: OwnHold) -> Availability:
    return Availability.READY if hold.state is HoldState.READY else Availability.RESERVED


def _revoke(row: Row, title: str) -> Offer:
    return Offer(REVOKE, revoke_address(row), entry=True, needs_sign_in=True, title=title)


def _only_told(row: Row) -> Offer:
    """The library has a record of it and nothing to lend yet."""
    return Offer(
        BORROW,
        f"/koleksi/{row.slug}/",
        HTML,
        availability=Availability.UNAVAILABLE,
        copies=(0, 0),
        holds=0,
        title=_("At the library's site"),
    )
