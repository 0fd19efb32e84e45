"""Rules of the catalogue without Django: classes, and keys of titles and authorities."""

from rontal.catalogue.rules.classification import CLASSES, class_number
from rontal.catalogue.rules.keys import (
    agent_key,
    match_key,
    series_key,
    slug,
    sort_key,
    subject_key,
)

__all__ = [
    "CLASSES",
    "agent_key",
    "class_number",
    "match_key",
    "series_key",
    "slug",
    "sort_key",
    "subject_key",
]
