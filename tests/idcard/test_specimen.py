"""Tests of invented people, faces and cards: consistent, and reproducible from a seed."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from idcard.kinds import IdentityKind, Sex
from idcard.specimen import sheet
from idcard.specimen.cards import card_of, card_sheet, draw_card, printed_fields
from idcard.specimen.difficulty import Difficulty
from idcard.specimen.faces import PORTRAIT_SIZE, RED_GROUND, SELFIE_SIZE, portrait, selfie
from idcard.specimen.families import household
from idcard.specimen.names import Religion
from idcard.specimen.people import find, foreigner, nik, person, years_after
from idcard.specimen.photograph import PHOTO_SIZE, photograph, snapshot
from idcard.specimen.sheet import PrintStyle, Typeface
from idcard.specimen.traits import Headwear, traits_of

pytestmark = pytest.mark.whole

SEEDS = range(300)
ADULT, CHILD, INFANT = 11, 3, 2


def birth_day_in(number: str) -> tuple[date, Sex]:
    """Returns birth date and sex from a NIK, for births of 1926 to 2025."""
    day, month, year = int(number[6:8]), int(number[8:10]), int(number[10:12])
    sex = Sex.FEMALE if day > 40 else Sex.MALE
    century = 2000 if year < 26 else 1900
    return date(century + year, month, day - 40 if sex is Sex.FEMALE else day), sex


def values_of(card) -> dict[str, str]:
    return {field.label: field.value for field in printed_fields(card)}


def differing_pixels(one: Image.Image, other: Image.Image) -> float:
    """Returns the fraction of visibly different pixels."""
    grey = ImageChops.difference(one, other).convert("L")
    return sum(grey.histogram()[12:]) / (one.width * one.height)


def test_nik_contains_birth_date_and_sex():
    for someone in map(person, SEEDS):
        assert len(someone.nik) == 16
        assert someone.nik.isdecimal()
        assert birth_day_in(someone.nik) == (someone.birth_date, someone.sex)
        assert someone.nik[-4:] != "0000"


def test_a_womans_day_of_birth_is_raised_by_forty():
    born = date(1990, 2, 3)

    assert nik("510205", born, Sex.FEMALE, 7) == "5102054302900007"
    assert nik("510205", born, Sex.MALE, 7) == "5102050302900007"


def test_most_people_were_first_registered_in_tabanan_and_some_were_not():
    at_home = sum(person(seed).nik.startswith("5102") for seed in SEEDS)

    assert 0.7 < at_home / len(SEEDS) < 0.97


def test_people_of_every_age_sex_and_several_religions_appear():
    crowd = [person(seed) for seed in SEEDS]

    assert {someone.sex for someone in crowd} == {Sex.FEMALE, Sex.MALE}
    assert {Religion.HINDU, Religion.ISLAM, Religion.PROTESTANT} <= {p.religion for p in crowd}
    assert min(someone.age for someone in crowd) < 5
    assert max(someone.age for someone in crowd) > 65


def test_niks_of_many_people_are_all_different():
    assert len({person(seed).nik for seed in SEEDS}) == len(SEEDS)


def test_balinese_women_and_men_have_matching_names():
    for someone in map(person, SEEDS):
        if someone.sex is Sex.FEMALE:
            assert not someone.name.startswith(("I Wayan", "I Made", "Ida Bagus"))
        else:
            assert not someone.name.startswith(("Ni ", "Ida Ayu", "Desak"))


def test_person_matches_the_requested_traits():
    teenager = find(lambda p: 13 <= p.age < 16 and p.sex is Sex.FEMALE)

    assert 13 <= teenager.age < 16
    assert teenager == person(teenager.seed)


def test_a_birthday_on_29_february_falls_on_1_march_in_common_years():
    assert years_after(date(2024, 2, 29), 5) == date(2029, 3, 1)
    assert years_after(date(2020, 2, 29), 4) == date(2024, 2, 29)


def test_foreigner_has_the_same_face_and_age_but_another_name_and_citizenship():
    guest, local = foreigner(ADULT), person(ADULT)

    assert (guest.seed, guest.sex, guest.birth_date) == (local.seed, local.sex, local.birth_date)
    assert guest.name != local.name
    assert guest.citizenship != "WNI"


def test_a_household_lists_its_member_once_under_one_head():
    for member in map(person, SEEDS):
        family = household(member)

        assert [line.nik for line in family].count(member.nik) == 1
        assert [line.relation for line in family].count("KEPALA KELUARGA") == 1
        assert family[0].relation == "KEPALA KELUARGA"
        assert len({line.nik for line in family}) == len(family)
        assert all(birth_day_in(line.nik)[1] is line.sex for line in family)


def test_a_child_lives_with_the_parents_that_its_record_names():
    family = household(person(CHILD))

    assert [line.name for line in family[:2]] == [person(CHILD).father, person(CHILD).mother]


def test_headwear_follows_sex_and_religion():
    for someone in map(person, SEEDS):
        headwear = traits_of(someone.seed).headwear
        if headwear is Headwear.HIJAB:
            assert (someone.sex, someone.religion) == (Sex.FEMALE, Religion.ISLAM)
        if headwear is Headwear.UDENG:
            assert (someone.sex, someone.religion) == (Sex.MALE, Religion.HINDU)


def test_children_have_lower_and_larger_eyes_than_adults():
    crowd = [(person(seed), traits_of(seed)) for seed in SEEDS]
    infants = [image for someone, image in crowd if someone.age < 4]
    grown = [image for someone, image in crowd if someone.age > 20]

    assert min(image.eye_height for image in infants) > max(image.eye_height for image in grown)
    assert min(image.eye_opening for image in infants) > 0.085
    assert not any(image.moustache or image.beard for image in infants)


def test_portrait_is_the_same_from_the_same_seed_and_differs_between_people():
    assert portrait(ADULT).size == PORTRAIT_SIZE
    assert portrait(ADULT).tobytes() == portrait(ADULT).tobytes()
    assert differing_pixels(portrait(ADULT), portrait(12)) > 0.1


def test_portrait_has_the_requested_background():
    assert portrait(ADULT, background=RED_GROUND).getpixel((4, 4)) == RED_GROUND


def test_selfies_of_one_person_differ_by_their_own_seed_only():
    first = selfie(ADULT, seed=1)

    assert first.size == SELFIE_SIZE
    assert first.tobytes() == selfie(ADULT, seed=1).tobytes()
    assert differing_pixels(first, selfie(ADULT, seed=2)) > 0.1


def holder_for(kind):
    return {
        IdentityKind.KTP: person(ADULT),
        IdentityKind.KIA: person(CHILD),
        IdentityKind.STAY_PERMIT: foreigner(ADULT),
        IdentityKind.FAMILY_CARD: person(CHILD),
        IdentityKind.STUDENT_CARD: person(CHILD),
    }[kind]


@pytest.fixture
def printed_words(monkeypatch):
    """Records everything printed on a sheet, with the size of the letters in units."""
    words: list[tuple[str, float]] = []
    text, veil = sheet.Sheet.text, sheet.Sheet._veil

    def recorded_text(self, place, printed, size, **rest):
        words.append((printed, size))
        return text(self, place, printed, size, **rest)

    def recorded_veil(self, printed, middle, size, **rest):
        words.append((printed, size))
        return veil(self, printed, middle, size, **rest)

    monkeypatch.setattr(sheet.Sheet, "text", recorded_text)
    monkeypatch.setattr(sheet.Sheet, "_veil", recorded_veil)
    return words


@pytest.mark.parametrize("kind", IdentityKind)
def test_each_kind_prints_its_fields_and_the_specimen_word(kind, printed_words):
    card = card_of(holder_for(kind), kind)

    picture = draw_card(card, seed=1)

    printed = " ".join(word for word, _ in printed_words)
    assert picture.mode == "RGB"
    assert picture.width >= 1011
    assert picture.height >= 638
    for field in printed_fields(card):
        assert field.label in printed
        assert field.value in printed
    assert max(size for word, size in printed_words if word == "SPESIMEN") > picture.width / 20


@pytest.mark.parametrize("kind", IdentityKind)
def test_specimen_word_is_visible_across_the_card(kind, monkeypatch):
    card = card_of(holder_for(kind), kind)
    marked = draw_card(card, seed=1)
    monkeypatch.setattr(sheet.Sheet, "stamp", lambda *_: None)

    left, _, right, _ = ImageChops.difference(marked, draw_card(card, seed=1)).getbbox()

    assert right - left > marked.width * 0.55


@pytest.mark.parametrize("kind", IdentityKind)
def test_cards_are_the_same_from_the_same_seed(kind):
    card = card_of(holder_for(kind), kind)

    assert card == card_of(holder_for(kind), kind)
    assert draw_card(card, seed=5).tobytes() == draw_card(card, seed=5).tobytes()
    assert draw_card(card, seed=5).tobytes() != draw_card(card, seed=6).tobytes()


def test_ktp_prints_the_facts_of_the_person():
    someone = person(ADULT)

    values = values_of(card_of(someone, IdentityKind.KTP))

    assert values["NIK"] == someone.nik
    assert values["Nama"] == someone.name.upper()
    assert values["Tempat/Tgl Lahir"].endswith(f"{someone.birth_date:%d-%m-%Y}")
    assert values["Berlaku Hingga"] == "SEUMUR HIDUP"


def test_an_infants_child_card_has_no_photo_and_ends_at_the_fifth_birthday():
    card = card_of(person(INFANT), IdentityKind.KIA)

    assert not card.with_photo
    assert card.valid_until < years_after(card.holder.birth_date, 5)


def test_an_older_childs_card_has_a_photo_and_ends_at_seventeen():
    card = card_of(person(CHILD), IdentityKind.KIA)

    assert card.with_photo
    assert card.valid_until < years_after(card.holder.birth_date, 17)
    assert card.issued_on >= years_after(card.holder.birth_date, 5)


def test_the_photo_on_the_card_is_the_holders_portrait():
    card = card_of(person(ADULT), IdentityKind.KTP)
    with_photo = draw_card(card, seed=1)
    without = draw_card(replace(card, with_photo=False), seed=1)

    box = ImageChops.difference(with_photo, without).getbbox()

    assert box[0] > with_photo.width * 0.7
    assert box[2] - box[0] == pytest.approx(with_photo.width * 0.2275, rel=0.02)


def test_cards_are_valid_on_the_requested_day():
    today = date(2026, 11, 24)
    for kind in IdentityKind:
        card = card_of(holder_for(kind), kind, today=today)
        assert card.issued_on < today
        assert card.valid_until is None or card.valid_until > today


def test_a_long_name_is_printed_whole_in_two_lines(printed_words):
    long_name = "Anak Agung Istri Ngurah Sri Cahya Widiastuti Candrawati"
    card = card_of(replace(person(ADULT), name=long_name), IdentityKind.KTP)

    draw_card(card, seed=1)

    printed = [word for word, _ in printed_words]
    assert long_name.upper() not in printed
    assert long_name.upper() in " ".join(printed)


def test_sheet_without_a_style_is_the_standard_card():
    card = card_of(person(ADULT), IdentityKind.KTP)

    assert card_sheet(card, seed=5).image.tobytes() == draw_card(card, seed=5).tobytes()


def test_print_shop_has_its_own_labels_and_order_of_rows(printed_words):
    card = card_of(person(CHILD), IdentityKind.STUDENT_CARD)
    style = PrintStyle(labels={"NISN": "No. Induk"}, order=("Nama", "Kelas", "NISN"))

    card_sheet(card, seed=1, style=style)

    printed = [word for word, _ in printed_words]
    assert "NISN" not in printed
    assert printed.index("Nama") < printed.index("Kelas") < printed.index("No. Induk")
    for field in printed_fields(card):
        assert field.value in printed


def test_spaced_letters_are_apart_and_form_the_same_text():
    card = card_of(person(ADULT), IdentityKind.KTP)
    close, wide = (
        card_sheet(card, seed=1, style=PrintStyle(spacing=spacing)) for spacing in (0, 0.06)
    )
    longer = [
        apart.right - apart.left > together.right - together.left
        for together, apart in zip(close.boxes, wide.boxes, strict=True)
        if together.right - together.left > 40
    ]

    assert sum(longer) > len(longer) * 0.8
    assert differing_pixels(close.image, wide.image) > 0.01


def test_text_is_inside_the_boxes_of_the_sheet(monkeypatch):
    card = card_of(person(ADULT), IdentityKind.KTP)
    whole = card_sheet(card, seed=1)
    monkeypatch.setattr(sheet.Sheet, "_print", lambda *_, **__: None)
    blank = card_sheet(card, seed=1).image

    rest = ImageChops.difference(whole.image, blank).convert("L")
    for box in whole.boxes:
        edges = (box.left - 2, box.top - 2, box.right + 2, box.bottom + 2)
        rest.paste(0, tuple(round(edge * sheet.SCALE) for edge in edges))

    assert sum(rest.histogram()[60:]) == 0


def test_given_photo_replaces_the_drawn_portrait():
    card = card_of(person(ADULT), IdentityKind.KTP)
    green = Image.new("RGB", PORTRAIT_SIZE, (0, 200, 0))

    drawn, passed_in = card_sheet(card, seed=1).image, card_sheet(card, seed=1, photo=green).image

    box = ImageChops.difference(drawn, passed_in).getbbox()
    assert box[0] > drawn.width * 0.7
    assert passed_in.getpixel(((box[0] + box[2]) // 2, (box[1] + box[3]) // 2)) == (0, 200, 0)


def test_a_city_is_named_as_one_in_the_heading(printed_words):
    someone = person(ADULT)
    home = replace(someone.address, regency="Kota Denpasar")

    draw_card(card_of(replace(someone, address=home), IdentityKind.KTP), seed=1)

    printed = [word for word, _ in printed_words]
    assert "KOTA DENPASAR" in printed
    assert not any(word.startswith("KABUPATEN") for word in printed)


def test_default_typeface_is_that_of_pillow():
    card = card_of(person(ADULT), IdentityKind.KTP)
    style = PrintStyle(text=Typeface(), number=Typeface())

    styled = card_sheet(card, seed=1, style=style).image

    assert styled.tobytes() == draw_card(card, seed=1).tobytes()


@pytest.mark.parametrize("difficulty", Difficulty)
def test_a_photograph_is_a_jpeg_that_the_seed_decides(difficulty):
    card = draw_card(card_of(person(ADULT), IdentityKind.KTP), seed=1)

    picture = photograph(card, seed=4, difficulty=difficulty)

    with Image.open(BytesIO(picture)) as photo:
        assert (photo.format, photo.size) == ("JPEG", PHOTO_SIZE)
    assert picture == photograph(card, seed=4, difficulty=difficulty)
    assert picture != photograph(card, seed=5, difficulty=difficulty)


@pytest.mark.parametrize("seed", range(12))
def test_the_whole_card_stays_in_a_hard_photograph(seed):
    """Checks a pure green card, whose pixels can be separated from the table."""
    card = Image.new("RGB", (1011, 638), (0, 255, 0))

    with Image.open(BytesIO(photograph(card, seed=seed, difficulty=Difficulty.HARD))) as photo:
        red, green, _ = photo.convert("RGB").split()
    area = ImageChops.subtract(green, red).point(lambda level: 255 if level > 70 else 0)
    left, top, right, bottom = area.getbbox()

    assert left > 8
    assert top > 8
    assert right < PHOTO_SIZE[0] - 8
    assert bottom < PHOTO_SIZE[1] - 8
    assert right - left > PHOTO_SIZE[0] * 0.5


def test_snapshot_retains_size_and_face():
    face = selfie(ADULT, seed=1)

    with Image.open(BytesIO(snapshot(face, seed=1, difficulty=Difficulty.EASY))) as photo:
        assert photo.size == face.size
        assert snapshot(face, seed=1) == snapshot(face, seed=1)
