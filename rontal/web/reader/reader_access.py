"""Identity of the reader of a request, and access to the borrowed book."""

from collections.abc import Sequence
from typing import Final

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from records.codes import Format
from rontal.accounts.address import full_address
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.lasting_hashes import lasting_hash
from rontal.lending.content_access import LoanedFile, loaned_file
from rontal.lending.errors import OpenElsewhere
from rontal.reading.tokens import fits

DEVICES: Final = "reading.devices"
WORD: Final = 16


def reader_of(request: HttpRequest) -> Actor:
    """Returns the actor of a request without querying staff roles."""
    if isinstance(request.user, AnonymousUser):
        return Actor.visitor()
    return Actor.person(request.user.pk).at(full_address(request)).through(session_of(request))


def session_of(request: HttpRequest) -> str:
    """Returns the session key from the cookie; "" for none."""
    return str(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""))


def account_identifier(request: HttpRequest) -> str:
    """Returns an opaque identifier of the signed-in account; "" for visitors.

    Devices store it with unsent changes, so that only the same account sends them.
    """
    pk = request.user.pk
    return lasting_hash(f"{pk}", purpose=DEVICES).hex()[:WORD] if pk else ""


def borrowed_book(
    request: HttpRequest, loan_id: int, token: str, formats: Sequence[Format]
) -> LoanedFile:
    """Returns the book of the reader's running loan. One query.

    Raises NotFound where the token is not of this session or the loan is not running, and
    OpenElsewhere where the book is open on another device.
    """
    if not fits(token, loan_id, session_of(request)):
        raise NotFound
    book = loaned_file(loan_id, reader_of(request), formats)
    if not book.here:
        raise OpenElsewhere
    return book
