"""Passkey in software: answers WebAuthn's questions as a phone does, with a key of its own."""

import hashlib
import json
import secrets
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.http import HttpResponse
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from rontal.accounts.models import User

HOST = "testserver"
AJAX = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}


class SoftwarePasskey:
    """Passkey of an account, stored as if its person had added it."""

    def __init__(self, user: User) -> None:
        self.user, self.key = user, ec.generate_private_key(ec.SECP256R1())
        self.credential_id = secrets.token_bytes(16)
        public = ES256.from_cryptography_key(self.key.public_key())
        data = AttestedCredentialData.create(bytes(16), self.credential_id, public)
        attestation = AttestationObject.create("none", self._signed_part(data), {})
        client_data = self._client_data("webauthn.create", websafe_encode(b"any"))
        answer = {"clientDataJSON": client_data, "attestationObject": bytes(attestation)}
        self.row: Authenticator = WebAuthn.add(user, "HP", self._credential(answer)).instance

    def sign_in(self, client: Client) -> HttpResponse:
        """Signs in by the passkey alone."""
        options = client.get("/masuk/kunci/", **AJAX).json()["request_options"]["publicKey"]
        data = bytes(self._signed_part())
        client_data = self._client_data("webauthn.get", options["challenge"])
        signed = data + hashlib.sha256(client_data).digest()
        answer = {
            "clientDataJSON": client_data,
            "authenticatorData": data,
            "signature": self.key.sign(signed, ec.ECDSA(hashes.SHA256())),
            "userHandle": user_pk_to_url_str(self.user).encode(),
        }
        return client.post("/masuk/kunci/", {"credential": json.dumps(self._credential(answer))})

    def _signed_part(self, data: AttestedCredentialData | None = None) -> AuthenticatorData:
        flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV
        if data is not None:
            flags |= AuthenticatorData.FLAG.AT
        relying_party = hashlib.sha256(HOST.encode()).digest()
        return AuthenticatorData.create(relying_party, flags, 0, bytes(data or b""))

    def _client_data(self, kind: str, challenge: str) -> bytes:
        origin = f"http://{HOST}"
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode()

    def _credential(self, answer: dict[str, bytes]) -> dict[str, Any]:
        identity = websafe_encode(self.credential_id)
        return {
            "id": identity,
            "rawId": identity,
            "type": "public-key",
            "response": {name: websafe_encode(part) for name, part in answer.items()},
            "clientExtensionResults": {},
        }
