"""Where the content of a loan lies."""

from django.test import Client

from rontal.lending.models import Loan


def content_of(client: Client, held: Loan, path: str) -> str:
    """The address of a resource of an EPUB, for this client."""
    return f"/baca/{held.pk}/isi/{path}"


def picture_of(client: Client, held: Loan, rest: str) -> str:
    """The address of a picture of a page, for this client."""
    return f"/baca/{held.pk}/halaman/{rest}"
