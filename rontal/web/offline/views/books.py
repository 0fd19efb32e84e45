"""Saving a book for reading offline, and which offline books a device may hold."""

from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from contextlib import suppress
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from rontal.core import clock
from rontal.core.errors import NotFound
from rontal.core.limits import Limit, spend
from rontal.lending import selectors as lending
from rontal.lending.services import take_over
from rontal.membership.selectors import member_of
from rontal.membership.states import MemberState
from rontal.reading.errors import NoSuchKey, NotForKeeping, TooManyKept
from rontal.reading.offline import services
from rontal.reading.offline.selectors import can_be_kept, leases_of, leases_on
from rontal.ui import sentences
from rontal.ui.access import public, signed_in
from rontal.ui.headers import private
from rontal.web.collection.labels import size_words
from rontal.web.offline import book as offline_book
from rontal.web.reader.ended_loans import GONE, loan_over
from rontal.web.reader.marks import milliseconds
from rontal.web.reader.reader_access import reader_of, word_of

KEEPINGS: Final = Limit("reading.offline", 60, timedelta(hours=1))
REFUSED: Final = 409
MOST_DEVICES: Final = 40  # names of offline books that one question may carry


@signed_in
@private
@require_safe
def keep(request: HttpRequest, loan_id: int) -> HttpResponse:
    """The page that keeps the book of a loan on the device in hand."""
    actor = reader_of(request)
    try:
        loan = lending.running_loan(loan_id, actor)
        if not can_be_kept(loan):
            raise NotForKeeping
        found = offline_book.whole(loan_id, actor)
    except NotFound:
        return loan_over(request, loan_id)
    held = next((one for one in leases_of(actor) if one.loan_id == loan_id), None)
    context = {
        "loan": loan,
        "size": size_words(found.size),
        "lease": held,
        "page": found.page,
        "data": _data(loan_id),
    }
    return render(request, "web/offline/save.html", context)


@signed_in
@private
@require_POST
def lease(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Lets a device keep the book: the key, wrapped for it, and where all parts lie."""
    actor = reader_of(request)
    spend(KEEPINGS, str(actor.id))
    try:
        device, public_key = _sent(request)
        key = services.keep(loan_id=loan_id, device=device, public_key=public_key, actor=actor)
        take_over(loan_id=loan_id, actor=actor)  # whoever keeps it here reads it here
        found, loan = offline_book.whole(loan_id, actor), lending.running_loan(loan_id, actor)
    except NotFound:
        return HttpResponse(status=GONE)
    except (ValueError, NoSuchKey, NotForKeeping, TooManyKept) as error:
        said = sentences.of(NoSuchKey() if isinstance(error, ValueError) else error)
        return JsonResponse({"said": said}, status=REFUSED)
    times = {"due": milliseconds(loan.due_at), "now": milliseconds(clock.now())}
    given = {"key": b64encode(key).decode(), "device": str(device)}
    return JsonResponse(offline_book.for_script(found) | times | given)


@signed_in
@private
@require_POST
def let_go(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Notes that a device keeps the book no more."""
    try:
        device = UUID(request.POST.get("gawai", ""))
    except ValueError:
        return HttpResponse(status=422)
    services.release(loan_id=loan_id, device=device, actor=reader_of(request))
    return HttpResponse(status=204)


@public
@private
@require_safe
def standing(request: HttpRequest) -> HttpResponse:
    """JSON: which books this device may hold, until when, who is signed in (`word_of`), and whether
    their membership lasts.

    Where nobody is signed in, the device asks for its own books by their random names, which only
    it knows: so it learns of a loan that ended after the session did.
    """
    actor = reader_of(request)
    leases = leases_of(actor) if actor.id else leases_on(_devices(request))
    books = [
        {
            "loan": lease.loan_id,
            "device": str(lease.device),
            "due": milliseconds(lease.loan.due_at),
        }
        for lease in leases
    ]
    member = member_of(actor.id) if actor.id else None
    told = {
        "now": milliseconds(clock.now()),
        "reader": word_of(request),
        "member": member is not None and member.state != MemberState.CLOSED,
        "books": books,
    }
    return JsonResponse(told)


def _devices(request: HttpRequest) -> list[UUID]:
    """The random names in the query; wrong ones are left out."""
    found = []
    for text in request.GET.get("gawai", "").split(",")[:MOST_DEVICES]:
        with suppress(ValueError):
            found.append(UUID(text))
    return found


def _data(loan_id: int) -> dict[str, object]:
    """What the script of the keeping page needs."""
    return {
        "loan": loan_id,
        "lease": reverse("lease", args=[loan_id]),
        "let_go": reverse("let_go", args=[loan_id]),
        "standing": reverse("offline_standing"),
        "words": offline_book.words(),
    }


def _sent(request: HttpRequest) -> tuple[UUID, bytes]:
    """What a device is called for this keeping, and its public key; raises ValueError."""
    try:
        key = b64decode(request.POST.get("kunci", ""), validate=True)
    except NoBase64 as error:
        raise ValueError("no base64") from error
    return UUID(request.POST.get("gawai", "")), key
