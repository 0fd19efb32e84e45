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
        salt, seconds = self._salt, self.seconds()
        try:
            value = request.get_signed_cookie(self.name, default="", salt=salt, max_age=seconds)
        except signing.BadSignature:
            return ""
        return str(value)

    def set(self, response: HttpResponse, value: str) -> None:
        response.set_signed_cookie(
            self.name,
            value,
            salt=self._salt,
            max_age=self.seconds(),
            path=self.path,
            secure=settings.SECURE,
            httponly=True,
            samesite="Lax",
        )

    def delete(self, response: HttpResponse) -> None:
        response.delete_cookie(self.name, path=self.path, samesite="Lax")

    @property
    def _salt(self) -> str:
        return f"web.{self.name}"
