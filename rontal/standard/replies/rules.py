"""What a template of a reply may say. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

LONGEST_NAME, LONGEST_WORDS, LAST_PLACE = 80, 900, 999
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
CODE = re.compile(r"[a-z][a-z_]{0,39}")


class ReplyKind(StrEnum):
    """What a template is an answer to."""

    CORRECTION = "correction"
    REJECTION = "rejection"
    TICKET = "ticket"


PLACEHOLDERS: Mapping[ReplyKind, tuple[str, ...]] = {
    ReplyKind.CORRECTION: ("name", "code", "library", "days"),
    ReplyKind.REJECTION: ("name", "code", "library"),
    ReplyKind.TICKET: ("code", "library"),
}
"""What a reply of each kind knows: a ticket's name is sealed, and only a correction has days."""


@dataclass(frozen=True)
class Reply:
    """The content of a template: a name for staff, reasons as codes of the room that decides,
    words in both languages, and its place among templates that are used as often."""

    kind: ReplyKind
    name: str
    reasons: tuple[str, ...] = ()
    words: str = ""
    words_en: str = ""
    place: int = 100

    def said(self, language: str) -> str:
        """The words in a language; in the other one where these are missing."""
        first, second = self.words, self.words_en
        return (second or first) if language == "en" else (first or second)


def unknown(words: str, kind: ReplyKind) -> list[str]:
    """What stands in braces and is no placeholder of this kind, each once; a brace without its
    partner counts as well."""
    known = PLACEHOLDERS[kind]
    found = [name for name in PLACEHOLDER.findall(words) if name not in known]
    rest = PLACEHOLDER.sub("", words)
    return list(dict.fromkeys([*found, *(brace for brace in "{}" if brace in rest)]))


def fill(words: str, values: Mapping[str, str]) -> str:
    """The words with values in place of `{name}` and the like; values are never read again, so
    that a name with braces stays a name. What has no value stays as it is."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), words)


def faults(reply: Reply) -> dict[str, str]:
    """Field → code of what is wrong; empty where the template can be kept."""
    found: dict[str, str] = {}
    if not reply.name.strip():
        found["name"] = "field_required"
    elif len(reply.name) > LONGEST_NAME:
        found["name"] = "standard_too_long"
    if not 1 <= reply.place <= LAST_PLACE:
        found["place"] = "reply_place"
    if any(CODE.fullmatch(code) is None for code in reply.reasons):
        found["reasons"] = "no_such_reason"
    return (
        found
        | _faulty_words("words", reply.words, reply)
        | _faulty_words("words_en", reply.words_en, reply)
    )


def _faulty_words(field: str, words: str, reply: Reply) -> dict[str, str]:
    if not words.strip():
        return {field: "field_required"}
    if len(words) > LONGEST_WORDS:
        return {field: "standard_too_long"}
    return {field: "reply_placeholder_unknown"} if unknown(words, reply.kind) else {}
