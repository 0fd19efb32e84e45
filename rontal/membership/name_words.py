"""Full-text search in names: ignores case, accents and order."""

import unicodedata

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Func

BETWEEN = ".,-/()"
MAX_WORDS = 8


class NameWords(Func):
    """Search vector of a name; the index `member_words` uses the same expression.

    Accents are removed by decomposition (NFKD), which plain PostgreSQL can do without the extension
    unaccent. Marks inside a word are removed, too: `Ma'ruf` is found as `maruf`.
    """

    template = (
        "to_tsvector('simple', translate(regexp_replace(normalize(%(expressions)s, NFKD), "
        r"'[\u0300-\u036f]', '', 'g'), '.,-/()’`''', '      '))"
    )
    output_field = SearchVectorField()


def split_words(text: str) -> list[str]:
    """Splits a typed text into words as `NameWords` splits names; at most eight."""
    text_without_accents = "".join(
        char for char in unicodedata.normalize("NFKD", text) if not "\u0300" <= char <= "\u036f"
    )
    for mark in BETWEEN:
        text_without_accents = text_without_accents.replace(mark, " ")
    alphanumeric = "".join(
        char for char in text_without_accents if char.isalnum() or char.isspace()
    )
    return alphanumeric.split()[:MAX_WORDS]


def query_of(text: str) -> SearchQuery | None:
    """Returns a query for names with a word that starts with each of these words; None for no
    words.
    """
    words = split_words(text)
    expression = " & ".join(f"'{word}':*" for word in words)
    return SearchQuery(expression, config="simple", search_type="raw") if words else None
