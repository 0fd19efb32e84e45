"""Quiet hours, and other rules without side effects."""

import re
from datetime import datetime, timedelta

from rontal.core.phones import international

BROWSERS = (
    ("Edge", r"Edg(A|iOS)?/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Opera", r"OPR/|Opera"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("Android", r"Android"),
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux"),
)


def quiet_until(local: datetime, *, begins: int, ends: int) -> datetime | None:
    """Returns when the quiet hours around `local` (in the library's zone) end; None outside.

    `begins` and `ends` are hours of the day; quiet hours may reach over midnight, and there are
    none where both are the same.
    """
    hour = local.hour
    within = begins <= hour < ends if begins <= ends else hour >= begins or hour < ends
    if not within:
        return None
    end = local.replace(hour=ends, minute=0, second=0, microsecond=0)
    return end if end > local else end + timedelta(days=1)


def family_of(user_agent: str) -> str:
    """Returns browser and system of a user agent, as "Chrome, Android"; "" for unknown ones."""
    parts = (_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent))
    return ", ".join(filter(None, parts))


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for name, pattern in known if re.search(pattern, user_agent)), "")


def mobile_number(typed: str) -> str:
    """Returns a mobile number in WhatsApp's form (62812…); "" for an invalid one."""
    digits = international(typed)[1:] if re.fullmatch(r"\+?[\d\s().-]+", typed.strip()) else ""
    return digits if re.fullmatch(r"[1-9]\d{7,14}", digits) else ""
