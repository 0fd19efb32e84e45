"""Review, sending, and the thank-you page."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac

from rontal.core.errors import DomainError, Invalid, NotFound, TooMany
from rontal.core.limits import spend
from rontal.membership.models import Draft
from rontal.membership.rules import form as forms
from rontal.membership.selectors import draft_values
from rontal.membership.services import submit
from rontal.ui import sentences
from rontal.ui.access import public
from rontal.ui.headers import private, with_wait
from rontal.ui.middleware import actor_of
from rontal.web.registration import cookie, limits
from rontal.web.registration.errors import ProofRefused
from rontal.web.registration.proof_of_work import Proof, challenge, check_solution
from rontal.web.registration.review import review_of
from rontal.web.registration.steps import Step, step_links


@public
@private
def review(request: HttpRequest) -> HttpResponse:
    """Shows the review (GET) or sends the application (POST)."""
    if request.method == "POST":
        return _send(request)
    draft = cookie.draft_of(request)
    return _render_review(request, draft) if draft else redirect("registration_start")


@public
@private
def sent(request: HttpRequest) -> HttpResponse:
    """Shows the application's code and the next steps; contains no personal data."""
    code = cookie.sent_code(request)
    if not code:
        return redirect("registration_start")
    return render(request, "web/registration/sent.html", {"code": code})


@public
@private
def altcha(request: HttpRequest) -> HttpResponse:
    """Returns a proof-of-work challenge for the form of this browser's draft."""
    limits.spend_by_address(request, limits.CHALLENGE)
    draft_id = NotFound.if_none(cookie.draft_id_of(request))
    return JsonResponse(challenge(send_key(draft_id)))


def send_key(draft_id: UUID) -> str:
    """Returns the one-use key of a draft's form; a draft becomes at most one application."""
    return salted_hmac("web.send_key", str(draft_id), algorithm="sha256").hexdigest()


def _send(request: HttpRequest) -> HttpResponse:
    """Sends the draft; repeating the request gives the same response."""
    draft_id = cookie.draft_id_of(request)
    if draft_id is None or request.POST.get("key") != send_key(draft_id):
        return redirect("registration_sent" if cookie.sent_code(request) else "registration_review")
    draft = cookie.draft_of(request)
    try:
        if draft is not None:
            _guard(request, draft)
        submission = submit(draft_id=draft_id, key=send_key(draft_id), actor=actor_of(request))
    except NotFound:
        return redirect("registration_start")
    except DomainError as error:
        return _render_refusal(request, draft, error)
    response = redirect("registration_sent")
    cookie.set_sent_cookie(response, submission.code)
    cookie.delete_cookie(response)
    return response


def _guard(request: HttpRequest, draft: Draft) -> None:
    """Counts the attempt against the rate limits of sender and target.

    Raises ProofRefused, TooMany.
    """
    proof = check_solution(request.POST.get("altcha", ""), send_key(draft.pk))
    if proof is Proof.BAD:
        raise ProofRefused
    worked = proof is Proof.GOOD
    by_address = limits.SEND_WITH_PROOF if worked else limits.SEND_WITHOUT_PROOF
    application = forms.read(draft_values(draft))
    limits.spend_by_address(request, by_address)
    spend(limits.SEND_TO_EMAIL, application.email.lower())
    spend(limits.SEND_FOR_NUMBER, application.identity)


def _render_refusal(request: HttpRequest, draft: Draft | None, error: DomainError) -> HttpResponse:
    """Renders the review with the error; the draft is unchanged."""
    if draft is None:
        return redirect("registration_start")
    status = 429 if isinstance(error, TooMany) else 422
    sentence = "" if isinstance(error, Invalid) else sentences.of(error)
    return with_wait(
        _render_review(request, draft, refusal=sentence, tried=True, status=status), error
    )


def _render_review(
    request: HttpRequest, draft: Draft, *, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {
        "review": review_of(draft),
        "key": send_key(draft.pk),
        "steps": step_links(),
        "step": Step.REVIEW,
    }
    return render(request, "web/registration/review.html", context, status=status)
