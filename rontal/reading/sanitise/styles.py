"""Sanitising of style sheets: removes everything that would load from outside the book.

tinycss2 parses as a browser does (CSS Syntax Level 3), so that an escaped `\\75rl(` is recognised;
what it does not understand is left out.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import tinycss2
from tinycss2 import ast
from tinycss2.serializer import serialize_string_value

from rontal.reading.sanitise.addresses import Book

_LOADING_FUNCTIONS: Final = frozenset(
    ("src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade",
     "element", "-moz-element", "paint", "expression")
)  # fmt: skip
_DROPPED_RULES: Final = frozenset(("@import", "@charset", "@namespace", "@document"))
_DROPPED_NAMES: Final = frozenset(("behavior", "-moz-binding"))
NOTHING: Final = "none"
MAX_NESTING: Final = 64
"""Maximum nesting of blocks and brackets; deep nesting can crash a browser's page."""
MAX_LENGTH: Final = 1_000_000
"""Maximum characters of a sheet; a longer one is left out, as its values take much memory."""

Allowed = Callable[[str], str]
Nodes = Iterator[Any]
"""Component values of tinycss2, which has no types."""


def clean_styles(css: str, book: Book) -> str:
    """Returns a style sheet whose imports and addresses refer to the book only."""
    return _Cleaner(book.picture, book.inside).clean(css)


def clean_fragment(css: str) -> str:
    """Returns a value or declarations that refer only to the same document (`url(#id)`)."""
    return _Cleaner(_own_fragment, lambda _address: "").clean(css)


class _Cleaner:
    """Copies allowed values; `address` and `sheet` return "" for an address outside the book."""

    def __init__(self, address: Allowed, sheet: Allowed) -> None:
        self._address, self._sheet = address, sheet

    def clean(self, css: str) -> str:
        if len(css) > MAX_LENGTH:
            return ""
        try:
            values = tinycss2.parse_component_value_list(css, skip_comments=True)
        except ValueError:  # a number of more than 4,300 digits
            return ""
        return str(tinycss2.serialize(list(self._copied(iter(values), 0))))

    def _copied(self, nodes: Nodes, depth: int) -> Nodes:
        """Yields what is allowed of the values of one block, `depth` blocks deep."""
        for node in nodes:
            if node.type == "at-keyword" and f"@{node.lower_value}" in _DROPPED_RULES:
                yield from self._import_of(node, list(_rest_of_rule(nodes)))
            elif node.type == "url" or (node.type == "function" and node.lower_name == "url"):
                yield self._own_address(node)
            elif node.type == "function" and node.lower_name in _LOADING_FUNCTIONS:
                yield _literal(node, NOTHING)
            elif node.type == "ident" and node.lower_value in _DROPPED_NAMES:
                yield _literal(node, "-dropped")
            elif node.type == "string":
                yield _literal(node, f'"{serialize_string_value(node.value)}"')
            elif node.type == "error" or node in ("<!--", "-->"):
                yield _literal(node, " ")
            else:
                yield from self._with_content(node, depth)

    def _with_content(self, node: Any, depth: int) -> Nodes:
        """Yields a value, its own content cleaned; nothing where it is too deep."""
        name = "arguments" if node.type == "function" else "content"
        content = getattr(node, name, None)
        if content is not None:
            if depth >= MAX_NESTING:
                return
            setattr(node, name, list(self._copied(iter(content), depth + 1)))
        yield node

    def _own_address(self, node: Any) -> ast.Node:
        wanted = _address_in([node])
        address = self._address(wanted) if wanted else ""
        return _literal(node, _url(address) if address else NOTHING)

    def _import_of(self, node: Any, prelude: list[Any]) -> Nodes:
        """Yields the rule where it imports a sheet of the book."""
        wanted = _address_in(prelude) if node.lower_value == "import" else ""
        if wanted and (address := self._sheet(wanted)):
            yield _literal(node, f"@import {_url(address)};")


def _rest_of_rule(nodes: Nodes) -> Nodes:
    """Takes the values of an at-rule up to its semicolon or block."""
    for node in nodes:
        if node == ";" or node.type == "{} block":
            return
        yield node


def _address_in(values: list[Any]) -> str:
    """Returns the address that the first of some values gives; "" where it gives none."""
    first = next((value for value in values if value.type != "whitespace"), None)
    if first is not None and first.type == "function" and first.lower_name == "url":
        return _address_in(first.arguments)
    return str(first.value) if first is not None and first.type in ("url", "string") else ""


def _url(address: str) -> str:
    return f'url("{serialize_string_value(address)}")'


def _literal(node: Any, css: str) -> ast.Node:
    return ast.LiteralToken(node.source_line, node.source_column, css)


def _own_fragment(address: str) -> str:
    return address if re.fullmatch(r"#[\w.:-]+", address) else ""
