"""List verbs of OAI-PMH, page by page."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, TypeVar

from rontal.catalogue import harvesting
from rontal.catalogue.harvesting import Span
from rontal.interop.oai import oai_sets, records, tokens
from rontal.interop.oai.arguments import VerbRequest, window
from rontal.interop.oai.errors import Code, OaiError
from rontal.interop.oai.records import Title
from rontal.interop.oai.tokens import Token
from rontal.interop.xml_responses import element

PER_PAGE: Final = 1_000
SETS_PER_PAGE: Final = 100
One = TypeVar("One")


def records_of(request: VerbRequest, until: datetime) -> str:
    token = _token(request, until)
    metadata_format = records.metadata_format_of(token.prefix)
    return _list_page(token, until, lambda title: records.record(title, metadata_format))


def identifiers_of(request: VerbRequest, until: datetime) -> str:
    token = _token(request, until)
    records.metadata_format_of(token.prefix)
    return _list_page(token, until, records.header)


def sets_of(request: VerbRequest) -> str:
    text = request.token
    token = Token(request.verb) if text is None else tokens.read_token(text, request.verb)
    known = oai_sets.sets_with_titles()
    entries = known[token.listed : token.listed + SETS_PER_PAGE]
    sets = "".join(
        [
            f"<set>{element('setSpec', spec)}{element('setName', name)}</set>"
            for spec, name in entries
        ]
    )
    after = token.listed + len(entries)
    more = replace(token, listed=after, total=len(known)) if after < len(known) else None
    return sets + _resumption_token(token, len(known), more)


def _token(request: VerbRequest, until: datetime) -> Token:
    """Returns the position in the list: from the resumption token, or its start."""
    if request.token is not None:
        return tokens.read_token(request.token, request.verb)
    since, before = window(request.values)
    token = Token(
        verb=request.verb,
        prefix=records.metadata_format_of(request.values["metadataPrefix"]).prefix,
        part=request.values.get("set", ""),
        since=tokens.microseconds_of(since),
        before=tokens.microseconds_of(before),
    )
    return replace(token, total=harvesting.count(_change_span(token, until)))


def _change_span(token: Token, until: datetime) -> Span:
    """Returns the range of changes; `until` limits it, as earlier changes may still appear."""
    before = tokens.moment_of(token.before)
    part = oai_sets.parse_spec(token.part) if token.part else None
    return Span(min(before or until, until), tokens.moment_of(token.since), part)


def _list_page(token: Token, until: datetime, write: Callable[[Title], str]) -> str:
    after = (tokens.moment_of(token.changed), token.id) if token.listed else None
    titles = harvesting.page(_change_span(token, until), after=after, limit=PER_PAGE + 1)  # type: ignore[arg-type]
    if not titles and not token.listed:
        raise OaiError(Code.NO_RECORDS_MATCH, "No title has changed so.")
    listed = titles[:PER_PAGE]
    more = _next_token(token, listed) if len(titles) > PER_PAGE else None
    return "".join([write(title) for title in listed]) + _resumption_token(token, token.total, more)


def _next_token(token: Token, titles: Sequence[Title]) -> Token:
    last = titles[-1]
    stamp = tokens.microseconds_of(last.changed_at) or 0
    return replace(token, changed=stamp, id=last.id, listed=token.listed + len(titles))


def _resumption_token(token: Token, total: int, more: Token | None) -> str:
    """Returns the resumption token of the next page; an empty one on the last of several pages, ""
    for a list of one page."""
    facts = f'completeListSize="{total}" cursor="{token.listed}"'
    if more is None:
        return f"<resumptionToken {facts}/>" if token.listed else ""
    text, expires = tokens.sign_token(more)
    ends = records.datestamp(expires)
    return f'<resumptionToken expirationDate="{ends}" {facts}>{text}</resumptionToken>'
