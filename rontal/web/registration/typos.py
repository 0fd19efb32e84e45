"""Detection of mistyped e-mail hosts, which are questioned but never refused."""

from difflib import get_close_matches

COMMON_DOMAINS = (
    "gmail.com",
    "yahoo.com",
    "yahoo.co.id",
    "ymail.com",
    "outlook.com",
    "outlook.co.id",
    "hotmail.com",
    "icloud.com",
    "live.com",
    "proton.me",
)
SIMILAR_FROM = 0.82


def suggested_address(address: str) -> str:
    """Returns the address with the common host that its own host resembles, or ""."""
    local, _, host = address.rpartition("@")
    if not local or host.lower() in COMMON_DOMAINS:
        return ""
    close = get_close_matches(host.lower(), COMMON_DOMAINS, n=1, cutoff=SIMILAR_FROM)
    return f"{local}@{close[0]}" if close else ""
