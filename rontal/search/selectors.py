"""Queries of the search: the engine finds ids, PostgreSQL has the texts."""

from itertools import chain
from typing import Final

from django.db import connection

from records.text import words
from rontal.core.statements import Statement
from rontal.search import index_location
from rontal.search.engine import Engine
from rontal.search.filters import Filters, Sort
from rontal.search.name_index import normalised_name
from rontal.search.query_parser import ParsedQuery, parse
from rontal.search.results import Facets, Kind, MatchingAuthority, Results, Suggestion
from rontal.search.words import QUESTION_WORDS

_NUMBERED: Final = "SELECT title_id FROM catalogue_identifier WHERE value = ANY(%s) LIMIT 200"
_TEXTS: Final = Statement("""
SELECT 'title', id, title FROM catalogue_title WHERE id = ANY(%(title)s::bigint[])
   AND state = 'public'
UNION ALL
SELECT 'agent', a.id, a.name FROM catalogue_agent a WHERE a.id = ANY(%(agent)s::bigint[])
   AND (SELECT true FROM catalogue_contributor c JOIN catalogue_title t ON t.id = c.title_id
         WHERE c.agent_id = a.id AND t.state = 'public' LIMIT 1)
UNION ALL
SELECT 'subject', s.id, s.name FROM catalogue_subject s WHERE s.id = ANY(%(subject)s::bigint[])
   AND (SELECT true FROM catalogue_titlesubject ts JOIN catalogue_title t ON t.id = ts.title_id
         WHERE ts.subject_id = s.id AND t.state = 'public' LIMIT 1)
""")  # noqa: S608 - built from constants only
"""The index is up to a second old, so this checks again that a name has a public title. It visits
one row after the other by key; a join would read all of them."""
_LIKE: Final = """
SELECT t.title, (SELECT array_agg(subject_id) FROM catalogue_titlesubject WHERE title_id = t.id),
       (SELECT array_agg(agent_id) FROM catalogue_contributor WHERE title_id = t.id)
  FROM catalogue_title t WHERE t.id = %s
"""
_NAMES_IN_LIST: Final = 4


def find(
    query: str,
    *,
    filters: Filters,
    sort: Sort = Sort.BEST,
    offset: int,
    limit: int,
    facets: bool = False,
) -> Results:
    """Returns titles that contain all the words, by relevance; by name without a query.

    A word matches by its Indonesian stem; titles with that name come first. Where no title has all
    of them, prefixes are tried, then corrections, then some of the words (`loosened`). Stop words
    are searched only where nothing else was asked. "Words in quotes" must be in sequence; `word*`
    is a prefix; an ISBN, with or without hyphens, finds its title.
    """
    try:
        with index_location.raising_broken():
            engine = index_location.engine()
            if engine is None:
                return Results([], 0, ready=False)
            return _find(engine, parse(query), filters, sort, (offset, limit), facets)
    except index_location.IndexBroken:
        index_location.request_rebuild_if_broken()
        return Results([], 0, ready=False)


def matching_authorities(query: str, results: Results, limit: int = 2) -> list[MatchingAuthority]:
    """Returns people, bodies and subjects whose name is the query, in any word order, also as
    corrected in `results`, and without words such as "buku tentang"; most titles first. No database
    query where the engine finds none, else one."""
    if not results.total or results.loosened and not results.corrected:
        return []
    try:
        with index_location.raising_broken():
            engine = index_location.engine()
            named = (
                engine.names_by_whole_name(_names_in(parse(query), results), limit)
                if engine
                else []
            )
    except index_location.IndexBroken:
        index_location.request_rebuild_if_broken()
        return []
    counts = {(kind, pk): titles for kind, pk, titles in named}
    texts = _texts([(kind, pk) for kind, pk, _titles in named])
    return [
        MatchingAuthority(one.kind, one.id, one.text, counts[one.kind, one.id]) for one in texts
    ]


def _names_in(parsed: ParsedQuery, results: Results) -> list[str]:
    """Returns the whole names that the query may mean."""
    if parsed.beginnings or parsed.numbers or bool(parsed.words) + len(parsed.phrases) != 1:
        return []
    typed = results.words if results.corrected else [*parsed.words, *chain(*parsed.phrases)]
    significant = [word for word in typed if word not in QUESTION_WORDS]
    return list(dict.fromkeys([normalised_name(typed), normalised_name(significant)]))


def suggest(query: str, limit: int = 8) -> list[Suggestion]:
    """Returns titles, people and subjects with the words typed so far, of which the last may be a
    prefix: up to four names, then titles. Where nothing matches, corrected words are tried; []
    while there is no index."""
    typed = words(query[:100])[:6]
    try:
        with index_location.raising_broken():
            engine = index_location.engine()
            if engine is None or not typed:
                return []
            matches = _begins(engine, typed, limit)
            if not matches:
                meant = engine.corrected_words(typed)
                matches = _begins(engine, meant, limit) if meant not in ([], typed) else []
    except index_location.IndexBroken:
        index_location.request_rebuild_if_broken()
        return []
    return _texts(matches)[:limit]


def _begins(engine: Engine, typed: list[str], limit: int) -> list[tuple[str, int]]:
    matches: list[tuple[str, int]] = engine.names_by_prefix(typed, min(_NAMES_IN_LIST, limit))
    return matches + [("title", pk) for pk in engine.titles_by_prefix(typed, limit)]


def similar(title_id: int, limit: int = 8) -> list[int]:
    """Returns ids of public titles that share subjects, people and words, best first."""
    with connection.cursor() as cursor:
        cursor.execute(_LIKE, [title_id])
        row = cursor.fetchone()
    try:
        with index_location.raising_broken():
            engine = index_location.engine()
            if engine is None or row is None:
                return []
            title, subjects, agents = row
            return engine.similar_titles(
                title_id, subjects or (), agents or (), words(title), limit
            )
    except index_location.IndexBroken:
        index_location.request_rebuild_if_broken()
        return []


def _find(
    engine: Engine,
    parsed: ParsedQuery,
    filters: Filters,
    sort: Sort,
    page: tuple[int, int],
    facets: bool,
) -> Results:
    offset, limit = max(0, page[0]), max(0, page[1])
    ids = _numbered(engine, parsed, filters)
    if ids:
        return Results(ids[offset : offset + limit], len(ids), Facets() if facets else None)
    hits = engine.find(parsed, filters, sort, offset, limit, facets)
    marked = [*hits.words, *(word for phrase in parsed.phrases for word in phrase)]
    how = hits.loosened, hits.corrected
    return Results(hits.ids, hits.total, hits.facets, marked, hits.meant, *how)


def _numbered(engine: Engine, parsed: ParsedQuery, filters: Filters) -> list[int]:
    """Returns the titles with the identifier that was typed."""
    if not parsed.numbers:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERED, [list(parsed.numbers)])
        ids = [row[0] for row in cursor.fetchall()]
    return engine.filter_ids(ids, filters) if ids else []


def _texts(matches: list[tuple[str, int]]) -> list[Suggestion]:
    """Returns suggestions with texts in the same order, without deleted or hidden ones."""
    if not matches:
        return []
    ids_by_kind = {kind: [pk for one, pk in matches if one == kind] for kind in list(Kind)}
    parameters = {kind.value: ids for kind, ids in ids_by_kind.items()}
    texts = {(kind, pk): text for kind, pk, text in _TEXTS.rows(parameters)}
    return [
        Suggestion(Kind(kind), pk, texts[kind, pk]) for kind, pk in matches if (kind, pk) in texts
    ]
