"""Headers and records as text, fast enough for a harvest of a hundred thousand titles."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from records.formats import dublin_core
from records.formats.identity import Identity
from records.formats.marc import marcxml
from records.record import Record
from rontal.catalogue import source_identity
from rontal.catalogue.harvesting import DeletedTitle
from rontal.catalogue.rows import Row
from rontal.catalogue.states import TitleState
from rontal.interop.oai import oai_sets
from rontal.interop.oai.errors import Code, OaiError

Title = Row | DeletedTitle
_TITLE_ID: Final = re.compile(r"[1-9][0-9]{0,17}")


@dataclass(frozen=True)
class MetadataFormat:
    """Metadata format: its prefix, schema, namespace, and the function that writes it."""

    prefix: str
    schema: str
    namespace: str
    element: Callable[[Record, Identity], bytes]

    def write(self, row: Row) -> str:
        """Returns the metadata element of a public title."""
        return self.element(row.record(), source_identity.identity(row)).decode()


METADATA_FORMATS: Final = {
    one.prefix: one
    for one in [
        MetadataFormat("oai_dc", dublin_core.SCHEMA, dublin_core.NAMESPACE, dublin_core.element),
        MetadataFormat("marcxml", marcxml.SCHEMA, marcxml.NAMESPACE, marcxml.element),
    ]
}


def metadata_format_of(prefix: str) -> MetadataFormat:
    """Returns the format of a metadataPrefix. Raises OaiError."""
    metadata_format = METADATA_FORMATS.get(prefix)
    if metadata_format is None:
        known = " and ".join(METADATA_FORMATS)
        raise OaiError(Code.CANNOT_DISSEMINATE_FORMAT, f"Titles are told in {known}.")
    return metadata_format


def identifier(title_id: int) -> str:
    return f"oai:{source_identity.source()}:{title_id}"


def id_of(text: str) -> int:
    """Returns the title id of an identifier. Raises OaiError."""
    start, _colon, number = text.rpartition(":")
    if start.lower() != f"oai:{source_identity.source()}".lower() or not _TITLE_ID.fullmatch(
        number
    ):
        raise unknown_identifier()
    return int(number)


def unknown_identifier() -> OaiError:
    """Returns the error for an identifier that is unknown or not public."""
    return OaiError(Code.ID_DOES_NOT_EXIST, "No title of this library has this identifier.")


def is_public(title: Title) -> bool:
    """Returns True for a title that is listed with metadata; others are listed as deleted."""
    return isinstance(title, Row) and title.state is TitleState.PUBLIC


def header(title: Title) -> str:
    """Returns the header: identifier, datestamp and sets."""
    opened = "<header>" if is_public(title) else '<header status="deleted">'
    return (
        f"{opened}<identifier>{identifier(title.id)}</identifier>"
        f"<datestamp>{datestamp(title.changed_at)}</datestamp>{oai_sets.set_elements(title)}</header>"
    )


def record(title: Title, metadata_format: MetadataFormat) -> str:
    """Returns the record of a title in a format; for a deleted one its header only."""
    if isinstance(title, Row) and title.state is TitleState.PUBLIC:
        return (
            f"<record>{header(title)}<metadata>{metadata_format.write(title)}</metadata></record>"
        )
    return f"<record>{header(title)}</record>"


def datestamp(moment: datetime) -> str:
    """Returns a UTC moment truncated to seconds."""
    return f"{moment.isoformat()[:19]}Z"
