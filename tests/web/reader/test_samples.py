"""Tests of samples: readable as far as the licence permits, and no further."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rontal.catalogue.models import BookFile, Title
from rontal.catalogue.states import TitleState
from rontal.core import clock
from rontal.core.limits import Limit
from rontal.lending import services
from rontal.lending.models import Licence, TitleDay
from rontal.lending.rules import LicenceEnd
from rontal.reading import archive_cache as opened_books
from rontal.reading import content_limits
from rontal.reading.pages import open_access as open_books
from rontal.reading.samples import pages as paged
from tests.support.lending.ages import child, years_ago
from tests.support.lending.factories import LIBRARIAN, borrower, bought, in_days, loan
from tests.support.reading.pages import files
from tests.support.records import epubs
from tests.support.web.reader.open_pages import opened
from tests.support.web.reader.open_texts import data_of, policy_of
from tests.support.web.reader.samples import FIRST, NOTES, SECOND, lent, text
from tests.support.web.visitors import CHROME, FIREFOX, client_of

pytestmark = pytest.mark.django_db
SENTENCE = "Di tepi sawah itu air datang bergiliran, pelan dan pasti, sejak pagi buta."


@pytest.fixture
def title() -> Title:
    return text()


@pytest.fixture(autouse=True)
def fresh_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Resets the counter of requests in this process."""
    monkeypatch.setattr(
        content_limits, "_steps", opened_books.LruCache(content_limits.LOANS, lambda _one: 1)
    )


def sample_of(title: Title, rest: str = "") -> str:
    return f"/koleksi/{title.slug}/cuplikan/{rest}"


def content_of(title: Title, path: str = FIRST) -> str:
    return f"/koleksi/cuplikan/{BookFile.objects.get(title=title).pk}/{path}"


def picture_of(title: Title, number: int, width: int = 480) -> str:
    file = BookFile.objects.get(title=title)
    return f"/koleksi/cuplikan/halaman/{file.pk}/{number}/{width}.webp"


def offers(client: Client, title: Title) -> bool:
    return sample_of(title) in client.get(f"/koleksi/{title.slug}/").content.decode()


def test_visitor_is_led_from_the_title_to_its_sample(client: Client, title: Title) -> None:
    assert offers(client, title)
    answer = client.get(sample_of(title))
    data = data_of(answer)
    assert [one["path"] for one in data["sections"]] == [FIRST, "#"]
    assert data["sections"][0]["source"] == content_of(title)
    assert [one["href"] for one in data["contents"]] == [FIRST, ""]
    assert data["about"] == f"/koleksi/{title.slug}/"
    assert not any(data.get(name) for name in ("find", "place", "marks", "copy", "here", "kept"))
    shown = answer.content.decode()
    for name in ('data-open="find"', 'id="find"', "data-bookmark", "data-marks", "data-read-here"):
        assert name not in shown
    assert "Cuplikan" in shown
    policy = policy_of(answer)
    assert policy["frame-src"] == f"http://testserver{content_of(title, '')}"
    assert "Set-Cookie" not in answer.headers


def test_sample_ends_within_a_chapter_as_licensed(client: Client, title: Title) -> None:
    content = client.get(content_of(title)).content.decode()
    whole = 39 * SENTENCE.replace(" ", "")
    shown = re.sub(r"<[^>]*>|\s", "", content.partition("<body")[2]).partition(">")[2]
    assert 0.85 * len(whole) < len(shown) < 0.95 * len(whole)
    assert content.count(SENTENCE) < 39
    assert "…" in content
    more = text(50, sentences=25)
    counts = [client.get(content_of(more, path)).content.decode().count(SENTENCE)
              for path in (FIRST, SECOND)]  # fmt: skip
    assert counts[0] == 25
    assert 5 < counts[1] < 9
    assert client.get(content_of(more, "OEBPS/rahasia.png")).status_code == 404, "it comes later"


def test_more_percent_show_more_and_the_cut_cannot_be_bypassed(client: Client) -> None:
    books = [text(percent) for percent in (10, 20, 40)]
    counts = [client.get(content_of(one)).content.decode().count(SENTENCE) for one in books]
    assert counts == sorted(set(counts))
    address = f"{content_of(books[0])}?halaman=1"
    for headers in ({}, {"accept-encoding": "gzip"}, {"range": "bytes=5000-"}):
        answer = client.get(address, headers=headers)
        assert answer.status_code == 200
        assert answer.content.count(SENTENCE.encode()) <= counts[0]


def test_only_content_of_the_sample_is_served(client: Client, title: Title) -> None:
    for path in (FIRST, "OEBPS/gaya.css", "OEBPS/peta.png", "OEBPS/latar.png"):
        assert client.get(content_of(title, path)).status_code == 200, path
    for path in (SECOND, NOTES, "OEBPS/rahasia.png", "OEBPS/nav.xhtml", "OEBPS/gambar.png",
                 "OEBPS/buku.opf", "mimetype", "../x", "x" * 3000, "%00"):  # fmt: skip
        assert client.get(content_of(title, path)).status_code == 404, path
    links = re.findall(r"<a\b([^>]*)>", client.get(content_of(title)).content.decode())
    assert links
    assert not any("href" in one for one in links), "they lead beyond the sample"


def test_sample_is_not_stored_by_browsers_or_search_engines(client: Client, title: Title) -> None:
    for address in (content_of(title), content_of(title, "OEBPS/peta.png")):
        answer = client.get(address)
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert policy_of(answer)["script-src"] == "'none'"
    assert client.get(sample_of(title)).headers["Cache-Control"] == "private, no-store"


def test_last_page_explains_in_each_language_that_the_book_goes_on(
    client: Client, title: Title
) -> None:
    for language, words in (("id", "Cuplikan berakhir di sini"), ("en", "The sample ends here")):
        answer = client.get(content_of(title, f"~akhir/{language}.xhtml"))
        assert words in answer.content.decode()
        assert f'href="/koleksi/{title.slug}/"' in answer.content.decode()
        assert answer.headers["Content-Type"].startswith("application/xhtml+xml")
    assert client.get(content_of(title, "~akhir/xx.xhtml")).status_code == 404


def test_sample_is_read_chapter_by_chapter_without_script(client: Client, title: Title) -> None:
    contents = client.get(sample_of(title, "bab/")).content.decode()
    assert "45%" in contents
    assert f'href="{sample_of(title, "bab/1/")}"' in contents
    assert "<span>Bab dua</span>" in contents
    chapter = client.get(sample_of(title, "bab/1/")).content.decode()
    assert f'src="{content_of(title)}"' in chapter
    assert "Pinjam untuk lanjut" in chapter
    for number in (0, 2, 10**9):
        assert client.get(sample_of(title, f"bab/{number}/")).status_code == 404


def ways(title: Title) -> list[str]:
    return [sample_of(title), sample_of(title, "bab/"), sample_of(title, "bab/1/"),
            content_of(title), content_of(title, "~akhir/id.xhtml")]  # fmt: skip


def refused(client: Client, title: Title) -> bool:
    answers = [client.get(address, follow=True).status_code for address in ways(title)]
    assert len(set(answers)) == 1, answers
    return answers[0] == 404 and not offers(client, title)


def test_title_without_such_a_licence_has_no_sample(client: Client) -> None:
    assert refused(client, text(0))
    assert refused(client, text(10, kind="in_library"))


def test_sample_ends_with_the_licence(client: Client) -> None:
    timed = text(kind="by_time", ends_at=in_days(3))
    assert not refused(client, timed)
    with time_machine.travel(clock.now() + timedelta(days=4)):
        assert client.get(content_of(timed)).status_code == 404
        assert client.get(sample_of(timed), follow=True).status_code == 404
    counted = text(kind="by_loans", loans_allowed=1)
    assert not refused(client, counted)
    person = borrower()
    borrowed = loan(counted, person)
    assert client.get(content_of(counted)).status_code == 200
    services.return_loan(loan_id=borrowed.pk, actor=person)
    assert client.get(content_of(counted)).status_code == 404
    ended = text()
    licence = Licence.objects.get(title=ended)
    services.end_licence(licence_id=licence.pk, because=LicenceEnd.RIGHTS, actor=LIBRARIAN)
    assert client.get(content_of(ended)).status_code == 404


@pytest.mark.parametrize("state", [TitleState.WITHDRAWN, TitleState.DRAFT])
def test_title_no_longer_public_has_no_sample(
    client: Client, title: Title, state: TitleState
) -> None:
    Title.objects.filter(pk=title.pk).update(state=state)
    for address in ways(title):
        assert client.get(address, follow=True).status_code == 404, address


def test_borrower_is_offered_no_sample(title: Title) -> None:
    person = borrower()
    assert offers(client_of(person), title)
    loan(title, person)
    assert not offers(client_of(person), title)


def for_adults() -> Title:
    book_text = text()
    Title.objects.filter(pk=book_text.pk).update(audience="adults")
    return book_text


def test_sample_of_an_adult_title_is_for_adult_members(client: Client) -> None:
    title = for_adults()
    assert not offers(client, title)
    assert "/masuk/" in client.get(sample_of(title)).headers["Location"]
    for path in (FIRST, "OEBPS/gaya.css", "OEBPS/peta.png", "~akhir/id.xhtml"):
        answer = client.get(content_of(title, path))
        assert answer.status_code >= 400
        assert SENTENCE not in answer.content.decode()
    young = client_of(child(years_ago(16)))
    assert young.get(sample_of(title)).headers["Location"] == f"/koleksi/{title.slug}/"
    assert "berusia 18 tahun" in young.get(f"/koleksi/{title.slug}/").content.decode()
    assert young.get(content_of(title)).status_code >= 400
    grown = client_of(borrower())
    assert offers(grown, title)
    assert grown.get(sample_of(title)).status_code == 200
    assert SENTENCE in grown.get(content_of(title)).content.decode()


def view_counts(title: Title) -> list[tuple[int, int]]:
    return list(TitleDay.objects.filter(title=title).values_list("looked", "seen_anew"))


def test_opening_a_sample_counts_as_a_view_and_not_as_reading(client: Client, title: Title) -> None:
    client.get(sample_of(title), headers=FIREFOX)
    client.get(content_of(title), headers=FIREFOX)
    assert view_counts(title) == [(1, 1)]
    client.head(sample_of(title), headers=CHROME)
    assert view_counts(title) == [(1, 1)]


def test_resource_costs_one_query_once_it_is_cached(client: Client, title: Title) -> None:
    address = content_of(title)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    assert len(queries) == 1


def test_requests_of_one_network_address_are_limited(
    client: Client, title: Title, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content_limits, "OPEN", Limit("reading.open_texts", 3, content_limits.HOUR))
    monkeypatch.setattr(content_limits, "STEP", 1)
    paths = [FIRST, "OEBPS/gaya.css", "OEBPS/peta.png", "OEBPS/latar.png"]
    assert [client.get(content_of(title, path)).status_code for path in paths] == [200] * 3 + [429]


def test_drawing_is_a_page_of_its_own_even_if_another_page_shows_it(client: Client) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>'
    items = (*epubs.ITEMS, '<item id="s" href="peta.svg" media-type="image/svg+xml"/>')
    package = epubs.package(items=items, spine=f'<itemref idref="s"/>{epubs.SPINE}')
    first = epubs.chapter(f'<p><img src="peta.svg" alt=""/></p>{epubs.PARAGRAPH * 40}')
    changes = {"OEBPS/buku.opf": package, FIRST: first, "OEBPS/peta.svg": drawing}
    title = lent(epubs.book(changes=changes), "buku.epub", 40)
    shown = client.get(content_of(title, "OEBPS/peta.svg"))
    assert shown.headers["Content-Type"].startswith("image/svg+xml")
    page = client.get(content_of(title, "OEBPS/peta.svg?halaman=1"))
    assert page.headers["Content-Type"].startswith("application/xhtml+xml")
    assert b"<circle" in page.content


def test_empty_sample_of_a_short_book_is_explained(client: Client) -> None:
    assert client.get(sample_of(text(1))).status_code in (200, 302)
    fixed = '<meta name="viewport" content="width=600,height=800"/>'
    page = epubs.chapter(f"<h1>Bab satu</h1>{epubs.PARAGRAPH * 40}", fixed)
    title = lent(epubs.book(changes={FIRST: page}), "buku.epub", 10)
    answer = client.get(sample_of(title))
    assert answer.status_code == 404
    assert "terlalu pendek untuk cuplikan" in answer.content.decode()
    assert f'href="/koleksi/{title.slug}/"' in answer.content.decode()


@pytest.fixture
def pages() -> Title:
    return lent(files.text(10), "buku.pdf", 25)


def test_first_pages_of_a_book_of_pages_are_shown(client: Client, pages: Title) -> None:
    assert offers(client, pages)
    answer = client.get(sample_of(pages), follow=True)
    assert answer.redirect_chain[-1][0] == sample_of(pages, "halaman/1/")
    first = answer.content.decode()
    assert "2 dari 10 halaman" in first
    assert f"{picture_of(pages, 1, 480)} 480w" in first
    assert f'rel="next" href="{sample_of(pages, "halaman/2/")}"' in first
    assert f'<a href="{sample_of(pages, "halaman/2/")}">Bab 2</a>' in first
    assert "<span>Bab 3</span>" in first
    last = client.get(sample_of(pages, "halaman/2/")).content.decode()
    assert "Bab 2" in last
    assert "Pinjam untuk lanjut" in last
    assert client.get(sample_of(pages, "halaman/3/")).headers["Location"] == sample_of(
        pages, "halaman/2/"
    )


def test_later_pictures_are_not_served(client: Client, pages: Title) -> None:
    for number, width, status in ((1, 480, 200), (2, 720, 200), (3, 480, 404), (0, 480, 404),
                                  (10, 480, 404), (1, 481, 404), (10**12, 480, 404)):  # fmt: skip
        assert client.get(picture_of(pages, number, width)).status_code == status, number
    assert client.get(picture_of(pages, 1)).headers["Cache-Control"] == "private, no-store"


def test_pictures_are_counted_by_network_address(
    client: Client, pages: Title, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = Limit("reading.open_pages", 2, open_books.PICTURES.window)
    monkeypatch.setattr(paged, "PICTURES", limit)
    answers = [client.get(picture_of(pages, 1)).status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_book_of_too_few_pages_has_no_sample(client: Client) -> None:
    short = lent(files.text(3), "buku.pdf", 25)
    assert not offers(client, short)
    assert client.get(sample_of(short), follow=True).status_code == 404
    assert client.get(picture_of(short, 1)).status_code == 404


def test_open_access_book_has_no_sample(client: Client, tmp_path: Path) -> None:
    title = opened(tmp_path, epubs.book(), "buku.epub")
    bought("concurrent", title, sample_percent=10)
    assert not offers(client, title)


def test_numbers_of_other_files_are_not_found(client: Client, title: Title, pages: Title) -> None:
    assert client.get(content_of(pages)).status_code == 404
    assert client.get(picture_of(title, 1)).status_code == 404
    for number in (0, 10**9, 10**30):
        assert client.get(f"/koleksi/cuplikan/{number}/{FIRST}").status_code == 404
        assert client.get(f"/koleksi/cuplikan/halaman/{number}/1/480.webp").status_code == 404
