"""Words as they are indexed, stop words, and words that only phrase a question. No Django."""

from itertools import groupby
from typing import Final

import Stemmer

MAX_LENGTH: Final = 60
"""Most letters of a word; longer runs of letters are cut."""
STOP_WORDS: Final = frozenset(
    word
    for line in (
        "yang dan di ke dari untuk dengan pada dalam adalah sebagai oleh atau itu ini",
        "serta bagi tentang kepada para akan juga ia karena secara antara tidak bukan the",
        "of and a an in on for to by with from at is as it its be or are was that this",
    )
    for word in line.split()
)
BOOKS: Final = frozenset(
    ("buku", "novel", "komik", "cerita", "karya", "book", "books", "novels", "stories")
)
LEADING: Final = frozenset(
    ("tentang", "mengenai", "seputar", "berjudul", "karya", "karangan", "tulisan", "oleh",
     "about", "by", "titled", "called")
)  # fmt: skip
"""Words between "book" and its description: "buku tentang", "novel karya"."""
QUESTION_WORDS: Final = (
    BOOKS
    | LEADING
    | {"saya", "aku", "mau", "ingin", "cari", "mencari", "baca", "membaca", "pinjam", "ada"}
)
"""Words that phrase a question; where titles contain them, they are searched like others."""
_HISSING: Final = ("xes", "ches", "shes", "sses")


def singular(word: str) -> str:
    """Removes the English plural or possessive from a word (S-stemmer of Harman, 1991), except for
    endings of Indonesian words: "kelas", "tulis", "rumus", "mitos"."""
    if len(word) > 3 and word[-1] == "s" and word[-2] not in "aiuos":
        word = word[:-2] if word.endswith(_HISSING) else word[:-1]
    return f"{word[:-2]}y" if len(word) > 4 and word.endswith("ie") else word


def join_single_letters(folded: list[str]) -> list[str]:
    """Returns adjacent single letters as one word: "jk" for J. K. Rowling."""
    runs = ("".join(run) for single, run in groupby(folded, _is_letter) if single)
    return [run for run in runs if len(run) > 1]


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha()


class _Stems(dict[str, str]):
    """Cache of stems by word; it is cleared when it has MAX_ENTRIES entries."""

    MAX_ENTRIES: Final = 300_000

    def __init__(self) -> None:
        super().__init__()
        self._stemmer = Stemmer.Stemmer("indonesian", 0)

    def __missing__(self, word: str) -> str:
        cut = singular(word[:MAX_LENGTH])
        stem = singular(str(self._stemmer.stemWord(cut))) if len(cut) > 3 else cut
        if len(stem) < 3:
            stem = cut
        if len(self) >= self.MAX_ENTRIES:
            self.clear()
        self[word] = stem
        return stem


_stems = _Stems()


def stem(word: str) -> str:
    """Returns the Indonesian stem of a folded word, a short word unchanged."""
    return _stems[word]


def stems(folded: list[str]) -> list[str]:
    return list(map(_stems.__getitem__, folded))
