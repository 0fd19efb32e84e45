"""Text of the catalogue: cleaned, folded for comparing, sorted, put into addresses."""

import html
import re
import unicodedata
from functools import lru_cache
from typing import Final

# Joined to a word these marks change what is seen without being seen: they never come in.
_UNSEEN: Final = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_MARKS: Final = re.compile("[\u0300-\u036f]")
_ARTICLE: Final = re.compile(r"(the|a|an|sang|si)\s+(?=\w)")
_NO_WORD: Final = re.compile(r"[^a-z0-9]+")
# Letters and digits of ASCII in lower case, a space for everything else.
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
    """One line of plain text: composed, no control or direction marks, white space collapsed."""
    ascii_ = text.isascii()
    if ascii_ and text.isprintable() and "  " not in text:  # nine of ten texts
        return text.strip(" ")
    if not ascii_:
        text = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    if not text.isprintable():
        text = _CONTROL.sub(" ", text)
    return " ".join(text.split())


def unmarked(text: str) -> str:
    """Text without the tags and entities of HTML, which programs keep in their descriptions. What
    is no tag stays: "a < b"."""
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    if "<" in text:
        text = _INLINE.sub("", _BLOCK.sub(" ", text))
    return text


@lru_cache(64)  # of one record the title is folded four times
def fold(text: str) -> str:
    """Text as search compares it: lower case, without diacritics, words parted by one space."""
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """The words of a text as `fold` has them."""
    if text.isascii():  # nine of ten texts, and six times as fast
        if "'" in text or "`" in text:
            text = _BETWEEN_LETTERS.sub("", text)
        return text.translate(_WORDS).split()
    parted = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    joined = _BETWEEN_LETTERS.sub("", _MARKS.sub("", parted))
    return "".join(char if _in_word(char) else " " for char in joined).split()


def _in_word(char: str) -> bool:
    """Letters, digits, and the signs that other scripts, such as Balinese, write around them."""
    return unicodedata.category(char)[0] in "LNM"


def sort_key(title: str) -> str:
    """A title as lists order it: folded, without a leading article."""
    folded = fold(title)
    article = _ARTICLE.match(folded)
    return folded[article.end() if article else 0 :][:500]


def slug(title: str) -> str:
    """A readable part of an address, at most 80 characters; "judul" where nothing is left."""
    folded = fold(title)
    joined = folded.replace(" ", "-") if folded.isascii() else _NO_WORD.sub("-", folded).strip("-")
    return joined[:80].rstrip("-") or "judul"
