"""Signed cookies: HttpOnly, expiring, limited to a path."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True)
class SignedCookie:
    """Cookie sent below `path` that lasts `seconds()`."""

    name: str
    path: str
    seconds: Callable[[], int]

    def read(self, request: HttpRequest) -> str:
        """Returns its value; "" where it is missing, altered or too old."""
        name, salt, seconds = self._full_name, self._salt, self.seconds()
        try:
            value = request.get_signed_cookie(name, default="", salt=salt, max_age=seconds)
        except signing.BadSignature:
            return ""
        return str(value)

    def set(self, response: HttpResponse, value: str) -> None:
        response.set_signed_cookie(
            self._full_name,
            value,
            salt=self._salt,
            max_age=self.seconds(),
            path=self.path,
            secure=settings.SECURE,
            httponly=True,
            samesite="Lax",
        )

    def delete(self, response: HttpResponse) -> None:
        response.delete_cookie(self._full_name, path=self.path, samesite="Lax")

    @property
    def _full_name(self) -> str:
        """Name in the browser, which accepts this prefix over https alone."""
        return f"__Secure-{self.name}" if settings.SECURE else self.name

    @property
    def _salt(self) -> str:
        return f"web.{self.name}"
