"""Sanitising of style sheets: removes everything that would load from outside the book.

Tokens follow CSS Syntax Level 3, section 4. Comments, strings, escapes and `url(` are parsed as in
a browser, so that an escaped `\\75rl(` is recognised.
"""

import re
from collections.abc import Callable
from typing import Final

from rontal.reading.sanitise.addresses import Book

_NAME: Final = r"(?:[-\w\u0080-\U0010ffff]|\\(?:[0-9a-fA-F]{1,6}\s?|[^\n\r\f0-9a-fA-F]))+"
_STRING: Final = (
    r"\"(?:[^\"\\\n\r\f]|\\(?:.|\r\n|[\n\r\f]))*\"?|'(?:[^'\\\n\r\f]|\\(?:.|\r\n|[\n\r\f]))*'?"
)
_TOKEN: Final = re.compile(
    rf"(?P<comment>/\*.*?(?:\*/|\Z))|(?P<cdo><!--|-->)|(?P<string>{_STRING})"
    rf"|(?P<at>@{_NAME})|(?P<function>{_NAME}\()|(?P<name>{_NAME})|(?P<other>.)",
    re.S,
)
_ESCAPE: Final = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(\r\n|[\n\r\f])|(.))", re.S)
_ADDRESS: Final = re.compile(rf"\s*(?P<quoted>{_STRING})\s*\)|(?P<bare>[^)]*)\)?", re.S)
_LOADING_FUNCTIONS: Final = frozenset(
    ("src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade",
     "element", "-moz-element", "paint", "expression")
)  # fmt: skip
_CLOSING: Final = {"{": "}", "(": ")", "[": "]"}
_DROPPED_RULES: Final = frozenset(("@import", "@charset", "@namespace", "@document"))
_DROPPED_NAMES: Final = frozenset(("behavior", "-moz-binding"))
NOTHING: Final = "none"
MAX_NESTING: Final = 64
"""Maximum nesting of blocks and brackets; deep nesting can crash a browser's page."""

Allowed = Callable[[str], str]


def clean_styles(css: str, book: Book) -> str:
    """Returns a style sheet whose imports and addresses refer to the book only."""
    return _Cleaner(css, book.picture, book.inside).run()


def clean_fragment(css: str) -> str:
    """Returns a value or declarations that refer only to the same document (`url(#id)`)."""
    return _Cleaner(css, _own_fragment, lambda _address: "").run()


def unescape(text: str) -> str:
    """Returns a name or string with its escapes resolved."""
    return _ESCAPE.sub(_unescape_match, text)


class _Cleaner:
    """Tokeniser that copies only allowed tokens."""

    def __init__(self, css: str, address: Allowed, sheet: Allowed) -> None:
        self._css = css.replace("\x00", "\ufffd")
        self._address, self._sheet = address, sheet
        self._at = 0
        self._out: list[str] = []
        self._open: list[str] = []

    def run(self) -> str:
        # Too deep a sheet ends here; the browser closes its open blocks.
        while self._at < len(self._css) and len(self._open) <= MAX_NESTING:
            match = _TOKEN.match(self._css, self._at)
            if match is None:
                break
            self._at = match.end()
            self._copy_token(match.lastgroup or "other", match.group())
        return "".join(self._out)

    def _copy_token(self, kind: str, text: str) -> None:
        if kind in ("comment", "cdo"):
            self._out.append(" ")
        elif kind == "at":
            self._rule(text)
        elif kind == "function":
            self._function(text)
        elif kind == "name" and unescape(text).lower() in _DROPPED_NAMES:
            self._out.append("-dropped")
        else:
            self._nest(text)
            self._out.append(text)

    def _nest(self, text: str) -> None:
        """Tracks open brackets; a closing one that does not match is ignored."""
        if text in _CLOSING:
            self._open.append(_CLOSING[text])
        elif self._open and text == self._open[-1]:
            self._open.pop()

    def _rule(self, text: str) -> None:
        name = unescape(text).lower()
        if name not in _DROPPED_RULES:
            self._out.append(text)
            return
        end = self._end_of_rule()
        arguments, self._at = self._css[self._at : end], end
        if name == "@import":
            self._import(arguments)

    def _import(self, arguments: str) -> None:
        match = re.match(
            rf"\s*(?:url\(\s*)?(?P<quoted>{_STRING})|\s*url\((?P<bare>[^)]*)\)", arguments, re.I
        )
        if match is None:
            return
        address = self._sheet(_address_of(match))
        if address:
            self._out.append(f'@import url("{address}");')

    def _end_of_rule(self) -> int:
        at = self._at
        while at < len(self._css):
            match = _TOKEN.match(self._css, at)
            if match is None or match.group() in ("{", "}"):
                return at
            at = match.end()
            if match.group() == ";":
                break
        return at

    def _function(self, text: str) -> None:
        name = unescape(text[:-1]).lower()
        if name == "url":
            match = _ADDRESS.match(self._css, self._at)
            address = self._address(_address_of(match)) if match else ""
            self._at = match.end() if match else len(self._css)
            self._out.append(f'url("{address}")' if address else NOTHING)
        elif name in _LOADING_FUNCTIONS:
            self._skip_arguments()
            self._out.append(NOTHING)
        else:
            self._nest("(")
            self._out.append(text)

    def _skip_arguments(self) -> None:
        depth = 1
        while depth and (match := _TOKEN.match(self._css, self._at)):
            self._at = match.end()
            if match.lastgroup == "function" or match.group() == "(":
                depth += 1
            elif match.group() == ")":
                depth -= 1


def _address_of(match: re.Match[str]) -> str:
    quoted = match.group("quoted")
    if quoted is not None:
        quote = quoted[0]
        return unescape(quoted[1:].removesuffix(quote))
    return unescape((match.group("bare") or "").strip())


def _own_fragment(address: str) -> str:
    return address if re.fullmatch(r"#[\w.:-]+", address) else ""


def _unescape_match(match: re.Match[str]) -> str:
    digits, line, other = match.groups()
    if digits:
        number = int(digits, 16)
        usable = 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF
        return chr(number) if usable else "\ufffd"
    return "" if line else other or ""
