"""Sending feedback: form, attachments, proof of work, and the follow code."""

import secrets
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rontal.core.errors import DomainError, NotFound, TooMany
from rontal.core.lasting_hashes import lasting_hash
from rontal.feedback import files
from rontal.feedback import services as feedback
from rontal.feedback.errors import AttachmentEmpty, AttachmentTooLarge
from rontal.feedback.rules.kinds import MAX_ATTACHMENTS, Category, Kind
from rontal.feedback.selectors import follow
from rontal.feedback.selectors.promise import promise
from rontal.feedback.services.opening import Report
from rontal.feedback.steps.following import form_of, forms_of
from rontal.membership.photos import MAX_BYTES
from rontal.ui import sentences
from rontal.ui.access import public
from rontal.ui.headers import private, token_page, with_wait
from rontal.ui.middleware import STATUS, actor_of
from rontal.ui.uploads import LimitedMemoryUploadHandler, TooLargeFile, reads_uploads_with
from rontal.web.feedback import cookie, limits
from rontal.web.feedback.contact_channels import contact_channels
from rontal.web.feedback.forms import FeedbackForm
from rontal.web.registration.errors import ProofRefused
from rontal.web.registration.limits import spend_by_address
from rontal.web.registration.proof_of_work import Proof, challenge, check_solution

__all__ = ["TooLargeFile", "takes_attachments"]


class Attachments(LimitedMemoryUploadHandler):
    """Accepts one file more than a ticket allows, so that a clear error can be shown."""

    most = MAX_ATTACHMENTS + 1
    most_bytes = MAX_BYTES


takes_attachments = reads_uploads_with(Attachments)


MAX_KEY_LENGTH = 60


@public
@takes_attachments
@private
def form(request: HttpRequest) -> HttpResponse:
    """Shows the form (GET) or sends it (POST); repeating a request creates no second ticket.

    After an error, text and attachments are preserved.
    """
    if request.method != "POST":
        kind = request.GET.get("jenis", "")
        initial = {"kind": kind if kind in list(Kind) else None}
        return _render_form(request, FeedbackForm(initial=initial), secrets.token_urlsafe(24))
    key = request.POST.get("key", "")[:MAX_KEY_LENGTH] or secrets.token_urlsafe(24)
    filled = FeedbackForm(request.POST)
    refusal = _take_files(request, key)
    if "remove" in request.POST or refusal or not filled.is_valid():
        fresh = FeedbackForm(initial=request.POST.dict())
        refilled = fresh if "remove" in request.POST else filled
        return _render_form(request, refilled, key, refusal=refusal, status=_status(request))
    return _send(request, filled, key)


@public
@token_page
def sent(request: HttpRequest) -> HttpResponse:
    """Shows the ticket code and the follow code to note down."""
    codes = cookie.sent_codes(request)
    if codes is None:
        return redirect("feedback_follow")
    context = {"code": codes[0], "follow_code": codes[1], "promise": promise()}
    return render(request, "web/feedback/sent.html", context)


@public
@private
def altcha(request: HttpRequest, key: str) -> HttpResponse:
    """Returns a proof-of-work challenge for the form identified by `key`."""
    spend_by_address(request, limits.CHALLENGE)
    return JsonResponse(challenge(key))


@public
@takes_attachments
@private
def attach(request: HttpRequest, key: str) -> HttpResponse:
    """Stores one file before its form is sent (POST), or lists the form's files (GET).

    Answers in JSON: number and size of the file, or the error message.
    """
    if request.method != "POST":
        return JsonResponse({"files": _uploaded_files(key)})
    try:
        spend_by_address(request, limits.ATTACH)
        upload = feedback.upload(
            form=_form_key(key),
            content=_content(request.FILES.get("file")),
            actor=actor_of(request),
            sent_as=_sent_as(request),
        )
    except DomainError as error:
        status = STATUS.get(error.code, 422)
        return with_wait(JsonResponse({"error": sentences.of(error)}, status=status), error)
    number = len([one for one in follow.uploads(_form_key(key)) if one.pk <= upload.pk])
    remove = reverse("feedback_detach", args=[key, upload.pk])
    return JsonResponse({"number": number, "remove": remove, "size": upload.file.size})


@public
@private
@require_POST
def detach(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Removes a file from a form; answers 204."""
    feedback.remove_upload(form=_form_key(key), upload_id=number, actor=actor_of(request))
    return HttpResponse(status=204)


def _uploaded_files(key: str) -> list[dict[str, str]]:
    return [
        {
            "name": _("File %(number)s, %(size)s")
            % {"number": number, "size": filesizeformat(one.file.size)},
            "remove": reverse("feedback_detach", args=[key, one.pk]),
        }
        for number, one in enumerate(follow.uploads(_form_key(key)), start=1)
    ]


def _take_files(request: HttpRequest, key: str) -> str:
    """Removes and stores the files of a form sent without JavaScript.

    Returns the first error message, or "".
    """
    refusal, actor, known = "", actor_of(request), form_of(key)
    remove = request.POST.get("remove", "")
    if remove.isdigit() and any(one.pk == int(remove) for one in follow.uploads(known)):
        feedback.remove_upload(form=known, upload_id=int(remove), actor=actor)
    for file in request.FILES.getlist("files"):
        try:
            spend_by_address(request, limits.ATTACH)
            feedback.upload(form=known, content=_content(file), actor=actor)
        except DomainError as error:
            refusal = refusal or sentences.of(error)
    return refusal


def _send(request: HttpRequest, filled: FeedbackForm, key: str) -> HttpResponse:
    try:
        _guard(request, key)
        report, actor = _report(filled), actor_of(request)
        opened = feedback.open_ticket_of_form(report=report, key=key, actor=actor)
    except DomainError as error:
        status = 429 if isinstance(error, TooMany) else 422
        page = _render_form(request, filled, key, refusal=sentences.of(error), status=status)
        return with_wait(page, error)
    response = redirect("feedback_sent")
    cookie.set_sent_cookie(response, opened.code, opened.follow_code)
    cookie.set_ticket_cookie(response, opened.ticket_id)
    return response


def _report(filled: FeedbackForm) -> Report:
    values = filled.cleaned_data
    return Report(
        kind=Kind(values["kind"]),
        category=Category(values["category"]),
        topic=values["topic"],
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
    limit = limits.SEND_WITH_PROOF if worked else limits.SEND_WITHOUT_PROOF
    spend_by_address(request, limit)


def _form_key(key: str) -> bytes:
    try:
        form_key = bytes.fromhex(key)
    except ValueError:
        raise NotFound from None
    if len(form_key) != 32:
        raise NotFound
    return form_key


def _sent_as(request: HttpRequest) -> UUID | None:
    """Returns the UUID that the browser gave the file, or None."""
    try:
        return UUID(request.POST.get("kiriman", ""))
    except ValueError:
        return None


def _content(file: object) -> Any:
    if isinstance(file, TooLargeFile):
        raise AttachmentTooLarge(megabytes=files.MAX_BYTES // 1024 // 1024)
    if not isinstance(file, UploadedFile) or file.file is None:
        raise AttachmentEmpty
    return file.file


def _render_form(
    request: HttpRequest, filled: FeedbackForm, key: str, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    known = form_of(key)
    context = {
        "form": filled,
        "key": key,
        "known": known.hex(),
        "uploads": follow.uploads(known) if request.method == "POST" else [],
        "most": MAX_ATTACHMENTS,
        "megabytes": files.MAX_BYTES // 1024 // 1024,
        "refusal": refusal,
        "draft": "fresh" if request.method == "GET" else "filled",
        "draft_of": _mark_of(request),
        "ways": contact_channels(),
        "promise": promise(),
    }
    return render(request, "web/feedback/form.html", context, status=status)


def _mark_of(request: HttpRequest) -> str:
    """Returns an opaque identifier of the account, "" for visitors.

    The browser stores it with drafts, so that another account does not see them.
    """
    person = actor_of(request).id
    return "" if person is None else lasting_hash(str(person), purpose="feedback.draft").hex()[:16]


def _status(request: HttpRequest) -> int:
    """Returns 200 where the form was sent to remove a file, else 422."""
    return 200 if "remove" in request.POST else 422
