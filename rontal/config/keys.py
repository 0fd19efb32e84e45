"""Keys of a demo or test library: made once, kept in the home folder, refused in production."""

import base64
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from rontal.config.env import Environment, Mode

DEMO_MARK = "demo-"


@dataclass(frozen=True)
class Keys:
    """Django's secret, the key-encryption keys (`id:base64,…`), the keyed-hash key (base64) and the
    private key for push messages (base64url, 32 bytes)."""

    secret: str
    seal: str
    hash: str
    push: str = ""


def resolve(environment: Environment) -> Keys:
    """The keys given in the environment; in demo and test, made ones where they are not given."""
    given = Keys(
        environment.secret_key, environment.seal_keys, environment.hash_key, environment.push_key
    )
    if environment.mode is Mode.PRODUCTION:
        return given
    found = given
    if not (given.secret and given.seal and given.hash):
        made = environment.mode is Mode.TEST
        found = make(b"\x07") if made else _kept(environment.home / "keys.json")
    return replace(found, push=given.push or push_key_of(found.hash))


def push_key_of(hash_key: str) -> str:
    """The key for push messages of a demo or test library: always the same for the same keys, so
    that devices stay subscribed."""
    return _base64url(hmac.digest(hash_key.encode(), b"push", "sha256"))


def fresh_push_key() -> str:
    """A new private key for push messages, as `RONTAL_PUSH_KEY` takes it."""
    number = generate_private_key(SECP256R1()).private_numbers().private_value
    return _base64url(number.to_bytes(32, "big"))


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def make(seed: bytes | None = None) -> Keys:
    """A fresh set, marked as demo; the same set every time where a one-byte seed is given."""
    raw = [seed * 32 if seed else secrets.token_bytes(32) for _ in range(3)]
    text = [base64.b64encode(part).decode() for part in raw]
    return Keys(f"{DEMO_MARK}{text[0]}{text[0]}", f"{DEMO_MARK}1:{text[1]}", text[2])


def _kept(path: Path) -> Keys:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        made = make()
        part = path.with_suffix(f".{os.getpid()}")
        part.touch(mode=0o600)
        part.write_text(json.dumps(asdict(made)))
        try:
            os.link(part, path)  # fails where another process was first: then its keys hold
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return Keys(**json.loads(path.read_text()))
