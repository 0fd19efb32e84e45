"""Settings of outgoing mail from one URL: `smtp://user:password@host:port`."""

from typing import Any
from urllib.parse import unquote, urlsplit

from rontal.config.env import Environment

SCHEMES = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


def configuration(environment: Environment) -> dict[str, Any]:
    """Returns Django's EMAIL_* settings; raises ValueError for an unknown scheme."""
    parts = urlsplit(environment.smtp_url or "smtp://127.0.0.1:1025")
    if parts.scheme not in SCHEMES:
        raise ValueError(f"RONTAL_SMTP_URL starts with one of {', '.join(SCHEMES)}")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "127.0.0.1",
        "EMAIL_PORT": parts.port or SCHEMES[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+starttls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
