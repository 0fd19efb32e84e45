"""Tests of hostile books: each is refused with a reason, and the next one opens."""

import io
import time
import zlib
from collections.abc import Iterator

import pikepdf
import pytest

from rontal.core.children.limits import Bounds
from rontal.reading.pages.refusals import RefusalReason, Refused
from rontal.reading.pages.renderer import Book, Renderer
from tests.support.reading.pages import files

SMALL = Bounds(
    core_seconds=3, seconds=8, start_seconds=60, memory=400_000_000, allocated=1_000_000_000
)


@pytest.fixture(scope="module")
def painter() -> Iterator[Renderer]:
    renderer = Renderer(SMALL)
    yield renderer
    renderer.stop()


def book(content: bytes, kind: str = "pdf", paths: tuple[str, ...] = ("1.jpg",)) -> Book:
    return Book(str(zlib.crc32(content)), kind, len(content), lambda: io.BytesIO(content), paths)


def request_page(painter: Renderer, opened: Book, what: str = "picture", page: int = 1) -> bytes:
    more = {"width": 480, "tile": None, "mark": ""} if what == "picture" else {}
    answer = painter.run(lambda: painter.ask(opened, what, page, **more))
    return answer.parts[0] if answer.parts else b"said"


def why(painter: Renderer, opened: Book, what: str = "picture") -> RefusalReason:
    with pytest.raises(Refused) as caught:
        request_page(painter, opened, what)
    return caught.value.why


def outcome(painter: Renderer, opened: Book, what: str = "picture") -> str:
    """Returns "shown" or the reason of the refusal; both are allowed here."""
    try:
        request_page(painter, opened, what)
    except Refused as refused:
        return refused.why
    return "shown"


def still_draws(painter: Renderer) -> bool:
    return request_page(painter, book(files.text()))[8:12] == b"WEBP"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", RefusalReason.BROKEN),
        (b"%PDF-1.7\n%%EOF", RefusalReason.BROKEN),
        (files.text()[:2000], RefusalReason.BROKEN),
        (b"\x00" * 100_000, RefusalReason.BROKEN),
        (files.locked(files.text()), RefusalReason.PROTECTED),
    ],
    ids=["empty", "nothing in it", "cut short", "zeros", "locked"],
)
def test_file_that_is_no_pdf_is_reported(
    painter: Renderer, content: bytes, expected: RefusalReason
) -> None:
    assert why(painter, book(content)) is expected
    assert still_draws(painter)


def test_broken_object_table_is_repaired(painter: Renderer) -> None:
    content = files.text()
    at = content.rindex(b"startxref")
    broken = content[:at] + b"startxref\n99999999\n%%EOF"
    assert request_page(painter, book(broken))[8:12] == b"WEBP"


@pytest.mark.parametrize(
    "box",
    [
        (0, 0, 1e9, 1e9), (0, 0, 1e-9, 5), (0, 0, 0, 0), (5, 5, -5, -5), (0, 0, 1, 1e7),
        (0, 0, 1e7, 1),
    ],
)  # fmt: skip
def test_giant_or_empty_page_gets_a_bounded_size(painter: Renderer, box: tuple[float, ...]) -> None:
    assert len(request_page(painter, book(files.drawn(b"0 0 10 10 re f", box)))) < 1_000_000
    assert request_page(painter, book(files.drawn(b"0 0 10 10 re f", box)), "text") == b"said"


@pytest.mark.whole
def test_endless_page_is_abandoned(painter: Renderer) -> None:
    shape = b"0 0 m 400 600 l 300 10 500 300 20 400 c b* " * 40 + b"\n"
    endless = b"/a gs 0.1 w 0 0 400 600 re W n " + shape * 200_000
    document, out = pikepdf.new(), io.BytesIO()
    page = document.add_blank_page(page_size=(400, 600))
    page.Contents = document.make_stream(endless)
    document.save(out, compress_streams=True)
    started = time.monotonic()
    assert why(painter, book(out.getvalue())) is RefusalReason.TOO_HEAVY
    assert time.monotonic() - started < 30
    assert still_draws(painter)


@pytest.mark.whole
def test_self_referencing_form_does_no_harm(painter: Renderer) -> None:
    document, out = pikepdf.new(), io.BytesIO()
    page = document.add_blank_page(page_size=(400, 600))
    form = document.make_stream(b"/F Do /F Do /F Do")
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox = pikepdf.Array([0, 0, 400, 600])
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    page.Contents = document.make_stream(b"/F Do")
    document.save(out)
    assert outcome(painter, book(out.getvalue())) in ("shown", RefusalReason.TOO_HEAVY)
    assert still_draws(painter)


def test_cyclic_page_tree_ends(painter: Renderer) -> None:
    content = files.changed(files.text(), lambda pdf: pdf.Root.Pages.Kids.append(pdf.Root.Pages))
    assert outcome(painter, book(content), "plan") in (
        "shown",
        RefusalReason.BROKEN,
        RefusalReason.TOO_HEAVY,
    )
    assert still_draws(painter)


@pytest.mark.whole
def test_picture_that_expands_beyond_memory_is_refused(painter: Renderer) -> None:
    document, out = pikepdf.new(), io.BytesIO()
    page = document.add_blank_page(page_size=(400, 600))
    bomb = pikepdf.Stream(document, zlib.compress(zlib.compress(b"\0" * 400_000_000, 9), 9))
    bomb.Filter = pikepdf.Array([pikepdf.Name.FlateDecode] * 2)
    bomb.Type, bomb.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    bomb.Width, bomb.Height, bomb.BitsPerComponent = 60_000, 60_000, 8
    bomb.ColorSpace = pikepdf.Name.DeviceRGB
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(B=bomb))
    page.Contents = document.make_stream(b"400 0 0 600 0 0 cm /B Do")
    document.save(out, recompress_flate=False)
    assert outcome(painter, book(out.getvalue())) in (
        "shown",
        RefusalReason.BROKEN,
        RefusalReason.TOO_HEAVY,
    )
    assert still_draws(painter)


def test_ten_thousand_pages_open_and_the_last_one_is_shown(painter: Renderer) -> None:
    content = files.blank([(400, 600)] * 10_000)
    assert request_page(painter, book(content), "plan") == b"said"
    assert request_page(painter, book(content), page=10_000)[8:12] == b"WEBP"


def test_too_many_pages_are_refused(painter: Renderer) -> None:
    document, out = pikepdf.new(), io.BytesIO()
    page = document.add_blank_page(page_size=(400, 600))
    document.Root.Pages.Kids = pikepdf.Array([page.obj] * 100_000)
    document.Root.Pages.Count = 100_000
    document.save(out)
    assert why(painter, book(out.getvalue())) is RefusalReason.BROKEN
    assert still_draws(painter)


@pytest.mark.parametrize(
    "content",
    [b"\xff\xd8\xff", b"", files.picture()[:300], b"GIF89a" + b"\xff" * 50],
    ids=["head only", "empty", "cut short", "no gif"],
)
def test_damaged_picture_is_reported(painter: Renderer, content: bytes) -> None:
    row = files.row({"1.jpg": content, "2.jpg": files.picture()})
    opened = book(row, "images", ("1.jpg", "2.jpg"))
    assert why(painter, opened) is RefusalReason.BROKEN
    assert request_page(painter, opened, page=2)[8:12] == b"WEBP"
    assert request_page(painter, opened, "plan") == b"said"


def test_picture_that_claims_to_be_gigantic_is_refused(painter: Renderer) -> None:
    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content).to_bytes(4, "big")
        return len(content).to_bytes(4, "big") + kind + content + check

    size = (60_000).to_bytes(4, "big") * 2
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size + b"\x08\x02\0\0\0")
    png += chunk(b"IDAT", zlib.compress(b"\0" * 10_000_000)) + chunk(b"IEND", b"")
    opened = book(files.row({"1.jpg": png}), "images")
    assert why(painter, opened) is RefusalReason.TOO_HEAVY
    assert still_draws(painter)


def test_bytes_that_do_not_arrive_end_the_child_and_the_next_book_opens(painter: Renderer) -> None:
    def away() -> io.BytesIO:
        raise OSError("the storage is away")

    gone = Book("gone", "pdf", 5000, away, ())
    with pytest.raises(OSError, match="away"):
        request_page(painter, gone)
    assert still_draws(painter)
