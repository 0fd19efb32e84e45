"""Decides which titles with the same name and creator are editions of one work. No Django."""

import re
from typing import Final, NamedTuple

from records.text import words

_PARTS: Final = frozenset(
    word
    for line in (
        "jilid jil jld volume vol bagian bag buku seri nomor no kelas semester tingkat tahun",
        "part book issue number class grade level tome tom band deel",
    )
    for word in line.split()
)
"""Words before the number of a part."""
_ROMAN: Final = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ORDINALS: Final = {
    word: str(number)
    for number, line in enumerate(
        (
            "pertama kesatu satu first one",
            "kedua dua second two",
            "ketiga tiga third three",
            "keempat empat fourth four",
            "kelima lima fifth five",
            "keenam enam sixth six",
        ),
        start=1,
    )
    for word in line.split()
}
_VALUES: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


class EditionFacts(NamedTuple):
    """Data that separates editions from parts: `series` is an id, the rest are texts."""

    name: str
    subtitle: str
    edition: str
    language: str
    series: int | None
    series_number: str


def are_editions(one: EditionFacts, other: EditionFacts) -> bool:
    """Returns True where two titles with the same name and creator are one work: neither two
    volumes of a series nor two parts by their subtitles or editions. With a name of one word, such
    as "Puisi", subtitles in the same language must share a word."""
    same_series = one.series is not None and one.series == other.series
    if same_series and words(one.series_number) != words(other.series_number):
        return False
    if _numbers(one.subtitle) != _numbers(other.subtitle):
        return False
    if _parts(one.edition) != _parts(other.edition):
        return False
    subtitles = set(words(one.subtitle)), set(words(other.subtitle))
    is_telling = len(words(one.name)) > 1 or one.language != other.language
    return is_telling or not all(subtitles) or bool(subtitles[0] & subtitles[1])


def _numbers(text: str) -> set[str]:
    """Returns the numbers in a subtitle: years, classes, parts."""
    return {_number(word) for word in words(text) if word.isdecimal()} | _parts(text)


def _parts(text: str) -> set[str]:
    """Returns the numbers of parts only; other numbers in an edition statement count editions."""
    tokens = words(text)
    pairs = zip(tokens, tokens[1:], strict=False)
    return {number for before, word in pairs if before in _PARTS and (number := _number(word))}


def _number(word: str) -> str:
    if word.isdecimal():
        return str(int(word))
    return _ORDINALS.get(word) or (str(_value(word)) if _ROMAN.fullmatch(word) else "")


def _value(roman: str) -> int:
    values = [_VALUES[letter] for letter in roman]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)
