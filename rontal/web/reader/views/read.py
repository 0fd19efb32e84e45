"""Reader of borrowed EPUBs: the reader page, reading position, and pages without JavaScript."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rontal.core import clock
from rontal.core.errors import NotFound
from rontal.lending import selectors as lending
from rontal.lending.errors import CopiedEnough
from rontal.lending.services import copy_words, count_opening
from rontal.reading import services
from rontal.reading.errors import NoSuchPlace
from rontal.reading.labels import COLOURS
from rontal.reading.offline.selectors import is_stored_offline
from rontal.reading.pages.selectors import has_loaned_pages
from rontal.reading.selectors import OpenBook, ReadingPosition, open_book, position_in_loan
from rontal.ui import sentences
from rontal.ui.access import signed_in
from rontal.ui.headers import private
from rontal.web.reader import epub_outline, policy
from rontal.web.reader.ended_loans import STATUS_GONE, render_ended_loan
from rontal.web.reader.marks import milliseconds, parse_time
from rontal.web.reader.reader_access import account_identifier, reader_of
from rontal.web.reader.views.other_device import read_here, record_use

REFUSED = 409
MAX_DIGITS = 9


@signed_in
@require_safe
@read_here
def book(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Shows the reader; explains an ended loan. Counts the opening."""
    return _render_book(request, loan_id, "web/reader/reader.html", counted=request.method == "GET")


@signed_in
@require_safe
@read_here
def chapters(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Shows the table of contents as plain links."""
    return _render_book(request, loan_id, "web/reader/chapters.html")


@signed_in
@require_safe
@read_here
def chapter(request: HttpRequest, loan_id: int, number: int) -> HttpResponse:
    """Shows one chapter in a frame, without JavaScript; `number` counts from 1 along the spine."""
    return _render_book(request, loan_id, "web/reader/chapter.html", number=number)


@signed_in
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Returns (GET) or stores and returns (POST) the reading position.

    The response is the newest position, perhaps of another device, and says whether the book is
    open elsewhere.
    """
    try:
        read_at = _read_at(request)
        if request.method == "POST":
            position = _store_place(request, loan_id, read_at)
        else:
            position = position_in_loan(loan_id=loan_id, actor=reader_of(request))
    except (ValueError, NoSuchPlace):
        return HttpResponse(status=422)
    except NotFound:
        lending.loan_of(loan_id, reader_of(request))  # 404 for a loan of another member
        return HttpResponse(status=STATUS_GONE)
    data = {"cfi": position.cfi, "part": position.fraction, "device": position.device}
    elsewhere = record_use(request, loan_id, read_at)
    answer = JsonResponse(data | {"at": milliseconds(position.at), "elsewhere": elsewhere})
    answer.headers["Cache-Control"] = "no-store, private"
    return answer


@signed_in
@private
@require_POST
def copy(request: HttpRequest, loan_id: int) -> HttpResponse:
    """Counts characters that are about to be copied; returns how many are left, or a refusal."""
    typed = request.POST.get("huruf", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) <= MAX_DIGITS and int(typed)):
        return HttpResponse(status=422)
    try:
        left = copy_words(loan_id=loan_id, characters=int(typed), actor=reader_of(request))
    except NotFound:
        return HttpResponse(status=STATUS_GONE)
    except CopiedEnough as error:
        return JsonResponse({"said": sentences.of(error)}, status=REFUSED)
    return JsonResponse({"left": left})


def _read_at(request: HttpRequest) -> datetime:
    """Returns when the position was read, never later than now; raises ValueError."""
    now = clock.now()
    return min(parse_time(int(request.POST["pukul"])), now) if "pukul" in request.POST else now


def _store_place(request: HttpRequest, loan_id: int, read_at: datetime) -> ReadingPosition:
    data = request.POST
    return services.store_position(
        loan_id=loan_id,
        cfi=data.get("tempat", ""),
        fraction=float(data.get("bagian", "")),
        at=read_at,
        device=data.get("gawai", ""),
        read=int(data.get("detik", "0")),
        actor=reader_of(request),
    )


def _render_book(
    request: HttpRequest,
    loan_id: int,
    template: str,
    *,
    number: int | None = None,
    counted: bool = False,
) -> HttpResponse:
    try:
        opened = open_book(loan_id=loan_id, actor=reader_of(request))
    except NotFound:
        if has_loaned_pages(loan_id=loan_id, actor=reader_of(request)):
            return redirect("pages", loan_id)
        return render_ended_loan(request, loan_id)
    if counted:
        count_opening(title_id=opened.title.pk, actor=reader_of(request))
    response = render(request, template, _context(request, opened, number))
    policy.guard_reader(
        request, response, policy.address_of_content(request, loan_id, opened.token)
    )
    return response


def _context(request: HttpRequest, opened: OpenBook, number: int | None) -> dict[str, object]:
    context = epub_outline.page_context(opened) | {"percent": round(100 * opened.place.fraction)}
    if number is None:
        is_offline = is_stored_offline(opened.loan_id, reader_of(request))
        data = epub_outline.for_script(opened, is_offline=is_offline) | {
            "reader": account_identifier(request)
        }
        return context | {"data": data, "colours": COLOURS.items()}
    if not 1 <= number <= len(opened.spine):
        raise NotFound
    return context | {"part": epub_outline.part(opened, number)}
