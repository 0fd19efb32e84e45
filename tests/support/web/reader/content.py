"""URLs of a loan's content for a signed-in client."""

from django.conf import settings
from django.test import Client

from rontal.lending.models import Loan
from rontal.reading.tokens import token_of


def content_of(client: Client, loan: Loan | int, path: str) -> str:
    """Returns the URL of a resource of an EPUB."""
    return _address(client, loan, "isi", path)


def picture_of(client: Client, loan: Loan | int, rest: str) -> str:
    """Returns the URL of a page's image or text."""
    return _address(client, loan, "halaman", rest)


def _address(client: Client, loan: Loan | int, what: str, rest: str) -> str:
    loan_id = loan if isinstance(loan, int) else loan.pk
    session = client.cookies.get(settings.SESSION_COOKIE_NAME)
    token = token_of(loan_id, session.value if session else "")
    return f"/baca/{loan_id}/{what}/{token}/{rest}"
