"""Detection of the kind of card, and of what a page is that is no card."""

import re
from collections import Counter
from collections.abc import Sequence

from idcard.kinds import IdentityKind
from idcard.reading.lines import TextLine
from idcard.reading.model import Field, Sign
from idcard.reading.parse.glyphs import distances, folded, normalized
from idcard.reading.parse.labels import Compound, Meaning
from idcard.reading.parse.layout import MARKS, Layout
from idcard.reading.parse.vocabulary import FOR_LIFE, MARITAL_STATUSES, nearest

TITLES: dict[IdentityKind, tuple[str, ...]] = {
    IdentityKind.KIA: ("KARTU IDENTITAS ANAK",),
    IdentityKind.STAY_PERMIT: ("IZIN TINGGAL TERBATAS", "IZIN TINGGAL TETAP", "STAY PERMIT",
                               "KARTU IZIN TINGGAL"),
    IdentityKind.STUDENT_CARD: ("KARTU PELAJAR", "KARTU TANDA PELAJAR", "KARTU SISWA",
                                "STUDENT CARD", "KARTU TANDA SISWA", "STUDENT IDENTITY CARD"),
    IdentityKind.KTP: ("KARTU TANDA PENDUDUK",),
    IdentityKind.FAMILY_CARD: ("KARTU KELUARGA",),
}  # fmt: skip
TYPICAL_LABELS: dict[IdentityKind, frozenset[Meaning]] = {
    IdentityKind.KTP: frozenset({Field.MARITAL_STATUS, Field.OCCUPATION}),
    IdentityKind.KIA: frozenset(
        {Field.BIRTH_CERTIFICATE, Field.FAMILY_NUMBER, Field.HEAD_OF_FAMILY}
    ),
    IdentityKind.STAY_PERMIT: frozenset({Field.PASSPORT, Field.GUARANTOR}),
    IdentityKind.FAMILY_CARD: frozenset({Field.HEAD_OF_FAMILY, Field.POSTAL_CODE}),
    IdentityKind.STUDENT_CARD: frozenset({Compound.STUDENT, Field.GRADE, Field.SCHOOL}),
}
"""Labels that are nearly exclusive to a kind."""
ELSEWHERE = (
    "MALAYSIA", "SINGAPORE", "PHILIPPINES", "THAILAND", "AUSTRALIA", "WARGANEGARA", "MYKAD",
    "KAD PENGENALAN", "IDENTITY CARD", "DRIVING LICENCE", "DRIVER LICENSE", "DRIVERS LICENSE",
    "DRIVING LICENSE", "PASSPORT", "PASPOR", "SURAT IZIN MENGEMUDI", "UNITED STATES", "LESEN",
    "IDENTIFICATION CARD", "NATIONAL ID", "PERSONALAUSWEIS", "CARTE NATIONALE", "KINGDOM",
    "EUROPEAN UNION", "NPWP", "BPJS", "INDONESIA SEHAT", "DEBIT", "CREDIT", "FEDERAL",
    "DRIVING", "LICENCE", "LICENSE", "REPUBLIC",
)  # fmt: skip
MACHINE_READABLE = re.compile(r"[A-Z0-9]{2,}<<|<{3,}|P<[A-Z]{3}")
BACKS = (
    "KARTU TANDA PENDUDUK", "TATA TERTIB", "APABILA MENEMUKAN", "HARAP DIKEMBALIKAN",
    "KARTU INI BERLAKU", "KARTU INI ADALAH", "KARTU INI MILIK", "PERHATIAN", "KETENTUAN",
    "VISI", "PEMEGANG KARTU",
)  # fmt: skip
BOTH = 2
"""Number of titles (Indonesian and English) that identify a stay permit.

Its labels are in small print, and may all be illegible where the rest is not.
"""
MIN_LABELS = 3
"""Minimum number of labels of a card."""


def has_words(text: str, words: str) -> bool:
    """Returns True where a line contains these words, with at most one letter in eight wrong."""
    pattern, key = folded(words), folded(text)
    if len(key) < len(pattern) - 1:
        return False
    return min(distances(pattern, key, anywhere=True), default=99) <= len(pattern) // 8


def kind_of(lines: Sequence[TextLine], layout: Layout) -> IdentityKind | None:
    """Returns the kind with the most of its titles and labels; None where there are too few."""
    meanings = {one.label.meaning for one in layout.labelled}
    titled = _titled(lines)
    if titled[IdentityKind.STAY_PERMIT] >= BOTH:
        return IdentityKind.STAY_PERMIT
    if len(meanings - {Compound.IGNORED}) < (MIN_LABELS - 1 if titled else MIN_LABELS):
        return None
    scores: Counter[IdentityKind] = Counter()
    for kind, typical in TYPICAL_LABELS.items():
        scores[kind] = 2 * len(typical & meanings) + (5 if kind in titled else 0)
    if Field.NUMBER in meanings:
        scores[IdentityKind.KTP] += 2 + _is_of_adult(lines)
        scores[IdentityKind.KIA] += 1
    if Compound.STUDENT not in meanings and IdentityKind.STUDENT_CARD not in titled:
        scores[IdentityKind.STUDENT_CARD] = 0
    kind, points = scores.most_common(1)[0]
    return kind if points >= MIN_LABELS else None


def _is_of_adult(lines: Sequence[TextLine]) -> bool:
    """Returns True for a marital status or lifelong validity, which no child's card has."""
    words = (*MARITAL_STATUSES, FOR_LIFE)
    return any(nearest(normalized(line.text).strip(MARKS), words) is not None for line in lines)


def _titled(lines: Sequence[TextLine]) -> Counter[IdentityKind]:
    """Returns the number of lines with a title of each kind."""
    counts: Counter[IdentityKind] = Counter()
    for line in lines:
        if re.match(r"\W*(no|nomor)\b", normalized(line.text).lower()):
            continue
        for kind, titles in TITLES.items():
            if any(has_words(line.text, title) for title in titles):
                counts[kind] += 1
    return counts


def sign_of(lines: Sequence[TextLine], layout: Layout) -> Sign | None:
    """Returns the sign for a page without a kind, from its words."""
    read = [line for line in lines if len(folded(line.text)) >= 4 and line.word.certainty > 0.7]
    if _is_back(read, layout):
        return Sign.BACK
    labels = {one.label.meaning for one in layout.labelled}
    foreign = any(MACHINE_READABLE.search(line.text) for line in lines) or any(
        has_words(line.text, words) for line in read for words in ELSEWHERE
    )
    if foreign and len(labels) < 5:
        return Sign.FOREIGN
    return None


def _is_back(read: Sequence[TextLine], layout: Layout) -> bool:
    with_value = [one for one in layout.labelled if one.spans]
    return len(with_value) < MIN_LABELS and any(
        has_words(line.text, words) for line in read for words in BACKS
    )


def is_only_text(lines: Sequence[TextLine], layout: Layout, kind: IdentityKind | None) -> bool:
    """Returns True for pages of running text, and for more labels than a card has."""
    if kind is IdentityKind.FAMILY_CARD:
        return False
    counts = Counter(
        one.label.meaning
        for one in layout.labelled
        if one.label.letters > 2 and not isinstance(one.label.meaning, Compound)
    )
    repeated = sum(count - 1 for count in counts.values() if count > 1)
    numbers = {
        digits
        for line in lines
        for digits in re.findall(r"(?<!\d)\d{16}(?!\d)", normalized(line.text))
    }
    long = sum(_is_sentence(line.text) for line in lines)
    return (
        counts[Field.NUMBER] > 2
        or len(numbers) > 2
        or repeated > 4
        or (long > 5 and long * 2 > len(lines))
    )


def _is_sentence(text: str) -> bool:
    words = text.split()
    return len(words) > 6 and sum(word.islower() for word in words) > 3
