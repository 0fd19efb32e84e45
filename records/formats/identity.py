"""Identity of a title: data that a format carries beside the record itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from records.codes import Format

MEDIA: Final = {
    Format.EPUB: "application/epub+zip",
    Format.PDF: "application/pdf",
    Format.IMAGES: "application/vnd.comicbook+zip",
}


@dataclass(frozen=True, slots=True)
class Identity:
    """Identifies a record. `number` is the id in the catalogue `source` (a library's code or host
    name), `address` the URL of its page, `media` the media types of its files. Empty fields are not
    written."""

    number: str = ""
    source: str = ""
    address: str = ""
    added: datetime | None = None
    changed: datetime | None = None
    media: Sequence[str] = ()


UNNAMED: Final = Identity()
