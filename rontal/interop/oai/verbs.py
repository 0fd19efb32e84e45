"""Content of the responses to the six verbs."""

from datetime import datetime

from django.urls import reverse

from rontal.catalogue import change_feed, source_identity
from rontal.interop import addresses
from rontal.interop.answers import element
from rontal.interop.oai import lists, records
from rontal.interop.oai.arguments import Asked, Verb
from rontal.standard.selectors import library


def answer(asked: Asked, until: datetime) -> str:
    """Returns the elements of a response; lists end at `until`. Raises OaiError."""
    match asked.verb:
        case Verb.LIST_RECORDS:
            return lists.records_of(asked, until)
        case Verb.LIST_IDENTIFIERS:
            return lists.identifiers_of(asked, until)
        case Verb.LIST_SETS:
            return lists.sets_of(asked)
        case Verb.GET_RECORD:
            return _record(asked.values["identifier"], asked.values["metadataPrefix"])
        case Verb.LIST_METADATA_FORMATS:
            return _formats(asked.values.get("identifier"))
        case Verb.IDENTIFY:
            return _identity(until)


def _record(identifier: str, prefix: str) -> str:
    form = records.shape(prefix)
    title = change_feed.one(records.id_of(identifier))
    if title is None:
        raise records.unknown()
    return records.record(title, form)


def _formats(identifier: str | None) -> str:
    if identifier is not None and change_feed.one(records.id_of(identifier)) is None:
        raise records.unknown()
    return "".join(
        f"<metadataFormat>{element('metadataPrefix', form.prefix)}{element('schema', form.schema)}"
        f"{element('metadataNamespace', form.namespace)}</metadataFormat>"
        for form in records.SHAPES.values()
    )


def _identity(until: datetime) -> str:
    return "".join(
        [
            element("repositoryName", library().name),
            element("baseURL", addresses.absolute_url(reverse("oai"))),
            element("protocolVersion", "2.0"),
            element("adminEmail", library().email),
            element("earliestDatestamp", records.datestamp(change_feed.earliest() or until)),
            element("deletedRecord", "persistent"),
            element("granularity", "YYYY-MM-DDThh:mm:ssZ"),
            element("compression", "gzip"),
            f"<description>{_identifiers()}</description>",
        ]
    )


def _identifiers() -> str:
    """Returns the description of identifiers (oai-identifier guideline)."""
    space = "http://www.openarchives.org/OAI/2.0/oai-identifier"
    return (
        f'<oai-identifier xmlns="{space}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="{space} {space}.xsd">'
        f"<scheme>oai</scheme><repositoryIdentifier>{source_identity.source()}</repositoryIdentifier>"
        f"<delimiter>:</delimiter><sampleIdentifier>{records.identifier(1)}</sampleIdentifier>"
        "</oai-identifier>"
    )
