"""Samples of books of pages."""

from dataclasses import dataclass

from records.codes import Format
from rontal.catalogue import selectors as catalogue
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.limits import spend
from rontal.lending import samples
from rontal.lending.samples import SampleFile
from rontal.reading.archive_cache import Resource
from rontal.reading.errors import SampleTooShort
from rontal.reading.pages import books
from rontal.reading.pages.image_sizes import Cut
from rontal.reading.pages.open_access import PICTURES, OpenPages
from rontal.reading.pages.selectors import PAGES, Words, contents_of
from rontal.reading.samples.sample_check import pages_shown


@dataclass(frozen=True)
class SamplePages(OpenPages):
    """The first `percent` percent of a book of `all_pages`; the plan ends there."""

    percent: int = 0
    all_pages: int = 0


def sample_pages_of(slug: str, actor: Actor) -> SamplePages:
    """Returns the sample of a public title. Two queries with a warm cache.

    Raises NotFound, also where no licence allows a sample, SampleTooShort where no page would be
    shown, PageUnable.
    """
    sample = samples.of_title(slug, PAGES, actor)
    whole = books.plan(books.pages_of(sample.file_id))
    count = pages_shown(whole.pages, sample.percent)
    if not count:
        raise SampleTooShort
    file = catalogue.file_with_title(sample.file_id)
    return SamplePages(
        file_id=file.pk,
        title=file.title,
        format=Format(file.format),
        plan=whole.first(count),
        contents=contents_of(file, whole),
        right_to_left=file.right_to_left,
        percent=sample.percent,
        all_pages=whole.pages,
    )


def sample_words(file_id: int, page: int, actor: Actor) -> Words:
    """Returns the lines of a sample's page as `pages.selectors.words_of`.

    Raises NotFound, PageUnable.
    """
    _require(samples.of_file(file_id, PAGES, actor), page)
    return books.words(books.pages_of(file_id), page)


def sample_picture(file_id: int, page: int, cut: Cut, *, actor: Actor, address: str) -> Resource:
    """Returns a sample's page image without a reader's mark, for an IP address.

    Raises NotFound, PageUnable, TooMany.
    """
    if not cut.exists:
        raise NotFound
    sample = samples.of_file(file_id, PAGES, actor)
    spend(PICTURES, address)
    _require(sample, page)
    return books.picture(books.pages_of(file_id), page, cut, None)


def _require(sample: SampleFile, page: int) -> None:
    whole = books.plan(books.pages_of(sample.file_id))
    if not 1 <= page <= pages_shown(whole.pages, sample.percent):
        raise NotFound
