"""Queries of readers who look for a known book, as they type them on a phone. No Django.

Each way of typing is a function of a random generator and a book; it returns None if it does not
apply to the book (no apostrophe in the title, no ISBN). Other modules check the results.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Final

from bench.known_book import Book, plain
from bench.typos import NEXT, SLIPS, doubled, dropped, neighbour, swapped
from records import identifiers

_NEW_TO_OLD: Final = (("u", "oe"), ("j", "dj"), ("c", "tj"), ("y", "j"))
_SMALL: Final = frozenset(
    ("the", "a", "an", "of", "and", "in", "to", "for", "on", "is", "it", "by",
     "dan", "di", "ke", "dari", "yang")
)  # fmt: skip
Way = Callable[[Random, Book], str | None]


def _long(words: Sequence[str], least: int = 4) -> list[int]:
    return [at for at, word in enumerate(words) if len(word) >= least and word.isalpha()]


def _with(words: Sequence[str], at: int, word: str) -> str:
    return " ".join([*words[:at], word, *words[at + 1 :]])


def whole(_chance: Random, book: Book) -> str | None:
    return " ".join(book.typed)


def rarest(count: int) -> Way:
    """Types the `count` rarest words of the title, in their order."""

    def typed(_chance: Random, book: Book) -> str | None:
        words = list(dict.fromkeys(book.typed))
        if len(words) <= count:
            return None
        chosen = sorted(words, key=lambda word: book.shared.get(word, 0))[:count]
        return " ".join(word for word in words if word in chosen)

    return typed


def with_surname(_chance: Random, book: Book) -> str | None:
    return f"{' '.join(book.typed)} {book.surname}" if book.surname else None


def short_with_surname(_chance: Random, book: Book) -> str | None:
    """Types the rarest word of the title and the surname."""
    word = min(book.typed, key=lambda word: book.shared.get(word, 0), default="")
    return f"{word} {book.surname}" if word and book.surname else None


def surname(_chance: Random, book: Book) -> str | None:
    """Types the surname alone; any book by a person of that name is a correct result."""
    return book.surname or None


def person(_chance: Random, book: Book) -> str | None:
    """Types a person's whole name as it is written."""
    return plain(book.people[0]) if book.people else None


def initials(_chance: Random, book: Book) -> str | None:
    """Types initials without full stops and spaces between them: jk rowling."""
    first, _space, rest = (book.people[0] if book.people else "").partition(" ")
    letters = re.findall(r"([A-Z])\.", first)
    return f"{''.join(letters).lower()} {plain(rest)}" if len(letters) > 1 and rest else None


def with_typo(kind: Callable[[Random, str], str]) -> Way:
    """Types the whole title with this kind of typo in one of its longer words."""

    def typed(chance: Random, book: Book) -> str | None:
        words, places = book.typed, _long(book.typed)
        at = chance.choice(places) if places else -1
        return _with(words, at, kind(chance, words[at])) if places else None

    return typed


def wrong_first_letter(chance: Random, book: Book) -> str | None:
    """Types the key beside the first letter of a word."""
    words, places = book.typed, _long(book.typed)
    if not places:
        return None
    at = chance.choice(places)
    return _with(words, at, chance.choice(NEXT.get(words[at][0], "e")) + words[at][1:])


def short_with_typo(chance: Random, book: Book) -> str | None:
    """Types the two rarest words, with a typo in one of them."""
    words = list(dict.fromkeys(book.typed))
    if len(words) < 3:
        return None
    chosen = sorted(words, key=lambda word: book.shared.get(word, 0))[:2]
    typed = [word for word in words if word in chosen]
    places = _long(typed)
    if not places:
        return None
    at = chance.choice(places)
    return _with(typed, at, chance.choice(SLIPS)(chance, typed[at]))


def surname_with_typo(chance: Random, book: Book) -> str | None:
    """Types a surname with a typo; any book by a person of that name is a correct result."""
    return chance.choice(SLIPS)(chance, book.surname) if len(book.surname) > 4 else None


def two_typos(chance: Random, book: Book) -> str | None:
    """Types two typos, in two different words if there are two long ones."""
    words, places = list(book.typed), _long(book.typed, 5)
    if not places:
        return None
    for at in chance.sample(places, 2) if len(places) > 1 else places * 2:
        words[at] = chance.choice(SLIPS)(chance, words[at])
    return " ".join(words)


def joined(chance: Random, book: Book) -> str | None:
    """Leaves out one space."""
    words = book.typed
    if len(words) < 2:
        return None
    at = chance.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


def all_joined(_chance: Random, book: Book) -> str | None:
    """Leaves out all spaces of a title of two or three words."""
    return "".join(book.typed) if 2 <= len(book.typed) <= 3 else None


def split(chance: Random, book: Book) -> str | None:
    """Types one space too many."""
    words, places = book.typed, _long(book.typed, 6)
    if not places:
        return None
    at = chance.choice(places)
    cut = chance.randrange(2, len(words[at]) - 1)
    return _with(words, at, f"{words[at][:cut]} {words[at][cut:]}")


def old_spelling(_chance: Random, book: Book) -> str | None:
    """Types the spelling from before 1972: oe, dj, tj, j."""
    text = " ".join(book.typed)
    for new, old in _NEW_TO_OLD:
        respelled = text.replace(new, old)
        if respelled != text:
            return respelled
    return None


def without_marks(_chance: Random, book: Book) -> str | None:
    """Leaves out the diacritics of the title."""
    text = " ".join(book.typed)
    parted = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in parted if not unicodedata.combining(c))
    return bare if bare != text and bare.isascii() else None


def with_marks(chance: Random, book: Book) -> str | None:
    """Types a diacritic that the title does not have."""
    text = " ".join(book.typed)
    places = [at for at, letter in enumerate(text) if letter == "e"]
    if not places or not text.isascii():
        return None
    at = chance.choice(places)
    return text[:at] + "é" + text[at + 1 :]


def apostrophe(instead: str) -> Way:
    """Replaces the apostrophe by `instead`: nothing, a space or another character."""

    def typed(_chance: Random, book: Book) -> str | None:
        text = " ".join(book.typed)
        return re.sub("['’]", instead, text) if re.search("['’]", text) else None

    return typed


def no_possessive(_chance: Random, book: Book) -> str | None:
    """Leaves out 's."""
    text = " ".join(book.typed)
    stripped = re.sub("['’]s\\b", "", text)
    return stripped if stripped != text else None


def unfinished(chance: Random, book: Book) -> str | None:
    """Leaves the last word incomplete."""
    words, places = book.typed, _long(book.typed, 5)
    if not places or len(words) < 2 or places[-1] != len(words) - 1:
        return None
    return _with(words, len(words) - 1, words[-1][: chance.randint(3, len(words[-1]) - 1)])


def begun(chance: Random, book: Book) -> str | None:
    """Types the first five to nine characters."""
    text = " ".join(book.typed)
    return text[: chance.randint(5, 9)].rstrip() if len(text) > 9 else None


def other_order(chance: Random, book: Book) -> str | None:
    """Types the words in another order."""
    words = list(book.typed)
    if len(words) < 3:
        return None
    chance.shuffle(words)
    return " ".join(words)


def other_number(_chance: Random, book: Book) -> str | None:
    """Types one English word in the plural instead of the singular, or the other way round."""
    words = book.typed
    places = [at for at in _long(words, 4) if words[at] not in _SMALL]
    if not places:
        return None
    at = places[-1]
    return _with(words, at, words[at][:-1] if words[at].endswith("s") else words[at] + "s")


def without_small_words(_chance: Random, book: Book) -> str | None:
    """Leaves out function words such as the, of, dan, yang."""
    words = [word for word in book.typed if word not in _SMALL]
    return " ".join(words) if words and len(words) < len(book.typed) else None


def wrong_function_word(_chance: Random, book: Book) -> str | None:
    """Replaces one function word by another."""
    words = book.typed
    places = [at for at, word in enumerate(words) if word in _SMALL]
    if not places or len(words) - len(places) < 1:
        return None
    at = places[0]
    return _with(words, at, "a" if words[at] != "a" else "the")


def ampersand(_chance: Random, book: Book) -> str | None:
    """Types & for "and", or the other way round."""
    text = f" {' '.join(book.typed)} "
    if " & " in text:
        return text.replace(" & ", " and ").strip()
    return text.replace(" and ", " & ").strip() if " and " in text else None


def in_series(_chance: Random, book: Book) -> str | None:
    return plain(book.series) or None


def one_word_wrong(chance: Random, book: Book) -> str | None:
    """Adds a word that is not in the title."""
    words, extra = book.typed, chance.choice(("baru", "lengkap", "terbaru", "bagus", "seru"))
    return f"{' '.join(words)} {extra}" if len(words) > 1 else None


def one_word_missing(chance: Random, book: Book) -> str | None:
    """Leaves out one word."""
    words = book.typed
    if len(words) < 4:
        return None
    at = chance.randrange(len(words))
    return " ".join([*words[:at], *words[at + 1 :]])


def isbn_plain(_chance: Random, book: Book) -> str | None:
    return book.isbn or None


def isbn_hyphens(_chance: Random, book: Book) -> str | None:
    return identifiers.hyphened(book.isbn) if book.isbn else None


def isbn_named(_chance: Random, book: Book) -> str | None:
    """Types the ISBN with the prefix "ISBN" and spaces."""
    return f"ISBN {identifiers.hyphened(book.isbn).replace('-', ' ')}" if book.isbn else None


def isbn_ten(_chance: Random, book: Book) -> str | None:
    return identifiers.isbn10(book.isbn) or None


def subject(chance: Random, book: Book) -> str | None:
    """Types a subject; any book with it is a correct result."""
    return plain(chance.choice(book.subjects)) if book.subjects else None


def sentence(*frames: str) -> Way:
    """Types a spoken sentence that contains the title or the author."""

    def typed(chance: Random, book: Book) -> str | None:
        frame = chance.choice(frames)
        if "{who}" in frame and not book.people:
            return None
        who = plain(book.people[0]) if book.people else ""
        return frame.format(name=" ".join(book.typed), who=who)

    return typed


def affixed(chance: Random, book: Book) -> str | None:
    """Adds an Indonesian suffix to the last word: -nya, -lah."""
    return " ".join(book.typed) + chance.choice(("nya", "nya", "lah"))


def subject_sentence(chance: Random, book: Book) -> str | None:
    """Types a subject in a sentence; any book with it is a correct result."""
    opening = chance.choice(("buku tentang", "buku mengenai", "books about"))
    words = subject(chance, book)
    return f"{opening} {words}" if words else None


WAYS: Final[Mapping[str, Way]] = {
    "whole name": whole,
    "two rarest words": rarest(2),
    "three rarest words": rarest(3),
    "name and surname": with_surname,
    "rarest word and surname": short_with_surname,
    "surname alone": surname,
    "person": person,
    "initials joined (jk rowling)": initials,
    "two letters swapped": with_typo(swapped),
    "a letter dropped": with_typo(dropped),
    "a letter doubled": with_typo(doubled),
    "a neighbouring key": with_typo(neighbour),
    "first letter missed": wrong_first_letter,
    "two rarest words, one slip": short_with_typo,
    "surname alone, one slip": surname_with_typo,
    "two slips": two_typos,
    "a space left out": joined,
    "all spaces left out": all_joined,
    "a space too many": split,
    "old spelling": old_spelling,
    "diacritics left out": without_marks,
    "diacritics added": with_marks,
    "apostrophe left out": apostrophe(""),
    "apostrophe as a space": apostrophe(" "),
    "another apostrophe": apostrophe("`"),
    "without 's": no_possessive,
    "last word unfinished": unfinished,
    "words in another order": other_order,
    "singular for plural, plural for singular": other_number,
    "without small words": without_small_words,
    "a wrong small word": wrong_function_word,
    "& for and": ampersand,
    "series and number": in_series,
    "a word too many": one_word_wrong,
    "a word forgotten": one_word_missing,
    "-nya, -lah at the end": affixed,
    "ISBN": isbn_plain,
    "ISBN with hyphens": isbn_hyphens,
    "ISBN, named, with spaces": isbn_named,
    "ISBN of ten digits": isbn_ten,
    "subject": subject,
    "sentence: buku …": sentence(
        "buku {name}", "novel {name}", "cari buku {name}", "saya mau baca {name}",
        "buku berjudul {name}", "ada buku {name}?",
    ),
    "sentence: … karya …": sentence(
        "{name} karya {who}", "buku {name} karangan {who}", "novel {name} oleh {who}",
    ),
    "sentence: … by …": sentence("{name} by {who}", "book {name} by {who}", "{name} book"),
    "sentence: buku karya …": sentence("buku karya {who}", "novel {who}", "karya {who}"),
    "sentence: buku tentang … (subject)": subject_sentence,
}  # fmt: skip
ANY_OF_PERSON: Final = frozenset(
    ("surname alone", "surname alone, one slip", "person", "initials joined (jk rowling)",
     "sentence: buku karya …")
)  # fmt: skip
ANY_OF_SUBJECT: Final = frozenset(("subject", "sentence: buku tentang … (subject)"))
