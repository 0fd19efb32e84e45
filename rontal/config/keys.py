"""Keys of a demo or test library: generated once in the home folder, refused in production."""

import base64
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from rontal.config.cluster import make_traversable
from rontal.config.env import Environment, Mode

DEMO_MARK = "demo-"


@dataclass(frozen=True)
class Keys:
    """All secret keys.

    Django's secret key, the key-encryption keys (`id:base64,…`), the keyed-hash key (base64),
    and the private key for push messages (base64url, 32 bytes).
    """

    secret: str
    seal: str
    hash: str
    push: str = ""


def resolve(environment: Environment) -> Keys:
    """Returns the keys of the environment; in demo and test, missing ones are generated."""
    configured = Keys(
        environment.secret_key, environment.seal_keys, environment.hash_key, environment.push_key
    )
    if environment.mode is Mode.PRODUCTION:
        return configured
    keys = configured
    if not (configured.secret and configured.seal and configured.hash):
        made = environment.mode is Mode.TEST
        keys = make(b"\x07") if made else _stored_keys(environment.home / "keys.json")
    return replace(keys, push=configured.push or push_key_of(keys.hash))


def push_key_of(hash_key: str) -> str:
    """Returns a push key derived from the hash key, for a demo or test library.

    It is stable, so that devices stay subscribed: of several hash keys, the last one counts.
    """
    first = hash_key.rpartition(",")[2].rpartition(":")[2].strip()
    return _base64url(hmac.digest(first.encode(), b"push", "sha256"))


def fresh_push_key() -> str:
    """Returns a new private key for push messages, in the format of `RONTAL_PUSH_KEY`."""
    number = generate_private_key(SECP256R1()).private_numbers().private_value
    return _base64url(number.to_bytes(32, "big"))


def fresh_keys() -> list[str]:
    """Returns lines of an environment file with new keys for production."""
    seal, hashing = (base64.b64encode(secrets.token_bytes(32)).decode() for _ in range(2))
    return [
        f"RONTAL_SECRET_KEY={secrets.token_urlsafe(60)}",
        f"RONTAL_SEAL_KEYS=k{secrets.token_hex(3)}:{seal}",
        f"RONTAL_HASH_KEY={hashing}",
        f"RONTAL_PUSH_KEY={fresh_push_key()}",
    ]


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def make(seed: bytes | None = None) -> Keys:
    """Returns new keys marked as demo; deterministic where a one-byte seed is given."""
    raw = [seed * 32 if seed else secrets.token_bytes(32) for _ in range(3)]
    text = [base64.b64encode(part).decode() for part in raw]
    return Keys(f"{DEMO_MARK}{text[0]}{text[0]}", f"{DEMO_MARK}1:{text[1]}", text[2])


def _stored_keys(path: Path) -> Keys:
    if not path.exists():
        make_traversable(path.parent)
        made = make()
        part = path.with_suffix(f".{os.getpid()}")
        part.touch(mode=0o600)
        part.write_text(json.dumps(asdict(made)))
        try:
            os.link(part, path)  # fails where another process was first, whose keys are then used
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return Keys(**json.loads(path.read_text()))
