"""Searches another library's catalogue; a child process parses the response (`answers`)."""

import json
from typing import Final
from urllib.parse import quote, urlencode

from records.formats import json_lines
from records.identifiers import isbn13
from records.record import Record
from records.text import plain
from rontal.catalogue.importing.errors import SourceUnreadable
from rontal.catalogue.importing.sources.answers import MAX_RECORDS, SRU
from rontal.catalogue.importing.sources.fetching import fetch
from rontal.core.children.decoder import Decoder
from rontal.core.children.frames import Frame
from rontal.core.profile import Protocol, Target

MAX_QUERY_LENGTH: Final = 300
WAIT_SECONDS: Final = 5.0
"""Seconds that a response waits while other files are decoded."""
DECODER: Final = Decoder(
    "rontal.catalogue.importing.sources.answers", SourceUnreadable, SourceUnreadable
)


def search(target: Target, words: str, *, limit: int = 20) -> list[Record]:
    """Returns the records of a target that match some words or an ISBN.

    Raises SourceForbidden, SourceAway, SourceUnreadable, DecodersBusy.
    """
    words, limit = plain(words)[:MAX_QUERY_LENGTH], min(limit, MAX_RECORDS)
    if target.protocol is Protocol.SRU:
        protocol, address = SRU, _sru_address(target, words, limit)
    else:
        protocol, address = "opds", target.address.replace("{searchTerms}", quote(words, safe=""))
    content = fetch(address, private=target.private)
    head = {"protocol": protocol, "limit": limit}
    return DECODER.decode(content, _records, head, wait=WAIT_SECONDS)


def _sru_address(target: Target, words: str, limit: int) -> str:
    isbn = isbn13(words)
    quoted = words.replace("\\", "").replace('"', "")
    query = f'bath.isbn="{isbn}"' if isbn else f'cql.anywhere="{quoted}"'
    parameters = {
        "operation": "searchRetrieve", "version": target.version, "query": query,
        "maximumRecords": str(limit), "recordSchema": target.schema, "recordPacking": "xml",
    }  # fmt: skip
    joint = "&" if "?" in target.address else "?"
    return f"{target.address}{joint}{urlencode(parameters)}"


def _records(answer: Frame) -> list[Record]:
    lines = answer.parts[0].splitlines()
    return [json_lines.from_json(json.loads(line)) for line in lines[:MAX_RECORDS]]
