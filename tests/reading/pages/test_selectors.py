"""Tests of pages of a book on loan."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from PIL import Image, ImageChops, ImageStat

from rontal.catalogue.models import BookFile
from rontal.core import sealed_files
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.lending.models import Loan
from rontal.lending.rules import LicenceKind
from rontal.lending.services import return_loan
from rontal.reading import services
from rontal.reading.errors import NoSuchPlace
from rontal.reading.pages import books, selectors
from rontal.reading.pages.image_sizes import Cut
from rontal.reading.pages.renderer import renderer
from tests.support.lending.factories import borrower, bought, lendable, loan
from tests.support.policies import with_policies
from tests.support.reading.pages import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Actor:
    return borrower()


@pytest.fixture(autouse=True)
def empty_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Empties memory and disk caches before each test."""
    place = books.DiskCache(tmp_path)
    monkeypatch.setattr(books, "page_cache", lambda: place)
    for one in ("_books", "_plans", "_pictures", "_refused"):
        old = getattr(books, one)
        monkeypatch.setattr(books, one, books.LruCache(old._capacity, old._weigh))


def lent(reader: Actor, content: bytes, name: str = "buku.pdf") -> Loan:
    return loan(lendable(title=files.title(content, name)), reader)


def shown(borrowed: Loan, actor: Actor, page: int = 1, width: int = 480, tile: Any = None) -> Any:
    content = selectors.picture(loan_id=borrowed.pk, page=page, cut=Cut(width, tile), actor=actor)
    return Image.open(io.BytesIO(content))


def words_of(borrowed: Loan, actor: Actor, page: int = 1) -> str:
    lines = selectors.words(loan_id=borrowed.pk, page=page, actor=actor)
    return " ".join(line[4] for line in lines)


def all_drawn() -> None:
    """Waits for pages that are rendered in advance."""
    renderer()._turns.submit(int).result()


def test_page_is_rendered_at_the_next_larger_width(reader: Actor) -> None:
    borrowed = lent(reader, files.text())
    for width in (480, 1080):
        picture = shown(borrowed, reader, width=width)
        assert picture.format == "WEBP"
        assert picture.width == width
        assert picture.height == pytest.approx(width * 210 / 148, abs=2)
    assert min(picture.convert("L").get_flattened_data()) < 60  # the page is not blank


def test_words_are_in_order_and_on_the_page(reader: Actor) -> None:
    borrowed = lent(reader, files.text())
    assert words_of(borrowed, reader, 2).startswith("Bab 2 Halaman 2. Air subak mengalir pelan.")
    lines = selectors.words(loan_id=borrowed.pk, page=2, actor=reader)
    for left, top, width, height, _text in lines:
        assert 0 <= left < left + width <= 10_000
        assert 0 <= top < top + height <= 14_200
    assert [line[1] for line in lines] == sorted(line[1] for line in lines)


def test_hyphenated_words_are_found_and_their_lines_stay_separate(
    reader: Actor,
) -> None:
    borrowed = lent(reader, files.divided())
    lines = selectors.words(loan_id=borrowed.pk, page=1, actor=reader)
    heights = [height for _left, _top, _width, height, _text in lines]
    assert max(heights) < 1.5 * min(heights)
    assert any(text.endswith("\u00ad") for *_box, text in lines)
    words = "internationalization"
    places, _labels = selectors.find_in_pages(loan_id=borrowed.pk, words=words, actor=reader)
    assert places.total == 4


def test_scanned_page_has_no_words(reader: Actor) -> None:
    borrowed = lent(reader, files.scan())
    assert words_of(borrowed, reader) == ""
    assert shown(borrowed, reader).width == 480


def test_contents_come_from_the_outline(reader: Actor) -> None:
    book = selectors.open_pages(loan_id=lent(reader, files.text()).pk, actor=reader)
    assert [(one["label"], one["href"]) for one in book.contents] == [
        ("Bab 1", "#page=1"), ("Bab 2", "#page=2"), ("Bab 3", "#page=3"),
    ]  # fmt: skip
    assert book.plan.pages == 3


def test_pages_have_their_printed_labels(reader: Actor) -> None:
    import pikepdf

    def number(document: Any) -> None:
        document.Root.PageLabels = pikepdf.Dictionary(
            Nums=pikepdf.Array([0, pikepdf.Dictionary(S=pikepdf.Name.r), 2,
                                pikepdf.Dictionary(S=pikepdf.Name.D, St=1)])
        )  # fmt: skip

    borrowed = lent(reader, files.changed(files.text(4), number))
    plan = selectors.open_pages(loan_id=borrowed.pk, actor=reader).plan
    assert plan.labels == {1: "i", 2: "ii", 3: "1", 4: "2"}


def test_a_turned_page_is_shown_and_read_upright(reader: Actor) -> None:
    def turn(document: Any) -> None:
        document.pages[0].rotate(90, relative=False)

    borrowed = lent(reader, files.changed(files.text(), turn))
    picture = shown(borrowed, reader)
    assert picture.width > picture.height
    lines = selectors.words(loan_id=borrowed.pk, page=1, actor=reader)
    heading = next(line for line in lines if line[4].startswith("Bab"))
    assert heading[0] > 8_000  # rotated: the top is now at the right


def test_sizes_of_mixed_pages_are_known_before_rendering(reader: Actor) -> None:
    borrowed = lent(reader, files.blank([(400, 600), (400, 600), (600, 400)]))
    plan = selectors.open_pages(loan_id=borrowed.pk, actor=reader).plan
    assert plan.sizes == ((2, 40_000, 60_000), (1, 60_000, 40_000))
    assert plan.size(3) == (60_000, 40_000)


def test_enlarged_views_come_in_tiles_that_make_up_the_page(reader: Actor) -> None:
    borrowed = lent(reader, files.text())
    assert shown(borrowed, reader, width=3200, tile=(0, 0)).size == (512, 512)
    assert shown(borrowed, reader, width=3200, tile=(6, 0)).size == (128, 512)
    with pytest.raises(NotFound):
        shown(borrowed, reader, width=3200, tile=(7, 0))


@pytest.mark.parametrize("cut", [Cut(481), Cut(3200), Cut(480, (0, 0)), Cut(3200, (-1, 0))])
def test_only_listed_widths_are_available(reader: Actor, cut: Cut) -> None:
    borrowed = lent(reader, files.text())
    with pytest.raises(NotFound):
        selectors.picture(loan_id=borrowed.pk, page=1, cut=cut, actor=reader)


@pytest.mark.parametrize("page", [0, 4, 99_999])
def test_page_number_outside_the_book_is_not_found(reader: Actor, page: int) -> None:
    borrowed = lent(reader, files.text())
    with pytest.raises(NotFound):
        shown(borrowed, reader, page)
    with pytest.raises(NotFound):
        words_of(borrowed, reader, page)


def test_sequence_of_pictures_is_read_as_pages_with_captions(reader: Actor) -> None:
    info = (
        "<ComicInfo><Title>Lontar</Title><Manga>YesAndRightToLeft</Manga><Pages>"
        '<Page Image="0" Bookmark="Sampul"/><Page Image="1" DoublePage="true"/></Pages></ComicInfo>'
    )
    pages = {"2.jpg": files.picture(words="2"), "1.jpg": files.picture((300, 200), words="1")}
    borrowed = lent(reader, files.row(pages, info), "lontar.cbz")
    book = selectors.open_pages(loan_id=borrowed.pk, actor=reader)
    assert book.plan.sizes == ((1, 300, 200), (1, 600, 900))
    assert book.right_to_left
    assert book.plan.wide == (2,)
    assert book.contents == [{"label": "Sampul", "href": "#page=1", "children": []}]
    assert shown(borrowed, reader, 2).size == (480, 720)
    assert words_of(borrowed, reader) == ""


def test_leaf_ten_times_as_long_as_high_comes_in_tiles(reader: Actor) -> None:
    borrowed = lent(reader, files.leaves(), "lontar.cbz")
    assert shown(borrowed, reader, width=1600).size == (1600, 160)
    assert shown(borrowed, reader, width=3200, tile=(0, 0)).size == (512, 320)
    assert shown(borrowed, reader, width=6400, tile=(12, 1)).size == (256, 128)
    with pytest.raises(NotFound):  # larger than the scan
        shown(borrowed, reader, width=12800, tile=(0, 0))


def test_page_is_visible_to_its_borrower_only(reader: Actor) -> None:
    borrowed = lent(reader, files.text())
    for stranger in (borrower(), Actor.visitor(), Actor.system("x")):
        for read_page in (shown, words_of):
            with pytest.raises(NotFound):
                read_page(borrowed, stranger)
        with pytest.raises(NotFound):
            selectors.open_pages(loan_id=borrowed.pk, actor=stranger)


def test_pages_are_closed_with_the_loan(reader: Actor) -> None:
    borrowed = lent(reader, files.text())
    shown(borrowed, reader)
    late = borrowed.due_at + timedelta(seconds=1)
    with time_machine.travel(late, tick=False), pytest.raises(NotFound):
        shown(borrowed, reader)
    return_loan(loan_id=borrowed.pk, actor=reader)
    with pytest.raises(NotFound):
        shown(borrowed, reader)


def test_a_page_costs_one_query(reader: Actor, django_assert_num_queries: Any) -> None:
    borrowed = lent(reader, files.text())
    shown(borrowed, reader)
    words_of(borrowed, reader)
    with django_assert_num_queries(1):
        shown(borrowed, reader)
    with django_assert_num_queries(1):
        words_of(borrowed, reader)
    with django_assert_num_queries(1):
        shown(borrowed, reader, 3, width=720)  # not cached


def test_page_is_rendered_once_also_for_another_process(
    reader: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    borrowed = lent(reader, files.text())
    first = selectors.picture(loan_id=borrowed.pk, page=2, cut=Cut(480), actor=reader)
    all_drawn()
    monkeypatch.setattr(
        books, "_pictures", books.LruCache(10**6, lambda one: one.weight)
    )  # as in a new process
    monkeypatch.setattr(books, "_books", books.LruCache(10, lambda _one: 1))
    monkeypatch.setattr(type(renderer()), "ask", lambda *_, **__: pytest.fail("drawn again"))
    assert selectors.picture(loan_id=borrowed.pk, page=2, cut=Cut(480), actor=reader) == first


def test_next_page_is_rendered_in_advance(reader: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    borrowed = lent(reader, files.text())
    shown(borrowed, reader)
    all_drawn()
    monkeypatch.setattr(type(renderer()), "ask", lambda *_, **__: pytest.fail("not drawn before"))
    assert shown(borrowed, reader, 2).width == 480


def test_cached_pages_cannot_be_read_without_the_book(
    reader: Actor, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    borrowed = lent(reader, files.text())
    picture = selectors.picture(loan_id=borrowed.pk, page=1, cut=Cut(480), actor=reader)
    lying = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert lying
    assert not any(b"WEBP" in content or picture[100:140] in content for content in lying)


def test_altered_cached_page_is_rendered_again(
    reader: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    borrowed = lent(reader, files.text())
    first = shown(borrowed, reader).size
    all_drawn()
    for path in (path for path in tmp_path.rglob("*") if path.is_file()):
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    monkeypatch.setattr(books, "_pictures", books.LruCache(10**6, lambda one: one.weight))
    assert shown(borrowed, reader).size == first


def test_book_whose_file_was_erased_is_not_found(
    reader: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    borrowed = lent(reader, files.text())
    file = BookFile.objects.select_related("file").get(title=borrowed.title_id).file
    with django_capture_on_commit_callbacks(execute=True):
        sealed_files.erase(file, actor=files.SYSTEM, reason="test")
    with pytest.raises(NotFound):
        shown(borrowed, reader)


def test_page_mark_is_in_the_picture_if_the_library_requires_it(
    reader: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    borrowed = lent(reader, files.blank([(400, 600)] * 2))
    white = {(255, 255, 255)}
    assert set(shown(borrowed, reader).convert("RGB").get_flattened_data()) == white
    library = with_policies(settings.LIBRARY, page_mark=True)
    monkeypatch.setattr(settings, "LIBRARY", library)
    marked = shown(borrowed, reader, 1).convert("RGB")
    assert set(marked.crop((0, 0, 480, 650)).get_flattened_data()) == white
    assert set(marked.crop((0, 690, 480, 720)).get_flattened_data()) != white
    other = borrower()
    lendable(title=borrowed.title)
    theirs = loan(borrowed.title, other)
    assert shown(theirs, other).convert("RGB").tobytes() != marked.tobytes()


def test_page_mark_is_in_the_picture_if_the_licence_requires_it(reader: Actor) -> None:
    title = files.title(files.blank([(400, 600)] * 2), "buku.pdf")
    marked = bought(LicenceKind.CONCURRENT, title, copies=2, page_mark=True)
    first, second = borrower(), borrower()
    pictures = [shown(loan(title, one), one).convert("RGB") for one in (first, second)]
    white = {(255, 255, 255)}
    assert all(set(one.get_flattened_data()) != white for one in pictures)
    assert pictures[0].tobytes() != pictures[1].tobytes(), "each carries the number of its reader"
    lendable(title=title)
    free = loan(title, reader)
    assert free.licence_id != marked.pk
    all_drawn()
    for page in (1, 2):
        assert set(shown(free, reader, page).convert("RGB").get_flattened_data()) == white


def test_place_is_a_page_and_is_restored(reader: Actor) -> None:
    borrowed = lent(reader, files.text(5))
    services.store_position(loan_id=borrowed.pk, cfi="page=4", fraction=0.75, actor=reader)
    assert selectors.open_pages(loan_id=borrowed.pk, actor=reader).page == 4
    services.store_position(loan_id=borrowed.pk, cfi="epubcfi(/6/4)", fraction=0.5, actor=reader)
    assert selectors.open_pages(loan_id=borrowed.pk, actor=reader).page == 3


@pytest.mark.whole
@pytest.mark.parametrize("place", ["page=0", "page=", "page=1 ", "page=-1", "page=1000000", "x"])
def test_invalid_place_is_not_stored(reader: Actor, place: str) -> None:
    borrowed = lent(reader, files.text())
    with pytest.raises(NoSuchPlace):
        services.store_position(loan_id=borrowed.pk, cfi=place, fraction=0.5, actor=reader)


@pytest.mark.whole
@pytest.mark.parametrize("kind", ["pdf", "images"])
def test_joined_tiles_are_the_page(reader: Actor, kind: str) -> None:
    content = files.text() if kind == "pdf" else files.row({"1.jpg": files.picture((3000, 2000))})
    borrowed = lent(reader, content, "buku.pdf" if kind == "pdf" else "buku.cbz")
    whole = shown(borrowed, reader, width=1600).convert("L")
    high = round(3200 * whole.height / whole.width)
    pasted = Image.new("L", (3200, high), "white")
    for row in range(-(-high // 512)):
        for column in range(7):
            tile = shown(borrowed, reader, width=3200, tile=(column, row))
            pasted.paste(tile.convert("L"), (column * 512, row * 512))
    apart = ImageChops.difference(pasted.resize(whole.size), whole)
    assert ImageStat.Stat(apart).mean[0] < 3


def test_in_library_book_is_not_shown_elsewhere(reader: Actor) -> None:
    borrowed = lent(reader, files.text())
    Loan.objects.filter(pk=borrowed.pk).update(in_library=True)
    with pytest.raises(NotFound):
        shown(borrowed, reader)
    with pytest.raises(NotFound):
        words_of(borrowed, reader.at("203.0.113.9"))
