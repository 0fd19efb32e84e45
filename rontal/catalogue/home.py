"""How other programs know this library's catalogue: the source that its records name (003 of MARC,
the domain of OAI), and where the pages of titles are. Neither hangs on what the library is called.
"""

import re
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.text import slugify

from rontal.standard.selectors import library

NO_SOURCE: Final = "rontal.invalid"
"""Of a library whose address has no name: others may be called so, too."""
FORMER: Final = "rontal"
"""What `rontal export` once wrote for every library; the desk wrote the library's own name."""
_DOMAIN: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*(\.[a-zA-Z][a-zA-Z0-9-]+)+")


def source() -> str:
    """The host of the library's address, where that is a name."""
    return _source_of(settings.PUBLIC_URL)


def sources() -> dict[str, bool]:
    """All that records of this library have named as their source, and whether it tells this
    library from every other one."""
    now = source()
    return {FORMER: False, slugify(library().name)[:60] or FORMER: False, now: now != NO_SOURCE}


def page(slug: str = "") -> str:
    """The page of a title; how all of them begin where none is named."""
    return f"{settings.PUBLIC_URL.rstrip('/')}/koleksi/{slug and f'{slug}/'}"


@cache
def _source_of(url: str) -> str:
    host = urlsplit(url).hostname or ""
    return host if _DOMAIN.fullmatch(host) else NO_SOURCE
