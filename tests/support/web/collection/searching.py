"""The search page as a visitor gets it."""

from typing import Any

from django.test import Client
from lxml import html

VISITOR = Client()


def page(address: str) -> Any:
    """Returns the parsed page."""
    answer = VISITOR.get(address)
    assert answer.status_code == 200
    return html.document_fromstring(answer.content)
