"""Who holds a book, as a request shows it."""

from collections.abc import Sequence
from typing import Final

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from rontal.accounts.address import full_address
from rontal.catalogue.rules import Format
from rontal.kernel.actors import Actor
from rontal.kernel.errors import NotFound
from rontal.kernel.sealing import keyed_hash
from rontal.lending.errors import OpenElsewhere
from rontal.lending.lent import Lent, lent, lent_to_session
from rontal.reading.tokens import fits

DEVICES: Final = "reading.devices"
WORD: Final = 16
EARLY: Final = "_rontal_early"
"""The attribute of a request of which nobody has looked yet who asks."""


def reader_of(request: HttpRequest) -> Actor:
    """Who reads is a person, whatever roles the account holds: no need to ask for them."""
    if isinstance(request.user, AnonymousUser):
        return Actor.visitor()
    return Actor.person(request.user.pk).at(full_address(request)).through(session_of(request))


def session_of(request: HttpRequest) -> str:
    """The key of the session that the browser shows; "" for none."""
    return str(request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""))


def word_of(request: HttpRequest) -> str:
    """What devices call whoever is signed in, so that what waits there to be sent is sent by whom
    it was made: a word that says nothing to others; "" for visitors."""
    pk = request.user.pk
    return keyed_hash(f"{pk}", purpose=DEVICES).hex()[:WORD] if pk else ""


def held_by(request: HttpRequest, loan_id: int, token: str, formats: Sequence[Format]) -> Lent:
    """The book of a running loan in the hands of whoever asks, where the token of the address is of
    their session. One query. Raises NotFound, and OpenElsewhere where it is read on others."""
    if not fits(token, loan_id, session_of(request)):
        raise NotFound
    if getattr(request, EARLY, False):
        found = lent_to_session(loan_id, session_of(request), full_address(request), formats)
    else:
        found = lent(loan_id, reader_of(request), formats)
    if found is None:
        raise NotFound
    if not found.here:
        raise OpenElsewhere
    return found
