"""Recognises rights statements that let everybody have a file. No Django."""

import re
from typing import Final

_OPEN: Final = re.compile(
    r"creativecommons\.org/(?:licenses|publicdomain)/"
    r"|rightsstatements\.org/vocab/noc"
    r"|\bpublic domain\b|\bdomain publik\b|\bmilik umum\b"
    r"|\bcreative commons\b|\bcc0\b|\bcc[ -]by(?:-[a-z]{2})*\b",
    re.IGNORECASE,
)
_NOT: Final = re.compile(r"\bnot (?:in the |a )?(?:public domain|creative commons|open)\b", re.I)


def is_open(rights: str) -> bool:
    """Returns True for a statement of Creative Commons or the public domain, by URL or by name."""
    return bool(_OPEN.search(rights)) and not _NOT.search(rights)
