"""Search over titles by PostgreSQL, until the index takes its place.

Each word of a query must be the beginning of a word of the title (title, contributors, subjects,
description, in this order of weight), or share its Indonesian stem.
"""

from typing import Final

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import OrderBy, RawSQL

from rontal.catalogue.models import Contributor, Identifier, Title, TitleSubject
from rontal.catalogue.rules import fold
from rontal.catalogue.search.answers import Filters, Found, Kind, Sort, Suggestion

MAX_WORDS: Final = 12
MAX_WORD: Final = 60
_ORDERS: Final = {
    Sort.NEWEST: ("-added_at", "-id"),
    Sort.NAME: ("sort_title", "id"),
    Sort.YEAR: ("-year", "-id"),
}


def find(
    query: str,
    *,
    filters: Filters,
    sort: Sort = Sort.BEST,
    offset: int,
    limit: int,
    facets: bool = False,  # noqa: ARG001
    snippets: bool = False,  # noqa: ARG001
) -> Found:
    """Titles that fit the query, best first; all titles by name where it has no words."""
    words = [word[:MAX_WORD] for word in fold(query[:500]).split()[:MAX_WORDS]]
    rows = _narrowed(Title.objects.filter(state__in=filters.states), filters)
    if words:
        sql, parameters = _tsquery(words)
        fits = RawSQL(  # noqa: S611
            f"catalogue_title.search @@ ({sql})", parameters, output_field=BooleanField()
        )
        rank = RawSQL(f"ts_rank(catalogue_title.search, {sql})", parameters)  # noqa: S611
        rows = rows.filter(fits).order_by(OrderBy(rank, descending=True), "sort_title", "id")
    else:
        rows = rows.order_by("sort_title", "id")
    if sort is not Sort.BEST:
        rows = rows.order_by(*_ORDERS[sort])
    total = rows.count()
    ids = list(rows.values_list("id", flat=True)[offset : offset + limit]) if offset < total else []
    return Found(ids, total)


def suggest(words: str, limit: int = 8) -> list[Suggestion]:
    """Titles that begin so."""
    found = find(words, filters=Filters(), offset=0, limit=limit)
    names = Title.objects.filter(pk__in=found.ids).values_list("id", "title")
    return [Suggestion(Kind.TITLE, pk, text) for pk, text in names] if words.strip() else []


def similar(title_id: int, limit: int = 8) -> list[int]:
    """Titles with a subject of this one."""
    subjects = TitleSubject.objects.filter(title_id=title_id).values("subject_id")
    others = TitleSubject.objects.filter(subject_id__in=subjects, title__state="public")
    ids = others.exclude(title_id=title_id).values_list("title_id", flat=True)
    return list(ids.distinct().order_by("title_id")[:limit])


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
    wanted = {
        "language": filters.language,
        "audience": filters.audience,
        "files__format": filters.format,
        "subjects__subject": filters.subject,
        "contributors__agent": filters.agent,
        "series": filters.series,
        "year__gte": filters.year_from,
        "year__lte": filters.year_to,
    }
    for name, value in wanted.items():
        if value not in (None, ""):
            rows = rows.filter(**{name: value})
    if filters.among is not None:
        rows = rows.filter(pk__in=filters.among)
    return rows


def _tsquery(words: list[str]) -> tuple[str, list[str]]:
    """SQL and parameters. Folded words hold only letters, digits: they need no quoting inside."""
    one = "(to_tsquery('simple', %s) || plainto_tsquery('indonesian', %s))"
    return " && ".join([one] * len(words)), [
        text for word in words for text in (f"'{word}':*", word)
    ]
