"""Draws specimen identity cards: a real card's fields and places on a ground of our own."""

from PIL import Image

from rontal.demo.specimen.canvas import Colour, mix
from rontal.demo.specimen.card_data import (
    CardData,
    CardKind,
    PrintedField,
    card_of,
    in_print,
    printed_fields,
)
from rontal.demo.specimen.faces import BLUE_GROUND, RED_GROUND, portrait
from rontal.demo.specimen.family_sheet import draw_family_card
from rontal.demo.specimen.sheet import Sheet

__all__ = ["CardData", "CardKind", "PrintedField", "card_of", "draw_card", "printed_fields"]

CARD_SIZE = (1011, 638)
BLUE: Colour = (199, 224, 241)
TURQUOISE: Colour = (203, 231, 233)
GREENISH: Colour = (212, 230, 226)
WHITE_BLUE: Colour = (228, 238, 246)
BAND: Colour = (44, 92, 148)
WHITE: Colour = (255, 255, 255)
PHOTO_LEFT, PHOTO_TOP, PHOTO_WIDTH = 742, 128, 230
TEXT_SPAN = (20.0, 730.0)
SIDE_MIDDLE = PHOTO_LEFT + PHOTO_WIDTH / 2
HOME_PARTS = ("RT/RW", "Kel/Desa", "Kecamatan")


def draw_card(card: CardData, *, seed: int) -> Image.Image:
    """The front of the card. `seed` changes the ground's waves and the signature only.

    Cards are 2022 x 1276 pixels, a family card 2808 x 1984. The word SPESIMEN lies across
    each and cannot be left out.
    """
    match card.kind:
        case CardKind.KTP:
            return _ktp(card, seed)
        case CardKind.KIA:
            return _kia(card, seed)
        case CardKind.STAY_PERMIT:
            return _stay_permit(card, seed)
        case CardKind.FAMILY_CARD:
            return draw_family_card(card, seed=seed)
        case CardKind.STUDENT_CARD:
            return _student_card(card, seed)


def _ktp(card: CardData, seed: int) -> Image.Image:
    sheet = Sheet(CARD_SIZE, BLUE, seed=seed, clear=TEXT_SPAN)
    home = card.holder.address
    sheet.text((505, 52), f"PROVINSI {home.province.upper()}", 34, bold=True, anchor="ms")
    sheet.text((505, 92), f"KABUPATEN {home.regency.upper()}", 34, bold=True, anchor="ms")
    number, *rest = printed_fields(card)
    sheet.text((38, 148), number.label, 38, bold=True)
    sheet.text((218, 148), ":", 38, bold=True)
    sheet.text((240, 148), number.value, 42, bold=True, room=470)
    _rows(sheet, rest, top=188, pitch=33.5, size=24.5, colon=258, room=440)
    _side(sheet, card)
    return sheet.image


def _kia(card: CardData, seed: int) -> Image.Image:
    sheet = Sheet(CARD_SIZE, TURQUOISE, seed=seed, clear=TEXT_SPAN)
    home = card.holder.address
    sheet.text((505, 44), f"PROVINSI {home.province.upper()}", 27, bold=True, anchor="ms")
    sheet.text((505, 76), f"KABUPATEN {home.regency.upper()}", 27, bold=True, anchor="ms")
    sheet.text((505, 114), "KARTU IDENTITAS ANAK", 33, bold=True, colour=BAND, anchor="ms")
    number, *rest = printed_fields(card)
    sheet.text((38, 160), number.label, 32, bold=True)
    sheet.text((272, 160), ":", 32, bold=True)
    sheet.text((290, 160), number.value, 35, bold=True, room=430)
    _rows(sheet, rest, top=196, pitch=31.5, size=22.5, colon=272, room=435)
    _side(sheet, card)
    return sheet.image


def _stay_permit(card: CardData, seed: int) -> Image.Image:
    sheet = Sheet(CARD_SIZE, GREENISH, seed=seed, clear=TEXT_SPAN)
    sheet.text((38, 46), "REPUBLIK INDONESIA", 26, bold=True)
    sheet.text((973, 46), "IMIGRASI / IMMIGRATION", 22, anchor="rs")
    sheet.text((505, 90), "KARTU IZIN TINGGAL TERBATAS", 33, bold=True, anchor="ms")
    sheet.text((505, 120), "LIMITED STAY PERMIT CARD", 24, colour=BAND, anchor="ms")
    top, room = 154.0, PHOTO_LEFT - 38 - 24
    for field in printed_fields(card):
        sheet.text((38, top), field.label, 15.5, colour=mix(BAND, (0, 0, 0), 0.25))
        lines = sheet.paragraph((38, top + 25), field.value, 25, room=room)
        top += 45 + (lines - 1) * 30
    _side(sheet, card)
    return sheet.image


def _student_card(card: CardData, seed: int) -> Image.Image:
    sheet = Sheet(CARD_SIZE, WHITE_BLUE, seed=seed, clear=TEXT_SPAN)
    sheet.block(0, 0, CARD_SIZE[0], 108, BAND)
    school = card.school.upper()
    sheet.text((505, 48), "KARTU PELAJAR", 36, bold=True, colour=WHITE, anchor="ms")
    sheet.text((505, 90), school, 30, colour=WHITE, anchor="ms", room=930)
    _rows(sheet, list(printed_fields(card)), top=172, pitch=46, size=27, colon=268, room=440)
    _side(sheet, card)
    return sheet.image


def _rows(
    sheet: Sheet,
    fields: list[PrintedField],
    *,
    top: float,
    pitch: float,
    size: float,
    colon: float,
    room: float,
) -> None:
    """Label, colon and value line by line; the blood type shares the line before it."""
    line = top
    for field in fields:
        if field.label == "Gol. Darah":
            _blood_type(sheet, field, line - pitch, size)
            continue
        indent = 24 if field.label in HOME_PARTS else 0
        label_room = colon - 38 - indent - 6
        sheet.text((38 + indent, line), field.label, size, room=label_room)
        sheet.text((colon, line), ":", size)
        used = sheet.paragraph((colon + 18, line), field.value, size, room=room)
        line += pitch + (used - 1) * size * 1.25


def _blood_type(sheet: Sheet, field: PrintedField, line: float, size: float) -> None:
    sheet.text((548, line), f"{field.label} :", size)
    sheet.text((688, line), field.value, size)


def _side(sheet: Sheet, card: CardData) -> None:
    """The photo, and under it the place and date of issue and a signature."""
    if card.with_photo:
        odd = card.holder.birth_date.year % 2
        face = portrait(card.holder.seed, background=RED_GROUND if odd else BLUE_GROUND)
        sheet.picture(face, PHOTO_LEFT, PHOTO_TOP, PHOTO_WIDTH)
    foot = PHOTO_TOP + PHOTO_WIDTH * 4 / 3
    sheet.text((SIDE_MIDDLE, foot + 36), card.issued_at.upper(), 23, anchor="ms")
    sheet.text((SIDE_MIDDLE, foot + 66), in_print(card.issued_on), 23, anchor="ms")
    sheet.signature((SIDE_MIDDLE, foot + 126), 150)
