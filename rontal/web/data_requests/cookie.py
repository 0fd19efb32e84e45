"""Signed cookies of requests: the follow code just received, and the opened request."""

from django.http import HttpRequest, HttpResponse

from rontal.web.signed_cookie import SignedCookie

PATH = "/privasi/permintaan/"
SENT = SignedCookie("permintaan_terkirim", PATH, lambda: 15 * 60)
FOLLOWED = SignedCookie("permintaan_lacak", PATH, lambda: 60 * 60)


def set_sent_cookie(response: HttpResponse, code: str, follow_code: str) -> None:
    """Sets a cookie with the reference number and the follow code, for 15 minutes."""
    SENT.set(response, f"{code} {follow_code}")


def sent_codes(request: HttpRequest) -> tuple[str, str] | None:
    """Returns the reference number and the follow code that this browser received, or None."""
    code, _, follow_code = SENT.read(request).partition(" ")
    return (code, follow_code) if follow_code else None


def set_request_cookie(response: HttpResponse, request_id: int) -> None:
    """Sets a cookie that lets this browser open a request, for an hour."""
    FOLLOWED.set(response, str(request_id))


def request_id(request: HttpRequest) -> int | None:
    """Returns the id of the request that this browser opened, or None."""
    value = FOLLOWED.read(request)
    return int(value) if value.isdigit() else None


def delete_cookies(response: HttpResponse) -> None:
    """Deletes both cookies."""
    for cookie in (SENT, FOLLOWED):
        cookie.delete(response)
