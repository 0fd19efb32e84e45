"""Codes that people read, say and type."""

import re

from rontal.core.reference_codes import follow_code, normalize_follow_code, reference_code

__all__ = ["find_ticket_code", "follow_code", "normalize_follow_code", "ticket_code"]
TICKET = re.compile(r"SRN-[A-HJ-KM-NP-Z2-9]{8}")


def ticket_code(number: bytes) -> str:
    """Returns the public code of a ticket from eight random bytes: SRN-7K2P9QWX."""
    return reference_code("SRN", number)


def find_ticket_code(text: str) -> str:
    """Returns the ticket code in a subject or header; "" for none."""
    match = TICKET.search(text.upper())
    return match[0] if match else ""
