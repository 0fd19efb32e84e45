"""URLs of a loan's content for a signed-in client."""

from django.conf import settings
from django.test import Client

from rontal.lending.models import Loan
from rontal.reading.tokens import token_of


def content_of(client: Client, held: Loan | int, path: str) -> str:
    """Returns the URL of a resource of an EPUB."""
    return _address(client, held, "isi", path)


def picture_of(client: Client, held: Loan | int, rest: str) -> str:
    """Returns the URL of a page's image or text."""
    return _address(client, held, "halaman", rest)


def _address(client: Client, held: Loan | int, what: str, rest: str) -> str:
    loan_id = held if isinstance(held, int) else held.pk
    session = client.cookies.get(settings.SESSION_COOKIE_NAME)
    token = token_of(loan_id, session.value if session else "")
    return f"/baca/{loan_id}/{what}/{token}/{rest}"
