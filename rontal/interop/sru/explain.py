"""Explain response: the server's features as a ZeeRex record."""

from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from rontal.interop.sru import query_translation
from rontal.interop.sru.records import SCHEMAS
from rontal.interop.sru.search_request import DEFAULT_RECORDS, MAX_RECORDS
from rontal.interop.xml_responses import element, escape
from rontal.standard.selectors import library

ZEEREX: Final = "http://explain.z3950.org/dtd/2.0/"


def record() -> str:
    """Returns the ZeeRex record."""
    return (
        f'<explain xmlns="{ZEEREX}">{_server()}{_database()}{_indexes()}{_schemas()}{_limits()}'
        "</explain>"
    )


def _server() -> str:
    at = urlsplit(settings.PUBLIC_URL)
    port = at.port or (443 if at.scheme == "https" else 80)
    return (
        f'<serverInfo protocol="SRU" version="1.2" transport="{escape(at.scheme)}"'
        ' method="GET POST">'
        f"{element('host', at.hostname or '')}{element('port', str(port))}"
        f"{element('database', reverse('sru').strip('/'))}</serverInfo>"
    )


def _database() -> str:
    home = library()
    return (
        f'<databaseInfo><title lang="id" primary="true">{escape(home.name)}</title>'
        f"{element('contact', home.email)}</databaseInfo>"
    )


def _indexes() -> str:
    sets = [
        f'<set name="{name}" identifier="{identifier}"/>'
        for name, identifier in query_translation.SETS.items()
    ]
    return f"<indexInfo>{''.join(sets)}{''.join(_index(name) for name in _names())}</indexInfo>"


def _names() -> list[str]:
    return [*query_translation.WORD_INDEXES, *query_translation.VALUE_INDEXES]


def _index(name: str) -> str:
    context, _dot, index = name.partition(".")
    return (
        f"<index><title>{index}</title><map>"
        f'<name set="{context}">{_SPELLINGS.get(index, index)}</name></map></index>'
    )


def _schemas() -> str:
    schemas = [
        f'<schema identifier="{one.identifier}" name="{one.name}" retrieve="true" sort="false">'
        f"<title>{one.title}</title></schema>"
        for one in SCHEMAS
    ]
    return f"<schemaInfo>{''.join(schemas)}</schemaInfo>"


def _limits() -> str:
    relations = "".join(
        f'<supports type="relation">{escape(one)}</supports>' for one in query_translation.RELATIONS
    )
    return (
        f'<configInfo><default type="numberOfRecords">{DEFAULT_RECORDS}</default>'
        f'<setting type="maximumRecords">{MAX_RECORDS}</setting>{relations}'
        '<supports type="booleanOperator">and</supports>'
        '<supports type="booleanOperator">or</supports>'
        '<supports type="booleanOperator">not</supports>'
        '<supports type="maskingCharacter">*</supports></configInfo>'
    )


_SPELLINGS: Final = {
    "serverchoice": "serverChoice",
    "anyindexes": "anyIndexes",
    "allrecords": "allRecords",
    "personalname": "personalName",
}
