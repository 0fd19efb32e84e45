"""The search as the rest of the program calls it: the engine finds ids, PostgreSQL has texts."""

from itertools import chain
from typing import Final

from django.db import connection

from rontal.catalogue.rules import words
from rontal.catalogue.search import place
from rontal.catalogue.search.answers import (
    Called,
    Facets,
    Filters,
    Found,
    Kind,
    Sort,
    Suggestion,
)
from rontal.catalogue.search.asking import Asked, parse
from rontal.catalogue.search.engine import Engine
from rontal.catalogue.search.names import whole
from rontal.catalogue.search.words import ASKING
from rontal.kernel.statements import Statement, any_of

_NUMBERED: Final = "SELECT title_id FROM catalogue_identifier WHERE value = ANY(%s) LIMIT 200"
_TEXTS: Final = Statement(f"""
SELECT 'title', id, title FROM catalogue_title WHERE id = {any_of("%(title)s")}
   AND state = 'public'
UNION ALL
SELECT 'agent', a.id, a.name FROM catalogue_agent a WHERE a.id = {any_of("%(agent)s")}
   AND (SELECT true FROM catalogue_contributor c JOIN catalogue_title t ON t.id = c.title_id
         WHERE c.agent_id = a.id AND t.state = 'public' LIMIT 1)
UNION ALL
SELECT 'subject', s.id, s.name FROM catalogue_subject s WHERE s.id = {any_of("%(subject)s")}
   AND (SELECT true FROM catalogue_titlesubject ts JOIN catalogue_title t ON t.id = ts.title_id
         WHERE ts.subject_id = s.id AND t.state = 'public' LIMIT 1)
""")  # noqa: S608 - put together from our own words
"""The index follows within a second: a name whose last public title was hidden just now is looked
at here. One row is asked for by its key, a title after the other; a join would read them all."""
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
) -> Found:
    """Titles that have all the words, best first; by name where nothing is asked.

    A word fits by its Indonesian stem; what is called so comes first. Where no title has all of
    them, their beginnings are looked for, then what may have been meant, then some of them
    (`loosened`). Common function words are looked for only where nothing else was asked. "Words in
    quotes" stand one after the other; `word*` is a beginning; an ISBN, with hyphens or without,
    finds its title.
    """
    try:
        with place.guarded():
            engine = place.engine()
            if engine is None:
                return Found([], 0, ready=False)
            return _found(engine, parse(query), filters, sort, (offset, limit), facets)
    except place.Broken:
        place.report()
        return Found([], 0, ready=False)


def called(query: str, found: Found, limit: int = 2) -> list[Called]:
    """People, bodies and subjects of which the words asked are the name, in any order, also as
    `found` put them right, and without the words in which one asks; most titles first. What the
    engine does not know costs no query, else it is one."""
    if not found.total or found.loosened and not found.put_right:
        return []
    try:
        with place.guarded():
            engine = place.engine()
            named = engine.called(_names_in(parse(query), found), limit) if engine else []
    except place.Broken:
        place.report()
        return []
    counts = {(kind, pk): titles for kind, pk, titles in named}
    texts = _texts([(kind, pk) for kind, pk, _titles in named])
    return [Called(one.kind, one.id, one.text, counts[one.kind, one.id]) for one in texts]


def _names_in(asked: Asked, found: Found) -> list[str]:
    """Whole names that may be meant."""
    if asked.beginnings or asked.numbers or bool(asked.words) + len(asked.phrases) != 1:
        return []
    typed = found.words if found.put_right else [*asked.words, *chain(*asked.phrases)]
    told = [word for word in typed if word not in ASKING]
    return list(dict.fromkeys([whole(typed), whole(told)]))


def suggest(query: str, limit: int = 8) -> list[Suggestion]:
    """Titles, people and subjects with the words typed so far, of which the last may be a
    beginning: up to four names, then titles; where nothing has them, with the words that they may
    have been meant as; [] while there is no index."""
    typed = words(query[:100])[:6]
    try:
        with place.guarded():
            engine = place.engine()
            if engine is None or not typed:
                return []
            found = _begins(engine, typed, limit)
            if not found:
                meant = engine.meant(typed)
                found = _begins(engine, meant, limit) if meant not in ([], typed) else []
    except place.Broken:
        place.report()
        return []
    return _texts(found)[:limit]


def _begins(engine: Engine, typed: list[str], limit: int) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = engine.named(typed, min(_NAMES_IN_LIST, limit))
    return found + [("title", pk) for pk in engine.begins(typed, limit)]


def similar(title_id: int, limit: int = 8) -> list[int]:
    """Other public titles that share subjects, people and words with this one, most alike first."""
    with connection.cursor() as cursor:
        cursor.execute(_LIKE, [title_id])
        row = cursor.fetchone()
    try:
        with place.guarded():
            engine = place.engine()
            if engine is None or row is None:
                return []
            title, subjects, agents = row
            return engine.like(title_id, subjects or (), agents or (), words(title), limit)
    except place.Broken:
        place.report()
        return []


def _found(
    engine: Engine,
    asked: Asked,
    filters: Filters,
    sort: Sort,
    page: tuple[int, int],
    facets: bool,
) -> Found:
    offset, limit = max(0, page[0]), max(0, page[1])
    ids = _numbered(engine, asked, filters)
    if ids:
        return Found(ids[offset : offset + limit], len(ids), Facets() if facets else None)
    hits = engine.find(asked, filters, sort, offset, limit, facets)
    marked = [*hits.words, *(word for phrase in asked.phrases for word in phrase)]
    how = hits.loosened, hits.put_right
    return Found(hits.ids, hits.total, hits.facets, marked, hits.meant, *how)


def _numbered(engine: Engine, asked: Asked, filters: Filters) -> list[int]:
    """Titles with the number that was asked for."""
    if not asked.numbers:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERED, [list(asked.numbers)])
        ids = [row[0] for row in cursor.fetchall()]
    return engine.numbered(ids, filters) if ids else []


def _texts(found: list[tuple[str, int]]) -> list[Suggestion]:
    """The suggestions with their texts, in the same order; what is gone or hidden is left out."""
    if not found:
        return []
    wanted = {kind: [pk for one, pk in found if one == kind] for kind in list(Kind)}
    asked = {kind.value: ids for kind, ids in wanted.items()}
    texts = {(kind, pk): text for kind, pk, text in _TEXTS.rows(asked)}
    return [
        Suggestion(Kind(kind), pk, texts[kind, pk]) for kind, pk in found if (kind, pk) in texts
    ]
