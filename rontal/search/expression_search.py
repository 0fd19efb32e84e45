"""Search by expressions (`expressions.py`).

There are two ways to answer:

- Terms without a field, restricted by years or a format and joined by `and`, go to the search
  engine as they are: it counts and pages any number of results.
- Everything else becomes one PostgreSQL statement. For terms without a field, and terms in titles
  and publishers, the engine supplies a list of ids, at most MAX_IDS; people, subjects and
  identifiers are searched in their own tables.

A statement that takes PostgreSQL longer than TIMEOUT_MS is refused.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from rontal.catalogue import browsing, rows
from rontal.catalogue.rows import Row
from rontal.search import selectors as search
from rontal.search.expressions import (
    BooleanExpression,
    BooleanOperator,
    Expression,
    Field,
    HasFormat,
    HasId,
    HasIdentifier,
    Language,
    MatchAll,
    MatchMode,
    Negation,
    Words,
    Years,
)
from rontal.search.filters import Filters, Sort
from rontal.search.results import Results

MAX_IDS: Final = 20_000
MAX_NAMED: Final = 1_000
"""Number of titles above which PostgreSQL searches all names instead, which is faster."""
TIMEOUT_MS: Final = 4_000
LAST_OF_ENGINE: Final = 10_000
"""First offset that the engine does not page to; PostgreSQL answers from there on."""
Sql = tuple[str, list[Any]]


class TooBroad(Exception):  # noqa: N818 - not a DomainError
    """Too many titles match to count them in time."""


class NotReady(Exception):  # noqa: N818 - not a DomainError
    """The search index is not ready yet."""


@dataclass(frozen=True)
class ExpressionResult:
    """Page of titles and the number of all matches."""

    titles: Sequence[Row]
    total: int


def find(expression: Expression, *, offset: int, limit: int) -> ExpressionResult:
    """Returns public titles that match: by relevance where the engine answers, else by sort title.
    Raises TooBroad, NotReady."""
    leaves = list(_joined_by_and(expression))
    if _is_for_engine(leaves) and offset < LAST_OF_ENGINE:
        return _of_engine(leaves, offset, limit)
    return _of_database(expression, offset, limit)


def _joined_by_and(expression: Expression) -> Iterator[Expression]:
    if isinstance(expression, BooleanExpression) and expression.joint is BooleanOperator.AND:
        yield from _joined_by_and(expression.left)
        yield from _joined_by_and(expression.right)
    else:
        yield expression


def _is_for_engine(leaves: Sequence[Expression]) -> bool:
    texts = [leaf for leaf in leaves if isinstance(leaf, Words)]
    filters = [type(leaf) for leaf in leaves if not isinstance(leaf, Words)]
    return (
        bool(texts)
        and all(leaf.field is Field.ANYWHERE and leaf.how in _OF_ENGINE for leaf in texts)
        and all(kind in (Years, HasFormat) for kind in filters)
        and len(set(filters)) == len(filters)
    )


def _of_engine(leaves: Sequence[Expression], offset: int, limit: int) -> ExpressionResult:
    text, filters = [], Filters()
    for leaf in leaves:
        match leaf:
            case Words():
                text.append(_typed(leaf))
            case Years(first, last):
                filters = replace(filters, year_from=first, year_to=last)
            case HasFormat(kind):
                filters = replace(filters, format=kind)
    results = _search(" ".join(text), filters, offset, limit)
    return ExpressionResult(browsing.public_in_order(results.ids), results.total)


def _search(text: str, filters: Filters, offset: int, limit: int) -> Results:
    """Returns the engine's results that contain all terms; none where it would loosen the query.
    Raises NotReady."""
    results = search.find(text, filters=filters, sort=Sort.BEST, offset=offset, limit=limit)
    if not results.ready:
        raise NotReady
    return Results([], 0) if results.loosened else results


def _typed(leaf: Words) -> str:
    """Returns the terms in the engine's query syntax: quoted phrases, a star after a prefix."""
    *before, last = leaf.words
    if leaf.open_end:
        last += "*"
    if leaf.how is MatchMode.PHRASE and before and not leaf.open_end:
        return f'"{" ".join(leaf.words)}"'
    return " ".join([*before, last])


def _of_database(expression: Expression, offset: int, limit: int) -> ExpressionResult:
    sql, parameters = _sql(expression)
    where = f"WHERE t.state = 'public' AND {sql}"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = {TIMEOUT_MS}")
            cursor.execute(_COUNT + where, parameters)
            total = int(cursor.fetchone()[0])
            page = f"{where} ORDER BY t.sort_title, t.id OFFSET %s LIMIT %s"
            titles = (
                rows.select(page, [*parameters, offset, limit]) if limit and offset < total else []
            )
            return ExpressionResult(titles, total)
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TooBroad from None
        raise


def _sql(expression: Expression) -> Sql:
    """Returns an SQL condition on the title `t` and its parameters; every value is a parameter."""
    match expression:
        case BooleanExpression(left, joint, right):
            (first, parameters), (second, more) = _sql(left), _sql(right)
            return f"({first} {joint} {second})", parameters + more
        case Negation(of):
            sql, parameters = _sql(of)
            return f"(NOT {sql})", parameters
        case Words():
            return _BY_FIELD[expression.field](expression)
        case Years(first_year, last_year):
            return "t.year BETWEEN %s AND %s", [first_year or -9999, last_year or 9999]
        case Language(tag):
            return "split_part(t.language, '-', 1) = %s", [tag]
        case HasFormat(kind):
            return _HAS_FILE, [kind]
        case HasIdentifier(values, record):
            return (
                (_HAS_RECORD, [list(values), record]) if record else (_HAS_NUMBER, [list(values)])
            )
        case HasId(pk):
            return "t.id = %s", [pk]
        case MatchAll():
            return "true", []


def _anywhere(leaf: Words) -> Sql:
    if leaf.how is MatchMode.ANY:
        ids = [pk for word in leaf.words for pk in _ids(_single_word(leaf, word))]
    else:
        ids = _ids(leaf)
    return "t.id = ANY(%s)", [ids]


def _single_word(leaf: Words, word: str) -> Words:
    is_open = leaf.open_end and word == leaf.words[-1]
    return Words(leaf.field, (word,), MatchMode.ALL, is_open)


def _ids(leaf: Words) -> list[int]:
    """Returns the ids of all titles that the engine finds. Raises TooBroad above MAX_IDS."""
    results = _search(_typed(leaf), Filters(), 0, MAX_IDS)
    if results.total > MAX_IDS:
        raise TooBroad
    return list(results.ids)


def _title(leaf: Words) -> Sql:
    """Matches the terms in title and subtitle (WHOLE: in the title alone). Where the engine can
    list the titles that contain the terms in any field, only those are checked."""
    if leaf.how is MatchMode.WHOLE:
        sql, parameters = _in_text("' ' || t.sort_title || ' '", leaf)
    else:
        sql, parameters = _in_text(_TITLE, leaf)
    return _among_candidates(leaf, sql, parameters)


def _among_candidates(leaf: Words, sql: str, parameters: list[Any]) -> Sql:
    """Restricts a condition to titles with the terms in any field, if the engine lists them."""
    ids = _candidates(leaf, MAX_IDS)
    return (sql, parameters) if ids is None else (f"(t.id = ANY(%s) AND {sql})", [ids, *parameters])


def _candidates(leaf: Words, most: int) -> list[int] | None:
    """Returns the ids of titles that contain the terms in any field; None where the engine cannot
    tell or finds more than `most`."""
    if leaf.how is MatchMode.ANY:
        return None
    try:
        results = _search(_typed(leaf), Filters(), 0, most)
    except NotReady:
        return None
    return None if results.total > most else list(results.ids)


def _people(leaf: Words) -> Sql:
    """Matches an agent by all forms of its name, and a credit by its printed form. A phrase counts
    as ALL, because names are stored family name first."""
    how = MatchMode.ALL if leaf.how is MatchMode.PHRASE else leaf.how
    leaf = replace(leaf, how=how)
    (agent, parameters), (printed, more) = _in_forms(_AGENT, leaf), _in_forms(_PRINTED, leaf)
    named = _named(leaf)
    among, ids = ("true", []) if named is None else ("c.title_id = ANY(%s)", [named])
    sql = _BY_AGENT.format(among=among, agent=agent, printed=printed)
    return sql, [*ids, *parameters, *ids, *more]


def _named(leaf: Words) -> list[int] | None:
    """Returns the titles that contain the name in any field, None above MAX_NAMED. Years of life
    are ignored, because the engine does not index them."""
    names = tuple(word for word in leaf.words if not word.isdigit())
    is_open = leaf.open_end and names[-1:] == leaf.words[-1:]
    if not names:
        return None
    return _candidates(replace(leaf, words=names, open_end=is_open), MAX_NAMED)


def _subject(leaf: Words) -> Sql:
    sql, parameters = _in_text("' ' || s.key || ' '", leaf)
    return _BY_SUBJECT.format(sql), parameters


def _publisher(leaf: Words) -> Sql:
    return _among_candidates(leaf, *_in_text(_PUBLISHER, leaf))


def _in_text(text: str, leaf: Words) -> Sql:
    """Returns an SQL condition: whether a folded text, padded with spaces, contains the terms.
    Terms contain only letters and digits, so none is special in a LIKE pattern."""
    end = "" if leaf.open_end else " "
    if leaf.how is MatchMode.WHOLE:
        return f"({text}) LIKE %s", [f" {' '.join(leaf.words)}{'%' if leaf.open_end else ' '}"]
    if leaf.how is MatchMode.PHRASE:
        return f"({text}) LIKE %s", [f"% {' '.join(leaf.words)}{end}%"]
    patterns = [f"% {word} %" for word in leaf.words[:-1]] + [f"% {leaf.words[-1]}{end}%"]
    return f"({text}) LIKE {'ANY' if leaf.how is MatchMode.ANY else 'ALL'} (%s)", [patterns]


def _in_forms(text: str, leaf: Words) -> Sql:
    """Returns the same condition for the forms of a name; WHOLE must equal one of the forms."""
    if leaf.how is not MatchMode.WHOLE:
        return _in_text(text, leaf)
    return f"({text}) LIKE %s", [f"%| {' '.join(leaf.words)}{'' if leaf.open_end else ' |'}%"]


_OF_ENGINE: Final = (MatchMode.PHRASE, MatchMode.ALL)
_BY_FIELD: Final = {
    Field.ANYWHERE: _anywhere,
    Field.TITLE: _title,
    Field.PEOPLE: _people,
    Field.SUBJECT: _subject,
    Field.PUBLISHER: _publisher,
}
_COUNT: Final = "SELECT count(*) FROM catalogue_title t "
_LEFT_OUT: Final = r"[\u0300-\u036f]|(?<=\w)[''’ʻ`´](?=\w)"


def _folded(text: str) -> str:
    """Returns an SQL expression equal to `text.fold`, except that "|" between forms stays. Plain
    ASCII text takes a shortcut: it is only lowercased."""
    joined = f"regexp_replace(lower(normalize({text}, NFKD)), '{_LEFT_OUT}', '', 'g')"
    parted = f"btrim(regexp_replace({joined}, '[^[:alnum:]|]+', ' ', 'g'))"
    return f"CASE WHEN {text} ~ '^[a-zA-Z0-9 |]*$' THEN lower({text}) ELSE {parted} END"


_TITLE: Final = f"' ' || t.sort_title || ' ' || {_folded('t.subtitle')} || ' '"
_PUBLISHER: Final = f"' ' || {_folded('t.publisher')} || ' '"
_FORMS: Final = "array_to_string(array_prepend(a.name, a.variants), ' | ')"
_AGENT: Final = f"""'| ' || split_part(a.key, ':', 2) || ' | ' || rtrim(translate(substr(a.key, 3),
':', ' ')) || ' | ' || {_folded(_FORMS)} || ' |'"""
_PRINTED: Final = f"'| ' || {_folded('c.printed')} || ' |'"
_BY_AGENT: Final = """t.id IN (
SELECT c.title_id FROM catalogue_contributor c JOIN catalogue_agent a ON a.id = c.agent_id
WHERE {among} AND {agent}
UNION ALL
SELECT c.title_id FROM catalogue_contributor c WHERE c.printed <> '' AND {among} AND {printed})"""
_BY_SUBJECT: Final = """t.id IN (
SELECT x.title_id FROM catalogue_titlesubject x JOIN catalogue_subject s ON s.id = x.subject_id
WHERE {0})"""
_HAS_FILE: Final = """
EXISTS (SELECT FROM catalogue_bookfile f WHERE f.title_id = t.id AND f.format = %s)"""
_HAS_NUMBER: Final = """
t.id IN (SELECT i.title_id FROM catalogue_identifier i WHERE i.value = ANY(%s))"""
_HAS_RECORD: Final = """
t.id IN (SELECT i.title_id FROM catalogue_identifier i WHERE i.value = ANY(%s)
UNION ALL SELECT i.title_id FROM catalogue_identifier i
WHERE i.scheme = 'control' AND substring(i.value, strpos(i.value, ':') + 1) = %s)"""
"""SQL condition that scans all identifiers: an index would cost a twentieth of the disk and would
hardly be used."""
