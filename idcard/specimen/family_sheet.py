"""Drawing of the family card: a landscape sheet with the address and two tables of relatives."""

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

from idcard.specimen.canvas import Colour
from idcard.specimen.card_data import CardData, in_print, printed_fields, sex_in_print
from idcard.specimen.families import Relative
from idcard.specimen.sheet import DEMO_STYLE, PrintStyle, Sheet

SHEET_SIZE = (1404, 992)
GROUND: Colour = (214, 231, 243)
HEAD_GROUND: Colour = (182, 210, 230)
LEFT, RIGHT = 48, 1356
LINES = 7
ROW = 34
Column = tuple[str, float, Callable[[Relative], str]]

PERSON_COLUMNS: tuple[Column, ...] = (
    ("Nama Lengkap", 232, lambda relative: relative.name),
    ("NIK", 190, lambda relative: relative.nik),
    ("Jenis Kelamin", 116, lambda relative: sex_in_print(relative.sex)),
    ("Tempat Lahir", 128, lambda relative: relative.birth_place),
    ("Tanggal Lahir", 112, lambda relative: in_print(relative.birth_date)),
    ("Agama", 84, lambda relative: relative.religion),
    ("Pendidikan", 192, lambda relative: relative.education),
    ("Jenis Pekerjaan", 152, lambda relative: relative.occupation),
    ("Gol. Darah", 66, lambda relative: relative.blood_type),
)
FAMILY_COLUMNS: tuple[Column, ...] = (
    ("Status Perkawinan", 180, lambda relative: relative.marital_status),
    ("Status Hubungan Dalam Keluarga", 250, lambda relative: relative.relation),
    ("Kewarganegaraan", 150, lambda relative: relative.citizenship),
    ("No. Paspor", 110, lambda _: "-"),
    ("No. KITAP", 110, lambda _: "-"),
    ("Ayah", 236, lambda relative: relative.father),
    ("Ibu", 236, lambda relative: relative.mother),
)


def family_sheet(card: CardData, *, seed: int, style: PrintStyle = DEMO_STYLE) -> Sheet:
    """Returns the family card, 2808 × 1984 pixels."""
    sheet = Sheet(SHEET_SIZE, GROUND, seed=seed, clear=(60, 1344), style=style)
    number, *home = printed_fields(card)
    sheet.text((702, 68), "KARTU KELUARGA", 46, bold=True, anchor="ms")
    label = style.labels.get(number.label, number.label)
    sheet.text((702, 108), f"{label} {number.value}", 29, bold=True, anchor="ms", number=True)
    for place, field in enumerate(home):
        left, top = (LEFT, 152 + place * 28) if place < 4 else (820, 152 + (place - 4) * 28)
        sheet.text((left, top), style.labels.get(field.label, field.label), 19, room=214)
        sheet.text((left + 220, top), ":", 19)
        sheet.text((left + 236, top), field.value, 19, room=320)
    _table(sheet, 268, PERSON_COLUMNS, card.family)
    _table(sheet, 568, FAMILY_COLUMNS, card.family)
    _foot(sheet, card)
    return sheet


def _table(sheet: Sheet, top: float, columns: Sequence[Column], family: Sequence[Relative]) -> None:
    edges = [LEFT, *accumulate((width for _, width, _ in columns), initial=LEFT + 36)]
    edges[-1] = RIGHT
    bottom = top + ROW * (LINES + 1)
    sheet.block(LEFT, top, RIGHT, top + ROW, HEAD_GROUND)
    for line in range(LINES + 2):
        sheet.rule((LEFT, top + line * ROW), (RIGHT, top + line * ROW))
    for edge in edges:
        sheet.rule((edge, top), (edge, bottom))
    _cells(sheet, top, edges, ["No", *(title for title, _, _ in columns)], bold=True)
    for line in range(LINES):
        values = [read(family[line]) if line < len(family) else "-" for _, _, read in columns]
        _cells(sheet, top + (line + 1) * ROW, edges, [str(line + 1), *values])


def _cells(
    sheet: Sheet, top: float, edges: Sequence[float], words: Sequence[str], *, bold: bool = False
) -> None:
    for (left, right), text in zip(pairwise(edges), words, strict=True):
        printed = text if bold else text.upper()
        place = ((left + right) / 2, top + ROW - 11)
        sheet.text(place, printed, 16.5, bold=bold, anchor="ms", room=right - left - 8)


def _foot(sheet: Sheet, card: CardData) -> None:
    sheet.text((LEFT, 872), f"Dikeluarkan Tanggal : {in_print(card.issued_on)}", 18)
    sheet.text((520, 872), "KEPALA KELUARGA", 18, anchor="ms")
    sheet.signature((520, 912), 150)
    sheet.text((520, 962), card.head_of_family.upper(), 18, anchor="ms")
    office = f"KEPALA DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL KAB. {card.issued_at.upper()}"
    sheet.text((1060, 872), office, 16, anchor="ms", room=580)
    sheet.signature((1060, 912), 150)
    sheet.text((1060, 962), "CONTOH PEJABAT, S.H.", 18, anchor="ms")
