"""Small pages of lines, written by hand or recorded from drawn cards."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from idcard.geometry import Quad
from idcard.reading.lines import TextLine
from idcard.recognised_text import RecognisedText

HEIGHT, PITCH, LETTER = 0.026, 0.034, 0.014
CERTAIN = 0.999
RECORDED = Path(__file__).parent / "recorded"


@dataclass
class MadePage:
    """Page whose repeated readings are given; `rereading_count` counts the lines read again.

    `hidden` are lines that are not detected, and are read only at a given place.
    """

    lines: Sequence[TextLine]
    rereadings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    rereading_count: int = 0
    close: Mapping[str, Sequence[str]] = field(default_factory=dict)
    closely: int = 0
    hidden: Sequence[TextLine] = ()
    sought: int = 0

    def read_again(self, line: TextLine) -> list[RecognisedText]:
        self.rereading_count += 1
        return [
            recognised_text(text) for text in self.rereadings.get(line.text, (line.text, line.text))
        ]

    def reread(self, line: TextLine) -> list[RecognisedText]:
        self.closely += 1
        return [recognised_text(text) for text in self.close.get(line.text, ())]

    def read_place(
        self, left: float, middle: float, right: float, height: float, slope: float = 0.0
    ) -> TextLine | None:
        self.sought += 1
        for one in self.hidden:
            row = middle + slope * (one.left - left)
            if abs(one.middle - row) < height / 2 and left <= one.left < one.right <= right:
                return one
        return None


def recognised_text(text: str, certainty: float = CERTAIN) -> RecognisedText:
    count = max(1, len(text))
    middles = tuple((place + 0.5) / count for place in range(len(text)))
    return RecognisedText(text, certainty, (certainty,) * len(text), middles)


def line(text: str, left: float, top: float, *, certainty: float = CERTAIN) -> TextLine:
    right, low = left + LETTER * len(text), top + HEIGHT
    corners = ((left, top), (right, top), (right, low), (left, low))
    return TextLine(recognised_text(text, certainty), left, top, right, low, Quad.of(corners))


def page(
    rows: Iterable[str | Sequence[str]],
    *,
    rereadings: Mapping[str, Sequence[str]] | None = None,
    column: float = 0.25,
    certainty: float = CERTAIN,
) -> MadePage:
    """Returns a page of rows: a text alone, or a label, its value in the column, and more."""
    lines = []
    for number, row in enumerate(rows):
        parts = [row] if isinstance(row, str) else row
        for place, text in enumerate(parts):
            left = 0.03 if place == 0 else column if place == 1 else 0.55
            if text:
                lines.append(line(text, left, 0.02 + number * PITCH, certainty=certainty))
    return MadePage(lines, rereadings or {})


def recorded_page(name: str) -> tuple[MadePage, dict[str, Any]]:
    """Returns lines recorded from a photo of a drawn card, and the values printed on it."""
    data = json.loads((RECORDED / f"{name}.json").read_text())
    lines, rereadings = [], {}
    for text, certainties, middles, box, place, read_again in data["lines"]:
        certainty = sum(certainties) / max(1, len(certainties))
        read = RecognisedText(text, certainty, tuple(certainties), tuple(middles))
        lines.append(TextLine(read, *box, place=Quad.of(place)))
        rereadings[text] = read_again
    return MadePage(lines, rereadings), data


KTP: tuple[tuple[str, ...], ...] = (
    ("PROVINSI BALI",),
    ("KABUPATEN TABANAN",),
    ("NIK", ": 5102054306160859"),
    ("Nama", ": NI LUH ARIANI"),
    ("Tempat/Tgl Lahir", ": TABANAN, 03-06-2016"),
    ("Jenis Kelamin", ": PEREMPUAN", "Gol. Darah : O"),
    ("Alamat", ": BR. KANGIN"),
    ("RT/RW", ": 001/002"),
    ("Kel/Desa", ": BONGAN"),
    ("Kecamatan", ": TABANAN"),
    ("Agama", ": HINDU"),
    ("Status Perkawinan", ": BELUM KAWIN"),
    ("Pekerjaan", ": PELAJAR/MAHASISWA"),
    ("Kewarganegaraan", ": WNI"),
    ("Berlaku Hingga", ": SEUMUR HIDUP"),
)


def ktp(**rows: Sequence[str] | str | None) -> MadePage:
    """Returns the KTP above; a keyword with a label's start (`nik`, `nama`) replaces a row."""
    card_rows: list[Sequence[str]] = []
    for row in KTP:
        key = next((name for name in rows if row[0].lower().startswith(name)), None)
        if key is None:
            card_rows.append(row)
        elif (new := rows[key]) is not None:
            card_rows.append([new] if isinstance(new, str) else new)
    return page(card_rows)
