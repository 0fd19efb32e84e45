"""Requests of anybody, at /privasi/permintaan/: form, follow code, and page of one request."""

import secrets
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rontal.core.errors import DomainError, NotFound, TooMany
from rontal.data_requests import services
from rontal.data_requests.errors import RequestCodeUnknown
from rontal.data_requests.models import DataRequest
from rontal.data_requests.rules.kinds import RequestKind
from rontal.data_requests.selectors import follow as requests
from rontal.data_requests.selectors.figures import published
from rontal.data_requests.services.opening import NewRequest
from rontal.data_requests.steps.follow_keys import form_of, forms_of
from rontal.ui import sentences
from rontal.ui.access import public
from rontal.ui.headers import private, token_page, with_wait
from rontal.ui.middleware import STATUS, actor_of
from rontal.web.data_requests import cookie, limits
from rontal.web.data_requests.forms import MessageForm, RequestForm
from rontal.web.data_requests.pages import Addresses, render_request
from rontal.web.registration.errors import ProofRefused
from rontal.web.registration.limits import spend_by_address
from rontal.web.registration.proof_of_work import Proof, challenge, check_solution

MAX_CODE_LENGTH = 80
MAX_KEY_LENGTH = 60


@public
@private
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """Shows the form (GET) or sends it (POST); repeating a request creates no second one.

    People who are signed in are sent to their own page, which needs no identity check.
    """
    if request.method != "POST":
        if request.user.is_authenticated:
            return redirect("own_data_requests")
        kind = request.GET.get("jenis", "")
        initial = {"kind": kind if kind in list(RequestKind) else None}
        return _render_form(request, RequestForm(initial=initial), secrets.token_urlsafe(24))
    key = request.POST.get("key", "")[:MAX_KEY_LENGTH] or secrets.token_urlsafe(24)
    filled = RequestForm(request.POST)
    if not filled.is_valid():
        return _render_form(request, filled, key, status=422)
    return _send(request, filled, key)


@public
@private
def altcha(request: HttpRequest, key: str) -> HttpResponse:
    """Returns a proof-of-work challenge for the form identified by `key`."""
    spend_by_address(request, limits.CHALLENGE)
    return JsonResponse(challenge(key))


@public
@token_page
def sent(request: HttpRequest) -> HttpResponse:
    """Shows the reference number and the follow code to note down."""
    codes = cookie.sent_codes(request)
    if codes is None:
        return redirect("data_request_follow")
    return render(
        request, "web/data_requests/sent.html", {"code": codes[0], "follow_code": codes[1]}
    )


@public
@token_page
def follow(request: HttpRequest) -> HttpResponse:
    """Shows the opened request or asks for the code (GET); opens one by its code (POST)."""
    if request.method == "POST":
        return _open_by_code(request, request.POST.get("code", "")[:MAX_CODE_LENGTH])
    found = _request_of_cookie(request)
    if found is None:
        return render(request, "web/data_requests/ask.html")
    return render_request(request, found, _addresses())


@public
@token_page
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Opens a request by the link in a mail."""
    return _open_by_code(request, token[:MAX_CODE_LENGTH])


@public
@token_page
@require_POST
def reply(request: HttpRequest) -> HttpResponse:
    """Adds a message to the opened request."""
    found, filled = _followed(request), MessageForm(request.POST, auto_id="reply_%s")
    if not filled.is_valid():
        return render_request(request, found, _addresses(), status=422, reply=filled)
    words = filled.cleaned_data["words"]

    def act() -> object:
        return services.add_reply(request_id=found.pk, words=words, actor=actor_of(request))

    return _act(request, found, act, _("Thank you. Your message was added."))


@public
@token_page
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Withdraws the opened request."""
    found, actor = _followed(request), actor_of(request)

    def act() -> object:
        return services.withdraw(request_id=found.pk, actor=actor)

    return _act(request, found, act, _("Your request is withdrawn."))


@public
@token_page
@require_POST
def leave(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Deletes the cookies, so that this browser no longer opens the request."""
    response = redirect("data_request_follow")
    cookie.delete_cookies(response)
    return response


def _send(request: HttpRequest, filled: RequestForm, key: str) -> HttpResponse:
    try:
        _guard(request, key)
        opened = services.open_request(new=_new(filled), key=key, actor=actor_of(request))
    except DomainError as error:
        status = 429 if isinstance(error, TooMany) else 422
        refusal = sentences.of(error)
        page = _render_form(request, filled, key, refusal=refusal, status=status)
        return with_wait(page, error)
    response = redirect("data_request_sent")
    cookie.set_sent_cookie(response, opened.code, opened.follow_code)
    cookie.set_request_cookie(response, opened.request_id)
    return response


def _new(filled: RequestForm) -> NewRequest:
    values = filled.cleaned_data
    return NewRequest(
        kind=RequestKind(values["kind"]),
        words=values["words"],
        name=values["name"],
        email=values["email"],
        phone=values["phone"],
        language=get_language() or "id",
    )


def _guard(request: HttpRequest, key: str) -> None:
    """Counts the attempt against the rate limit; raises ProofRefused, TooMany."""
    proof = check_solution(request.POST.get("altcha", ""), *(one.hex() for one in forms_of(key)))
    if proof is Proof.BAD:
        raise ProofRefused
    worked = proof is Proof.GOOD
    spend_by_address(request, limits.SEND_WITH_PROOF if worked else limits.SEND_WITHOUT_PROOF)


def _open_by_code(request: HttpRequest, code: str) -> HttpResponse:
    try:
        spend_by_address(request, limits.FOLLOW)
        found = requests.by_code(code)
    except (RequestCodeUnknown, TooMany) as error:
        status = 429 if isinstance(error, TooMany) else 404
        context = {"wrong": sentences.of(error), "code": code}
        page = render(request, "web/data_requests/ask.html", context, status=status)
        return with_wait(page, error)
    response = redirect("data_request_follow")
    cookie.set_request_cookie(response, found.pk)
    return response


def _act(
    request: HttpRequest, found: DataRequest, act: Callable[[], object], done: str
) -> HttpResponse:
    try:
        spend_by_address(request, limits.ADD_ENTRY)
        act()
    except DomainError as error:
        status, refusal = STATUS.get(error.code, 409), sentences.of(error)
        page = render_request(request, found, _addresses(), status=status, refusal=refusal)
        return with_wait(page, error)
    messages.success(request, done)
    return redirect("data_request_follow")


def _addresses() -> Addresses:
    return Addresses(
        reply=reverse("data_request_reply"),
        withdraw=reverse("data_request_withdraw"),
        leave=reverse("data_request_leave"),
    )


def _request_of_cookie(request: HttpRequest) -> DataRequest | None:
    request_id = cookie.request_id(request)
    try:
        found = requests.by_id(request_id) if request_id else None
    except NotFound:
        return None
    return None if found is None or found.erased_at else found


def _followed(request: HttpRequest) -> DataRequest:
    return RequestCodeUnknown.if_none(_request_of_cookie(request))


def _render_form(
    request: HttpRequest, filled: RequestForm, key: str, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "form": filled,
        "key": key,
        "known": form_of(key).hex(),
        "refusal": refusal,
        "figure": published(),
    }
    return render(request, "web/data_requests/form.html", context, status=status)
