"""What a reader asks of the collection, as it stands in the address."""

import re
from dataclasses import dataclass
from typing import Final

from django.http import QueryDict

from rontal.catalogue.rules import Audience
from rontal.catalogue.search import Filters

PER_PAGE: Final = 24
LONGEST: Final = 200
_TAG: Final = re.compile(r"[A-Za-z0-9-]{2,35}")


@dataclass(frozen=True)
class Query:
    """Words and filters. What cannot be understood is left out: an address is no form."""

    words: str = ""
    language: str = ""
    audience: Audience | None = None
    available: bool = False
    page: int = 1

    @classmethod
    def of(cls, given: QueryDict) -> "Query":
        """From the query part of an address."""
        language, audience = given.get("bahasa", ""), given.get("untuk", "")
        page = given.get("page", "")
        return cls(
            words=" ".join(given.get("q", "")[:LONGEST].replace("\x00", " ").split()),
            language=language if _TAG.fullmatch(language) else "",
            audience=Audience(audience) if audience in list(Audience) else None,
            available=given.get("tersedia") == "1",
            page=int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
        )

    @property
    def filters(self) -> Filters:
        """What the search needs to know."""
        return Filters(language=self.language, audience=self.audience, available=self.available)

    @property
    def narrows(self) -> bool:
        """True where not the whole collection is asked for."""
        return bool(self.words or self.language or self.audience or self.available)
