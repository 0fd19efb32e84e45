"""Rules of the catalogue without Django: text, codes, identity of records."""

from rontal.catalogue.rules.classification import CLASSES, class_number
from rontal.catalogue.rules.codes import (
    AUDIENCES,
    ROLES,
    SHORT_LANGUAGES,
    AgentKind,
    Audience,
    Format,
    Scheme,
    audience,
    language_tag,
    role_code,
)
from rontal.catalogue.rules.identifiers import (
    agent_key,
    hyphened,
    is_issn,
    isbn10,
    isbn13,
    issn,
    match_key,
    series_key,
    subject_key,
)
from rontal.catalogue.rules.text import fold, plain, slug, sort_key, unmarked, words

__all__ = [
    "AUDIENCES",
    "AgentKind",
    "Audience",
    "CLASSES",
    "Format",
    "ROLES",
    "SHORT_LANGUAGES",
    "Scheme",
    "agent_key",
    "audience",
    "class_number",
    "fold",
    "hyphened",
    "is_issn",
    "isbn10",
    "isbn13",
    "issn",
    "language_tag",
    "match_key",
    "plain",
    "role_code",
    "series_key",
    "slug",
    "sort_key",
    "subject_key",
    "unmarked",
    "words",
]
