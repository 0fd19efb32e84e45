"""Database settings: `DATABASE_URL` where set, the embedded PostgreSQL otherwise."""

from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from rontal.config.env import Environment

PREPARE_AFTER: Final = 5
"""Number of executions after which psycopg prepares a statement."""

THRESHOLD: Final = "prepare_threshold"
NEVER: Final = "never"


def configuration(environment: Environment) -> dict[str, Any]:
    """Returns the entry of Django's DATABASES.

    The embedded server writes its URL to `<home>/postgres/url` when it starts, so that a second
    process (`rontal staff add` beside a running `./run`) finds it.
    """
    url = environment.database_url
    stored = environment.home / "postgres" / "url"
    if not url and stored.exists():
        url = stored.read_text().strip()
    return for_django(url or "postgresql:///rontal")


def for_django(url: str) -> dict[str, Any]:
    """Parses a URL for DATABASES, with the options of Django's backend.

    PostgreSQL plans a statement once a connection, not for each request: psycopg prepares it after
    `prepare_threshold` executions, or never (`?prepare_threshold=never`, for a PgBouncer that
    cannot). Raises ValueError for another scheme, and for a threshold that is no number.
    """
    entry = parse(url)
    threshold = dict(parse_qsl(urlsplit(url).query)).get(THRESHOLD, str(PREPARE_AFTER))
    entry["OPTIONS"] |= {
        "server_side_binding": True,
        THRESHOLD: None if threshold == NEVER else int(threshold),
    }
    return entry


def parse(url: str) -> dict[str, Any]:
    """Parses `postgresql://user:password@host:port/name?host=/socket/folder`; options are those of
    libpq. Raises ValueError for another scheme.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError("DATABASE_URL starts with postgresql://")
    options = dict(parse_qsl(parts.query))
    options.pop(THRESHOLD, None)
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
