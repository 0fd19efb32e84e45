"""Search over titles. This form asks PostgreSQL; nothing outside of this module knows that.

Each word of a query must be the beginning of a word of the title (title, contributors, subjects,
description, in this order of weight), or share its Indonesian stem.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import OrderBy, RawSQL

from rontal.catalogue.models import Contributor, Identifier, Title, TitleSubject
from rontal.catalogue.rules import Audience, fold
from rontal.catalogue.states import TitleState

MAX_WORDS: Final = 12
MAX_WORD: Final = 60


@dataclass(frozen=True)
class Filters:
    """What narrows a search: a language tag, an audience, ids to choose from; None is any."""

    language: str = ""
    audience: Audience | None = None
    among: "QuerySet[Any, Any] | None" = None


@dataclass(frozen=True)
class Found:
    """One page of title ids, best first, and how many there are in all."""

    ids: list[int]
    total: int


def find(query: str, *, filters: Filters, offset: int, limit: int) -> Found:
    """Titles that fit the query, best first; all titles by name where it has no words."""
    words = [word[:MAX_WORD] for word in fold(query[:500]).split()[:MAX_WORDS]]
    rows = _narrowed(Title.objects.filter(state=TitleState.PUBLIC), filters)
    if words:
        sql, parameters = _tsquery(words)
        fits = RawSQL(  # noqa: S611
            f"catalogue_title.search @@ ({sql})", parameters, output_field=BooleanField()
        )
        rank = RawSQL(f"ts_rank(catalogue_title.search, {sql})", parameters)  # noqa: S611
        rows = rows.filter(fits).order_by(OrderBy(rank, descending=True), "sort_title", "id")
    else:
        rows = rows.order_by("sort_title", "id")
    total = rows.count()
    ids = list(rows.values_list("id", flat=True)[offset : offset + limit]) if offset < total else []
    return Found(ids, total)


def index(title: Title) -> None:
    """Puts a title into the index, or anew."""
    contributors = Contributor.objects.filter(title=title).values_list("agent__name", flat=True)
    subjects = TitleSubject.objects.filter(title=title).values_list("subject__name", flat=True)
    numbers = Identifier.objects.filter(title=title).values_list("value", flat=True)
    parts = (
        f"{title.title} {title.subtitle}",
        " ".join(contributors),
        f"{' '.join(subjects)} {title.publisher} {' '.join(numbers)}",
        title.description,
    )
    vectors = " || ".join(
        f"setweight(to_tsvector('simple', %s), '{weight}')"
        f" || setweight(to_tsvector('indonesian', %s), '{weight}')"
        for weight in "ABCD"
    )
    folded = [text for part in parts for text in (fold(part), fold(part))]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE catalogue_title SET search = {vectors} WHERE id = %s",  # noqa: S608
            [*folded, title.pk],
        )


def _narrowed(rows: "QuerySet[Title]", filters: Filters) -> "QuerySet[Title]":
    if filters.language:
        rows = rows.filter(language=filters.language)
    if filters.audience:
        rows = rows.filter(audience=filters.audience)
    if filters.among is not None:
        rows = rows.filter(pk__in=filters.among)
    return rows


def _tsquery(words: list[str]) -> tuple[str, list[str]]:
    """SQL and parameters. Folded words hold only letters, digits: they need no quoting inside."""
    one = "(to_tsquery('simple', %s) || plainto_tsquery('indonesian', %s))"
    return " && ".join([one] * len(words)), [
        text for word in words for text in (f"'{word}':*", word)
    ]
