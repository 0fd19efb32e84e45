"""List verbs of OAI-PMH, page by page."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final, TypeVar

from rontal.catalogue import change_feed
from rontal.catalogue.change_feed import Span
from rontal.interop.answers import element
from rontal.interop.oai import oai_sets, records, tokens
from rontal.interop.oai.arguments import Asked, window
from rontal.interop.oai.errors import Code, OaiError
from rontal.interop.oai.records import Title
from rontal.interop.oai.tokens import Token

PER_PAGE: Final = 1_000
SETS_PER_PAGE: Final = 100
One = TypeVar("One")


def records_of(asked: Asked, until: datetime) -> str:
    """Returns a page of ListRecords."""
    token = _token(asked, until)
    form = records.shape(token.prefix)
    return _page(token, until, lambda title: records.record(title, form))


def identifiers_of(asked: Asked, until: datetime) -> str:
    """Returns a page of ListIdentifiers."""
    token = _token(asked, until)
    records.shape(token.prefix)
    return _page(token, until, records.header)


def sets_of(asked: Asked) -> str:
    """Returns a page of ListSets."""
    text = asked.token
    token = Token(asked.verb) if text is None else tokens.opened(text, asked.verb)
    known = oai_sets.listed()
    told = known[token.told : token.told + SETS_PER_PAGE]
    sets = "".join(
        [f"<set>{element('setSpec', spec)}{element('setName', name)}</set>" for spec, name in told]
    )
    after = token.told + len(told)
    more = replace(token, told=after, total=len(known)) if after < len(known) else None
    return sets + _going_on(token, len(known), more)


def _token(asked: Asked, until: datetime) -> Token:
    """Returns the position in the list: from the resumption token, or its start."""
    if asked.token is not None:
        return tokens.opened(asked.token, asked.verb)
    since, before = window(asked.values)
    token = Token(
        verb=asked.verb,
        prefix=records.shape(asked.values["metadataPrefix"]).prefix,
        part=asked.values.get("set", ""),
        since=tokens.number(since),
        before=tokens.number(before),
    )
    return replace(token, total=change_feed.count(_span(token, until)))


def _span(token: Token, until: datetime) -> Span:
    """Returns the range of changes; `until` limits it, as earlier changes may still appear."""
    before = tokens.moment(token.before)
    part = oai_sets.of_spec(token.part) if token.part else None
    return Span(min(before or until, until), tokens.moment(token.since), part)


def _page(token: Token, until: datetime, write: Callable[[Title], str]) -> str:
    after = (tokens.moment(token.changed), token.id) if token.told else None
    titles = change_feed.page(_span(token, until), after=after, limit=PER_PAGE + 1)  # type: ignore[arg-type]
    if not titles and not token.told:
        raise OaiError(Code.NO_RECORDS_MATCH, "No title has changed so.")
    told = titles[:PER_PAGE]
    more = _after(token, told) if len(titles) > PER_PAGE else None
    return "".join([write(title) for title in told]) + _going_on(token, token.total, more)


def _after(token: Token, told: Sequence[Title]) -> Token:
    last = told[-1]
    stamp = tokens.number(last.changed_at) or 0
    return replace(token, changed=stamp, id=last.id, told=token.told + len(told))


def _going_on(token: Token, total: int, more: Token | None) -> str:
    """Returns the resumption token of the next page; an empty one on the last of several pages, ""
    for a list of one page."""
    facts = f'completeListSize="{total}" cursor="{token.told}"'
    if more is None:
        return f"<resumptionToken {facts}/>" if token.told else ""
    text, expires = tokens.sealed(more)
    ends = records.datestamp(expires)
    return f'<resumptionToken expirationDate="{ends}" {facts}>{text}</resumptionToken>'
