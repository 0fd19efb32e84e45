"""Tests of open EPUBs, read without a loan or an account, with and without JavaScript."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from rontal.catalogue.models import BookFile, Title
from rontal.catalogue.states import TitleState
from rontal.core.limits import Limit
from rontal.lending.models import TitleDay
from rontal.reading import archive_cache as opened_books
from rontal.reading import content_limits, open_texts
from tests.support.lending.factories import borrower, lendable
from tests.support.reading.pages import files
from tests.support.records import epubs
from tests.support.web.reader.open_pages import opened
from tests.support.web.reader.open_texts import PAGE, content_of, data_of, policy_of, reader_of
from tests.support.web.visitors import FIREFOX, ROBOT, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Resets the counter of requests in this process."""
    monkeypatch.setattr(
        content_limits, "_steps", opened_books.LruCache(content_limits.LOANS, lambda _one: 1)
    )


@pytest.fixture
def title(tmp_path: Path) -> Title:
    return opened(tmp_path, epubs.book(), "buku.epub")


def test_title_page_links_a_visitor_to_the_reader(client: Client, title: Title) -> None:
    shown = client.get(f"/koleksi/{title.slug}/").content.decode()
    assert f'href="{reader_of(title)}"' in shown
    assert "Unduh" in shown
    assert "halaman demi halaman" not in shown


def test_title_with_open_text_and_pages_links_to_both(
    client: Client, title: Title, tmp_path: Path
) -> None:
    paged = opened(tmp_path, files.text())
    BookFile.objects.filter(title=paged).update(title=title)
    shown = client.get(f"/koleksi/{title.slug}/").content.decode()
    text, pages = shown.index(reader_of(title)), shown.index(f"/koleksi/{title.slug}/halaman/")
    assert text < pages
    assert "Baca halaman demi halaman" in shown


def test_reader_gets_no_address_of_member_data(client: Client, title: Title) -> None:
    answer = client.get(reader_of(title))
    data = data_of(answer)
    assert data["base"] == content_of(title, "")
    assert data["sections"][0]["source"] == content_of(title)
    assert data["page"] == reader_of(title)
    assert data["find"] == reader_of(title, "cari/")
    assert not any(data.get(name) for name in ("place", "marks", "copy", "here", "due", "kept"))
    shown = answer.content.decode()
    for name in ("data-bookmark", "data-marks", "data-picked", "data-newer", "data-read-here"):
        assert name not in shown
    assert "/rak/" not in shown


def test_reader_is_the_same_for_signed_in_users(client: Client, title: Title) -> None:
    member = client_of(borrower()).get(reader_of(title))
    assert data_of(member) == data_of(client.get(reader_of(title)))


def test_reading_sets_no_cookie(client: Client, title: Title) -> None:
    for address in (reader_of(title), reader_of(title, "bab/1/"), content_of(title)):
        assert "Set-Cookie" not in client.get(address).headers
    answer = client.post(reader_of(title, "cari/"), {"kata": "air"})
    assert "Set-Cookie" not in answer.headers
    assert not client.cookies


def test_policy_of_the_page_allows_only_its_own_script(client: Client, title: Title) -> None:
    answer = client.get(reader_of(title))
    policy = policy_of(answer)
    nonce = policy["script-src"].removeprefix("'nonce-").removesuffix("'")
    assert f'nonce="{nonce}"' in answer.content.decode()
    assert policy["frame-src"] == f"http://testserver{content_of(title, '')}"
    assert policy["frame-ancestors"] == "'none'"


def test_content_has_the_policy_of_lent_books_and_is_cacheable(
    client: Client, title: Title
) -> None:
    answer = client.get(content_of(title))
    assert b"Bab satu" in answer.content
    policy = policy_of(answer)
    assert policy["default-src"] == policy["script-src"] == policy["form-action"] == "'none'"
    assert policy["img-src"] == f"http://testserver{content_of(title, '')} data:"
    assert answer.headers["Cache-Control"] == "public, max-age=600"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("path", [PAGE, "OEBPS/gambar.png", "OEBPS/gaya.css"])
def test_cached_content_is_not_sent_again(client: Client, title: Title, path: str) -> None:
    for accepted in ("", "gzip", "br, gzip"):
        accepts = {"accept-encoding": accepted}
        answer = client.get(content_of(title, path), headers=accepts)
        conditional = accepts | {"if-none-match": answer.headers["ETag"]}
        again = client.get(content_of(title, path), headers=conditional)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["Content-Security-Policy"]


def test_content_is_compressed_if_accepted(client: Client, title: Title) -> None:
    plain = client.get(content_of(title))
    packed = client.get(content_of(title), headers={"accept-encoding": "gzip, br"})
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "br"
    assert len(packed.content) < len(plain.content)
    assert "Accept-Encoding" in packed.headers["Vary"]
    picture = client.get(
        content_of(title, "OEBPS/gambar.png"), headers={"accept-encoding": "gzip, br"}
    )
    assert "Content-Encoding" not in picture.headers


def test_scripts_of_a_book_are_not_served(client: Client, tmp_path: Path) -> None:
    page = epubs.chapter("<h1 onclick='x()'>Bab satu</h1><script>x()</script>")
    title = opened(tmp_path, epubs.book(changes={PAGE: page}), "buku.epub")
    content = client.get(content_of(title)).content
    assert b"Bab satu" in content
    assert b"x()" not in content


@pytest.mark.parametrize(
    "path",
    ["META-INF/container.xml", "../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%00", "OEBPS/",
     "x" * 3000, "%FF", "OEBPS/bab1.xhtml%00.png", "OEBPS/buku.opf", "mimetype"],
)  # fmt: skip
def test_no_path_leads_outside_the_book(client: Client, title: Title, path: str) -> None:
    assert client.get(content_of(title, path)).status_code == 404


def test_no_number_leads_to_another_file(client: Client, title: Title, tmp_path: Path) -> None:
    for number in (0, 10**9, 10**12, 10**30):
        assert client.get(f"/koleksi/isi/{number}/{PAGE}").status_code == 404
        assert client.get(reader_of(title, f"bab/{number}/")).status_code == 404
    for wrong in ("-1", "x", "1.5"):
        assert client.get(f"/koleksi/isi/{wrong}/{PAGE}").status_code == 404
    paged = opened(tmp_path, files.text())
    assert client.get(content_of(paged, PAGE)).status_code == 404
    assert client.get(reader_of(paged)).status_code == 404


def ways(title: Title) -> list[str]:
    return [reader_of(title), reader_of(title, "bab/"), reader_of(title, "bab/1/"),
            content_of(title)]  # fmt: skip


def test_lent_book_does_not_open_here(client: Client) -> None:
    lent = lendable()
    for address in ways(lent):
        assert client.get(address).status_code == 404, address
    assert client.post(reader_of(lent, "cari/"), {"kata": "air"}).status_code == 410


@pytest.mark.parametrize("state", [TitleState.WITHDRAWN, TitleState.DRAFT])
def test_title_no_longer_public_cannot_be_read(
    client: Client, title: Title, state: TitleState
) -> None:
    for address in ways(title):
        assert client.get(address).status_code == 200, address
    Title.objects.filter(pk=title.pk).update(state=state)
    for address in ways(title):
        assert client.get(address).status_code == 404, address
    assert client.post(reader_of(title, "cari/"), {"kata": "air"}).status_code == 410


def test_open_reader_changes_nothing(client: Client, title: Title) -> None:
    for address in ways(title):
        assert client.post(address).status_code == 405, address
    assert client.get(reader_of(title, "cari/?kata=air")).status_code == 405


def test_search_needs_no_form_token(title: Title) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(reader_of(title, "cari/"), {"kata": "BERGILIRAN"})
    assert answer.json()["said"] == "80 tempat."
    assert [one["label"] for one in answer.json()["chapters"]] == ["Bab satu", "Bab dua"]
    assert "no-store" in answer.headers["Cache-Control"]
    nothing = strict.post(reader_of(title, "cari/"), {"kata": " "})
    assert nothing.json() == {"said": "Tulis kata yang Anda cari.", "chapters": []}


def test_chapters_without_script(client: Client, title: Title) -> None:
    listed = client.get(reader_of(title, "bab/")).content.decode()
    assert f'href="{reader_of(title, "bab/2/")}#akhir"' in listed
    assert f'href="{reader_of(title, "bab/1/")}"' in listed
    one = client.get(reader_of(title, "bab/1/")).content.decode()
    assert 'sandbox="allow-same-origin"' in one
    assert f'src="{content_of(title)}"' in one
    assert f'rel="next" href="{reader_of(title, "bab/2/")}"' in one
    for shown in (listed, one):
        assert f'href="/koleksi/{title.slug}/"' in shown
        assert "/rak/" not in shown


def test_chapter_has_its_first_name_in_the_contents(client: Client, tmp_path: Path) -> None:
    inner = '<a href="bab1.xhtml">Bab satu</a><ol><li><a href="bab1.xhtml#b">Bagian</a></li></ol>'
    nav = epubs.NAV.replace('<a href="bab1.xhtml">Bab satu</a>', inner)
    title = opened(tmp_path, epubs.book(changes={"OEBPS/nav.xhtml": nav}), "buku.epub")
    one = client.get(reader_of(title, "bab/1/")).content.decode()
    assert '<h1 lang="id">Bab satu</h1>' in one


def test_one_address_fetches_no_more_than_many_readers_would(
    client: Client, title: Title, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content_limits, "OPEN", Limit("reading.open_texts", 0, content_limits.HOUR))
    monkeypatch.setattr(content_limits, "STEP", 1)
    answer = client.get(content_of(title))
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert client.get(reader_of(title)).status_code == 200


def test_one_address_searches_no_more_than_many_readers_would(
    client: Client, title: Title, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = Limit("reading.find_open", 1, open_texts.SEARCHES.window)
    monkeypatch.setattr(open_texts, "SEARCHES", few)
    statuses = [
        client.post(reader_of(title, "cari/"), {"kata": "air"}).status_code for _ in range(2)
    ]
    assert statuses == [200, 429]


def test_opening_the_reader_is_counted_and_turning_pages_is_not(
    client: Client, title: Title
) -> None:
    for address in ways(title)[1:]:
        client.get(address, headers=FIREFOX)
    client.head(reader_of(title), headers=FIREFOX)
    client.get(reader_of(title), headers=ROBOT)
    assert not TitleDay.objects.exists()
    client.get(reader_of(title), headers=FIREFOX)
    client.get(reader_of(title), headers=FIREFOX)
    assert TitleDay.objects.values_list("title", "opened", "read_open").get() == (title.pk, 0, 1)


def test_page_and_resource_need_one_query_and_the_reader_one_more_to_count(
    client: Client, title: Title, django_assert_num_queries: Any
) -> None:
    page, _contents, chapter, content = ways(title)
    for address in (page, chapter, content):
        client.get(address)
    for address, number in ((page, 5), (page, 2), (chapter, 1), (content, 1)):
        with django_assert_num_queries(number):
            client.get(address, headers=FIREFOX)
