"""All settings from environment variables.

`VARIABLES` is the complete list; a structure test compares docs/guide/operator with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from idcard.engines import choice
from rontal.accounts.single_sign_on import configuration
from rontal.accounts.single_sign_on.configuration import ProviderSettings
from rontal.config import secret_variables

ROOT = Path(__file__).resolve().parents[2]
WHATSAPP_API = "https://graph.facebook.com/v24.0"


class Mode(StrEnum):
    """Kind of installation."""

    DEMO = "demo"
    PRODUCTION = "production"
    TEST = "test"


VARIABLES: dict[str, str] = {
    "RONTAL_MODE": "demo, production or test; production when unset.",
    "RONTAL_HOME": "Folder of everything that changes: database, files, keys. var/ when unset.",
    "RONTAL_HOST": "Address that the web server listens on; 127.0.0.1 when unset.",
    "RONTAL_PORT": "Port that the web server listens on; 8000 when unset.",
    "RONTAL_URL": "Address under which people reach the library; used in mails.",
    "RONTAL_HSTS_SUBDOMAINS": "1 makes browsers use https for all subdomains of RONTAL_URL, too.",
    "RONTAL_LIBRARY": "Path of the library profile (TOML).",
    "RONTAL_SECRET_KEY": "Signs sessions and drafts; at least 50 random characters.",
    "RONTAL_SEAL_KEYS": "Key-encryption keys, id:base64 (32 bytes), the active one first, commas.",
    "RONTAL_HASH_KEY": "Base64 key (32 bytes) of the keyed hashes of identity numbers.",
    "RONTAL_BACKUP_RECIPIENTS": "Public keys (age1…) that backups are encrypted to, commas.",
    "RONTAL_PUSH_KEY": "Private key (P-256, base64url) for push messages; none are sent if unset.",
    "RONTAL_PUSH_PRIVATE": "1 lets push services and WhatsApp lie in the own network; for tests.",
    "RONTAL_WHATSAPP_TOKEN": "Token of the WhatsApp Cloud API; WhatsApp is off when unset.",
    "RONTAL_WHATSAPP_PHONE": "Id of the library's phone number at the WhatsApp Cloud API.",
    "RONTAL_WHATSAPP_SECRET": "Secret of the app at Meta, which signs what WhatsApp tells later.",
    "RONTAL_WHATSAPP_API": "Address of the Cloud API; https://graph.facebook.com/v24.0 if unset.",
    "RONTAL_SMTP_URL": "Outgoing mail: smtp://user:password@host:port, smtps:// or smtp+starttls://.",
    "RONTAL_LOG_FORMAT": "text or json: how log lines are written; text when unset.",
    "RONTAL_DEBUG": "1 shows error pages for developers; refused in production.",
    "RONTAL_WEB_PROCESSES": "Web server processes; 2 when unset.",
    "RONTAL_WEB_THREADS": "Threads of each; 2 when unset.",
    "RONTAL_TRUSTED_PROXIES": "Networks of proxies whose X-Forwarded-For is believed, commas.",
    "RONTAL_OCR_ENGINE": "What reads text, module:Class; RapidOCR when unset.",
    "RONTAL_FACE_ENGINE": "What compares faces, module:Class; dlib when unset.",
    "RONTAL_OIDC_PROVIDERS": "Ids of identity providers, commas; each has its RONTAL_OIDC_ID_….",
    "RONTAL_IMAP_URL": "Mailbox for complaints: imaps://user:password@host/INBOX; none if unset.",
    "RONTAL_CLAMAV": "Socket of ClamAV's daemon, a path or tcp://host:port; none when unset.",
    "DATABASE_URL": "PostgreSQL 15 or newer; the embedded server when unset.",
}


@dataclass(frozen=True)
class Environment:
    """Environment variables as typed values, not yet checked by the rules for production."""

    mode: Mode
    home: Path
    host: str
    port: int
    url: str
    library: Path | None
    secret_key: str
    seal_keys: str
    hash_key: str
    smtp_url: str
    debug: bool
    web_processes: int
    web_threads: int
    database_url: str
    trusted_proxies: tuple[str, ...] = ()
    ocr_engine: str = choice.OCR_ENGINE
    face_engine: str = choice.FACE_ENGINE
    clamav: str = ""
    log_format: str = "text"
    hsts_subdomains: bool = False
    imap_url: str = ""
    backup_recipients: str = ""
    push_key: str = ""
    push_private: bool = False
    whatsapp_token: str = ""
    whatsapp_phone: str = ""
    whatsapp_secret: str = ""
    whatsapp_api: str = WHATSAPP_API
    oidc_providers: tuple[ProviderSettings, ...] = ()


def read(environ: Mapping[str, str] | None = None) -> Environment:
    """Parses the environment of this process, with the variables that left it
    (`secret_variables`), or another one.

    Raises ValueError with the variable's name for an invalid value.
    """
    environ = secret_variables.variables() if environ is None else environ
    port = _integer(environ, "RONTAL_PORT", 8000)
    host = environ.get("RONTAL_HOST", "127.0.0.1")
    library = environ.get("RONTAL_LIBRARY", "")
    return Environment(
        mode=_mode(environ.get("RONTAL_MODE", "production")),
        home=Path(environ.get("RONTAL_HOME") or ROOT / "var").resolve(),
        host=host,
        port=port,
        url=environ.get("RONTAL_URL", f"http://{host}:{port}").rstrip("/"),
        library=Path(library) if library else None,
        secret_key=environ.get("RONTAL_SECRET_KEY", ""),
        seal_keys=environ.get("RONTAL_SEAL_KEYS", ""),
        hash_key=environ.get("RONTAL_HASH_KEY", ""),
        smtp_url=environ.get("RONTAL_SMTP_URL", ""),
        hsts_subdomains=environ.get("RONTAL_HSTS_SUBDOMAINS", "") == "1",
        debug=environ.get("RONTAL_DEBUG", "") == "1",
        web_processes=_integer(environ, "RONTAL_WEB_PROCESSES", 2),
        web_threads=_integer(environ, "RONTAL_WEB_THREADS", 2),
        database_url=environ.get("DATABASE_URL", ""),
        trusted_proxies=_networks(environ, "RONTAL_TRUSTED_PROXIES"),
        ocr_engine=environ.get("RONTAL_OCR_ENGINE") or choice.OCR_ENGINE,
        face_engine=environ.get("RONTAL_FACE_ENGINE") or choice.FACE_ENGINE,
        clamav=environ.get("RONTAL_CLAMAV", ""),
        log_format=_log_format(environ.get("RONTAL_LOG_FORMAT", "text")),
        imap_url=_mailbox(environ.get("RONTAL_IMAP_URL", "")),
        backup_recipients=environ.get("RONTAL_BACKUP_RECIPIENTS", ""),
        push_key=environ.get("RONTAL_PUSH_KEY", ""),
        push_private=environ.get("RONTAL_PUSH_PRIVATE", "") == "1",
        whatsapp_token=environ.get("RONTAL_WHATSAPP_TOKEN", ""),
        whatsapp_phone=environ.get("RONTAL_WHATSAPP_PHONE", ""),
        whatsapp_secret=environ.get("RONTAL_WHATSAPP_SECRET", ""),
        whatsapp_api=environ.get("RONTAL_WHATSAPP_API", "").rstrip("/") or WHATSAPP_API,
        oidc_providers=_providers(environ),
    )


def _mode(text: str) -> Mode:
    try:
        return Mode(text)
    except ValueError:
        raise ValueError(f"RONTAL_MODE is {text!r}; it is demo, production or test") from None


def _log_format(text: str) -> str:
    if text not in ("text", "json"):
        raise ValueError(f"RONTAL_LOG_FORMAT is {text!r}; it is text or json")
    return text


def _integer(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name, "")
    if not text:
        return default
    if not text.isdigit() or int(text) == 0:
        raise ValueError(f"{name} is {text!r}; it is a whole number from 1 on")
    return int(text)


def _providers(environ: Mapping[str, str]) -> tuple[ProviderSettings, ...]:
    return configuration.parse(environ, environ.get("RONTAL_OIDC_PROVIDERS", ""))


def _mailbox(url: str) -> str:
    if url and urlsplit(url).scheme not in ("imap", "imap+starttls", "imaps"):
        raise ValueError("RONTAL_IMAP_URL starts with imaps://, imap+starttls:// or imap://")
    return url


def _networks(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    parts = [part.strip() for part in environ.get(name, "").split(",") if part.strip()]
    try:
        return tuple(str(ip_network(part)) for part in parts)
    except ValueError:
        raise ValueError(f"{name} is {environ[name]!r}; it is networks as 10.0.0.0/8") from None


def host_names(url: str) -> list[str]:
    """Returns the host of `url` as a list, for Django's ALLOWED_HOSTS."""
    host = urlsplit(url).hostname
    return [host] if host else []
