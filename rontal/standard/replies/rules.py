"""Rules for the content of reply templates. Pure functions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

MAX_NAME_LENGTH, MAX_TEXT_LENGTH, LAST_PLACE = 80, 900, 999
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
CODE = re.compile(r"[a-z][a-z_]{0,39}")


class ReplyKind(StrEnum):
    """Kinds of messages that a template is for."""

    CORRECTION = "correction"
    REJECTION = "rejection"
    TICKET = "ticket"
    DATA_REQUEST = "data_request"


PLACEHOLDERS: Mapping[ReplyKind, tuple[str, ...]] = {
    ReplyKind.CORRECTION: ("name", "code", "library", "days"),
    ReplyKind.REJECTION: ("name", "code", "library"),
    ReplyKind.TICKET: ("code", "library"),
    ReplyKind.DATA_REQUEST: ("code", "library"),
}
"""Placeholders that each kind of reply has values for: names of tickets and requests are sealed,
and only corrections have a number of days.
"""


@dataclass(frozen=True)
class Reply:
    """Content of a template: a name for staff, reasons as codes of the app that decides, text in
    both languages, and its position among templates that are used equally often.
    """

    kind: ReplyKind
    name: str
    reasons: tuple[str, ...] = ()
    words: str = ""
    words_en: str = ""
    place: int = 100

    def text_in(self, language: str) -> str:
        """Returns the text in a language; in the other one when it is empty."""
        first, second = self.words, self.words_en
        return (second or first) if language == "en" else (first or second)


def unknown(words: str, kind: ReplyKind) -> list[str]:
    """Returns names in braces that are no placeholders of this kind, each once, and braces without
    a partner.
    """
    known = PLACEHOLDERS[kind]
    names = [name for name in PLACEHOLDER.findall(words) if name not in known]
    without_placeholders = PLACEHOLDER.sub("", words)
    return list(
        dict.fromkeys([*names, *(brace for brace in "{}" if brace in without_placeholders)])
    )


def fill(words: str, values: Mapping[str, str]) -> str:
    """Replaces `{name}` and other placeholders by values. Values are not searched for placeholders,
    so that a name with braces is safe. A placeholder without a value stays.
    """
    return PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), words)


def faults(reply: Reply) -> dict[str, str]:
    """Returns errors as field → code; empty when the template is valid."""
    errors: dict[str, str] = {}
    if not reply.name.strip():
        errors["name"] = "field_required"
    elif len(reply.name) > MAX_NAME_LENGTH:
        errors["name"] = "standard_too_long"
    if not 1 <= reply.place <= LAST_PLACE:
        errors["place"] = "reply_place"
    if any(CODE.fullmatch(code) is None for code in reply.reasons):
        errors["reasons"] = "no_such_reason"
    return (
        errors
        | _faulty_words("words", reply.words, reply)
        | _faulty_words("words_en", reply.words_en, reply)
    )


def _faulty_words(field: str, words: str, reply: Reply) -> dict[str, str]:
    if not words.strip():
        return {field: "field_required"}
    if len(words) > MAX_TEXT_LENGTH:
        return {field: "standard_too_long"}
    return {field: "reply_placeholder_unknown"} if unknown(words, reply.kind) else {}
