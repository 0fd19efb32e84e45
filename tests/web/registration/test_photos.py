"""Tests of uploading photos into a draft."""

import io
import struct
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pillow_heif
import pytest
from django.test import Client
from PIL import Image

from rontal.core.limits import Limit
from rontal.core.models import Event
from rontal.membership import photos
from rontal.membership.models import Draft
from rontal.web.registration import limits
from tests.support.membership import factories
from tests.support.web.registration import walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def started_client(client: Client) -> Client:
    walk.begin(client)
    return client


def send(client: Client, content: bytes, slot: str = "card") -> object:
    return client.post(f"/daftar/foto/{slot}/", {"file": walk.upload(content=content)})


def test_photo_is_uploaded_by_script_and_shown(started_client: Client) -> None:
    answer = send(started_client, factories.picture())
    assert answer.status_code == 200
    preview = started_client.get(answer.json()["preview"])
    assert preview["Content-Type"] == "image/jpeg"
    assert preview["Cache-Control"] == "no-store, private"
    assert preview["X-Content-Type-Options"] == "nosniff"
    assert Image.open(io.BytesIO(preview.content)).size == (800, 600)
    assert Event.objects.get(name="file:opened").data["reason"] == "own_draft"


def test_preview_is_visible_to_the_applicant_only(started_client: Client) -> None:
    path = send(started_client, factories.picture()).json()["preview"]
    assert Client().get(path).status_code == 404
    stranger = Client()
    walk.begin(stranger)
    assert stranger.get(path).status_code == 404


def test_new_photo_replaces_and_erases_the_former(started_client: Client) -> None:
    first = send(started_client, factories.picture()).json()["preview"]
    former = Draft.objects.get().card_photo
    second = send(started_client, factories.picture(640, 480)).json()["preview"]
    assert first != second
    former.refresh_from_db()
    assert former.erased_at is not None


def test_photo_can_be_removed(started_client: Client) -> None:
    send(started_client, factories.picture())
    answer = started_client.post("/daftar/foto/", {"remove": "card"})
    assert answer.status_code == 200
    assert Draft.objects.get().card_photo is None


def test_missing_photos_are_named(started_client: Client) -> None:
    answer = started_client.post("/daftar/foto/", {"card": walk.upload()})
    assert "wajah" in walk.errors_of(answer).lower()
    assert "kartu" not in walk.errors_of(answer).lower()
    assert Draft.objects.get().card_photo is not None, "what came is kept"


BAD = {
    "empty": b"",
    "text": b"<script>alert(1)</script>" * 20,
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "cut": factories.picture()[:500],
    "tiny": factories.picture(100, 80),
    "gif": b"GIF89a" + b"\x00" * 400,
}


@pytest.mark.parametrize("kind", BAD)
def test_invalid_photo_is_refused_and_the_former_remains(started_client: Client, kind: str) -> None:
    send(started_client, factories.picture())
    draft = Draft.objects.get().card_photo
    answer = send(started_client, BAD[kind])
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert Draft.objects.get().card_photo == draft


@pytest.mark.parametrize("kind", BAD)
def test_plain_form_shows_the_same_errors(started_client: Client, kind: str) -> None:
    answer = started_client.post(
        "/daftar/foto/", {"card": walk.upload(content=BAD[kind]), "face": walk.upload()}
    )
    assert answer.status_code == 200
    assert walk.errors_of(answer)
    draft = Draft.objects.get()
    assert draft.card_photo is None
    assert draft.face_photo is not None, "the good one is kept"


def test_a_file_of_more_than_15_mb_is_refused(started_client: Client) -> None:
    answer = send(started_client, factories.picture() + b"\x00" * photos.MAX_BYTES)
    assert answer.status_code == 422
    assert "15 MB" in answer.json()["error"]


def large_heic() -> bytes:
    """Returns a small file whose header claims more than fifty million pixels."""
    pillow_heif.register_heif_opener(thumbnails=False)
    out = io.BytesIO()
    Image.new("RGB", (128, 64), "grey").save(out, "HEIF", quality=10)
    content = out.getvalue()
    at = content.index(b"ispe") + 8  # ISO/IEC 23008-12, 6.5.3: width and height of the image
    content = content[:at] + struct.pack(">II", 8200, 6200) + content[at + 8 :]
    assert Image.open(io.BytesIO(content)).size == (8200, 6200)
    return content


def cut_after_a_megabyte() -> bytes:
    """Returns a truncated photo whose first megabyte is valid."""
    noise = Image.effect_noise((2400, 1800), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=95)
    assert out.tell() > 2_000_000
    return out.getvalue()[:1_000_000]


@pytest.mark.whole
@pytest.mark.parametrize(
    ("make", "sentence"), [(large_heic, "50 megapiksel"), (cut_after_a_megabyte, "rusak atau")]
)
def test_oversized_photo_is_refused_with_an_explanation_and_the_former_remains(
    started_client: Client, make: Callable[[], bytes], sentence: str
) -> None:
    shown = send(started_client, factories.picture()).json()["preview"]
    answer = send(started_client, make())
    assert answer.status_code == 422
    assert sentence in answer.json()["error"]
    page = started_client.post("/daftar/foto/", {"card": walk.upload(content=make())})
    assert sentence in walk.errors_of(page)
    assert f'src="{shown}"' in page.content.decode(), "the page shows the photo from before"
    assert started_client.get(shown).status_code == 200


def test_photos_are_never_written_to_disk_unencrypted(
    started_client: Client, tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    real = Path.open
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    monkeypatch.setattr(
        Path, "open", lambda self, *a, **k: (opened.append(str(self)), real(self, *a, **k))[1]
    )
    content = factories.picture(2000, 1500, "PNG")
    big = content + b"\x00" * (5_000_000 - len(content) % 7)
    assert send(started_client, big).status_code == 200
    assert not list(tmp_path.iterdir())
    assert not [path for path in opened if path.startswith(str(tmp_path))]


def test_superfluous_files_are_ignored(started_client: Client) -> None:
    many = {f"f{number}": walk.upload(content=b"x" * 1000) for number in range(50)}
    answer = started_client.post("/daftar/foto/", many)
    assert answer.status_code == 200
    assert Draft.objects.get().card_photo is None


def test_an_unknown_slot_is_not_found(started_client: Client) -> None:
    assert started_client.post("/daftar/foto/lain/", {"file": walk.upload()}).status_code == 404
    assert started_client.get("/daftar/foto/lain/gambar/").status_code == 404
    assert started_client.get("/daftar/foto/card/gambar/").status_code == 404


def test_photo_without_a_draft_is_reported(client: Client) -> None:
    answer = send(client, factories.picture())
    assert answer.status_code == 404
    assert answer.json()["error"]
    answer = client.post("/daftar/foto/", {"card": walk.upload(), "face": walk.upload()})
    assert answer["Location"] == "/daftar/siapa/", "the plain form begins a draft for them"


@pytest.fixture
def csrf() -> Client:
    strict = Client(enforce_csrf_checks=True)
    strict.get("/daftar/")
    return strict


def test_uploads_need_the_forms_token(csrf: Client) -> None:
    token = csrf.cookies["csrftoken"].value
    assert csrf.post("/daftar/", {"csrfmiddlewaretoken": token}).status_code == 302
    answer = csrf.post("/daftar/foto/card/", {"file": walk.upload()})
    assert answer.status_code == 403
    answer = csrf.post(
        "/daftar/foto/card/", {"file": walk.upload()}, headers={"X-CSRFToken": token}
    )
    assert answer.status_code == 200
    assert csrf.post("/daftar/foto/", {"card": walk.upload()}).status_code == 403


def test_draft_accepts_a_limited_number_of_photos(
    started_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = Limit("few", 2, timedelta(hours=1))
    monkeypatch.setattr(limits, "PHOTO_OF_DRAFT", few)
    for _ in range(2):
        assert send(started_client, factories.picture()).status_code == 200
    answer = send(started_client, factories.picture())
    assert answer.status_code == 429
    assert answer.json()["error"]
    assert Draft.objects.get().card_photo is not None
