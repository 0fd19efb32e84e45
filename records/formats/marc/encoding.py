"""Decodes the bytes of MARC records, whatever encoding they claim.

The leader says UTF-8 or MARC-8; exports of INLISLite, SLiMS and old systems often use the other
one, or Windows-1252, or several in one record. A field that is valid UTF-8 is read as UTF-8,
because other encodings are hardly ever valid UTF-8 by chance. Otherwise the bytes decide: in MARC-8
a combining mark stands before its letter, in Windows-1252 an accented letter is one byte.
"""

import logging
import re
import unicodedata
from typing import Final

from pymarc.marc8 import marc8_to_unicode

ESCAPE, DELIMITER = b"\x1b", b"\x1f"
_ESCAPED: Final = re.compile(rb"\x1b(?:[()$,\-]|[gbps])")
_WIDE: Final = re.compile(rb"(\x1b\$,?1)([^\x1b\x1f]*)")
_HIGH: Final = re.compile(rb"[\x80-\xff]")
# Combining marks of ANSEL that form one character with a letter.
_MARKS: Final = {
    0xE0: "\u0309", 0xE1: "\u0300", 0xE2: "\u0301", 0xE3: "\u0302", 0xE4: "\u0303", 0xE5: "\u0304",
    0xE6: "\u0306", 0xE7: "\u0307", 0xE8: "\u0308", 0xE9: "\u030c", 0xEA: "\u030a", 0xEE: "\u030b",
    0xF0: "\u0327", 0xF1: "\u0328", 0xF2: "\u0323",
}  # fmt: skip
logging.getLogger("pymarc").setLevel(logging.CRITICAL)


def text_of(raw: bytes, *, marc8: bool) -> tuple[str, bool, bool]:
    """Returns the text of a field; True where its encoding is the one of the leader (`marc8`, else
    UTF-8); and True where characters were lost."""
    if raw.isascii() and ESCAPE not in raw:
        return raw.decode("ascii"), True, False
    if not _ESCAPED.search(raw):
        try:
            return raw.decode("utf-8"), not marc8, False
        except UnicodeDecodeError:
            pass
    if _ESCAPED.search(raw) or _is_marc8(raw, declared=marc8):
        parts = _WIDE.sub(_complete_sequence, raw).split(DELIMITER)
        try:
            text = "\x1f".join([marc8_to_unicode(part, hide_utf8_warnings=True) for part in parts])
            return text, marc8, "\ufffd" in text
        except UnicodeDecodeError:
            pass
    text = raw.decode("cp1252", "replace")
    return text, False, "\ufffd" in text


def _complete_sequence(wide: re.Match[bytes]) -> bytes:
    """Returns an East Asian sequence of three bytes per character, without a truncated last one."""
    return wide[1] + wide[2][: len(wide[2]) // 3 * 3]


def _is_marc8(raw: bytes, *, declared: bool) -> bool:
    """Returns True where the bytes fit MARC-8 better than Windows-1252; `declared` breaks ties."""
    fits, against = 0, 0
    for match in _HIGH.finditer(raw):
        place = match.start()
        code = raw[place]
        following = raw[place + 1 : place + 2]
        if code < 0xA0:
            against += 2
        elif code >= 0xE0:
            if composes(code, following):
                fits += 1
            else:
                against += 1
    return fits > against or (fits == against and declared)


def composes(code: int, following: bytes) -> bool:
    """Returns True where a mark and the next byte form one character, or marks follow."""
    mark = _MARKS.get(code)
    if mark is None or not following:
        return False
    if following[0] >= 0xE0:
        return following[0] in _MARKS
    letter = chr(following[0])
    return letter.isalpha() and len(unicodedata.normalize("NFC", letter + mark)) == 1
