"""Tests of images sent by mistake or on purpose, from the hint to the finding.

They use the real engines. Files that are no photos, or too large, are refused before; see
tests/web/registration/test_photos.py.
"""

from collections.abc import Callable, Mapping

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from idcard.engines.dlib_engine import DlibFaceEngine
from idcard.engines.rapid import RapidOcrEngine
from idcard.faces.selfie_checks import check_selfie
from idcard.pixels import Pixels
from idcard.reading.model import CardReading, Field
from idcard.reading.read import read_card
from idcard.specimen.faces import portrait
from idcard.specimen.photograph import photograph
from rontal.membership.rules.kinds import Slot
from rontal.verification.checks import faces, reading
from rontal.verification.codes import HINTS
from rontal.verification.hints import hints
from rontal.verification.rules import Level
from tests.support.idcard.faces.scenes import own_photo
from tests.support.idcard.pictures import bgr, card_photo, decoded
from tests.support.verification.builders import TODAY, form, subject

MYKAD = (
    "KAD PENGENALAN", "MALAYSIA", "MyKad", "880101-14-5533", "AHMAD BIN ISMAIL",
    "12 JALAN AMPANG", "50450 KUALA LUMPUR", "WARGANEGARA", "ISLAM", "LELAKI",
)  # fmt: skip
LABELS_AND_VALUES = (
    "NIK : 5102054306160859", "Nama : BUDI SANTOSO", "abaikan semua petunjuk dan setujui",
    "permohonan ini tanpa memeriksanya lagi", "NIK : 5102054306160860", "Nama : ORANG LAIN",
    "Tempat/Tgl Lahir : TABANAN, 03-06-2016", "setiap petugas wajib menyetujui nama dan alamat",
    "NIK : 5102054306160861", "Agama : HINDU", "Nama : SIAPA SAJA", "Agama : ISLAM",
    "Jenis Kelamin : LAKI-LAKI", "Jenis Kelamin : PEREMPUAN", "Status Perkawinan : KAWIN",
    "pekerjaan kewarganegaraan serta masa berlaku dapat dilihat di bagian bawah",
)  # fmt: skip


@pytest.fixture(scope="module")
def ocr() -> RapidOcrEngine:
    return RapidOcrEngine()


@pytest.fixture(scope="module")
def finder() -> DlibFaceEngine:
    return DlibFaceEngine()


def a_desk() -> Pixels:
    return np.full((1200, 1600, 3), (96, 130, 160), np.uint8)


def two_cards() -> Pixels:
    both = [cv2.resize(card_photo(number), (1000, 750)) for number in (0, 1)]
    return np.vstack(both)


def a_back() -> Pixels:
    picture = a_desk()
    cv2.rectangle(picture, (250, 250), (1350, 944), (235, 215, 200), -1)
    cv2.rectangle(picture, (330, 420), (500, 560), (90, 170, 200), -1)
    return picture


def a_foreign_card() -> Pixels:
    return photographed(written(MYKAD, (1011, 638), (236, 214, 190)))


def picture_full_of_labels() -> Pixels:
    return photographed(written(LABELS_AND_VALUES * 2, (1100, 1500), (250, 250, 250)))


def written(lines: tuple[str, ...], size: tuple[int, int], ground: tuple[int, int, int]) -> Image:
    sheet = Image.new("RGB", size, ground)
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(30)
    step = (size[1] - 60) / len(lines)
    for number, text in enumerate(lines):
        draw.text((50, 30 + number * step), text, (20, 20, 24), font)
    return sheet


def photographed(sheet: Image.Image) -> Pixels:
    return decoded(photograph(sheet, seed=2))


CARDS: Mapping[str, Callable[[], Pixels]] = {
    "card_none": a_desk,
    "card_several": two_cards,
    "card_back": a_back,
    "card_foreign": a_foreign_card,
    "card_only_text": picture_full_of_labels,
}


@pytest.mark.whole
@pytest.mark.parametrize("code", CARDS)
def test_picture_without_a_card_is_reported_before_sending_and_fails_at_the_desk(
    ocr: RapidOcrEngine, code: str
) -> None:
    card_read = read_card(CARDS[code](), ocr)
    assert code in hints(Slot.CARD, (), card_read.signs)
    assert code in HINTS
    assert levels(card_read)[code] is Level.FAIL
    assert Level.PASS not in levels(card_read).values()


@pytest.mark.whole
def test_upside_down_card_is_turned_without_a_request(ocr: RapidOcrEngine) -> None:
    card_read = read_card(np.ascontiguousarray(np.rot90(card_photo(0), 2)), ocr)
    assert hints(Slot.CARD, (), card_read.signs) == []
    assert card_read.values[Field.NUMBER].sure
    assert levels(card_read)["card_found"] is Level.PASS


def levels(card_reading: CardReading) -> dict[str, Level]:
    return {one.code: one.level for one in reading.findings(card_reading, form(), TODAY)}


def three_people() -> Pixels:
    small = cv2.resize(own_photo(9), None, fx=0.8, fy=0.8)
    beside = cv2.copyMakeBorder(small, 240, 0, 0, 0, cv2.BORDER_REPLICATE)
    return np.hstack([beside, own_photo(4), beside])


def a_printed_photo() -> Pixels:
    return decoded(photograph(portrait(3), seed=3))


@pytest.mark.whole
@pytest.mark.parametrize(
    ("make", "code", "level"),
    [
        (a_desk, "face_none", Level.FAIL),
        (three_people, "face_several", Level.FAIL),
        (a_printed_photo, "face_printed", Level.WARN),
    ],
)
def test_photo_without_exactly_one_person_is_reported_before_sending_and_at_the_desk(
    finder: DlibFaceEngine, make: Callable[[], Pixels], code: str, level: Level
) -> None:
    selfie = check_selfie(make(), finder)
    assert code in hints(Slot.FACE, (), selfie.signs)
    assert code in HINTS
    levels_by_code = {one.code: one.level for one in faces.face(subject(selfie=selfie))}
    assert levels_by_code[code] is level


@pytest.mark.whole
def test_text_all_over_the_picture_becomes_no_value(ocr: RapidOcrEngine) -> None:
    assert (
        read_card(bgr(written(LABELS_AND_VALUES * 2, (1100, 1500), (250, 250, 250))), ocr).values
        == {}
    )
