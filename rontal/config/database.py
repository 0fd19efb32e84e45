"""Database settings: `DATABASE_URL` where set, the embedded PostgreSQL otherwise."""

from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from rontal.config.env import Environment

PREPARE_AFTER: Final = 5
"""Number of executions after which psycopg prepares a statement."""


def configuration(environment: Environment) -> dict[str, Any]:
    """Returns the entry of Django's DATABASES.

    The embedded server writes its URL to `<home>/postgres/url` when it starts, so that a second
    process (`rontal staff add` beside a running `./run`) finds it.
    """
    url = environment.database_url
    stored = environment.home / "postgres" / "url"
    if not url and stored.exists():
        url = stored.read_text().strip()
    entry = parse(url or "postgresql:///rontal")
    # The server plans a statement once a connection, not for each request.
    entry["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": PREPARE_AFTER}
    return entry


def parse(url: str) -> dict[str, Any]:
    """Parses `postgresql://user:password@host:port/name?host=/socket/folder` for DATABASES."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError("DATABASE_URL starts with postgresql://")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "rontal",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, **options},
    }
