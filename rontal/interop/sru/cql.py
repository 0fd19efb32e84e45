"""Parser of the subset of CQL that libraries use; returns a tree.

    clause  := [index relation] term
    query   := clause {and | or | not  clause}, from left to right; parentheses; relations that
               are signs or words; terms in quotes, with a backslash before special characters

Proximity, modifiers, sorting and prefix assignments are refused as the standard requires. The
parser reads one token at a time and nests at most DEEPEST levels.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rontal.interop.sru.diagnostics import Fault, SruError

MAX_LENGTH: Final = 2_000
MAX_DEPTH: Final = 20
MAX_OPERATORS: Final = 30
BOOLEAN_OPERATORS: Final = ("and", "or", "not")
RELATIONS: Final = frozenset(
    ("=", "==", "<>", "<", "<=", ">", ">=", "exact", "all", "any", "adj", "scr", "within",
     "encloses")
)  # fmt: skip
_TOKEN: Final = re.compile(
    r'\s*(?:(<=|>=|<>|==|[()=<>/])|"((?:[^"\\]|\\.)*)"|([^\s()=<>/"]+))', re.S
)


@dataclass(frozen=True)
class Token:
    """Sign, word or quoted term."""

    text: str
    quoted: bool = False
    sign: bool = False

    @property
    def word(self) -> str:
        """Text in lower case for comparison with keywords; "" for anything but a bare word."""
        return "" if self.quoted or self.sign else self.text.lower()


@dataclass(frozen=True)
class Clause:
    """Search clause: `index` in lower case, `relation` such as "=" or "all", the term as typed with
    its backslashes."""

    index: str
    relation: str
    term: str


@dataclass(frozen=True)
class BooleanQuery:
    """Two queries joined by an operator: `joint` is and, or, not."""

    left: "Query"
    joint: str
    right: "Query"


Query = Clause | BooleanQuery
ANYWHERE: Final = "cql.serverchoice"


def parse(text: str) -> Query:
    """Returns the tree of a query. Raises SruError."""
    if len(text) > MAX_LENGTH:
        raise SruError(Fault.QUERY_TOO_LONG, str(MAX_LENGTH))
    reader = _Reader(list(_tokens(text)))
    if not reader.tokens:
        raise SruError(Fault.SYNTAX, "the query is empty")
    query = reader.query(0)
    remaining = reader.here()
    if remaining is None:
        return query
    if remaining.text == ")" and remaining.sign:
        raise SruError(Fault.PARENTHESES, "a parenthesis is closed that was not opened")
    if remaining.word == "sortby":
        raise SruError(Fault.SORT)
    raise SruError(Fault.SYNTAX, f"not understood: {remaining.text}")


def _tokens(text: str) -> Iterator[Token]:
    place, end = 0, len(text.rstrip())
    while place < end:
        match = _TOKEN.match(text, place)
        if match is None:
            raise SruError(Fault.QUOTES, "a quotation mark is not closed")
        sign, quoted, word = match.groups()
        if sign:
            yield Token(sign, sign=True)
        else:
            yield Token(word or quoted or "", quoted=quoted is not None)
        place = match.end()


class _Reader:
    """Recursive-descent parser over a list of tokens."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.place = 0
        self.joints = 0

    def here(self) -> Token | None:
        """Returns the next token, None at the end."""
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def query(self, depth: int) -> Query:
        """Parses clauses joined from left to right."""
        left = self.clause(depth)
        while (token := self.here()) and token.word in (*BOOLEAN_OPERATORS, "prox"):
            self.place += 1
            self.joints += 1
            if token.word == "prox":
                raise SruError(Fault.PROXIMITY)
            if self.joints > MAX_OPERATORS:
                raise SruError(Fault.TOO_MANY_BOOLEANS, str(MAX_OPERATORS))
            if self.is_sign("/"):
                raise SruError(Fault.BOOLEAN_MODIFIER)
            left = BooleanQuery(left, token.word, self.clause(depth))
        return left

    def clause(self, depth: int) -> Query:
        """Parses one clause, or a query in parentheses."""
        if self.is_sign("("):
            return self.inside(depth)
        if self.is_sign(">"):
            raise SruError(Fault.FEATURE, "prefix assignment")
        first = self.text("a term")
        relation = self.relation()
        if relation is None:
            return Clause(ANYWHERE, "=", first.text)
        return Clause(first.text.lower(), relation, self.text("a term after the relation").text)

    def inside(self, depth: int) -> Query:
        """Parses a query in parentheses."""
        if depth >= MAX_DEPTH:
            raise SruError(Fault.PARENTHESES, f"more than {MAX_DEPTH} within each other")
        self.place += 1
        query = self.query(depth + 1)
        if not self.is_sign(")"):
            raise SruError(Fault.PARENTHESES, "a parenthesis is not closed")
        self.place += 1
        return query

    def relation(self) -> str | None:
        """Parses a relation; returns None where none follows."""
        token = self.here()
        if token is None or token.quoted or token.text.lower() not in RELATIONS:
            return None
        if not token.sign and self.place + 1 == len(self.tokens):
            return None
        self.place += 1
        if self.is_sign("/"):
            raise SruError(Fault.RELATION_MODIFIER)
        return token.text.lower()

    def text(self, expected: str) -> Token:
        """Parses a word or a quoted term."""
        token = self.here()
        if token is None or token.sign:
            raise SruError(Fault.SYNTAX, f"{expected} is missing")
        self.place += 1
        return token

    def is_sign(self, sign: str) -> bool:
        """Returns True where this sign comes next."""
        token = self.here()
        return token is not None and token.sign and token.text == sign
