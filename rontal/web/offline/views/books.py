"""Saving books for reading offline, and the state of the saved ones."""

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
from rontal.lending.services import replace_device
from rontal.membership.selectors import member_of
from rontal.membership.states import MemberState
from rontal.reading.errors import NoSuchKey, NotForKeeping, TooManyKept
from rontal.reading.offline import services
from rontal.reading.offline.selectors import can_be_stored_offline, leases_of, leases_on
from rontal.ui import sentences
from rontal.ui.access import public, signed_in
from rontal.ui.headers import private
from rontal.web.collection.labels import size_text
from rontal.web.offline import book as offline_book
from rontal.web.reader.ended_loans import STATUS_GONE, render_ended_loan
from rontal.web.reader.marks import milliseconds
from rontal.web.reader.reader_access import account_identifier, reader_of

KEEPINGS: Final = Limit("reading.offline", 60, timedelta(hours=1))
REFUSED: Final = 409
MAX_DEVICES: Final = 40  # maximum number of device ids in a request


@signed_in
@private
@require_safe
def keep(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Shows the page that saves the book of a loan on this device."""
    actor = reader_of(request)
    try:
        loan = lending.running_loan(loan_id, actor)
        if not can_be_stored_offline(loan):
            raise NotForKeeping
        book = offline_book.offline_book_of(loan_id, actor)
    except NotFound:
        return render_ended_loan(request, loan_id)
    lease = next((one for one in leases_of(actor) if one.loan_id == loan_id), None)
    context = {
        "loan": loan,
        "size": size_text(book.size),
        "lease": lease,
        "page": book.page,
        "data": _script_data(loan_id),
    }
    return render(request, "web/offline/save.html", context)


@signed_in
@private
@require_POST
def lease(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Grants a device an offline copy: the key, wrapped for it, and the URLs of all files."""
    actor = reader_of(request)
    spend(KEEPINGS, str(actor.id))
    try:
        device, public_key = _posted_device(request)
        key = services.store_offline(
            loan_id=loan_id, device=device, public_key=public_key, actor=actor
        )
        replace_device(
            loan_id=loan_id, actor=actor
        )  # storing the book also opens it on this device
        book, loan = (
            offline_book.offline_book_of(loan_id, actor),
            lending.running_loan(loan_id, actor),
        )
    except NotFound:
        return HttpResponse(status=STATUS_GONE)
    except (ValueError, NoSuchKey, NotForKeeping, TooManyKept) as error:
        message = sentences.of(NoSuchKey() if isinstance(error, ValueError) else error)
        return JsonResponse({"said": message}, status=REFUSED)
    times = {"due": milliseconds(loan.due_at), "now": milliseconds(clock.now())}
    access = {"key": b64encode(key).decode(), "device": str(device)}
    return JsonResponse(offline_book.for_script(book) | times | access)


@signed_in
@private
@require_POST
def let_go(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Records that a device has removed the book."""
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
    """Returns JSON: books this device may hold, due times, account, and membership.

    Where nobody is signed in, the device requests its own books by their random ids, which only it
    knows. It is thus notified of a loan that ended after the session.
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
    data = {
        "now": milliseconds(clock.now()),
        "reader": account_identifier(request),
        "member": member is not None and member.state != MemberState.CLOSED,
        "books": books,
    }
    return JsonResponse(data)


def _devices(request: HttpRequest) -> list[UUID]:
    """Returns the valid device ids of the query."""
    devices = []
    for text in request.GET.get("gawai", "").split(",")[:MAX_DEVICES]:
        with suppress(ValueError):
            devices.append(UUID(text))
    return devices


def _script_data(loan_id: int) -> dict[str, object]:
    """Returns the data that the script of the saving page needs."""
    return {
        "loan": loan_id,
        "lease": reverse("lease", args=[loan_id]),
        "let_go": reverse("let_go", args=[loan_id]),
        "standing": reverse("offline_standing"),
        "words": offline_book.words(),
    }


def _posted_device(request: HttpRequest) -> tuple[UUID, bytes]:
    """Returns the submitted device id and public key; raises ValueError."""
    try:
        key = b64decode(request.POST.get("kunci", ""), validate=True)
    except NoBase64 as error:
        raise ValueError("no base64") from error
    return UUID(request.POST.get("gawai", "")), key
