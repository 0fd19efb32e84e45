"""Content of the responses to the six verbs."""

from datetime import datetime

from django.urls import reverse

from rontal.catalogue import harvesting, source_identity
from rontal.interop import addresses
from rontal.interop.oai import lists, records
from rontal.interop.oai.arguments import Verb, VerbRequest
from rontal.interop.xml_responses import element
from rontal.standard.selectors import library


def response_elements(request: VerbRequest, until: datetime) -> str:
    """Returns the elements of a response; lists end at `until`. Raises OaiError."""
    match request.verb:
        case Verb.LIST_RECORDS:
            return lists.records_of(request, until)
        case Verb.LIST_IDENTIFIERS:
            return lists.identifiers_of(request, until)
        case Verb.LIST_SETS:
            return lists.sets_of(request)
        case Verb.GET_RECORD:
            return _get_record(request.values["identifier"], request.values["metadataPrefix"])
        case Verb.LIST_METADATA_FORMATS:
            return _list_metadata_formats(request.values.get("identifier"))
        case Verb.IDENTIFY:
            return _identify(until)


def _get_record(identifier: str, prefix: str) -> str:
    metadata_format = records.metadata_format_of(prefix)
    title = harvesting.ever_public_title(records.id_of(identifier))
    if title is None:
        raise records.unknown_identifier()
    return records.record(title, metadata_format)


def _list_metadata_formats(identifier: str | None) -> str:
    if identifier is not None and harvesting.ever_public_title(records.id_of(identifier)) is None:
        raise records.unknown_identifier()
    return "".join(
        f"<metadataFormat>{element('metadataPrefix', one.prefix)}{element('schema', one.schema)}"
        f"{element('metadataNamespace', one.namespace)}</metadataFormat>"
        for one in records.METADATA_FORMATS.values()
    )


def _identify(until: datetime) -> str:
    return "".join(
        [
            element("repositoryName", library().name),
            element("baseURL", addresses.absolute_url(reverse("oai"))),
            element("protocolVersion", "2.0"),
            element("adminEmail", library().email),
            element("earliestDatestamp", records.datestamp(harvesting.earliest() or until)),
            element("deletedRecord", "persistent"),
            element("granularity", "YYYY-MM-DDThh:mm:ssZ"),
            element("compression", "gzip"),
            f"<description>{_identifier_description()}</description>",
        ]
    )


def _identifier_description() -> str:
    """Returns the description of identifiers (oai-identifier guideline)."""
    space = "http://www.openarchives.org/OAI/2.0/oai-identifier"
    return (
        f'<oai-identifier xmlns="{space}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="{space} {space}.xsd">'
        f"<scheme>oai</scheme><repositoryIdentifier>{source_identity.source()}</repositoryIdentifier>"
        f"<delimiter>:</delimiter><sampleIdentifier>{records.identifier(1)}</sampleIdentifier>"
        "</oai-identifier>"
    )
