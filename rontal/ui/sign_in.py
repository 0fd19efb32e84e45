"""Form of the sign-in page."""

from typing import Any, Final

from allauth.account.forms import LoginForm
from django import forms

MAX_LENGTH: Final = 254
"""Letters of the longest e-mail address (RFC 5321, section 4.5.3.1.3)."""


class SignInForm(LoginForm):  # type: ignore[misc]
    """allauth's form, whose name field also takes e-mail addresses, longer than any login name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(max_length=MAX_LENGTH)
