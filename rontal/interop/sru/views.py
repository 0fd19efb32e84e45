"""SRU endpoint."""

from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rontal.core.errors import TooMany
from rontal.interop import xml_responses
from rontal.interop.sru import cql, explain, query_translation, records, search_request
from rontal.interop.sru.diagnostics import MESSAGES, Fault, SruError
from rontal.interop.sru.search_request import Search
from rontal.interop.xml_responses import element, escape
from rontal.search import expression_search
from rontal.search.expression_search import ExpressionResult, NotReady, TooBroad
from rontal.search.expressions import Expression
from rontal.ui import request_limits
from rontal.ui.access import machine
from rontal.ui.headers import with_wait

_SRW: Final = "http://www.loc.gov/zing/srw/"


@machine
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def sru(request: HttpRequest) -> HttpResponse:
    """Answers one request of SRU; the operation scan is refused."""
    parameters = request.POST if request.method == "POST" else request.GET
    try:
        request_limits.count_request(request_limits.CATALOGUE_QUERIES, request)
    except TooMany as error:
        return _too_many_response(request, parameters, error)
    return _response(request, parameters)


def _too_many_response(request: HttpRequest, parameters: QueryDict, error: TooMany) -> HttpResponse:
    details = f"too many requests; try again in {error.params['seconds']} seconds"
    response = _refusal(request, parameters, SruError(Fault.UNAVAILABLE, details))
    response.status_code = 429
    return with_wait(response, error)


def _response(request: HttpRequest, parameters: QueryDict) -> HttpResponse:
    try:
        operation = search_request.operation_of(parameters)
        if operation == "explain":
            return xml_responses.xml(request, _explain_response(parameters))
        return xml_responses.xml(
            request,
            _search_envelope(
                parameters, _search_response(search_request.search_of(parameters)), ""
            ),
        )
    except SruError as error:
        return _refusal(request, parameters, error)


def _refusal(request: HttpRequest, parameters: QueryDict, error: SruError) -> HttpResponse:
    if parameters.get("operation") not in ("searchRetrieve", None):
        return xml_responses.xml(request, _explain_response(QueryDict(), error))
    nothing = "<numberOfRecords>0</numberOfRecords>"
    return xml_responses.xml(request, _search_envelope(parameters, nothing, _diagnostics(error)))


def _search_response(search: Search) -> str:
    shape = records.schema(search.schema)
    question = query_translation.expression(cql.parse(search.query))
    result = _find_titles(question, search)
    first, next_position = search.start, search.start + len(result.titles)
    if result.total and first > result.total:
        raise SruError(Fault.POSITION, str(first))
    records_xml = "".join(
        [
            records.record(title, shape, search.packing, place)
            for place, title in enumerate(result.titles, first)
        ]
    )
    more = records_xml and next_position <= result.total
    return (
        f"<numberOfRecords>{result.total}</numberOfRecords>"
        f"{f'<records>{records_xml}</records>' if records_xml else ''}"
        f"{f'<nextRecordPosition>{next_position}</nextRecordPosition>' if more else ''}"
    )


def _find_titles(question: Expression, search: Search) -> ExpressionResult:
    try:
        return expression_search.find(question, offset=search.start - 1, limit=search.most)
    except TooBroad:
        raise SruError(Fault.TOO_MANY_RECORDS, "ask for more words, or harvest /oai") from None
    except NotReady:
        raise SruError(Fault.UNAVAILABLE, "the search is being prepared") from None


def _search_envelope(parameters: QueryDict, result: str, diagnostics: str) -> str:
    """Returns a searchRetrieveResponse; diagnostics come last, after the echoed request."""
    version = search_request.version_of(parameters)
    return (
        f'<searchRetrieveResponse xmlns="{_SRW}"><version>{version}</version>'
        f"{result}{_echoed_request(parameters)}{diagnostics}</searchRetrieveResponse>"
    )


def _echoed_request(parameters: QueryDict) -> str:
    echoed = search_request.echo_of(parameters)
    if not echoed:
        return ""
    parts = {"version": search_request.version_of(parameters), **echoed}
    inner = "".join(element(name, text) for name, text in parts.items())
    return f"<echoedSearchRetrieveRequest>{inner}</echoedSearchRetrieveRequest>"


def _explain_response(parameters: QueryDict, error: SruError | None = None) -> str:
    packing = "xml" if error else search_request.packing_of(parameters)
    record = explain.record()
    version = search_request.version_of(parameters)
    return (
        f'<explainResponse xmlns="{_SRW}"><version>{version}</version><record>'
        f"<recordSchema>{explain.ZEEREX}</recordSchema><recordPacking>{packing}</recordPacking>"
        f"<recordData>{record if packing == 'xml' else escape(record)}</recordData></record>"
        f"{_diagnostics(error) if error else ''}</explainResponse>"
    )


def _diagnostics(error: SruError) -> str:
    return (
        f'<diagnostics><diagnostic xmlns="{_SRW}diagnostic/">'
        f"<uri>info:srw/diagnostic/1/{error.fault.value}</uri>{element('details', error.details)}"
        f"<message>{MESSAGES[error.fault]}</message></diagnostic></diagnostics>"
    )
