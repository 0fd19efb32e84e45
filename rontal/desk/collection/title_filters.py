"""Filters of the list of titles, parsed from URL query parameters and written back to them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from records.codes import Format, language_tag
from rontal.catalogue.rules.editing import Fault
from rontal.catalogue.states import TitleState

SHELVES: Mapping[str, tuple[TitleState, ...]] = {
    "semua": (TitleState.PUBLIC, TitleState.DRAFT, TitleState.WITHDRAWN),
    "tampil": (TitleState.PUBLIC,),
    "draf": (TitleState.DRAFT,),
    "ditarik": (TitleState.WITHDRAWN,),
}
FIRST = "semua"
NAMES = {
    "words": "cari",
    "shelf": "rak",
    "lacks": "kurang",
    "language": "bahasa",
    "format": "berkas",
    "agent": "orang",
    "subject": "subjek",
    "series": "seri",
}
"""Query parameter names of the fields."""
MAX_LENGTH = 200


@dataclass(frozen=True)
class TitleFilters:
    """Filters of the list of titles; "" and 0 do not filter."""

    words: str = ""
    shelf: str = FIRST
    lacks: str = ""
    language: str = ""
    format: str = ""
    agent: int = 0
    subject: int = 0
    series: int = 0

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "TitleFilters":
        """Parses query parameters; invalid values do not filter."""
        values = {name: query.get(key, "").replace("\x00", "") for name, key in NAMES.items()}
        tag = language_tag(values["language"])
        return cls(
            words=" ".join(values["words"].split())[:MAX_LENGTH],
            shelf=values["shelf"] if values["shelf"] in SHELVES else FIRST,
            lacks=values["lacks"] if values["lacks"] in list(Fault) else "",
            language=tag if tag == values["language"] else "",
            format=values["format"] if values["format"] in list(Format) else "",
            agent=_integer(values["agent"]),
            subject=_integer(values["subject"]),
            series=_integer(values["series"]),
        )

    @property
    def pairs(self) -> dict[str, str]:
        """Query parameters of the values that differ from the defaults."""
        plain = asdict(TitleFilters())
        return {
            NAMES[name]: str(value) for name, value in asdict(self).items() if value != plain[name]
        }

    @property
    def trail(self) -> str:
        """Query string with its question mark; "" where all values are the defaults."""
        return f"?{urlencode(self.pairs)}" if self.pairs else ""

    @property
    def narrows(self) -> bool:
        """True where something other than search text and shelf is filtered."""
        return replace(self, words="", shelf=FIRST) != TitleFilters()

    def on(self, shelf: str) -> "TitleFilters":
        """Returns the same filters on another shelf."""
        return replace(self, shelf=shelf)


def _integer(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else 0
