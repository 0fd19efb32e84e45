"""A push service: it checks who sends (VAPID), takes messages as real services do, and decrypts
them as the device would."""

import base64
import json
import os
import threading
import time
from dataclasses import dataclass, field
from typing import Any

import http_ece
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

MOST_BYTES = 4096
A_DAY = 86_400


def encoded(raw: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """Decodes what `encoded` made."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Device:
    """A browser: its keys, its address at the push service, and what arrived, decrypted."""

    address: str
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = field(default_factory=lambda: os.urandom(16))
    arrived: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def keys(self) -> dict[str, str]:
        """Returns what the browser sends to the site."""
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": self.address, "p256dh": encoded(point), "auth": encoded(self.auth)}

    @property
    def shown(self) -> dict[str, dict[str, Any]]:
        """The notifications on the screen: one of the same tag takes the place of the former."""
        return {one["tag"]: one for one in self.arrived}


@dataclass
class PushService:
    """Responds with 201, or with the next one of `refusals`: (status, headers)."""

    url: str = ""
    devices: dict[str, Device] = field(default_factory=dict)
    refusals: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    hangs: float = 0.0
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def device(self) -> Device:
        """A new device that is subscribed."""
        path = f"/wpush/v2/{encoded(os.urandom(24))}"
        device = Device(self.url + path)
        self.devices[path] = device
        return device

    def answer(self, path: str, headers: Any, body: bytes) -> tuple[int, dict[str, str], bytes]:
        """The answer to one POST."""
        if self.hangs:
            time.sleep(self.hangs)
        with self.lock:
            if self.refusals:
                status, more = self.refusals.pop(0)
                return status, more, b"{}"
            device = self.devices.get(path)
            if device is None:
                return 410, {}, b""
            if len(body) > MOST_BYTES:
                return 413, {}, b""
            fault = self._fault(headers)
            if fault:
                self.faults.append(fault)
                return 403, {}, fault.encode()
            lower_headers = {name.lower(): value for name, value in headers.items()}
            plain = http_ece.decrypt(
                body, private_key=device.key, auth_secret=device.auth, version="aes128gcm"
            )
            device.headers.append(lower_headers)
            device.arrived.append(json.loads(plain))
            return 201, {"Location": f"{self.url}/m/1"}, b""

    def _fault(self, headers: Any) -> str:
        """Returns what is wrong with the request, by RFC 8292 and RFC 8030."""
        scheme, _space, rest = headers.get("Authorization", "").partition(" ")
        parts = dict(part.strip().split("=", 1) for part in rest.split(",") if "=" in part)
        if scheme != "vapid" or not {"t", "k"} <= set(parts):
            return "no vapid"
        head, claims, signature = parts["t"].split(".")
        raw = decoded(signature)
        both = (int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(parts["k"]))
        try:
            key.verify(
                encode_dss_signature(*both), f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256())
            )
        except InvalidSignature:
            return "signature"
        claims_read = json.loads(decoded(claims))
        if claims_read.get("aud") != self.url:
            return "aud"
        if not time.time() < claims_read.get("exp", 0) <= time.time() + A_DAY:
            return "exp"
        if not str(claims_read.get("sub", "")).startswith(("mailto:", "https:")):
            return "sub"
        if not headers.get("TTL", "").isdigit():
            return "ttl"
        topic = headers.get("Topic", "")
        if len(topic) > 32 or (topic and decoded(topic) is None):
            return "topic"
        if headers.get("Urgency") not in ("very-low", "low", "normal", "high"):
            return "urgency"
        return ""
