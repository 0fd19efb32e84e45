"""Keys of a demo or test library: made once, kept in the home folder, refused in production."""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from rontal.config.env import Environment, Mode

DEMO_MARK = "demo-"


@dataclass(frozen=True)
class Keys:
    """Django's secret, the key-encryption keys (`id:base64,…`) and the keyed-hash key (base64)."""

    secret: str
    seal: str
    hash: str


def resolve(environment: Environment) -> Keys:
    """The keys given in the environment; in demo and test, made ones where they are not given."""
    given = Keys(environment.secret_key, environment.seal_keys, environment.hash_key)
    if environment.mode is Mode.PRODUCTION or (given.secret and given.seal and given.hash):
        return given
    if environment.mode is Mode.TEST:
        return make(b"\x07")
    return _kept(environment.home / "keys.json")


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
        part.write_text(json.dumps(made.__dict__))
        try:
            os.link(part, path)  # fails where another process was first: then its keys hold
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return Keys(**json.loads(path.read_text()))
