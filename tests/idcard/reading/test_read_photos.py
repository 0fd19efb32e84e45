"""Tests of reading photos of drawn cards, and odd images, with the real engine."""

import io
from functools import cache

import cv2
import numpy as np
import pytest
from PIL import Image

from bench.specimens.sample import Application, Planner, application, hard, mild
from idcard.decoding import decode
from idcard.engines.rapid import RapidOcrEngine
from idcard.kinds import IdentityKind
from idcard.pixels import Pixels
from idcard.reading.card_search import card_candidates, find_card
from idcard.reading.model import CardReading, Field, Sign
from idcard.reading.parse import parse
from idcard.reading.read import read_card
from idcard.specimen.cards import card_of, draw_card, printed_fields
from idcard.specimen.people import person
from idcard.specimen.photograph import Difficulty, photograph

SEED = 4


@pytest.fixture(scope="module")
def engine() -> RapidOcrEngine:
    return RapidOcrEngine()


@cache
def photo(seed: int = SEED, difficulty: Difficulty = Difficulty.MILD) -> Pixels:
    card = draw_card(card_of(person(seed), IdentityKind.KTP), seed=seed)
    file = io.BytesIO(photograph(card, seed=seed, difficulty=difficulty))
    with Image.open(file) as image:
        return np.ascontiguousarray(np.asarray(image.convert("RGB"))[..., ::-1])


def number(seed: int = SEED) -> str:
    return printed_fields(card_of(person(seed), IdentityKind.KTP))[0].value


def reads_printed_number(reading: CardReading, seed: int = SEED) -> bool:
    value = reading.values.get(Field.NUMBER)
    return value is not None and value.text == number(seed)


@pytest.fixture(scope="module")
def upright(engine: RapidOcrEngine) -> CardReading:
    return read_card(photo(), engine)


@pytest.mark.whole
def test_mild_photo_is_read_without_signs(upright: CardReading) -> None:
    assert reads_printed_number(upright)
    assert not upright.signs
    assert upright.corners is not None


@pytest.mark.whole
@pytest.mark.parametrize("quarters", [1, 2])
def test_sideways_or_upside_down_card_is_turned(engine: RapidOcrEngine, quarters: int) -> None:
    reading = read_card(np.ascontiguousarray(np.rot90(photo(), quarters)), engine)
    assert reads_printed_number(reading)
    assert Sign.TURNED in reading.signs


@pytest.mark.whole
def test_slanted_hard_grey_photo_is_read_and_reported_as_a_copy(engine: RapidOcrEngine) -> None:
    hard = photo(2, Difficulty.HARD)
    grey = cv2.cvtColor(cv2.cvtColor(hard, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    reading = read_card(np.asarray(grey, np.uint8), engine)
    assert reads_printed_number(reading, 2)
    assert Sign.GREY in reading.signs


@pytest.mark.whole
def test_a_card_in_the_dark_is_read(engine: RapidOcrEngine) -> None:
    light = np.linspace(0.2, 0.025, photo().shape[1])[None, :, None]
    reading = read_card((photo() * light).astype(np.uint8), engine)
    assert reads_printed_number(reading)
    assert len(reading.values) >= 18


@pytest.mark.whole
def test_two_cards_are_several(engine: RapidOcrEngine) -> None:
    small = [cv2.resize(photo(seed), (1000, 750), interpolation=cv2.INTER_AREA) for seed in (4, 2)]
    assert Sign.SEVERAL in read_card(np.vstack(small), engine).signs


@pytest.mark.whole
def test_card_that_extends_beyond_the_photo_is_cut_off(
    engine: RapidOcrEngine, upright: CardReading
) -> None:
    assert upright.corners is not None
    left = min(x for x, _ in upright.corners.corners) * photo().shape[1]
    cut = np.ascontiguousarray(photo()[:, round(left) + 90 :])
    assert Sign.CUT_OFF in read_card(cut, engine).signs


@pytest.mark.whole
def test_colour_stripes_of_a_screen_are_detected(engine: RapidOcrEngine) -> None:
    height, width = photo().shape[:2]
    rows, columns = np.mgrid[:height, :width]
    phase = 2 * np.pi * (columns * 0.13 + rows * 0.04)
    waves = np.stack([np.sin(phase + turn) for turn in (0.0, 2.1, 4.2)], axis=2)
    shown = np.clip(photo() * (1 + 0.06 * waves), 0, 255).astype(np.uint8)
    assert Sign.SCREEN in read_card(shown, engine).signs


def test_empty_side_is_the_back(engine: RapidOcrEngine) -> None:
    picture = np.full((1200, 1600, 3), (70, 100, 140), np.uint8)
    cv2.rectangle(picture, (250, 250), (1350, 944), (235, 215, 200), -1)
    cv2.rectangle(picture, (330, 420), (500, 560), (90, 170, 200), -1)
    cv2.ellipse(picture, (900, 600), (250, 60), 8, 0, 360, (180, 150, 120), -1)
    assert read_card(picture, engine).signs == {Sign.BACK}


@pytest.mark.whole
def test_unfocused_card_has_no_words_and_is_no_back(engine: RapidOcrEngine) -> None:
    blurred = np.asarray(cv2.GaussianBlur(photo(), (0, 0), 6), np.uint8)
    assert read_card(blurred, engine).signs == {Sign.WORDLESS}


@pytest.mark.whole
def test_two_touching_cards_are_several(engine: RapidOcrEngine) -> None:
    flat = []
    for seed in (4, 2):
        _located, page = find_card(photo(seed), engine)
        assert page is not None
        flat.append(page.card.view(900))
    assert Sign.SEVERAL in read_card(np.vstack(flat), engine).signs


def odd_pictures() -> dict[str, Pixels]:
    random = np.random.RandomState(1)
    blobs = random.randint(0, 255, (60, 80, 3)).astype(np.uint8)
    return {
        "blank": np.full((900, 1200, 3), 200, np.uint8),
        "noise": random.randint(0, 255, (900, 1200, 3)).astype(np.uint8),
        "tiny": np.zeros((5, 7, 3), np.uint8),
        "dot": np.zeros((1, 1, 3), np.uint8),
        "blobs": np.asarray(cv2.resize(blobs, (1600, 1200), interpolation=cv2.INTER_CUBIC)),
    }


@pytest.mark.whole
@pytest.mark.parametrize("name", list(odd_pictures()))
def test_a_picture_without_a_card_has_none(engine: RapidOcrEngine, name: str) -> None:
    reading = read_card(odd_pictures()[name], engine)
    assert reading.signs == {Sign.NONE}
    assert not reading.values


def page_of_words() -> Pixels:
    page = np.full((1600, 1200, 3), 250, np.uint8)
    words = "kata demi kata tanpa akhir yang berarti di sini dan di sana"
    for row in range(60):
        place = (30, 40 + 25 * row)
        cv2.putText(page, words, place, cv2.FONT_HERSHEY_SIMPLEX, 0.7, (20, 20, 20), 1, cv2.LINE_AA)
    return page


@pytest.mark.whole
def test_a_page_of_many_words_is_no_card(engine: RapidOcrEngine) -> None:
    reading = read_card(page_of_words(), engine)
    assert reading.signs & {Sign.ONLY_TEXT, Sign.NONE}
    assert not reading.values


@pytest.mark.whole
def test_card_beside_a_page_of_many_words_is_found(engine: RapidOcrEngine) -> None:
    card = cv2.resize(photo(), (1067, 800), interpolation=cv2.INTER_AREA)
    page = cv2.resize(np.asarray(np.rot90(page_of_words()[:1000])), (1000, 800))
    beside = np.hstack([card, np.asarray(page, np.uint8)])
    reading = read_card(np.ascontiguousarray(beside), engine)
    assert reads_printed_number(reading)
    assert Sign.ONLY_TEXT not in reading.signs


@pytest.mark.whole
def test_repeated_readings_of_a_line_agree_on_a_clear_photo(engine: RapidOcrEngine) -> None:
    _located, page = find_card(photo(), engine)
    assert page is not None
    line = next(line for line in page.lines if number() in line.text)
    assert all(number() in word.text for word in page.read_again(line))
    assert len(line.word.certainties) == len(line.word.middles) == len(line.text)
    assert 0 <= line.left < line.right <= 1


def sampled(seed: int, planner: Planner) -> Application:
    """Returns a card of the benchmark's generator, with features that demo cards do not have."""
    return application(seed, planner, selfies=False)


@pytest.mark.whole
def test_upside_down_newspaper_does_not_turn_the_card(engine: RapidOcrEngine) -> None:
    photo_of_card = sampled(83073, mild)
    reading = read_card(decode(photo_of_card.photo.jpeg), engine)
    assert reading.kind is IdentityKind.STUDENT_CARD
    assert photo_of_card.truth.facts[Field.NAME].is_read(reading.values[Field.NAME])


@pytest.mark.whole
def test_small_print_missed_at_first_is_read_at_a_finer_scale(
    engine: RapidOcrEngine,
) -> None:
    photo_of_card = sampled(84031, hard)
    pixels = decode(photo_of_card.photo.jpeg)
    first = [page for _, page in card_candidates(pixels, engine)]
    assert not any(parse(page).people for page in first)
    reading = read_card(pixels, engine)
    assert reading.kind is IdentityKind.FAMILY_CARD
    assert len(reading.people) == len(photo_of_card.truth.people)


@pytest.mark.whole
def test_date_of_a_family_card_is_read_below_an_empty_table(
    engine: RapidOcrEngine,
) -> None:
    photo_of_card = sampled(83007, mild)
    reading = read_card(decode(photo_of_card.photo.jpeg), engine)
    assert reading.corners is None  # no outline: the place follows from the text only
    assert photo_of_card.truth.facts[Field.ISSUED_ON].is_read(reading.values[Field.ISSUED_ON])
