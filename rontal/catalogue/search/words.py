"""Words as the index has them: folded, stemmed, and what is too common to ask for. No Django."""

from typing import Final

import Stemmer

LONGEST: Final = 60
"""No word of a language is longer; longer runs of letters are cut."""
STOP_WORDS: Final = frozenset(
    word
    for line in (
        "yang dan di ke dari untuk dengan pada dalam adalah sebagai oleh atau itu ini",
        "serta bagi tentang kepada para akan juga ia karena secara antara tidak bukan the",
        "of and a an in on for to by with from at is as it its be or are was that this",
    )
    for word in line.split()
)


class _Stems(dict[str, str]):
    """Stems by word, kept for as many words as a language has and the memory bears."""

    MOST: Final = 300_000

    def __init__(self) -> None:
        super().__init__()
        self._stemmer = Stemmer.Stemmer("indonesian", 0)

    def __missing__(self, word: str) -> str:
        cut = word[:LONGEST]
        stem = str(self._stemmer.stemWord(cut)) if len(cut) > 3 else cut
        if len(stem) < 3:
            stem = cut
        if len(self) >= self.MOST:
            self.clear()
        self[word] = stem
        return stem


_stems = _Stems()


def stem(word: str) -> str:
    """The Indonesian stem of a folded word, itself where it is short."""
    return _stems[word]


def stems(folded: list[str]) -> list[str]:
    """The stem of each."""
    return list(map(_stems.__getitem__, folded))
