"""OAI-PMH endpoint."""

from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rontal.catalogue import harvesting, source_identity
from rontal.core.errors import TooMany
from rontal.interop import addresses, xml_responses
from rontal.interop.oai import arguments, lists, records
from rontal.interop.oai.arguments import Verb, VerbRequest
from rontal.interop.oai.errors import Code, OaiError
from rontal.interop.xml_responses import element, escape
from rontal.standard.selectors import library
from rontal.ui import request_limits
from rontal.ui.access import machine
from rontal.ui.headers import with_wait


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


_OAI: Final = "http://www.openarchives.org/OAI/2.0/"
_OPEN: Final = (
    f'<OAI-PMH xmlns="{_OAI}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    f' xsi:schemaLocation="{_OAI} {_OAI}OAI-PMH.xsd">'
)
_WITHOUT_ECHO: Final = {Code.BAD_VERB, Code.BAD_ARGUMENT}
"""Errors after which the protocol requires the request to be echoed without its arguments."""


@machine
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """Answers one request of OAI-PMH.

    `responseDate` is the moment up to which the response is complete, a few seconds ago: harvesters
    ask for changes since that moment the next time.
    """
    try:
        request_limits.count_request(request_limits.HARVESTS, request)
    except TooMany as error:
        return _too_many_response(error)
    parameters = request.POST if request.method == "POST" else request.GET
    until = harvesting.complete_until()
    body, echoed = _verb_or_error(parameters, until)
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in echoed.items())
    base_url = escape(addresses.absolute_url(reverse("oai")))
    document = (
        f"{_OPEN}<responseDate>{records.datestamp(until)}</responseDate>"
        f"<request{attributes}>{base_url}</request>{body}</OAI-PMH>"
    )
    return xml_responses.xml(request, document)


def _too_many_response(error: TooMany) -> HttpResponse:
    """Tells a harvester when to come again, as the protocol asks (OAI-PMH 2.0, 3.1.2.2)."""
    text = f"Too many requests; try again in {error.params['seconds']} seconds.\n"
    response = HttpResponse(text, status=503, content_type="text/plain; charset=utf-8")
    return with_wait(response, error)


def _verb_or_error(parameters: QueryDict, until: datetime) -> tuple[str, dict[str, str]]:
    """Returns the element of the verb or an error, and the arguments to echo."""
    try:
        verb_request = arguments.parse_request(parameters)
        verb = verb_request.verb
        echoed = {"verb": verb.value, **arguments.echoed_arguments(verb_request.values)}
        return (
            f"<{verb}>{response_elements(verb_request, until)}</{verb}>",
            echoed,
        )
    except OaiError as error:
        text = f'<error code="{error.code}">{escape(error.sentence)}</error>'
        without_echo = error.code in _WITHOUT_ECHO
        return text, {} if without_echo else arguments.echoed_arguments(
            {name: str(parameters[name]) for name in parameters}
        )
