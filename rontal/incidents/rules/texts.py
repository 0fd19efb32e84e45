"""Placeholders of the notice to persons."""

import re
from collections.abc import Mapping
from typing import Final

PLACEHOLDERS: Final = ("data", "since", "code")
_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")


def fill(text: str, values: Mapping[str, str]) -> str:
    """Returns the text with its placeholders replaced; unknown ones stay."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def fault_of(text: str) -> str:
    """Returns the code of what is wrong with a notice to persons, or ""."""
    if not text.strip():
        return "empty"
    used = set(_PLACEHOLDER.findall(text))
    if used - set(PLACEHOLDERS):
        return "unknown_placeholder"
    return "" if "data" in used else "data_missing"


def paragraphs(text: str) -> list[str]:
    """Returns the paragraphs of a text, which empty lines divide."""
    return [part.strip() for part in re.split(r"\n\s*\n", text.strip()) if part.strip()]
