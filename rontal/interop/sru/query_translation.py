"""Translates a CQL query to an expression of the search: indexes, relations and terms."""

import re
from typing import Final

from records.codes import Format, language_tag
from records.formats.identity import MEDIA
from records.identifiers import is_issn, isbn13, issn
from records.text import fold
from rontal.catalogue.rules import sort_key
from rontal.interop.oai.errors import OaiError
from rontal.interop.oai.records import id_of
from rontal.interop.sru.cql import Clause, Query
from rontal.interop.sru.diagnostics import Fault, SruError
from rontal.search import expressions
from rontal.search.expressions import BooleanOperator, Expression, Field, MatchMode

SETS: Final = {
    "cql": "info:srw/cql-context-set/1/cql-v1.2",
    "dc": "info:srw/cql-context-set/1/dc-v1.1",
    "bath": "http://zing.z3950.org/cql/bath/2.0/",
    "rec": "info:srw/cql-context-set/2/rec-1.1",
}
WORD_INDEXES: Final = {
    "cql.serverchoice": Field.ANYWHERE,
    "cql.anywhere": Field.ANYWHERE,
    "cql.anyindexes": Field.ANYWHERE,
    "cql.keywords": Field.ANYWHERE,
    "bath.any": Field.ANYWHERE,
    "dc.title": Field.TITLE,
    "bath.title": Field.TITLE,
    "dc.creator": Field.PEOPLE,
    "dc.contributor": Field.PEOPLE,
    "bath.author": Field.PEOPLE,
    "bath.name": Field.PEOPLE,
    "bath.personalname": Field.PEOPLE,
    "dc.subject": Field.SUBJECT,
    "bath.subject": Field.SUBJECT,
    "dc.publisher": Field.PUBLISHER,
}
VALUE_INDEXES: Final = (
    "dc.date", "dc.language", "dc.format", "dc.identifier", "bath.isbn", "bath.issn",
    "rec.id", "rec.identifier", "cql.allrecords",
)  # fmt: skip
"""Indexes of values; only dates can be compared by order."""

_WORD_RELATIONS: Final = {
    "=": MatchMode.PHRASE, "scr": MatchMode.PHRASE, "adj": MatchMode.PHRASE, "all": MatchMode.ALL,
    "any": MatchMode.ANY, "exact": MatchMode.WHOLE, "==": MatchMode.WHOLE,
}  # fmt: skip
RELATIONS: Final = (*_WORD_RELATIONS, "<>", "<", "<=", ">", ">=", "within")
"""Relations that at least one index supports."""
_JOINTS: Final = {"and": BooleanOperator.AND, "or": BooleanOperator.OR, "not": BooleanOperator.NOT}
_YEAR: Final = re.compile(r"[0-9]{4}")
_MASK: Final = re.compile(r"(?<!\\)(?:\\\\)*[*?^]")
_ESCAPE: Final = re.compile(r"\\(.)", re.S)
_PREFIXES: Final = re.compile(r"(urn:isbn:|urn:issn:|doi:|https?://doi\.org/)", re.I)
_SOURCED: Final = re.compile(r"\(([^()]+)\)\s*(.+)")
MAX_WORDS: Final = 12


def expression(query: Query) -> Expression:
    """Returns the expression of a query. Raises SruError."""
    if isinstance(query, Clause):
        return _clause_expression(query)
    left, right = expression(query.left), expression(query.right)
    return expressions.BooleanExpression(left, _JOINTS[query.joint], right)


def _clause_expression(clause: Clause) -> Expression:
    index = _full_index(clause.index)
    if clause.relation == "<>":
        return expressions.Negation(_clause_expression(Clause(index, "=", clause.term)))
    if index in WORD_INDEXES:
        return _words_expression(WORD_INDEXES[index], clause)
    if index == "dc.date":
        return _years_expression(clause)
    if clause.relation not in _WORD_RELATIONS:
        raise SruError(Fault.RELATION_AND_INDEX, f"{index} {clause.relation}")
    return _value_expression(index, _unescape(clause.term))


def _full_index(index: str) -> str:
    """Returns the index with its context set (default: Dublin Core). Raises SruError."""
    whole = index if "." in index else f"dc.{index}"
    if index == "author":
        whole = "dc.creator"
    if whole in WORD_INDEXES or whole in VALUE_INDEXES:
        return whole
    context = whole.partition(".")[0]
    raise SruError(Fault.INDEX if context in SETS else Fault.CONTEXT_SET, index)


def _words_expression(field: Field, clause: Clause) -> Expression:
    how = _WORD_RELATIONS.get(clause.relation)
    if how is None:
        raise SruError(Fault.RELATION_AND_INDEX, f"{clause.index} {clause.relation}")
    term, is_open = _without_mask(clause.term)
    words = (sort_key if field is Field.TITLE else fold)(term).split()
    if not words:
        raise SruError(Fault.EMPTY_TERM, clause.index)
    if field is Field.ANYWHERE and how is MatchMode.WHOLE:
        how = MatchMode.PHRASE
    expression = expressions.Words(field, tuple(words[:MAX_WORDS]), how, is_open)
    if field is Field.ANYWHERE and (isbn13(term) or is_issn(term)):
        return expressions.BooleanExpression(
            expression, BooleanOperator.OR, expressions.HasIdentifier(_values(term))
        )
    return expression


def _without_mask(term: str) -> tuple[str, bool]:
    """Returns the term, and True where it ends in a star, the only supported mask."""
    is_open = bool(re.search(r"(?<!\\)(?:\\\\)*\*$", term))
    if is_open:
        term = term[:-1]
    return _unescape(term), is_open


def _unescape(term: str) -> str:
    """Returns the term without backslashes. Raises SruError where it contains a mask."""
    if match := _MASK.search(term):
        sign = match.group()[-1]
        raise SruError({"*": Fault.MASK_PLACE, "?": Fault.MASKING}.get(sign, Fault.ANCHORING), sign)
    return _ESCAPE.sub(r"\1", term).strip()


def _years_expression(clause: Clause) -> Expression:
    years = [int(year) for year in _YEAR.findall(clause.term)]
    expected = 2 if clause.relation == "within" else 1
    if len(years) != expected or not re.fullmatch(r"[0-9 ]+", clause.term):
        raise SruError(Fault.TERM_FORMAT, clause.term)
    match clause.relation:
        case "<":
            return expressions.Years(None, years[0] - 1)
        case "<=":
            return expressions.Years(None, years[0])
        case ">":
            return expressions.Years(years[0] + 1, None)
        case ">=":
            return expressions.Years(years[0], None)
        case "within":
            return expressions.Years(*years)
        case relation if relation in _WORD_RELATIONS:
            return expressions.Years(years[0], years[0])
    raise SruError(Fault.RELATION, clause.relation)


def _value_expression(index: str, term: str) -> Expression:
    if not term:
        raise SruError(Fault.EMPTY_TERM, index)
    match index:
        case "cql.allrecords":
            return expressions.MatchAll()
        case "dc.language":
            return expressions.Language(language_tag(term).partition("-")[0])
        case "dc.format":
            return expressions.HasFormat(_format(term))
        case "rec.id" | "rec.identifier":
            return expressions.HasId(_title_id(term))
        case "dc.identifier":
            standard = isbn13(term) or is_issn(term)
            return expressions.HasIdentifier(_values(term), record="" if standard else term)
        case _:
            return expressions.HasIdentifier(_values(term))


def _values(term: str) -> tuple[str, ...]:
    """Returns the forms in which the catalogue may store a number. A record number follows its
    source: MARC writes "(PERPUSNAS)INLIS1"."""
    bare = _SOURCED.sub(r"\1:\2", _PREFIXES.sub("", term, count=1))
    return tuple(dict.fromkeys([isbn13(bare) or issn(bare) or bare, bare, term]))


def _format(term: str) -> Format:
    for kind, media in MEDIA.items():
        if term.lower() in (kind.value, media):
            return kind
    raise SruError(Fault.TERM_FORMAT, term)


def _title_id(term: str) -> int:
    try:
        return int(term) if re.fullmatch(r"[0-9]{1,18}", term) else id_of(term)
    except OaiError:
        raise SruError(Fault.TERM_FORMAT, term) from None
