"""Stored covers of former versions: shown, and completed by a job."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from records import covers
from rontal.catalogue import book_storage, selectors
from rontal.catalogue.models import Cover
from rontal.catalogue.steps import completing
from tests.support.interop import titles


def cover(colour: str) -> Cover:
    """Creates a title with a cover that no other test has."""
    pictures = covers.of_picture(Image.new("RGB", (600, 900), colour))
    book_storage.store_cover(pictures)
    facts = {"digest": pictures.digest, "height": pictures.height, "colour": pictures.colour}
    return Cover.objects.create(title=titles.title(), **facts)


@pytest.fixture
def former() -> Cover:
    """Creates a cover as an older version stored it: 100, 200 and 480 pixels wide."""
    former_cover = cover("navy")
    book_storage.erase_widths(former_cover.digest, covers.WIDTHS[:-1])
    for width in covers.RETIRED_WIDTHS:
        content = io.BytesIO()
        Image.new("RGB", (width, width * 3 // 2), "navy").save(content, "WEBP")
        name = Cover.storage_name(former_cover.digest, width)
        default_storage.save(name, ContentFile(content.getvalue()))
    return former_cover


def widths(digest: str) -> list[int]:
    widths_found = sorted({*covers.WIDTHS, *covers.RETIRED_WIDTHS})
    return [one for one in widths_found if default_storage.exists(Cover.storage_name(digest, one))]


@pytest.mark.django_db
def test_a_former_cover_is_shown_in_the_next_wider_picture_and_not_for_long(former: Cover) -> None:
    answer = Client().get(f"/koleksi/sampul/{former.digest}-160.webp")
    assert Image.open(io.BytesIO(answer.content)).width == 200
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert selectors.cover_picture(former.digest, 224)[0] == 480


@pytest.mark.django_db
def test_the_job_completes_former_covers_and_old_addresses_still_answer(former: Cover) -> None:
    assert completing.complete_covers() == 1
    assert widths(former.digest) == list(covers.WIDTHS)
    for width in covers.RETIRED_WIDTHS:
        assert Client().get(f"/koleksi/sampul/{former.digest}-{width}.webp").status_code == 200
        assert Client().get(f"/opds/sampul/{former.digest}-{width}.jpg").status_code == 200
    assert completing.complete_covers() == 0


@pytest.mark.django_db
def test_the_job_goes_on_after_a_lost_and_a_damaged_picture(former: Cover) -> None:
    lost, damaged = cover("olive"), cover("purple")
    for one in (lost, damaged):
        book_storage.erase_cover(one.digest)
    default_storage.save(Cover.storage_name(damaged.digest, 480), ContentFile(b"RIFF"))
    assert completing.complete_covers() == 3
    assert widths(former.digest) == list(covers.WIDTHS)
    assert widths(lost.digest) == []
    assert widths(damaged.digest) == [480]


@pytest.mark.django_db
def test_one_run_handles_a_limited_number_of_covers(former: Cover) -> None:
    cover("maroon")
    assert completing.complete_covers(1) == 1
    assert Cover.objects.filter(ladder=0).count() == 1
