"""The words of a name as the database looks them up: no case, no accents, in any order."""

import unicodedata

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Func

BETWEEN = ".,-/()"
MOST_WORDS = 8


class NameWords(Func):
    """A name as a vector of words, by an expression that the index `member_words` has, too.

    Accents go by taking letters apart (NFKD) and dropping the marks; plain PostgreSQL can do it,
    without the extension unaccent. Marks inside a word go, too: `Ma'ruf` is found as `maruf`.
    """

    template = (
        "to_tsvector('simple', translate(regexp_replace(normalize(%(expressions)s, NFKD), "
        r"'[\u0300-\u036f]', '', 'g'), '.,-/()’`''', '      '))"
    )
    output_field = SearchVectorField()


def words_of(text: str) -> list[str]:
    """The words of what was typed, as `NameWords` cuts names; at most eight."""
    plain = "".join(
        char for char in unicodedata.normalize("NFKD", text) if not "\u0300" <= char <= "\u036f"
    )
    for mark in BETWEEN:
        plain = plain.replace(mark, " ")
    kept = "".join(char for char in plain if char.isalnum() or char.isspace())
    return kept.split()[:MOST_WORDS]


def query_of(text: str) -> SearchQuery | None:
    """Names that have a word beginning with each of these; None where there is no word."""
    words = words_of(text)
    asked = " & ".join(f"'{word}':*" for word in words)
    return SearchQuery(asked, config="simple", search_type="raw") if words else None
