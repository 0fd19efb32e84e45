"""Tests of `/contoh/`, the sample photos."""

import io

import pytest
from django.test import override_settings
from PIL import Image

from idcard.kinds import IdentityKind
from rontal.demo import sample_photos
from rontal.demo.samples import samples

pytestmark = pytest.mark.django_db
DEMO = override_settings(DEMO=True)


@pytest.fixture(scope="module", autouse=True)
def drawn(tmp_path_factory):
    """Draws the photos once for all tests of this file."""
    with override_settings(HOME=tmp_path_factory.mktemp("home")):
        sample_photos.draw_missing()
        yield


@pytest.mark.whole
def test_outside_the_demo_there_are_no_samples(client) -> None:
    with override_settings(DEMO=False):
        assert client.get("/contoh/").status_code == 404
        assert client.get("/contoh/1/kartu.jpg").status_code == 404


@pytest.mark.whole
@DEMO
def test_every_sample_person_has_a_card_and_a_face_if_needed(client) -> None:
    page = client.get("/contoh/").content.decode()
    for number, one in enumerate(samples(), start=1):
        assert one.person.name in page
        assert f"/contoh/{number}/kartu.jpg" in page
        assert (f"/contoh/{number}/wajah.jpg" in page) is one.has_face
    assert {one.kind for one in samples()} >= {
        IdentityKind.KTP,
        IdentityKind.KIA,
        IdentityKind.STAY_PERMIT,
    }


@DEMO
def test_page_shows_thumbnails(client) -> None:
    page = client.get("/contoh/").content.decode()
    assert '<img src="/contoh/1/kartu.webp"' in page
    answer = client.get("/contoh/1/kartu.webp")
    assert Image.open(io.BytesIO(answer.content)).size == (240, 180)
    assert len(answer.content) < 20_000
    assert client.get("/contoh/1/kaki.webp").status_code == 404


@DEMO
@pytest.mark.parametrize(("what", "size"), [("kartu", (1600, 1200)), ("wajah", (900, 1200))])
def test_sample_photo_is_a_jpeg(client, what, size) -> None:
    answer = client.get(f"/contoh/1/{what}.jpg")
    assert answer["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(answer.content)).size == size


@DEMO
@pytest.mark.parametrize("path", ["/contoh/0/kartu.jpg", "/contoh/99/kartu.jpg", "/contoh/1/x.jpg"])
def test_unknown_sample_person_is_not_found(client, path) -> None:
    assert client.get(path).status_code == 404


def test_photos_are_drawn_once(settings) -> None:
    before = modified(settings.HOME)
    sample_photos.draw_missing()
    assert modified(settings.HOME) == before
    cards, faces = len(samples()), sum(one.has_face for one in samples())
    assert len(before) == 2 * (cards + faces)


def modified(home) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in home.rglob("*.*")}


@DEMO
def test_photo_not_drawn_yet_is_not_found(client, settings, tmp_path) -> None:
    settings.HOME = tmp_path
    assert client.get("/contoh/1/kartu.jpg").status_code == 404
