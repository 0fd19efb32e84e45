"""OAI-PMH endpoint."""

from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rontal.catalogue import change_feed
from rontal.interop import addresses, answers
from rontal.interop.answers import escape
from rontal.interop.oai import arguments, records, verbs
from rontal.interop.oai.errors import Code, OaiError
from rontal.ui.access import machine

_OAI: Final = "http://www.openarchives.org/OAI/2.0/"
_OPEN: Final = (
    f'<OAI-PMH xmlns="{_OAI}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    f' xsi:schemaLocation="{_OAI} {_OAI}OAI-PMH.xsd">'
)
_SAY_NOTHING: Final = {Code.BAD_VERB, Code.BAD_ARGUMENT}
"""Errors after which the protocol requires the request to be echoed without its arguments."""


@machine
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponse:
    """Answers one request of OAI-PMH.

    `responseDate` is the moment up to which the response is complete, a few seconds ago: harvesters
    ask for changes since that moment the next time.
    """
    given = request.POST if request.method == "POST" else request.GET
    until = change_feed.complete_until()
    body, told = _answer(given, until)
    said = "".join(f' {name}="{escape(value)}"' for name, value in told.items())
    at = escape(addresses.absolute_url(reverse("oai")))
    document = (
        f"{_OPEN}<responseDate>{records.datestamp(until)}</responseDate>"
        f"<request{said}>{at}</request>{body}</OAI-PMH>"
    )
    return answers.xml(request, document)


def _answer(given: QueryDict, until: datetime) -> tuple[str, dict[str, str]]:
    """Returns the element of the verb or an error, and the arguments to echo."""
    try:
        asked = arguments.asked(given)
        told = {"verb": asked.verb.value, **arguments.told_back(asked.values)}
        return f"<{asked.verb}>{verbs.answer(asked, until)}</{asked.verb}>", told
    except OaiError as error:
        text = f'<error code="{error.code}">{escape(error.sentence)}</error>'
        silent = error.code in _SAY_NOTHING
        return text, {} if silent else arguments.told_back({n: str(given[n]) for n in given})
