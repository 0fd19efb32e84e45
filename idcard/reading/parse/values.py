"""Conversion of text beside a label into a value of the card."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from idcard import nik
from idcard.reading.model import Field, Value
from idcard.reading.parse import dates, numbers, places, vocabulary
from idcard.reading.parse.glyphs import DIGITS, LETTERS, capitals, folded, repairs
from idcard.reading.parse.span import Passage

EDGES = " :;,=|'\"*_<>~^`"
_LABEL_END = re.compile("[A-Za-z1]{1,2} ?:(?=.{2})")
COLONS = "23568BEGIL"
"""Characters as which a colon before a value may be read."""
_LETTER = re.compile("[A-HJ-UWYZ]")
"""Letter that is no Roman numeral."""
MAX_MISREAD = 2
"""Maximum number of letters of a name that may be read as digits."""
MAX_GRADE = 13
"""Highest grade of a vocational school."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A value before its confidence is computed.

    `read` is the part of the passage that it was made from. `support` names evidence for the text
    besides its characters' certainty, `against` evidence that makes it doubtful.
    """

    passage: Passage
    read: str
    text: str
    typed: str
    certainty: float
    support: frozenset[str] = frozenset()
    against: frozenset[str] = frozenset()

    def also(self, *support: str) -> "Draft":
        """Returns the draft with more support."""
        return replace(self, support=self.support | set(support))

    def but(self, *against: str) -> "Draft":
        """Returns the draft with more doubts."""
        return replace(self, against=self.against | set(against))

    def value(self, confidence: float, *, sure: bool) -> Value:
        """Returns the finished value."""
        applied = repairs(self.read, self.text)
        return Value(self.text, self.typed, confidence, sure, self.passage.place, applied)


Drafts = Mapping[Field, Draft]
ValueParser = Callable[[Passage], Draft | None]


def draft(
    passage: Passage,
    text: str,
    typed: str,
    *,
    start: int = 0,
    end: int | None = None,
    support: Iterable[str] = (),
    against: Iterable[str] = (),
) -> Draft | None:
    """Returns a draft of the part `start` to `end` of a passage; None where it is empty."""
    end = len(passage.text) if end is None else end
    if not text or start >= end:
        return None
    certainty = min(passage.certainties[start:end], default=0.0)
    read = passage.text[start:end]
    return Draft(passage, read, text, typed, certainty, frozenset(support), frozenset(against))


def trimmed(passage: Passage, edges: str = EDGES) -> tuple[int, int]:
    """Returns start and end of the value, without a misread colon or rest of a label."""
    text = passage.text
    label = _LABEL_END.match(text)
    begun = label.end() if label else 0
    start = len(text) - len(text[begun:].lstrip(edges + ".)"))
    return start, max(start, len(text.rstrip(edges)))


def free_text(passage: Passage) -> Draft | None:
    """Returns free text: letters, digits and punctuation as read."""
    start, end = trimmed(passage)
    return _free(passage, start, end, passage.text[start:end])


def name(passage: Passage) -> Draft | None:
    """Returns a person's name.

    Names contain no digits (Permendagri 73/2022 art. 5): one or two are misread letters, more
    belong to another field. A final apostrophe or full stop is kept.
    """
    if sum(map(str.isdigit, passage.text)) > MAX_MISREAD:
        return None
    start, end = trimmed(passage, EDGES + "-.")
    if end < len(passage.text) and passage.text[end] in ".'":
        end += 1
    read = passage.text[start:end]
    return _free(passage, start, end, "".join(LETTERS.get(char, char) for char in read))


def _free(passage: Passage, start: int, end: int, text: str) -> Draft | None:
    text = capitals(_capital_i(text))
    return draft(passage, text, text, start=start, end=end)


def _capital_i(text: str) -> str:
    """Replaces a small l among capitals, which is a misread I."""
    small = sum(char.islower() and char != "l" for char in text)
    large = sum(char.isupper() for char in text)
    if large <= small:
        return text
    return text.replace("l", "I").replace("|", "I")


def number(passage: Passage) -> Draft | None:
    """Returns a number of sixteen digits, or as many as were read."""
    return number_with(passage, numbers.Facts())


def number_with(passage: Passage, facts: numbers.Facts, others: Sequence[str] = ()) -> Draft | None:
    """Returns a number of sixteen digits, chosen by other facts on the card and other readings."""
    first = numbers.long_number(passage.text, passage.certainties, facts)
    rereadings = [
        other
        for text in others
        if (other := numbers.long_number(text, (1.0,) * len(text), facts)) is not None
    ]
    best = numbers.chosen(first, rereadings, facts)
    if best is None:
        return None
    if rereadings:
        readings = [one for one in (first, *rereadings) if one is not None]
        assembled = numbers.assembled(readings, facts)
        best = assembled if assembled and assembled.digits != best.digits else best
    start, end = (best.start, best.end) if best is first else (0, len(passage.text))
    result = draft(passage, best.digits, best.digits if best.whole else "", start=start, end=end)
    if result is None:
        return None
    result = replace(result, read=best.read)
    if best is not first:
        result = result.but("differs")
    elif (
        others
        and len(rereadings) == len(others)
        and {one.digits for one in rereadings} == {best.digits}
    ):
        result = result.also("agreed")
    elif rereadings:
        result = result.but("differs")
    return _judged(result, best.digits, facts)


def _judged(result: Draft, digits: str, facts: numbers.Facts) -> Draft:
    result = result.also("structure") if nik.fault(digits) is None else result.but("structure")
    if facts.confirms(digits):
        return result.also("facts")
    return result.but("facts") if facts.birth is not None else result


def document_number(passage: Passage) -> Draft | None:
    """Returns a number of letters and digits."""
    start, end = trimmed(passage, EDGES + "-")
    read = passage.text[start:end]
    text = capitals(_capital_i(read)).replace(" ", "")
    return draft(passage, text, text, start=start, end=end)


def digits_only(passage: Passage) -> Draft | None:
    """Returns a number of digits of any length."""
    start, end = trimmed(passage, EDGES + "-")
    read = passage.text[start:end].replace(" ", "")
    text = "".join(DIGITS.get(char, char) for char in read)
    if not text.isdigit():
        return document_number(passage)
    return draft(passage, text, text, start=start, end=end)


def day(passage: Passage) -> Draft | None:
    """Returns a date."""
    match = dates.last_day(passage.text)
    if match is None:
        return None
    return draft(passage, match.text, match.day.isoformat(), start=match.start, end=match.end)


def validity(passage: Passage) -> Draft | None:
    """Returns a date or "for life"."""
    match = vocabulary.nearest(passage.text.strip(EDGES), (vocabulary.FOR_LIFE,))
    if match is None:
        return day(passage)
    start, end = trimmed(passage)
    return draft(passage, vocabulary.FOR_LIFE, "", start=start, end=end, support=listed(match[1]))


def listed(off: int) -> Sequence[str]:
    """Returns the support for a match with a list of dissimilar entries, `off` letters wrong."""
    return ["listed"] if off else ["listed", "exact"]


def birth(passage: Passage) -> Drafts:
    """Returns place and date, as in "TABANAN, 23-06-2016".

    Without a date the text may belong to another row.
    """
    match = dates.last_day(passage.text)
    start, _ = trimmed(passage)
    drafts: dict[Field, Draft | None] = {}
    if match is not None:
        drafts[Field.BIRTH_DATE] = day(passage)
        end = start + len(passage.text[start : match.start].rstrip(EDGES + ".-/"))
        drafts[Field.BIRTH_PLACE] = place(passage, start, end)
    else:
        comma = passage.text.find(",")
        end = comma if comma > start else len(passage.text)
        alone = place(passage, start, end)
        drafts[Field.BIRTH_PLACE] = alone.but("layout") if alone else None
    return {name: one for name, one in drafts.items() if one is not None}


def place(passage: Passage, start: int, end: int) -> Draft | None:
    """Returns a place name; it has no digits, and a listed name corrects confusable letters.

    The list supports it only where no other listed name is one misread letter away.
    """
    read = passage.text[start:end]
    text = capitals("".join(LETTERS.get(char, char) for char in _capital_i(read)))
    listed = places.spelled(text) or places.spelled_city(text)
    support = ["listed"] if listed and not places.has_neighbours(listed) else []
    if listed and len(listed.replace(" ", "")) == len(text.replace(" ", "")):
        text = listed
    return draft(passage, text, text, start=start, end=end, support=support)


def birth_place(passage: Passage) -> Draft | None:
    """Returns a place without a date."""
    return place(passage, *trimmed(passage, EDGES + ".-"))


def sex(passage: Passage) -> Draft | None:
    """Returns LAKI-LAKI or PEREMPUAN."""
    start, end = trimmed(passage, EDGES + "-.")
    read = passage.text[start:end]
    letter = vocabulary.SEX_LETTERS.get(capitals(read))
    if letter is not None:
        return draft(passage, capitals(read), letter.value, start=start, end=end)
    match = vocabulary.nearest(read, vocabulary.SEXES)
    if match is None:
        return None
    typed = vocabulary.SEXES[match[0]].value
    return draft(passage, match[0], typed, start=start, end=end, support=listed(match[1]))


def blood_type(passage: Passage) -> Draft | None:
    """Returns A, B, AB or O, with or without rhesus sign, or "-"."""
    start, end = trimmed(passage, EDGES + ".")
    read = passage.text[start:end].replace(" ", "")
    text = capitals(
        "".join({"0": "O", "Q": "O", "D": "O", "8": "B", "4": "A"}.get(c, c) for c in read)
    )
    text = "-" if text in ("--", "---") else text
    against = []
    if len(text) > 1 and text not in vocabulary.BLOOD_TYPES and read[0] in COLONS:
        text, against = text[1:], ["layout"]
    if text not in vocabulary.BLOOD_TYPES:
        return None
    return draft(passage, text, text, start=start, end=end, support=["listed"], against=against)


_RT_RW = re.compile(r"([0-9OoQDIl|SBZ]{1,3})\s*([/\\|I1l-]?)\s*([0-9OoQDIl|SBZ]{1,3})")


def rt_rw(passage: Passage) -> Draft | None:
    """Returns two numbers of up to three digits."""
    start, end = trimmed(passage)
    read = passage.text[start:end]
    digits = "".join(DIGITS.get(char, char) for char in read if char not in " .")
    parts = re.fullmatch(r"(\d{1,3})[/\\-](\d{1,3})", digits) or re.fullmatch(
        r"(\d{3})1?(\d{3})", digits
    )
    if parts is None:
        return draft(passage, "-", "-", start=start, end=end) if read.strip() == "-" else None
    text = f"{parts[1]}/{parts[2]}"
    against = [] if "/" in read else ["joined"]
    return draft(passage, text, text, start=start, end=end, against=against)


def choice(choices: Iterable[str]) -> ValueParser:
    """Returns a function that makes drafts of listed values, or else of the text as read.

    A value that may be the rest of a longer entry, as KAWIN of BELUM KAWIN, is never sure.
    """
    entries = tuple(choices)
    parts = vocabulary.parts_of_others(entries)

    def make(passage: Passage) -> Draft | None:
        start, end = trimmed(passage, EDGES + ".")
        read = passage.text[start:end]
        match = vocabulary.nearest(read, entries)
        if match is None:
            return free_text(passage)
        against = ["longer"] if match[0] in parts else []
        return draft(
            passage, match[0], match[0], start=start, end=end, support=["listed"], against=against
        )

    return make


def citizenship(passage: Passage) -> Draft | None:
    """Returns WNI or WNA, which no single misread letter turns into each other, or a country."""
    result = choice(vocabulary.CITIZENSHIPS)(passage)
    if result and len(result.text) == 4 and result.text[1:] in ("WNI", "WNA"):
        return replace(result, text=result.text[1:], typed=result.text[1:]).but("layout")
    if result and result.text in ("WNI", "WNA") and folded(result.read) == folded(result.text):
        return result.also("exact")
    return result


def grade(passage: Passage) -> Draft | None:
    """Returns a school grade, such as "12 C".

    The space before a single letter is easily lost, and a colon before it is easily read as 8. A
    number alone may have lost its letter, and a letter its number.
    """
    result = free_text(passage)
    if result is not None and (result.text.isdigit() or _LETTER.fullmatch(result.text)):
        return result.but("layout")
    joined = re.fullmatch(r"([B\d]?\d{1,2})( ?)([A-Z])", result.text) if result else None
    if result is None or joined is None:
        return result
    number, space, letter = joined.groups()
    colon = number[0] == "B" or (number[0] == "8" and int(number) > MAX_GRADE)
    if space and not colon:
        return result
    text = f"{number[1:] if colon else number} {letter}"
    result = replace(result, text=text, typed=text)
    return result.but("layout") if colon else result.but("spacing")


VALUE_PARSERS: Mapping[Field, ValueParser] = {
    Field.NUMBER: number,
    Field.FAMILY_NUMBER: number,
    Field.NAME: name,
    Field.HEAD_OF_FAMILY: name,
    Field.BIRTH_PLACE: birth_place,
    Field.BIRTH_DATE: day,
    Field.ISSUED_ON: day,
    Field.VALID_UNTIL: validity,
    Field.SEX: sex,
    Field.GRADE: grade,
    Field.BLOOD_TYPE: blood_type,
    Field.RT_RW: rt_rw,
    Field.POSTAL_CODE: digits_only,
    Field.PASSPORT: document_number,
    Field.BIRTH_CERTIFICATE: document_number,
    Field.RELIGION: choice(vocabulary.RELIGIONS),
    Field.MARITAL_STATUS: choice(vocabulary.MARITAL_STATUSES),
    Field.CITIZENSHIP: citizenship,
    Field.OCCUPATION: choice(vocabulary.OCCUPATIONS),
}


def parse_value(field_: Field, passage: Passage) -> Draft | None:
    """Returns the value of a field; None where the passage cannot be one."""
    return VALUE_PARSERS.get(field_, free_text)(passage)
