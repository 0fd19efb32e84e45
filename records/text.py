"""Text of records: cleaning, and folding for comparison."""

import html
import re
import unicodedata
from functools import lru_cache
from typing import Final

# Invisible characters that would make equal-looking words different; they are removed.
_UNSEEN: Final = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_MARKS: Final = re.compile("[\u0300-\u036f]")
# Translation table: ASCII letters and digits to lower case, everything else to a space.
_WORDS: Final = "".join(char.lower() if char.isalnum() else " " for char in map(chr, range(128)))
_BLOCK: Final = re.compile(
    r"</?(?:p|br|div|li|ul|ol|h[1-6]|hr|blockquote|pre|table|tbody|tr|td|th)(?:\s[^<>]{0,500})?/?>"
    r"|<!--.{0,5000}?-->",
    re.IGNORECASE | re.DOTALL,
)
_INLINE: Final = re.compile(
    r"</?(?:a|b|i|u|em|strong|span|font|small|big|sub|sup|cite|code|img)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});")
_BETWEEN_LETTERS: Final = re.compile(r"(?<=\w)['’ʻ`´](?=\w)")


def plain(text: str) -> str:
    """Returns one line of plain text: NFC, no control or direction characters."""
    ascii_ = text.isascii()
    if ascii_ and text.isprintable() and "  " not in text:  # the common case
        return text.strip(" ")
    if not ascii_:
        text = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    if not text.isprintable():
        text = _CONTROL.sub(" ", text)
    return " ".join(text.split())


def unmarked(text: str) -> str:
    """Returns text without HTML tags and entities, which other programs leave in descriptions. A
    "<" that begins no tag stays: "a < b"."""
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    if "<" in text:
        text = _INLINE.sub("", _BLOCK.sub(" ", text))
    return text


@lru_cache(64)  # one record folds its title four times
def fold(text: str) -> str:
    """Returns text in the form that search compares: lower case, without diacritics, words
    separated by one space."""
    return " ".join(words(text))


def words(text: str) -> list[str]:
    if text.isascii():  # nine of ten texts, and six times as fast
        if "'" in text or "`" in text:
            text = _BETWEEN_LETTERS.sub("", text)
        return text.translate(_WORDS).split()
    parted = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    joined = _BETWEEN_LETTERS.sub("", _MARKS.sub("", parted))
    return "".join(char if _in_word(char) else " " for char in joined).split()


def _in_word(char: str) -> bool:
    """Returns True for letters, digits, and combining marks of scripts such as Balinese."""
    return unicodedata.category(char)[0] in "LNM"
