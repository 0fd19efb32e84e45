"""Errors for programs: problem documents (RFC 9457) with a code and a translated message."""

import json
from typing import Final

from django.http import HttpResponse

from rontal.accounts.reading_apps.errors import AccountClosed
from rontal.core.errors import CodedError, NotAllowed, NotFound, TooMany
from rontal.lending.errors import (
    MembershipExpired,
    MembershipNotActive,
    MembershipSuspended,
    NotAMember,
)
from rontal.ui import sentences

TYPE: Final = "application/problem+json"
DEFAULT_STATUS: Final = 409
STATUS: Final = {
    NotFound.code: 404,
    NotAllowed.code: 403,
    TooMany.code: 429,
    AccountClosed.code: 403,
    NotAMember.code: 403,
    MembershipNotActive.code: 403,
    MembershipSuspended.code: 403,
    MembershipExpired.code: 403,
}


def problem(error: CodedError, status: int | None = None) -> HttpResponse:
    """Returns the problem document of an error; its type is `urn:rontal:problem:` and the code."""
    status = status or STATUS.get(error.code, DEFAULT_STATUS)
    sentence = sentences.of(error)
    content = {
        "type": f"urn:rontal:problem:{error.code}",
        "title": sentence,
        "status": status,
        "detail": sentence,
        "code": error.code,
    }
    response = HttpResponse(
        json.dumps(content, ensure_ascii=False), content_type=TYPE, status=status
    )
    response.headers["Cache-Control"] = "no-store"
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.params["seconds"])
    return response
