"""Tables of titles in the columns of other programs."""

import io

from records.formats import Kind
from records.formats.tables import reading
from records.formats.tables.columns import Columns
from records.record import Record
from tests.support.records.formats.marcs import items

SLIMS_HEADING = (
    "title,gmd_name,edition,isbn_issn,publisher_name,publish_year,collation,series_title,"
    "call_number,language_name,place_name,classification,notes,image,sor,authors,topics,item_code"
)


def read(text: str, **more: object) -> list[Record]:
    parsed = items(text.encode(), Kind.TABLE, **more)
    return [item.record for item in parsed if item.record]


def columns_of(text: str) -> Columns:
    return reading.sample(io.BytesIO(text.encode())).columns
