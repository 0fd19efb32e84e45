"""Tests of the commands `read` and `compare`."""

import json

import pytest
from PIL import Image

from idcard.__main__ import main
from idcard.kinds import IdentityKind
from idcard.reading.model import CardReading
from idcard.specimen.cards import card_of, draw_card
from idcard.specimen.faces import selfie
from idcard.specimen.people import person
from idcard.specimen.photograph import photograph, snapshot

HOLDER = person(4)


@pytest.fixture(scope="module")
def card(tmp_path_factory):
    path = tmp_path_factory.mktemp("idcard") / "card.jpg"
    drawn = draw_card(card_of(HOLDER, IdentityKind.KTP), seed=4)
    path.write_bytes(photograph(drawn, seed=4))
    return str(path)


@pytest.mark.whole
def test_read_prints_each_field_with_its_certainty(card, capsys):
    assert main(["read", card]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "kind   ktp"
    (number,) = (line.split() for line in lines if line.startswith("  number "))
    assert number[2:] == ["sure", HOLDER.nik]


@pytest.mark.whole
def test_read_prints_json_that_can_be_loaded(card, capsys):
    assert main(["read", card, "--json"]) == 0
    reading = CardReading.from_json(json.loads(capsys.readouterr().out))
    assert reading.kind is IdentityKind.KTP


@pytest.mark.whole
def test_compare_prints_similarity_and_distance(card, tmp_path, capsys):
    photo = tmp_path / "selfie.jpg"
    photo.write_bytes(snapshot(selfie(HOLDER.seed, seed=4), seed=4))
    assert main(["compare", card, str(photo)]) == 0
    similarity, distance, limit = capsys.readouterr().out.splitlines()
    assert similarity.split() == ["similarity", "match"]
    assert 0 < float(distance.split()[1]) < 1
    assert limit.endswith("%")


@pytest.mark.whole
def test_a_turned_png_is_read_upright(card, tmp_path, capsys):
    turned = tmp_path / "card.png"
    with Image.open(card) as image:
        exif = Image.Exif()
        exif[0x0112] = 6  # the camera was held sideways
        image.transpose(Image.Transpose.ROTATE_90).save(turned, exif=exif)
    assert main(["read", str(turned), "--json"]) == 0
    assert "turned" not in json.loads(capsys.readouterr().out)["signs"]


@pytest.mark.parametrize("content", [None, b"", b"no picture"])
def test_a_file_that_is_no_picture_is_an_error(content, tmp_path, capsys):
    path = tmp_path / "letter.txt"
    if content is not None:
        path.write_bytes(content)
    assert main(["read", str(path)]) == 1
    assert str(path) in capsys.readouterr().err
