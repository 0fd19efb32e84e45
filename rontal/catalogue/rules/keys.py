"""Keys by which the same edition, agent, subject or series is recognised; sort keys and slugs."""

import re
from hashlib import blake2b
from typing import Final

from records.codes import AgentKind
from records.text import fold

_ARTICLE: Final = re.compile(r"(the|a|an|sang|si)\s+(?=\w)")
_NO_WORD: Final = re.compile(r"[^a-z0-9]+")


def match_key(title: str, first_agent: str, year: int | None) -> int | None:
    """Returns a signed 64-bit key of folded title, first agent's sort name and year, equal for
    records of one edition. None for a title without letters, or where both agent and year are
    unknown."""
    folded = fold(title)
    if not folded or not (first_agent or year):
        return None
    text = f"{folded}|{fold(first_agent)}|{year or 0}"
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)


def agent_key(kind: AgentKind, sort_name: str, dates: str) -> str:
    """Returns the key of an agent in every record: kind, folded sort name, years of life."""
    years = " ".join(re.findall(r"\d{3,4}", dates)) if dates else ""
    return f"{kind.value[0]}:{fold(sort_name)[:230]}:{years}"[:300]


def subject_key(name: str) -> str:
    """Returns the key of a subject, equal for all spellings that fold alike."""
    return fold(name)[:200] or name[:200]


def series_key(name: str) -> str:
    """Returns the key of a series, equal for all spellings that fold alike."""
    return fold(name)[:300] or name[:300]


def sort_key(title: str) -> str:
    """Returns the sort key of a title: folded, without a leading article."""
    folded = fold(title)
    article = _ARTICLE.match(folded)
    return folded[article.end() if article else 0 :][:500]


def slug(title: str) -> str:
    """Returns a title as a slug of at most 80 characters; "judul" where nothing is left."""
    folded = fold(title)
    joined = folded.replace(" ", "-") if folded.isascii() else _NO_WORD.sub("-", folded).strip("-")
    return joined[:80].rstrip("-") or "judul"
