"""Drawing of specimen identity cards: fields and positions of a real card on an own background."""

from PIL import Image

from idcard.kinds import IdentityKind
from idcard.specimen.canvas import Colour, mix
from idcard.specimen.card_data import CardData, PrintedField, card_of, in_print, printed_fields
from idcard.specimen.faces import BLUE_GROUND, RED_GROUND, portrait
from idcard.specimen.family_sheet import family_sheet
from idcard.specimen.sheet import DEMO_STYLE, PrintStyle, Sheet

__all__ = [
    "CardData",
    "PrintedField",
    "card_of",
    "card_sheet",
    "draw_card",
    "printed_fields",
]

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
    """Returns the front of the card; `seed` changes only background waves and signature.

    Cards are 2022 × 1276 pixels, a family card 2808 × 1984. The word SPESIMEN is printed across
    every card and cannot be left out.
    """
    return card_sheet(card, seed=seed).image


def card_sheet(
    card: CardData,
    *,
    seed: int,
    style: PrintStyle = DEMO_STYLE,
    photo: Image.Image | None = None,
) -> Sheet:
    """Returns the card as drawn by `draw_card`, with the places of its text.

    `style` replaces the demo's layout; `photo` (3 : 4) replaces the drawn portrait.
    """
    match card.kind:
        case IdentityKind.KTP:
            sheet = _ktp(card, seed, style)
        case IdentityKind.KIA:
            sheet = _kia(card, seed, style)
        case IdentityKind.STAY_PERMIT:
            sheet = _stay_permit(card, seed, style)
        case IdentityKind.FAMILY_CARD:
            return family_sheet(card, seed=seed, style=style)
        case IdentityKind.STUDENT_CARD:
            sheet = _student_card(card, seed, style)
    _side(sheet, card, photo)
    return sheet


def _ktp(card: CardData, seed: int, style: PrintStyle) -> Sheet:
    sheet = Sheet(CARD_SIZE, BLUE, seed=seed, clear=TEXT_SPAN, style=style)
    _heading(sheet, card, (52, 92), 34)
    number, *rest = _fields(card, style)
    sheet.text((38, 148), number.label, 38, bold=True)
    sheet.text((218, 148), ":", 38, bold=True)
    sheet.text((240, 148), number.value, 42, bold=True, room=470, number=True)
    _rows(sheet, rest, top=188, pitch=33.5, size=24.5, colon=258, room=440)
    return sheet


def _kia(card: CardData, seed: int, style: PrintStyle) -> Sheet:
    sheet = Sheet(CARD_SIZE, TURQUOISE, seed=seed, clear=TEXT_SPAN, style=style)
    _heading(sheet, card, (44, 76), 27)
    sheet.text((505, 114), "KARTU IDENTITAS ANAK", 33, bold=True, colour=BAND, anchor="ms")
    number, *rest = _fields(card, style)
    sheet.text((38, 160), number.label, 32, bold=True)
    sheet.text((272, 160), ":", 32, bold=True)
    sheet.text((290, 160), number.value, 35, bold=True, room=430, number=True)
    _rows(sheet, rest, top=196, pitch=31.5, size=22.5, colon=272, room=435)
    return sheet


def _stay_permit(card: CardData, seed: int, style: PrintStyle) -> Sheet:
    sheet = Sheet(CARD_SIZE, GREENISH, seed=seed, clear=TEXT_SPAN, style=style)
    sheet.text((38, 46), "REPUBLIK INDONESIA", 26, bold=True)
    sheet.text((973, 46), "IMIGRASI / IMMIGRATION", 22, anchor="rs")
    sheet.text((505, 90), "KARTU IZIN TINGGAL TERBATAS", 33, bold=True, anchor="ms")
    sheet.text((505, 120), "LIMITED STAY PERMIT CARD", 24, colour=BAND, anchor="ms")
    top, room = 154.0, PHOTO_LEFT - 38 - 24
    for field in _fields(card, style):
        label = style.labels.get(field.label, field.label)
        sheet.text((38, top), label, 15.5, colour=mix(BAND, (0, 0, 0), 0.25))
        lines = sheet.paragraph((38, top + 25), field.value, 25, room=room)
        top += 45 + (lines - 1) * 30
    return sheet


def _student_card(card: CardData, seed: int, style: PrintStyle) -> Sheet:
    sheet = Sheet(CARD_SIZE, WHITE_BLUE, seed=seed, clear=TEXT_SPAN, style=style)
    sheet.block(0, 0, CARD_SIZE[0], 108, BAND)
    school = card.school.upper()
    sheet.text((505, 48), "KARTU PELAJAR", 36, bold=True, colour=WHITE, anchor="ms")
    sheet.text((505, 90), school, 30, colour=WHITE, anchor="ms", room=930)
    _rows(sheet, _fields(card, style), top=172, pitch=46, size=27, colon=268, room=440)
    return sheet


def _heading(sheet: Sheet, card: CardData, lines: tuple[float, float], size: float) -> None:
    """Prints the province and the regency, or the city, whose name includes its kind."""
    home = card.holder.address
    regency = home.regency.upper()
    named = regency if regency.startswith("KOTA ") else f"KABUPATEN {regency}"
    for line, words in zip(lines, (f"PROVINSI {home.province.upper()}", named), strict=True):
        sheet.text((505, line), words, size, bold=True, anchor="ms", room=960)


def _fields(card: CardData, style: PrintStyle) -> list[PrintedField]:
    """Returns the card's fields in the style's order."""
    places = {label: place for place, label in enumerate(style.order)}
    fields, last = [], -1
    for field in printed_fields(card):
        last = places.get(field.label, last)
        fields.append((last, field))
    return [field for _, field in sorted(fields, key=lambda placed: placed[0])]


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
    """Prints label, colon and value line by line; the blood type is on the line before it."""
    line = top
    colon += sheet.style.colon
    room -= sheet.style.colon
    for field in fields:
        label = sheet.style.labels.get(field.label, field.label)
        if field.label == "Gol. Darah":
            _blood_type(sheet, label, field.value, line - pitch, size)
            continue
        indent = 24 if field.label in HOME_PARTS else 0
        label_room = colon - 38 - indent - 6
        sheet.text((38 + indent, line), label, size, room=label_room)
        sheet.text((colon, line), ":", size)
        used = sheet.paragraph((colon + 18, line), field.value, size, room=room)
        line += pitch + (used - 1) * size * 1.25


def _blood_type(sheet: Sheet, label: str, value: str, line: float, size: float) -> None:
    sheet.text((548, line), f"{label} :", size, room=134)
    sheet.text((688, line), value, size)


def _side(sheet: Sheet, card: CardData, photo: Image.Image | None) -> None:
    """Prints the portrait, and below it place and date of issue and a signature."""
    if card.with_photo:
        odd = card.holder.birth_date.year % 2
        ground = RED_GROUND if odd else BLUE_GROUND
        face = photo or portrait(card.holder.seed, background=ground)
        sheet.picture(face, PHOTO_LEFT, PHOTO_TOP, PHOTO_WIDTH)
    foot = PHOTO_TOP + PHOTO_WIDTH * 4 / 3
    sheet.text((SIDE_MIDDLE, foot + 36), card.issued_at.upper(), 23, anchor="ms", room=250)
    sheet.text((SIDE_MIDDLE, foot + 66), in_print(card.issued_on), 23, anchor="ms")
    sheet.signature((SIDE_MIDDLE, foot + 126), 150)
