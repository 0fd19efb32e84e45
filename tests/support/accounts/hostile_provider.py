"""Identity provider that does what it is told, honest or not: for what no real one can be made to
do.
"""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

CLIENT, SECRET = "rontal", "rahasia:penyedia/uji"
CURVES = {"ES256": ec.SECP256R1, "ES384": ec.SECP384R1, "ES512": ec.SECP521R1}


@dataclass
class Key:
    """Signing key with its published form."""

    algorithm: str = "RS256"
    kid: str = "satu"
    bits: int = 2048
    private: Any = field(init=False)

    def __post_init__(self) -> None:
        if self.algorithm in CURVES:
            self.private = ec.generate_private_key(CURVES[self.algorithm]())
        else:
            self.private = rsa.generate_private_key(65537, self.bits)

    def published(self) -> dict[str, Any]:
        kind = jwt.get_algorithm_by_name(self.algorithm)
        return {
            **kind.to_jwk(self.private.public_key(), as_dict=True),
            "kid": self.kid,
            "use": "sig",
        }


RSA = Key()  # made once: it takes a while


class Hostile:
    """Provider on a port of this machine; its attributes say how it answers.

    `claims` are added to the ID token, where None removes a claim; `answers` replace whole answers
    by path: a body of bytes, or a function that gets the handler.
    """

    def __init__(self) -> None:
        self.key: Key = RSA
        self.keys: list[dict[str, Any]] | None = None
        self.claims: dict[str, Any] = {}
        self.user_info: dict[str, Any] = {}
        self.metadata: dict[str, Any] = {}
        self.answers: dict[str, bytes | Callable[[BaseHTTPRequestHandler], None]] = {}
        self.signed: Callable[[dict[str, Any]], str] = self.sign
        self.asked: list[tuple[str, dict[str, str], str]] = []
        self.request: dict[str, str] = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version: ClassVar[str] = "HTTP/1.0"

            def do_GET(self) -> None:
                provider._answer(self, "")

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                provider._answer(self, self.rfile.read(length).decode())

            def log_message(self, *_arguments: Any) -> None:
                """Writes nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stops the server."""
        self.server.shutdown()
        self.server.server_close()

    def agree(self, address: str) -> dict[str, str]:
        """Returns the parameters that the browser brings back after the person agreed."""
        parts = parse_qs(urlsplit(address).query)
        self.request = {name: values[0] for name, values in parts.items()}
        return {"code": "kode", "state": self.request["state"]}

    def sign(self, claims: dict[str, Any], **header: Any) -> str:
        """Returns a token of these claims."""
        return jwt.encode(
            claims,
            self.key.private,
            self.key.algorithm,
            headers={"kid": self.key.kid, **header},
        )

    def id_claims(self) -> dict[str, Any]:
        """Returns the claims of the next ID token."""
        now = int(time.time())
        honest = {
            "iss": self.issuer, "aud": CLIENT, "sub": "orang-1", "iat": now, "exp": now + 300,
            "nonce": self.request.get("nonce", ""),
        }  # fmt: skip
        return {name: value for name, value in (honest | self.claims).items() if value is not None}

    def logout_token(self, **changes: Any) -> str:
        """Returns a logout token."""
        now = int(time.time())
        honest = {
            "iss": self.issuer, "aud": CLIENT, "sub": "orang-1", "iat": now, "exp": now + 120,
            "jti": f"{now}-{len(self.asked)}",
            "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
        }  # fmt: skip
        claims = {name: value for name, value in (honest | changes).items() if value is not None}
        return self.sign(claims, typ="logout+jwt")

    def _content(self, path: str) -> dict[str, Any]:
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/auth?theme=a",
                "token_endpoint": f"{self.issuer}/token",
                "userinfo_endpoint": f"{self.issuer}/me",
                "jwks_uri": f"{self.issuer}/jwks",
                **self.metadata,
            }
        if path == "/jwks":
            return {"keys": [self.key.published()] if self.keys is None else self.keys}
        if path == "/me":
            return {"sub": "orang-1"} | self.user_info
        return {
            "access_token": "akses",
            "token_type": "Bearer",
            "id_token": self.signed(self.id_claims()),
        }

    def _answer(self, handler: BaseHTTPRequestHandler, body: str) -> None:
        path = urlsplit(handler.path).path
        self.asked.append((path, dict(handler.headers), body))
        odd = self.answers.get(path)
        if callable(odd):
            odd(handler)
            return
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        handler.wfile.write(odd if odd is not None else json.dumps(self._content(path)).encode())
