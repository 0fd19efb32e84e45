"""Files sent to the web pages: decoded in a child, within bounds, and refused in clear words."""

import json
import re
import threading
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from records.covers import WIDTHS
from rontal.catalogue import cover_decoding
from rontal.catalogue.errors import CoverUnreadable
from rontal.core.children import decoder, turns
from rontal.core.children.process import Process
from rontal.core.errors import DecodersBusy
from rontal.feedback import files
from rontal.feedback.models import Attachment, Ticket, Upload
from rontal.membership import photos
from rontal.membership.errors import PhotoDamaged, PhotoRefused
from rontal.membership.models import Draft
from tests.support.membership import pictures
from tests.support.security import hostile_files
from tests.support.web.registration import walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_decoded_here")]
TYPED = {"kind": "complaint", "category": "building", "topic": "Kipas", "words": "Kipas mati."}
COMPLEX = {
    "id": "terlalu lama atau terlalu berat untuk diperiksa",
    "en": "takes too much time or memory to check",
}


@pytest.fixture
def client() -> Client:
    return Client()


def attach(client: Client, content: bytes, language: str = "id"):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    path = re.search(r'data-url="([^"]+)"', client.get("/saran/").content.decode())[1]
    return client.post(path, {"file": SimpleUploadedFile("bukti", content)})


@pytest.mark.whole
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    "attack",
    [
        lambda: hostile_files.pdf_with_contents_of(500),
        lambda: hostile_files.pdf_with_annotations(190_000),
        lambda: hostile_files.pdf_with_objects(60_000),
    ],
    ids=["inflates to 500 MB", "190,000 annotations", "60,000 objects"],
)
def test_a_heavy_pdf_is_refused_in_clear_words(client, attack, language, children):
    answer = attach(client, attack(), language)

    assert answer.status_code == 422
    assert COMPLEX[language] in answer.json()["error"]
    assert len(children) == 1
    assert not Upload.objects.exists()


def test_a_heavy_pdf_sent_without_javascript_loses_no_words(client):
    file = SimpleUploadedFile("bukti.pdf", hostile_files.pdf_with_contents_of(500))
    answer = client.post("/saran/", {**TYPED, "key": "a" * 20, "files": file})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert COMPLEX["id"] in page
    assert "Kipas mati." in page
    assert client.post("/saran/", {**TYPED, "key": "a" * 20}).status_code == 302
    assert Ticket.objects.count() == 1
    assert not Attachment.objects.exists()


@pytest.mark.whole
def test_a_png_of_many_wide_pixels_is_refused_from_its_header(client, children):
    walk.begin(client)
    content = hostile_files.png_of_16_bits(7_000)
    answer = client.post("/daftar/foto/card/", {"file": _photo(content)})

    assert answer.status_code == 422
    assert "25" in answer.json()["error"]
    assert len(children) == 1
    assert Draft.objects.get().card_photo is None


@pytest.mark.parametrize("kind", ["JPEG", "HEIF"])
def test_a_photo_is_decoded_in_a_child(client, children, kind):
    content = pictures.heic() if kind == "HEIF" else pictures.encoded(kind)
    walk.begin(client)
    assert client.post("/daftar/foto/card/", {"file": _photo(content)}).status_code == 200
    assert len(children) == 1


@pytest.mark.whole
def test_a_photo_beyond_the_memory_of_its_child_is_refused_and_the_next_is_stored(
    client, monkeypatch
):
    tight = decoder.Bounds(allocated=90_000_000)
    monkeypatch.setattr(photos, "DECODER", _with(photos.DECODER, tight))
    walk.begin(client)
    wide = {"file": _photo(hostile_files.png_of_16_bits(4_900))}
    refused = client.post("/daftar/foto/card/", wide)
    stored = client.post("/daftar/foto/card/", {"file": _photo()})

    assert refused.status_code == 422
    assert stored.status_code == 200


def test_a_third_file_at_once_is_asked_to_come_back(client, held, children):
    walk.begin(client)
    held(turns.MAX_AT_ONCE)
    answer = client.post("/daftar/foto/card/", {"file": _photo()})

    assert answer.status_code == 503
    assert answer["Retry-After"] == "3"
    assert not children, "nothing was decoded"
    assert attach(client, hostile_files.pdf_with_annotations(1)).status_code == 503


def test_with_one_slot_left_a_file_is_stored(client, held):
    walk.begin(client)
    held(turns.MAX_AT_ONCE - 1)
    assert client.post("/daftar/foto/card/", {"file": _photo()}).status_code == 200


def test_a_web_process_decodes_one_file_at_once(client):
    walk.begin(client)
    with turns._one_of_this_process:
        answer = client.post("/daftar/foto/card/", {"file": _photo()})
    assert answer.status_code == 503


def test_an_address_whose_file_is_decoded_is_asked_to_come_back(client, held_address, children):
    """Another process decodes a file of the same address; one slot of the machine is free."""
    walk.begin(client)
    other = Client(REMOTE_ADDR="203.0.113.9")
    walk.begin(other)
    held_address("127.0.0.1")

    refused = client.post("/daftar/foto/card/", {"file": _photo()})
    assert (refused.status_code, refused["Retry-After"]) == (503, "3")
    assert "beberapa detik" in refused.json()["error"]
    assert not children
    assert other.post("/daftar/foto/card/", {"file": _photo()}).status_code == 200


def test_a_busy_address_loses_no_words_of_a_form_without_javascript(client, held_address):
    held_address("127.0.0.1")
    file = SimpleUploadedFile("bukti.jpg", pictures.encoded("JPEG"))
    page = client.post("/saran/", {**TYPED, "key": "c" * 20, "files": file}).content.decode()
    assert "Kirim lagi berkas ini" in page
    assert "Kipas mati." in page


@pytest.mark.whole
def test_64_files_at_once_from_one_address_leave_a_slot_to_others(monkeypatch):
    """Leaves out the lock of the process, as if each file came to another one."""
    monkeypatch.setattr(turns, "_one_of_this_process", _Open())
    running = _Running()
    monkeypatch.setattr(decoder, "Process", running.process)
    slow = decoder.Decoder("tests.support.security.slow_decoder", PhotoRefused, PhotoDamaged)
    began, results, other = threading.Barrier(65), [], []

    def send(address: str, into: list[str]) -> None:
        began.wait()
        with turns.sent_from(address):
            try:
                slow.decode(b"x", lambda _answer: into.append("decoded"), wait=1.0)
            except DecodersBusy:
                into.append("busy")

    one = [threading.Thread(target=send, args=("203.0.113.5", results)) for _ in range(64)]
    two = threading.Thread(target=send, args=("203.0.113.6", other))
    running.watched = set(one)
    senders = [*one, two]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert other == ["decoded"]
    assert len(results) == 64
    assert "decoded" in results
    assert running.most == 1


class _Open:
    """Lock that lets everybody through."""

    def acquire(self, **_options: float) -> bool:
        return True

    def release(self) -> None:
        """Releases nothing."""


class _Running:
    """Counts the children of the `watched` threads that run at once."""

    def __init__(self) -> None:
        self.most, self._now, self._lock = 0, 0, threading.Lock()
        self.watched: set[threading.Thread] = set()

    def process(self, *words):
        """Starts a child that counts."""
        child = Process(*words)
        if threading.current_thread() in self.watched:
            self._count(1)
            child.end = lambda: (Process.end(child), self._count(-1))
        return child

    def _count(self, change: int) -> None:
        with self._lock:
            self._now += change
            self.most = max(self.most, self._now)


def test_busy_decoders_lose_no_words_of_a_form_without_javascript(client, held):
    held(turns.MAX_AT_ONCE)
    file = SimpleUploadedFile("bukti.jpg", pictures.encoded("JPEG"))
    page = client.post("/saran/", {**TYPED, "key": "b" * 20, "files": file}).content.decode()

    assert "Kirim lagi berkas ini" in page
    assert "Kipas mati." in page


def test_a_slot_is_free_again_after_a_refusal(client):
    for _turn in range(turns.MAX_AT_ONCE + 1):
        assert attach(client, hostile_files.pdf_with_annotations(5_000)).status_code == 422


def test_a_decoder_that_waits_gives_up_without_a_process(held, children):
    held(turns.MAX_AT_ONCE)
    with pytest.raises(DecodersBusy):
        files.PDF_DECODER.decode(b"%PDF-", str, wait=0.2)
    assert not children


@pytest.mark.parametrize(
    "head",
    [
        {},
        {"width": "wide", "height": 1},
        {"refused": ["photo_damaged"]},
        {"refused": "photo_damaged", "params": [1]},
        {"refused": "no such code"},
        {"why": 1},
    ],
)
def test_an_answer_of_another_form_is_a_damaged_file(head):
    lying = decoder.Decoder("tests.support.security.lying_decoder", PhotoRefused, PhotoDamaged)
    with pytest.raises(PhotoDamaged):
        lying.decode(json.dumps(head).encode(), photos._photo)


@pytest.mark.parametrize(
    "read",
    [
        lambda answer: int(answer.head["number"]),
        lambda answer: Decimal(answer.head["text"]),
        lambda answer: json.loads(answer.head["deep"]),
    ],
    ids=["an infinite number", "no decimal number", "nested too deeply"],
)
def test_an_answer_that_breaks_its_reader_is_a_damaged_file(read):
    lying = decoder.Decoder("tests.support.security.lying_decoder", PhotoRefused, PhotoDamaged)
    head = {"number": float("inf"), "text": "x", "deep": "[" * 100_000}
    with pytest.raises(PhotoDamaged):
        lying.decode(json.dumps(head).encode(), read)


@pytest.mark.whole
def test_a_cover_is_decoded_in_a_child(children):
    drawn = cover_decoding.decode(pictures.encoded("PNG"))
    assert set(drawn.files) == set(WIDTHS)
    with pytest.raises(CoverUnreadable):
        cover_decoding.decode(hostile_files.png_of_16_bits(7_100))
    assert len(children) == 2


def _photo(content: bytes = b""):
    return walk.upload(content=content or pictures.encoded("JPEG", (801, 600)))


def _with(known: decoder.Decoder, bounds: decoder.Bounds) -> decoder.Decoder:
    return decoder.Decoder(known.module, known.refusals, known.lost, bounds)
