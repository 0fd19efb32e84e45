"""Tests of serving single resources of a book on loan."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.storage import default_storage

from rontal.catalogue.models import BookFile
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.lending.models import Loan
from rontal.lending.services import borrow, return_loan
from rontal.reading import archive_cache, sanitise, selectors, services
from rontal.reading.errors import NoSuchPlace
from rontal.reading.font_obfuscation import unmask
from rontal.reading.models import Position
from tests.support.catalogue.factories import imported, title
from tests.support.lending.factories import borrower, lendable, loan
from tests.support.records import epubs

pytestmark = pytest.mark.django_db
PAGE = "OEBPS/bab1.xhtml"


@pytest.fixture
def reader() -> Actor:
    return borrower()


def resource(borrowed: Loan, actor: Actor, path: str = PAGE, **changes: Any) -> selectors.Resource:
    return services.open_resource(loan_id=borrowed.pk, path=path, actor=actor, **changes)


def test_page_is_sanitised_and_has_its_media_type(reader: Actor) -> None:
    opened = resource(loan(actor=reader), reader)
    assert opened.content_type == "application/xhtml+xml; charset=utf-8"
    assert b"Bab satu" in opened.content


@pytest.mark.parametrize(
    ("path", "kind"),
    [("OEBPS/gambar.png", "image/png"), ("OEBPS/gaya.css", "text/css; charset=utf-8")],
)
def test_other_resources_have_their_media_types(reader: Actor, path: str, kind: str) -> None:
    assert resource(loan(actor=reader), reader, path).content_type == kind


@pytest.mark.whole
@pytest.mark.parametrize(
    "path",
    ["META-INF/container.xml", "OEBPS/buku.opf", "mimetype", "", "..", "../x", "OEBPS/tidak-ada",
     "/etc/passwd", "OEBPS/../OEBPS/bab1.xhtml", "OEBPS/bab1.xhtml\x00"],
)  # fmt: skip
def test_resources_that_the_book_does_not_show_are_not_found(reader: Actor, path: str) -> None:
    with pytest.raises(NotFound):
        resource(loan(actor=reader), reader, path)


def test_a_script_of_the_book_is_not_served(reader: Actor) -> None:
    book = title(
        items=[*epubs.ITEMS, '<item id="x" href="gaya.css" media-type="text/javascript"/>']
    )
    borrowed = loan(lendable(title=book), reader)
    with pytest.raises(NotFound):
        resource(borrowed, reader, "OEBPS/gaya.css")


def test_resources_are_served_to_the_borrower_only(reader: Actor) -> None:
    borrowed = loan(actor=reader)
    for stranger in (borrower(), Actor.visitor(), Actor.system("x")):
        with pytest.raises(NotFound):
            resource(borrowed, stranger)


def test_returned_book_is_closed_at_once(reader: Actor) -> None:
    borrowed = loan(actor=reader)
    resource(borrowed, reader)
    return_loan(loan_id=borrowed.pk, actor=reader)
    with pytest.raises(NotFound):
        resource(borrowed, reader)


def test_book_is_closed_when_its_loan_is_over(reader: Actor) -> None:
    borrowed = loan(actor=reader)
    with (
        time_machine.travel(borrowed.due_at + timedelta(seconds=1), tick=False),
        pytest.raises(NotFound),
    ):
        resource(borrowed, reader)


def test_a_resource_costs_one_query(reader: Actor, django_assert_num_queries: Any) -> None:
    borrowed = loan(actor=reader)
    resource(borrowed, reader)
    with django_assert_num_queries(1):
        resource(borrowed, reader)
    with django_assert_num_queries(1):
        resource(borrowed, reader, "OEBPS/gambar.png")


def test_page_is_sanitised_once(reader: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    borrowed = loan(actor=reader)
    first = resource(borrowed, reader)
    monkeypatch.setattr(sanitise, "clean_document", lambda *_: pytest.fail("again"))
    assert resource(borrowed, reader) == first


def test_book_whose_file_is_gone_is_not_found(reader: Actor) -> None:
    borrowed = loan(actor=reader)
    default_storage.delete(borrowed.title.files.get().file.storage_name)
    with pytest.raises(NotFound):
        resource(borrowed, reader)


def test_least_recently_used_entry_is_evicted() -> None:
    recent: archive_cache.LruCache[bytes] = archive_cache.LruCache(10, len)
    recent.put("a", b"aaaa")
    recent.put("b", b"bbbb")
    assert recent.get("a")
    recent.put("c", b"cccc")
    assert [recent.get(key) for key in "abc"] == [b"aaaa", None, b"cccc"]


def test_place_outlives_the_loan(reader: Actor) -> None:
    book = lendable()
    first = loan(book, reader)
    services.store_position(loan_id=first.pk, cfi="epubcfi(/6/4!/4/2)", fraction=0.5, actor=reader)
    services.store_position(loan_id=first.pk, cfi="epubcfi(/6/4!/4/8)", fraction=0.7, actor=reader)
    return_loan(loan_id=first.pk, actor=reader)
    again = borrow(title_id=book.pk, actor=reader)
    opened = selectors.open_book(loan_id=again.pk, actor=reader)
    assert (opened.place.cfi, opened.place.fraction) == ("epubcfi(/6/4!/4/8)", 0.7)
    assert selectors.progress_of(reader, [book.pk])[book.pk].part == 0.7


def read_at(borrowed: Loan, reader: Actor, *minutes: float) -> int:
    """Stores a position at each of these minutes; returns the counted reading time in seconds."""
    start = clock.now()
    for number, after in enumerate(minutes):
        with time_machine.travel(start + timedelta(minutes=after), tick=False):
            services.store_position(
                loan_id=borrowed.pk, cfi=f"epubcfi(/6/{2 + number})", fraction=0.5, actor=reader
            )
    return selectors.progress_of(reader, [borrowed.title_id])[borrowed.title_id].seconds


@pytest.mark.parametrize(
    ("minutes", "read"),
    [
        ([0], 0),
        ([0, 1, 3.5], 210),
        ([0, 5], 300),
        ([0, 5.1], 0),
        ([0, 1, 60, 62], 180),
    ],
)
def test_time_between_pages_counts_as_read_unless_the_reader_paused(
    reader: Actor, minutes: list[float], read: int
) -> None:
    assert read_at(loan(actor=reader), reader, *minutes) == read


def test_late_place_adds_no_time(reader: Actor) -> None:
    borrowed = loan(actor=reader)
    assert read_at(borrowed, reader, 0, 2) == 120
    late = clock.now() + timedelta(minutes=1)
    services.store_position(
        loan_id=borrowed.pk, cfi="epubcfi(/6/4)", fraction=0.1, actor=reader, at=late
    )
    assert selectors.progress_of(reader, [borrowed.title_id])[borrowed.title_id].seconds == 120


@pytest.mark.parametrize(
    ("after", "read", "counted"),
    [
        (60, 45, 45),
        (60, 0, 0),
        (60, 90, 60),  # limited by the elapsed time
        (4, 1, 4),  # short times are counted by the server
        (60, -5, 0),
    ],
)
def test_time_counted_by_a_device_without_network_is_added(
    reader: Actor, after: int, read: int, counted: int
) -> None:
    borrowed, start = loan(actor=reader), clock.now()
    services.store_position(loan_id=borrowed.pk, cfi="epubcfi(/6/2)", fraction=0.1, actor=reader)
    with time_machine.travel(start + timedelta(minutes=after), tick=False):
        services.store_position(
            loan_id=borrowed.pk, cfi="epubcfi(/6/8)", fraction=0.9, actor=reader, read=read * 60
        )
    seconds = selectors.progress_of(reader, [borrowed.title_id])[borrowed.title_id].seconds
    assert seconds == pytest.approx(60 * counted, abs=1)


def test_first_time_in_a_book_is_at_most_the_length_of_the_loan(reader: Actor) -> None:
    borrowed = loan(actor=reader)
    with time_machine.travel(borrowed.started_at + timedelta(minutes=10), tick=False):
        services.store_position(
            loan_id=borrowed.pk, cfi="epubcfi(/6/2)", fraction=0.1, actor=reader, read=10**9
        )
    assert selectors.progress_of(reader, [borrowed.title_id])[borrowed.title_id].seconds == 600


def test_two_readers_of_one_book_have_separate_times(reader: Actor) -> None:
    other, book = borrower(), lendable(copies=2)
    assert read_at(loan(book, reader), reader, 0, 3) == 180
    assert read_at(loan(book, other), other, 0, 1) == 60
    assert selectors.progress_of(reader, [book.pk])[book.pk].seconds == 180


@pytest.mark.parametrize("late_first", [True, False])
def test_place_read_last_counts_in_any_order_of_arrival(reader: Actor, late_first: bool) -> None:
    borrowed, now = loan(actor=reader), clock.now()
    sent = [(now - timedelta(hours=2), 0.9, "aa"), (now - timedelta(minutes=1), 0.3, "bb")]
    for at, part, device in reversed(sent) if late_first else sent:
        counts = services.store_position(
            loan_id=borrowed.pk,
            cfi="epubcfi(/6/4)",
            fraction=part,
            actor=reader,
            at=at,
            device=device,
        )
    assert (counts.fraction, counts.device, counts.at) == (0.3, "bb", sent[1][0])
    assert selectors.position_in_loan(loan_id=borrowed.pk, actor=reader) == counts


def test_clock_ahead_of_time_does_not_fix_a_place_for_ever(reader: Actor) -> None:
    borrowed, place = loan(actor=reader), "epubcfi(/6/4)"
    ahead = clock.now() + timedelta(days=300)
    services.store_position(loan_id=borrowed.pk, cfi=place, fraction=0.9, actor=reader, at=ahead)
    counts = services.store_position(loan_id=borrowed.pk, cfi=place, fraction=0.1, actor=reader)
    assert counts.fraction == 0.1


def test_device_name_reveals_nothing(reader: Actor) -> None:
    borrowed = loan(actor=reader)
    with pytest.raises(NoSuchPlace):
        services.store_position(
            loan_id=borrowed.pk, cfi="epubcfi(/6/4)", fraction=0.1, actor=reader, device="HP Wayan"
        )


def test_opening_costs_few_queries(reader: Actor, django_assert_max_num_queries: Any) -> None:
    borrowed = loan(actor=reader)
    with django_assert_max_num_queries(3):
        selectors.open_book(loan_id=borrowed.pk, actor=reader)


@pytest.mark.whole
@pytest.mark.parametrize(
    ("cfi", "fraction"),
    [
        ("", 0.5),
        ("halaman 3", 0.5),
        ("epubcfi()", 0.5),
        ("epubcfi(/6/4\x00)", 0.5),
        (f"epubcfi({'/4' * 600})", 0.5),
        ("epubcfi(/6/4)", -0.1),
        ("epubcfi(/6/4)", 1.1),
        ("epubcfi(/6/4)", float("nan")),
        ("epubcfi(/6/4)", float("inf")),
    ],
)
def test_invalid_place_is_refused(reader: Actor, cfi: str, fraction: float) -> None:
    borrowed = loan(actor=reader)
    with pytest.raises(NoSuchPlace):
        services.store_position(loan_id=borrowed.pk, cfi=cfi, fraction=fraction, actor=reader)
    assert not Position.objects.exists()


def test_place_in_the_book_of_another_member_is_not_stored(reader: Actor) -> None:
    borrowed = loan(actor=reader)
    with pytest.raises(NotFound):
        services.store_position(
            loan_id=borrowed.pk, cfi="epubcfi(/6/4)", fraction=0.1, actor=borrower()
        )


def test_masks_are_removed_and_only_from_the_beginning() -> None:
    font = bytes(range(256)) * 6
    for mask in ("idpf", "adobe"):
        identifier = "urn:uuid:5f6f1d6e-6a70-4b43-8f0e-6a1a3b1f0001"
        masked = unmask(font, mask=mask, identifier=identifier)
        assert masked != font
        assert masked[1040:] == font[1040:]
        assert unmask(masked, mask=mask, identifier=identifier) == font
    assert unmask(font, mask="", identifier="x") == font
    assert unmask(font, mask="adobe", identifier="bukan uuid") == font


def test_many_threads_read_one_open_book(reader: Actor) -> None:
    pictures = {f"OEBPS/g{number}.png": bytes([number]) * 300_000 for number in range(8)}
    items = [
        f'<item id="g{number}" href="g{number}.png" media-type="image/png"/>' for number in range(8)
    ]
    report = imported(epubs.book("Ramai", items=[*epubs.ITEMS, *items], changes=pictures))
    book = archive_cache.book(BookFile.objects.get(title_id=report.title_id).pk)
    with ThreadPoolExecutor(8) as threads:
        read = list(threads.map(book.read, list(pictures) * 6))
    assert read == list(pictures.values()) * 6
