"""Allauth's passkey forms with handling of malformed credentials.

Allauth and fido2 raise KeyError, TypeError and the like for credentials that no device sends (a
missing part, another type). These forms turn them into a form error instead of a 500.
"""

from typing import Any

from allauth.mfa.webauthn import forms
from django.core.exceptions import ValidationError

from rontal.ui import sentences

MALFORMED_ERRORS = (KeyError, TypeError, ValueError, AttributeError)


class MalformedCredentialMixin:
    """Mixin placed before one of allauth's forms."""

    def _clean_fields(self) -> None:
        self._calmly(super()._clean_fields)  # type: ignore[misc]

    def _clean_form(self) -> None:
        self._calmly(super()._clean_form)  # type: ignore[misc]

    def _calmly(self, clean: Any) -> None:
        try:
            clean()
        except MALFORMED_ERRORS:
            refused = ValidationError(sentences.of_code("passkey_refused"))
            self.add_error("credential", refused)  # type: ignore[attr-defined]


class AddPasskey(MalformedCredentialMixin, forms.AddWebAuthnForm):  # type: ignore[misc]
    """Adds another passkey to an account."""


class FirstPasskey(MalformedCredentialMixin, forms.SignupWebAuthnForm):  # type: ignore[misc]
    """Creates the passkey of an account without a password."""


class SignInWithPasskey(MalformedCredentialMixin, forms.LoginWebAuthnForm):  # type: ignore[misc]
    """Signs in with a passkey alone."""


class SecondStepWithPasskey(MalformedCredentialMixin, forms.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """Confirms a passkey after the password."""


class ConfirmWithPasskey(MalformedCredentialMixin, forms.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Confirms a passkey before a sensitive action."""
