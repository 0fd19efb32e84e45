"""Forms of the sign-in page and of a forgotten password."""

from typing import Any, Final

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, ResetPasswordForm
from django import forms

from rontal.accounts import selectors

MAX_LENGTH: Final = 254
"""Letters of the longest e-mail address (RFC 5321, section 4.5.3.1.3)."""


class SignInForm(LoginForm):  # type: ignore[misc]
    """allauth's form, whose name field also takes e-mail addresses, longer than any login name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(max_length=MAX_LENGTH)


class ForgottenPasswordForm(ResetPasswordForm):  # type: ignore[misc]
    """allauth's form, with our lookup: its own misses addresses that were stored with capitals, and
    the rest of a family once one of them has confirmed their common address.
    """

    def clean_email(self) -> str:
        """Finds the active accounts of the address."""
        email: str = get_adapter().clean_email(self.cleaned_data["email"])
        self.users = selectors.active_with_email(email)
        return email
