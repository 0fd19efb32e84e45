"""Allauth's passkey forms, made calm.

Allauth and fido2 trip over answers that no device gives (a missing part, another type): KeyError
and its kin would be a broken page. Here every such answer is one mistake of the form.
"""

from typing import Any

from allauth.mfa.webauthn import forms
from django.core.exceptions import ValidationError

from rontal.ui import sentences

SENSELESS = (KeyError, TypeError, ValueError, AttributeError)


class _Calm:
    """To stand before one of allauth's forms."""

    def _clean_fields(self) -> None:
        self._calmly(super()._clean_fields)  # type: ignore[misc]

    def _clean_form(self) -> None:
        self._calmly(super()._clean_form)  # type: ignore[misc]

    def _calmly(self, clean: Any) -> None:
        try:
            clean()
        except SENSELESS:
            refused = ValidationError(sentences.of_code("passkey_refused"))
            self.add_error("credential", refused)  # type: ignore[attr-defined]


class AddPasskey(_Calm, forms.AddWebAuthnForm):  # type: ignore[misc]
    """A further passkey of an account."""


class FirstPasskey(_Calm, forms.SignupWebAuthnForm):  # type: ignore[misc]
    """The passkey that is chosen instead of a password."""


class SignInWithPasskey(_Calm, forms.LoginWebAuthnForm):  # type: ignore[misc]
    """Signing in by passkey alone."""


class SecondStepWithPasskey(_Calm, forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""


class ConfirmWithPasskey(_Calm, forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before something delicate."""
