"""OAI-PMH endpoint."""

from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rontal.catalogue import harvesting
from rontal.interop import addresses, xml_responses
from rontal.interop.oai import arguments, records, verbs
from rontal.interop.oai.errors import Code, OaiError
from rontal.interop.xml_responses import escape
from rontal.ui.access import machine

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


def _verb_or_error(parameters: QueryDict, until: datetime) -> tuple[str, dict[str, str]]:
    """Returns the element of the verb or an error, and the arguments to echo."""
    try:
        verb_request = arguments.parse_request(parameters)
        verb = verb_request.verb
        echoed = {"verb": verb.value, **arguments.echoed_arguments(verb_request.values)}
        return (
            f"<{verb}>{verbs.response_elements(verb_request, until)}</{verb}>",
            echoed,
        )
    except OaiError as error:
        text = f'<error code="{error.code}">{escape(error.sentence)}</error>'
        without_echo = error.code in _WITHOUT_ECHO
        return text, {} if without_echo else arguments.echoed_arguments(
            {name: str(parameters[name]) for name in parameters}
        )
