"""Tests of every rate limit per network address.

Each limit is reached at its count, names the waiting time in the reader's language, loses no
input, and does not affect another address.
"""

import json
import re
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import Any, Final

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rontal.catalogue.models import BookFile
from rontal.core import clock, stepped_limits
from rontal.core.limits import Limit, count_attempt
from rontal.feedback.models import Ticket
from rontal.interop.authentication import reader as apps
from rontal.lending.services import use_counts
from rontal.membership.models import Application, Draft
from rontal.membership.selectors import draft_values
from rontal.reading import archive_cache as opened_books
from rontal.reading import content_limits, open_texts
from rontal.reading.pages import open_access as open_pages
from rontal.ui import request_limits
from rontal.web.feedback import limits as feedback
from rontal.web.registration import limits as registration
from tests.support.interop.opds.shelves import basic
from tests.support.lending.factories import lendable
from tests.support.membership import pictures
from tests.support.reading.pages import files
from tests.support.records import epubs
from tests.support.web.feedback import TYPED, key_of
from tests.support.web.reader.open_pages import opened, picture_of
from tests.support.web.reader.open_texts import content_of, reader_of
from tests.support.web.registration import walk
from tests.support.web.registration.sending import solve
from tests.support.web.visitors import FIREFOX

pytestmark = pytest.mark.django_db
HERE, NEXT = "198.51.100.1", "203.0.113.2"
Request = Callable[[], Any]
Way = Callable[[Client, Path], Request]


def browser(address: str, language: str = "id") -> Client:
    client = Client(REMOTE_ADDR=address, headers={"Accept-Language": language})
    client.cookies["bahasa"] = language
    return client


@pytest.fixture(autouse=True)
def frozen_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stops time and resets the counter of requests in this process."""
    monkeypatch.setattr(
        content_limits, "_steps", opened_books.LruCache(content_limits.LOANS, lambda _one: 1)
    )
    monkeypatch.setattr(content_limits, "STEP", 1)
    monkeypatch.setattr(stepped_limits, "STEP", 1)
    with time_machine.travel(clock.now(), tick=False):
        yield


def photos(client: Client, _folder: Path) -> Request:
    walk.begin(client)
    return lambda: walk.add_photos(client)


def photo(client: Client, _folder: Path) -> Request:
    walk.begin(client)
    return lambda: client.post("/daftar/foto/card/", {"file": walk.upload()})


def camera(client: Client, _folder: Path) -> Request:
    walk.begin(client)
    return lambda: client.post("/daftar/foto/card/ambil/", {"file": walk.upload()})


def saved(client: Client, _folder: Path) -> Request:
    walk.begin(client)
    return lambda: client.post("/daftar/simpan/siapa/", {"name": "Ni Luh Sari"})


def sent(client: Client, _folder: Path) -> Request:
    walk.fill(client, walk.ADULT)
    return lambda: walk.send(client)


def sent_with_proof(client: Client, _folder: Path) -> Request:
    walk.fill(client, walk.ADULT)
    proof = solve(client)
    return lambda: walk.send(client, altcha=proof)


def link(path: str) -> Way:
    return lambda client, _folder: lambda: client.get(path)


def form(path: str, **fields: str) -> Way:
    return lambda client, _folder: lambda: client.post(path, fields)


def draft_token(client: Client) -> str:
    match = re.search(rb'data-url="/saran/berkas/(\w+)/"', client.get("/saran/").content)
    assert match
    return match[1].decode()


def complaint_challenge(client: Client, _folder: Path) -> Request:
    token = draft_token(client)
    return lambda: client.get(f"/saran/bukti/{token}/")


def complaint_file(client: Client, _folder: Path) -> Request:
    token = draft_token(client)
    content = pictures.encoded("PNG")
    return lambda: client.post(
        f"/saran/berkas/{token}/", {"file": SimpleUploadedFile("foto.png", content)}
    )


def complaint(client: Client, _folder: Path) -> Request:
    return lambda: client.post("/saran/", {**TYPED, "key": key_of(client)})


def complaint_with_proof(client: Client, _folder: Path) -> Request:
    import altcha

    page = client.get("/saran/").content
    url = re.search(rb'data-altcha-url="([^"]+)"', page)[1].decode()  # type: ignore[index]
    key = re.search(rb'name="key" value="([^"]+)"', page)[1].decode()  # type: ignore[index]
    challenge = altcha.Challenge.from_dict(json.loads(client.get(url).content))
    proof = altcha.Payload(challenge, altcha.solve_challenge(challenge)).to_base64()
    return lambda: client.post("/saran/", {**TYPED, "key": key, "altcha": proof})


def reply(client: Client, _folder: Path) -> Request:
    client.post("/saran/", {**TYPED, "key": key_of(client)})
    assert Ticket.objects.exists()
    return lambda: client.post("/saran/lacak/tambah/", {"words": "Masih mati."})


def open_picture(client: Client, folder: Path) -> Request:
    title = opened(folder, files.text())
    return lambda: client.get(picture_of(title), headers={"sec-fetch-dest": "document"})


def open_content(client: Client, folder: Path) -> Request:
    title = opened(folder, epubs.book(), "buku.epub")
    pieces = cycle((content_of(title), content_of(title, "OEBPS/bab2.xhtml")))
    return lambda: client.get(next(pieces))


def open_search(client: Client, folder: Path) -> Request:
    title = opened(folder, epubs.book(), "buku.epub")
    return lambda: client.post(reader_of(title, "cari/"), {"kata": "air"})


def open_title(client: Client, _folder: Path) -> Request:
    slug = lendable().slug
    own = FIREFOX | {"sec-fetch-site": "same-origin"}
    return lambda: client.post(f"/koleksi/{slug}/dilihat/", headers=own)


def app(client: Client, _folder: Path) -> Request:
    return lambda: client.get("/opds/", headers=basic("salah"))


WAYS: Final[list[tuple[Limit, Way]]] = [
    (registration.START, form("/daftar/")),
    (registration.PHOTO, photos),
    (registration.PHOTO, photo),
    (registration.PHOTO, camera),
    (registration.SAVE, saved),
    (registration.CHALLENGE, link("/daftar/altcha/")),
    (registration.SEND_WITHOUT_PROOF, sent),
    (registration.SEND_WITH_PROOF, sent_with_proof),
    (registration.RESEND, form("/daftar/kirim-ulang/", email="sari@contoh.example")),
    (registration.TOKEN, link("/aktivasi/unknown/")),
    (registration.TOKEN, link("/aktivasi/anggota/unknown/")),
    (registration.TOKEN, link("/wali/unknown/")),
    (registration.TOKEN, link("/surel/unknown/")),
    (feedback.CHALLENGE, complaint_challenge),
    (feedback.ATTACH, complaint_file),
    (feedback.SEND_WITHOUT_PROOF, complaint),
    (feedback.SEND_WITH_PROOF, complaint_with_proof),
    (feedback.FOLLOW, form("/saran/lacak/", code="ABCD-EFGH")),
    (feedback.ADD_ENTRY, reply),
    (open_pages.PICTURES, open_picture),
    (content_limits.OPEN, open_content),
    (open_texts.SEARCHES, open_search),
    (use_counts.PAGE_VIEWS, open_title),
    (apps.FAILURES, app),
    (request_limits.SEARCHES, link("/koleksi/?q=air")),
    (request_limits.SEARCHES, link("/opds/cari/?q=air")),
    (request_limits.SEARCHES, link("/opds/2/cari/?q=air")),
    (request_limits.SUGGESTIONS, link("/koleksi/saran.json?q=air")),
    (request_limits.SUGGESTIONS, link("/opensearch.json?q=air")),
]
AGAIN = [pair for pair in WAYS if pair[1] not in (sent, sent_with_proof)]
"""Requests that can be repeated; an application that was sent has no form any more."""
NAMES = [f"{limit.name}-{number}" for number, (limit, _way) in enumerate(WAYS)]


@pytest.mark.whole
@pytest.mark.parametrize(("limit", "way"), AGAIN, ids=[limit.name for limit, _way in AGAIN])
def test_last_attempt_is_accepted_and_the_next_gets_the_waiting_time(
    limit: Limit, way: Way, tmp_path: Path
) -> None:
    request = way(browser(HERE), tmp_path)
    already = count_attempt(limit, HERE, cost=0)[0]
    count_attempt(limit, HERE, cost=limit.count - already - 1)
    assert request().status_code != 429
    answer = request()
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= limit.window.total_seconds()


@pytest.mark.whole
@pytest.mark.parametrize(("limit", "way"), WAYS, ids=NAMES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_full_address_gets_an_explanation(
    limit: Limit, way: Way, language: str, tmp_path: Path
) -> None:
    request = way(browser(HERE, language), tmp_path)
    count_attempt(limit, HERE, cost=limit.count)
    answer = request()
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= limit.window.total_seconds()
    words = {"id": r"Kembalilah \d+ menit lagi", "en": r"[Tt]ry again in \d+ minutes"}[language]
    assert re.search(words, answer.content.decode())


@pytest.mark.whole
@pytest.mark.parametrize(("limit", "way"), WAYS, ids=NAMES)
def test_next_address_is_not_affected(limit: Limit, way: Way, tmp_path: Path) -> None:
    count_attempt(limit, HERE, cost=limit.count * 2)
    request = way(browser(NEXT), tmp_path)
    assert request().status_code != 429


def test_throttled_form_loses_nothing_and_can_be_sent_after_the_hour() -> None:
    client = browser(HERE)
    walk.fill(client, walk.ADULT)
    count_attempt(registration.SEND_WITHOUT_PROOF, HERE, cost=6)
    assert walk.send(client).status_code == 429
    assert draft_values(Draft.objects.get())["name"] == walk.ADULT["name"]
    with time_machine.travel(clock.now() + registration.HOUR, tick=False):
        assert walk.send(client).status_code == 302
    assert Application.objects.count() == 1


def test_throttled_photo_loses_no_other_one(tmp_path: Path) -> None:
    client = browser(HERE)
    request = photo(client, tmp_path)
    assert request().status_code == 200
    count_attempt(registration.PHOTO, HERE, cost=registration.PHOTO.count)
    assert request().status_code == 429
    assert client.get("/daftar/foto/card/gambar/").status_code == 200


@pytest.mark.parametrize("way", [complaint, reply])
def test_throttled_text_remains_in_its_form(way: Way, tmp_path: Path) -> None:
    request = way(browser(HERE), tmp_path)
    for limit in (feedback.SEND_WITHOUT_PROOF, feedback.ADD_ENTRY):
        count_attempt(limit, HERE, cost=limit.count)
    page = request().content.decode()
    assert TYPED["words"] in page
    assert "Masih mati." in page or way is complaint


def test_picture_of_an_open_page_is_publicly_cacheable(tmp_path: Path) -> None:
    client = browser(HERE)
    request = open_picture(client, tmp_path)
    first = request()
    assert BookFile.objects.exists()
    assert first["Cache-Control"].startswith("public")


def test_every_limit_by_address_is_tested() -> None:
    """A new limit needs a test here; limits by account, mailbox and number are tested elsewhere."""
    modules = (
        registration, feedback, open_pages, open_texts, content_limits, use_counts, apps,
        request_limits,
    )  # fmt: skip
    limits = {one for module in modules for one in vars(module).values() if isinstance(one, Limit)}
    of_others = {
        registration.PHOTO_OF_DRAFT, registration.SEND_TO_EMAIL, registration.SEND_FOR_NUMBER,
        registration.RESEND_TO_EMAIL, use_counts.CLICK, use_counts.HOUR,
        request_limits.HARVESTS, request_limits.CATALOGUE_QUERIES,
    }  # fmt: skip
    assert limits - of_others == {limit for limit, _way in WAYS}
