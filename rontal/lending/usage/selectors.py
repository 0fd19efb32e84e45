"""Selectors for the use of titles by month."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Min
from django.utils.text import slugify

from records.identifiers import hyphened
from rontal.core import clock
from rontal.lending.models import TitleDay
from rontal.lending.usage.rules import Access, Header, Item, Metric, Months, View, over_since
from rontal.membership.selectors import today
from rontal.standard.selectors import library

BATCH: Final = 2_000
COUNTED_COLUMNS: Final = {
    Access.CONTROLLED: {
        Metric.TOTAL_INVESTIGATIONS: "looked + opened",
        Metric.TOTAL_REQUESTS: "opened",
        Metric.UNIQUE_ITEM_INVESTIGATIONS: "greatest(seen_anew, opened_anew)",
        Metric.UNIQUE_ITEM_REQUESTS: "opened_anew",
        Metric.UNIQUE_TITLE_INVESTIGATIONS: "greatest(seen_anew, opened_anew)",
        Metric.UNIQUE_TITLE_REQUESTS: "opened_anew",
        Metric.LIMIT_EXCEEDED: "limit_exceeded",
        Metric.NO_LICENSE: "no_licence",
    },
    Access.OPEN: {
        Metric.TOTAL_INVESTIGATIONS: "looked_open + read_open",
        Metric.TOTAL_REQUESTS: "read_open",
        Metric.UNIQUE_ITEM_INVESTIGATIONS: "greatest(seen_open_anew, read_open_anew)",
        Metric.UNIQUE_ITEM_REQUESTS: "read_open_anew",
        Metric.UNIQUE_TITLE_INVESTIGATIONS: "greatest(seen_open_anew, read_open_anew)",
        Metric.UNIQUE_TITLE_REQUESTS: "read_open_anew",
    },
}
"""SQL sums of a title's daily counts for each metric.

Books are delivered whole, so items are titles. Openings count as investigations too, also on days
before page views were counted.
"""
_SUMS: Final = tuple(
    dict.fromkeys(one for metrics in COUNTED_COLUMNS.values() for one in metrics.values())
)
_USE: Final = f"""
SELECT d.title_id, t.title, t.publisher, t.year,
       (SELECT i.value FROM catalogue_identifier i
         WHERE i.title_id = d.title_id AND i.scheme = 'isbn' ORDER BY i.id LIMIT 1),
       t.slug, d.month, d.sums
  FROM (SELECT title_id, date_trunc('month', day)::date AS month,
               ARRAY[{", ".join(f"sum({one})" for one in _SUMS)}] AS sums
          FROM lending_titleday WHERE day BETWEEN %(first)s AND %(last)s GROUP BY 1, 2) AS d
  JOIN catalogue_title t ON t.id = d.title_id
 ORDER BY d.title_id, d.month
"""  # noqa: S608 - built from constants only


def items(view: View, months: Months) -> Iterator[Item]:
    """Yields the titles with counts in a report, ordered by id. One query, read in batches."""
    for _pk, rows in groupby(_rows(months), key=itemgetter(0)):
        item = _item(view, list(rows))
        if item.performance:
            yield item


def header(view: View, months: Months) -> Header:
    """Returns the header of a report for the library."""
    profile = library()
    return Header(
        view=view,
        months=months,
        institution=profile.name,
        platform=profile.short_name,
        namespace=slugify(profile.short_name) or "rontal",
        created=clock.now(),
        registry=profile.counter_registry,
    )


def months_to_report() -> list[date]:
    """Returns the first days of complete months since the first count, newest first, at least one.

    One query.
    """
    first = TitleDay.objects.aggregate(first=Min("day"))["first"] or today()
    return over_since(first, today=today())


def _rows(months: Months) -> Iterator[tuple[Any, ...]]:
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_USE, {"first": months.first, "last": months.last})
        while rows := cursor.fetchmany(BATCH):
            yield from rows


def _item(view: View, rows: list[tuple[Any, ...]]) -> Item:
    pk, title, publisher, year, isbn, slug, *_rest = rows[0]
    by_month = {row[6]: dict(zip(_SUMS, row[7], strict=True)) for row in rows}
    performance = {access: _counts_of(view, access, by_month) for access in view.access}
    return Item(
        id=pk,
        title=title,
        publisher=publisher,
        year=year,
        isbn=hyphened(isbn) if isbn else "",
        uri=f"{settings.PUBLIC_URL}/koleksi/{slug}/",
        performance={access: counted for access, counted in performance.items() if counted},
    )


def _counts_of(
    view: View, access: Access, by_month: Mapping[date, Mapping[str, int]]
) -> dict[Metric, dict[date, int]]:
    """Returns the counts of an access type: metric and month to a number above 0."""
    sums = COUNTED_COLUMNS[access]
    counted = {
        metric: {
            month: int(number)
            for month, numbers in by_month.items()
            if (number := numbers[sums[metric]])
        }
        for metric in view.metrics
        if metric in sums
    }
    return {metric: numbers for metric, numbers in counted.items() if numbers}
