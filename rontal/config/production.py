"""Checks of the configuration; in production Rontal refuses to start with a fault."""

import base64
import binascii
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from rontal.config import backup_keys, env, policies
from rontal.config.connections import is_this_machine, open_database, open_scanner
from rontal.config.env import Environment, Mode
from rontal.config.keys import DEMO_MARK, Keys, push_key_of
from rontal.core import profile
from rontal.core.sealing import parse_hash_keys

MIN_SECRET_LENGTH = 50
KEY_BYTES = 32


@dataclass(frozen=True)
class Fault:
    """Reason for refusing to start, with its remedy."""

    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.what}: {self.remedy}"


def faults(environment: Environment) -> list[Fault]:
    """Returns every fault of an environment; none in demo and test.

    Does not import Django's settings, which load only with a valid environment.
    """
    if environment.mode is not Mode.PRODUCTION:
        return []
    all_faults = _all_key_faults(environment)
    if not environment.url.startswith("https://"):
        remedy = "set it to the https:// address of the library; sign-ins would travel openly"
        all_faults.append(Fault("RONTAL_URL is not an https:// address", remedy))
    all_faults += recipient_faults(environment.backup_recipients)
    all_faults += _mail_faults(environment)
    all_faults += _connection_faults(environment)
    all_faults += _provider_faults(environment)
    if environment.push_private:
        remedy = "unset it; browsers could have this server ask machines of its own network"
        all_faults.append(Fault("RONTAL_PUSH_PRIVATE is on", remedy))
    if environment.debug:
        all_faults.append(Fault("RONTAL_DEBUG is on", "unset it; strangers would read our insides"))
    return [*all_faults, *_profile_faults(environment)]


def refuse_demo_data() -> None:
    """Ends this process where production uses a database that contains the demo.

    The passwords of the demo's staff are public.
    """
    from django.conf import settings

    from rontal.core.demo_mark import is_marked

    if settings.MODE is Mode.PRODUCTION and is_marked():
        remedy = "set RONTAL_HOME or DATABASE_URL to a place that no demo ever used"
        print(f"Rontal does not start: the database holds the demo: {remedy}", file=sys.stderr)
        raise SystemExit(78)


def _all_key_faults(environment: Environment) -> list[Fault]:
    keys = Keys(
        environment.secret_key, environment.seal_keys, environment.hash_key, environment.push_key
    )
    return [*key_faults(keys), *_demo_key_faults(keys, environment.home)]


def _demo_key_faults(keys: Keys, home: Path) -> list[Fault]:
    """Returns a fault where a key of a former demo in the same home folder is used."""
    path = home / "keys.json"
    if not path.exists():
        return []
    values = json.loads(path.read_text(encoding="utf-8"))
    made = {*values.values(), push_key_of(values.get("hash", ""))} - {""}
    if {keys.secret, keys.seal, keys.hash, keys.push} & made:
        return [Fault(f"a key of the demo in {path} is used", "make new keys with `rontal init`")]
    return []


def key_faults(keys: Keys) -> list[Fault]:
    return [
        *_secret_faults(keys.secret),
        *_seal_faults(keys.seal),
        *_hash_faults(keys.hash),
        *_push_faults(keys.push),
    ]


def _push_faults(key: str) -> list[Fault]:
    """Returns the fault of the push key; none where it is unset, which disables push messages."""
    try:
        raw = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
    except (binascii.Error, ValueError):
        raw = b""
    if not key or len(raw) == KEY_BYTES:
        return []
    return [Fault("RONTAL_PUSH_KEY is not a key of 32 bytes", "make one with `rontal init`")]


def refuse() -> None:
    """Ends this process with one line per fault where there is any."""
    _exit_for(faults(env.read()))


def refuse_keys() -> None:
    """Ends this process in production where a key is missing or weak: anybody could have signed a
    backup under an empty key.
    """
    environment = env.read()
    if environment.mode is Mode.PRODUCTION:
        _exit_for(_all_key_faults(environment))


def _exit_for(all_faults: list[Fault]) -> None:
    if all_faults:
        for fault in all_faults:
            print(f"Rontal does not start: {fault}", file=sys.stderr)
        raise SystemExit(78)  # EX_CONFIG of sysexits.h: a restart does not help


def _profile_faults(environment: Environment) -> list[Fault]:
    remedy = "set RONTAL_LIBRARY to the profile of your library (TOML)"
    if environment.library is None:
        return [Fault("no library profile", remedy)]
    try:
        profile.load(environment.library, policies.ALL)
    except profile.ProfileError as error:
        return [Fault(f"the library profile cannot be used ({error})", remedy)]
    return []


def _secret_faults(secret: str) -> list[Fault]:
    remedy = "set it to at least 50 random characters; `rontal init` makes one"
    if not secret:
        return [Fault("RONTAL_SECRET_KEY is not set", remedy)]
    if secret.startswith(DEMO_MARK):
        return [Fault("RONTAL_SECRET_KEY is a demo key", remedy)]
    if len(secret) < MIN_SECRET_LENGTH or len(set(secret)) < 10:
        return [Fault("RONTAL_SECRET_KEY is too short or too plain", remedy)]
    return []


def _seal_faults(text: str) -> list[Fault]:
    remedy = "set it to id:base64 with a key of 32 bytes; `rontal init` makes one"
    pairs = [part.strip().partition(":") for part in text.split(",") if part.strip()]
    if not pairs:
        return [Fault("RONTAL_SEAL_KEYS is not set", remedy)]
    seal_faults = []
    if any(key_id.startswith(DEMO_MARK) for key_id, _, _ in pairs):
        seal_faults.append(Fault("RONTAL_SEAL_KEYS holds a demo key", remedy))
    if len({key_id for key_id, _, _ in pairs}) < len(pairs):
        seal_faults.append(
            Fault("RONTAL_SEAL_KEYS names one id twice", "give every key its own id")
        )
    if any(not key_id or not _is_key(encoded) for key_id, _, encoded in pairs):
        seal_faults.append(
            Fault("RONTAL_SEAL_KEYS holds a key that is not 32 random bytes", remedy)
        )
    return seal_faults


def _hash_faults(text: str) -> list[Fault]:
    remedy = "set it to base64 of 32 random bytes; `rontal init` makes one"
    pairs = parse_hash_keys(text)
    if not pairs:
        return [Fault("RONTAL_HASH_KEY is not set", remedy)]
    if not all(_is_key(key) for _key_id, key in pairs):
        return [Fault("RONTAL_HASH_KEY is not 32 random bytes", remedy)]
    if len({key for _key_id, key in pairs}) < len(pairs):
        return [Fault("RONTAL_HASH_KEY holds one key twice", "leave one of them out")]
    ids = [key_id for key_id, _key in pairs]
    if len(set(ids)) < len(ids):
        remedy = "write id:base64, with an id that no key before had; only the first may lack one"
        return [Fault("RONTAL_HASH_KEY names one id twice, or none twice", remedy)]
    return []


def recipient_faults(text: str) -> list[Fault]:
    """Returns the fault of the public keys of backups; none where they are unset."""
    try:
        backup_keys.parse_recipients(text)
    except ValueError as error:
        return [Fault(f"RONTAL_BACKUP_RECIPIENTS: {error}", "make a key pair with `rontal init`")]
    return []


def _mail_faults(environment: Environment) -> list[Fault]:
    """Returns a fault where mails and the password of the mailbox would travel openly."""
    servers = {"RONTAL_SMTP_URL": environment.smtp_url, "RONTAL_IMAP_URL": environment.imap_url}
    return [
        Fault(
            f"{name} goes to another machine without encryption",
            f"begin it with {parts.scheme}s:// or {parts.scheme}+starttls://",
        )
        for name, parts in ((name, urlsplit(url)) for name, url in servers.items())
        if parts.scheme in ("smtp", "imap") and not is_this_machine(parts.hostname or "")
    ]


def _connection_faults(environment: Environment) -> list[Fault]:
    """Returns faults where data of the library or files of complaints would travel openly."""
    found = []
    if host := open_database(environment):
        what = f"DATABASE_URL leads to {host} without sslmode=verify-full"
        remedy = "add ?sslmode=verify-full&sslrootcert=FILE, so that nobody on the way can read it"
        found.append(Fault(what, remedy))
    if host := open_scanner(environment):
        remedy = "run ClamAV on this machine; its protocol has no encryption (or use a TLS tunnel)"
        found.append(Fault(f"RONTAL_CLAMAV leads to {host}", remedy))
    return found


def _provider_faults(environment: Environment) -> list[Fault]:
    """Returns a fault where sign-ins at an identity provider would travel openly."""
    return [
        Fault(
            f"RONTAL_OIDC_{one.id.upper()}_ISSUER is not an https:// address",
            "set it to the https:// address that the provider names as its issuer",
        )
        for one in environment.oidc_providers
        if not one.issuer.startswith("https://")
    ]


def _is_key(encoded: str) -> bool:
    try:
        raw = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        return False
    return len(raw) == KEY_BYTES and len(set(raw)) > 4
