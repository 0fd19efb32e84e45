"""Offline book for the scripts: the URLs of all files that are needed to read it."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.catalogue.models import Title
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.reading.offline.selectors import parts_of
from rontal.reading.pages.image_sizes import WIDTHS
from rontal.reading.pages.selectors import PageBook, open_pages
from rontal.reading.selectors import OpenBook, open_book
from rontal.ui import covers
from rontal.web.collection import addresses
from rontal.web.collection.book_lists import cover_of
from rontal.web.reader import epub_outline

STYLE_FILES: Final = ("ui/ui.css", "ui/icon.svg", "ui/fonts/eczar-latin-600-normal.woff2")
OF_READER: Final = (*STYLE_FILES, "web/reader.css", "web/reader.js")
OF_PAGES: Final = (*STYLE_FILES, "web/reader.css", "web/pages.css", "web/pages.js")
PAGE_IMAGE_WIDTH: Final = WIDTHS[2]
"""Width in pixels of offline page images; larger ones would fill a phone."""
ABOUT_THE_READER: Final = 400_000  # bytes of its page, scripts, styles and typefaces
USUAL_PICTURE: Final = (
    150_000  # estimated bytes of a page image; the size is known once it is rendered
)
WORDS: Final[dict[str, str | Promise]] = {
    "going": _("{done} of about {total} MB"),
    "waiting": _("You are offline. This will continue automatically when you are back online."),
    "stopped": _("Not everything has been downloaded. What is here is saved; press to continue."),
    "elsewhere": _("The book was opened or saved on another device. Press to continue here."),
    "full": _(
        "There is not enough space for the book: it needs about {total} MB, and {free} MB are "
        "free. Free up space and try again."
    ),
    "over": _("This loan has ended, or you are signed out. The book was not saved."),
    "today": _("until {time} today"),
    "tonight": _("until tonight"),
    "morrow": _("until {time} tomorrow"),
    "tomorrow": _("until tomorrow night"),
    "days": _("{days} days left"),
    "until": _("until {date}"),
}  # fmt: skip


@dataclass(frozen=True)
class OfflineBook:
    """Offline book: URL of its page, and the files that it needs, as (URL, bytes).

    Sizes that are not known in advance are estimates.
    """

    title: Title
    page: str
    parts: list[tuple[str, int]]
    keeps: str
    """URL of the marks, which change while the book is offline."""

    @property
    def size(self) -> int:
        """Approximate size of all files in bytes."""
        return ABOUT_THE_READER + sum(size for _address, size in self.parts)


def offline_book_of(loan_id: int, actor: Actor) -> OfflineBook:
    """Returns the book of a running loan; raises NotFound, PageUnable, ReadInLibrary."""
    try:
        return _of_text(open_book(loan_id=loan_id, actor=actor), actor)
    except NotFound:
        return _of_pages(open_pages(loan_id=loan_id, actor=actor))


def for_script(book: OfflineBook) -> dict[str, Any]:
    """Returns the data that the script for saving a book needs."""
    title = book.title
    picture = cover_of(title)
    cover = addresses.cover(picture.digest, 224) if picture else ""
    return {
        "title": title.title,
        "by": title.by_line,
        "language": title.language,
        "cover": cover,
        "drawn": "" if cover else covers.draw(title.title, title.by_line),
        "page": book.page,
        "marks": book.keeps,
        "parts": [*book.parts, *([(cover, 0)] if cover else [])],
    }


def words() -> dict[str, str]:
    """Returns the texts of the scripts in the active language."""
    return {code: str(text) for code, text in WORDS.items()}


def _of_text(book: OpenBook, actor: Actor) -> OfflineBook:
    start = reverse("resource", args=[book.loan_id, book.token, "x"]).removesuffix("x")
    content = [
        (start + quote(part.path), part.size)
        for part in parts_of(loan_id=book.loan_id, actor=actor)
    ]
    drawn = [(source, 0) for source in epub_outline.sources(book) if "?" in source]
    marks = reverse("marks", args=[book.loan_id])
    files = [(static(name), 0) for name in OF_READER]
    faces = [(static(f"ui/fonts/{name}"), 0) for name in epub_outline.FACES.values()]
    parts = [*files, *faces, *content, *drawn, (marks, 0)]
    return OfflineBook(book.title, reverse("read", args=[book.loan_id]), parts, marks)


def _of_pages(book: PageBook) -> OfflineBook:
    numbers = range(1, book.plan.pages + 1)
    pictures = [
        (
            reverse("page_picture", args=[book.loan_id, book.token, number, PAGE_IMAGE_WIDTH]),
            USUAL_PICTURE,
        )
        for number in numbers
    ]
    texts = [
        (reverse("page_words", args=[book.loan_id, book.token, number]), 0) for number in numbers
    ]
    files = [(static(name), 0) for name in OF_PAGES]
    marks = reverse("marks", args=[book.loan_id])
    parts = [*files, *pictures, *texts, (marks, 0)]
    return OfflineBook(book.title, reverse("pages", args=[book.loan_id]), parts, marks)
