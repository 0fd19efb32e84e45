"""Keeping a book on a device, the shelf that opens without network, and the worker behind it."""

import json
from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from datetime import timedelta
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from rontal.kernel import clock
from rontal.kernel.errors import NotFound
from rontal.kernel.limits import Limit, spend
from rontal.lending import selectors as lending
from rontal.lending.services import take_over
from rontal.reading.errors import NoSuchKey, NotForKeeping, TooManyKept
from rontal.reading.offline import services
from rontal.reading.offline.selectors import can_be_kept, leases_of
from rontal.standard.selectors import library
from rontal.ui import sentences
from rontal.ui.access import public, signed_in
from rontal.ui.headers import private
from rontal.web.collection import offline, policy
from rontal.web.collection.ended import GONE, loan_over
from rontal.web.collection.held import reader_of, word_of
from rontal.web.collection.marks import milliseconds
from rontal.web.collection.words import size_words

KEEPINGS: Final = Limit("reading.offline", 60, timedelta(hours=1))
REFUSED: Final = 409
SCOPES: Final = ("read", "shelf", "account_logout")


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
        found = offline.whole(loan_id, actor)
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
    return render(request, "web/collection/keep.html", context)


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
        found, loan = offline.whole(loan_id, actor), lending.running_loan(loan_id, actor)
    except NotFound:
        return HttpResponse(status=GONE)
    except (ValueError, NoSuchKey, NotForKeeping, TooManyKept) as error:
        said = sentences.of(NoSuchKey() if isinstance(error, ValueError) else error)
        return JsonResponse({"said": said}, status=REFUSED)
    times = {"due": milliseconds(loan.due_at), "now": milliseconds(clock.now())}
    given = {"key": b64encode(key).decode(), "device": str(device)}
    return JsonResponse(offline.for_script(found) | times | given)


@signed_in
@private
@require_POST
def let_go(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Notes that a device keeps the book no more."""
    try:
        device = UUID(request.POST.get("gawai", ""))
    except ValueError:
        return HttpResponse(status=422)
    services.let_go(loan_id=loan_id, device=device, actor=reader_of(request))
    return HttpResponse(status=204)


@public
@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """The shelf that opens without network. It names no one: the device knows what it keeps."""
    zone = str(library().tz)
    data = {"words": offline.words(), "standing": reverse("kept_standing"), "zone": zone}
    return render(request, "web/collection/kept.html", {"data": data})


@public
@private
@require_safe
def standing(request: HttpRequest) -> HttpResponse:
    """Which books whoever is signed in may keep, on which device and until when; of visitors the
    reader is "", who may be one whose session is over."""
    books = [
        {
            "loan": lease.loan_id,
            "device": str(lease.device),
            "due": milliseconds(lease.loan.due_at),
        }
        for lease in leases_of(reader_of(request))
    ]
    told = {"now": milliseconds(clock.now()), "reader": word_of(request), "books": books}
    return JsonResponse(told)


@public
@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The script that answers where the library cannot be reached. It has an address of its own,
    because a browser lets a worker see only what lies below it."""
    files = offline.shelf_files()
    script = static("web/offline.js")
    told = {
        "version": sha256(json.dumps([*files, script]).encode()).hexdigest()[:16],
        "files": files,
        "page": reverse("kept"),
        "standing": reverse("kept_standing"),
        "signout": reverse("account_logout"),
    }
    text = f"self.shelf = {json.dumps(told)};\nimportScripts({json.dumps(script)});\n"
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    policy.guard_worker(response)
    return response


def _data(loan_id: int) -> dict[str, object]:
    """What the script of the keeping page needs."""
    return {
        "loan": loan_id,
        "lease": reverse("lease", args=[loan_id]),
        "let_go": reverse("let_go", args=[loan_id]),
        "standing": reverse("kept_standing"),
        "worker": reverse("offline_worker"),
        "scopes": [_scope(name) for name in SCOPES],
        "words": offline.words(),
    }


def _scope(name: str) -> str:
    """The first folder of an address."""
    address = reverse(name, args=[1]) if name == "read" else reverse(name)
    return f"/{address.split('/')[1]}/"


def _sent(request: HttpRequest) -> tuple[UUID, bytes]:
    """What a device is called for this keeping, and its public key; raises ValueError."""
    try:
        key = b64decode(request.POST.get("kunci", ""), validate=True)
    except NoBase64 as error:
        raise ValueError("no base64") from error
    return UUID(request.POST.get("gawai", "")), key
