"""SRU endpoint."""

from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rontal.catalogue import expressions
from rontal.catalogue.expressions import Answer, NotReady, TooBroad
from rontal.interop import answers
from rontal.interop.answers import element, escape
from rontal.interop.sru import asked, cql, explain, meaning, records
from rontal.interop.sru.asked import Search
from rontal.interop.sru.diagnostics import MESSAGES, Fault, SruError
from rontal.ui.access import machine

_SRW: Final = "http://www.loc.gov/zing/srw/"


@machine
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def sru(request: HttpRequest) -> HttpResponse:
    """Answers one request of SRU; the operation scan is refused."""
    given = request.POST if request.method == "POST" else request.GET
    try:
        operation = asked.operation_of(given)
        if operation == "explain":
            return answers.xml(request, _explained(given))
        return answers.xml(request, _response(given, _searched(asked.search_of(given)), ""))
    except SruError as error:
        if given.get("operation") not in ("searchRetrieve", None):
            return answers.xml(request, _explained(QueryDict(), error))
        nothing = "<numberOfRecords>0</numberOfRecords>"
        return answers.xml(request, _response(given, nothing, _diagnostics(error)))


def _searched(search: Search) -> str:
    shape = records.schema(search.schema)
    question = meaning.expression(cql.parse(search.query))
    found = _found(question, search)
    first, past = search.start, search.start + len(found.titles)
    if found.total and first > found.total:
        raise SruError(Fault.POSITION, str(first))
    told = "".join(
        [
            records.record(title, shape, search.packing, place)
            for place, title in enumerate(found.titles, first)
        ]
    )
    more = told and past <= found.total
    return (
        f"<numberOfRecords>{found.total}</numberOfRecords>"
        f"{f'<records>{told}</records>' if told else ''}"
        f"{f'<nextRecordPosition>{past}</nextRecordPosition>' if more else ''}"
    )


def _found(question: expressions.Expression, search: Search) -> Answer:
    try:
        return expressions.find(question, offset=search.start - 1, limit=search.most)
    except TooBroad:
        raise SruError(Fault.TOO_MANY_RECORDS, "ask for more words, or harvest /oai") from None
    except NotReady:
        raise SruError(Fault.UNAVAILABLE, "the search is being prepared") from None


def _response(given: QueryDict, result: str, diagnostics: str) -> str:
    """Returns a searchRetrieveResponse; diagnostics come last, after the echoed request."""
    return (
        f'<searchRetrieveResponse xmlns="{_SRW}"><version>{asked.version_of(given)}</version>'
        f"{result}{_echo(given)}{diagnostics}</searchRetrieveResponse>"
    )


def _echo(given: QueryDict) -> str:
    told = asked.echo_of(given)
    if not told:
        return ""
    parts = {"version": asked.version_of(given), **told}
    inner = "".join(element(name, text) for name, text in parts.items())
    return f"<echoedSearchRetrieveRequest>{inner}</echoedSearchRetrieveRequest>"


def _explained(given: QueryDict, error: SruError | None = None) -> str:
    packing = "xml" if error else asked.packing_of(given)
    told = explain.record()
    return (
        f'<explainResponse xmlns="{_SRW}"><version>{asked.version_of(given)}</version><record>'
        f"<recordSchema>{explain.ZEEREX}</recordSchema><recordPacking>{packing}</recordPacking>"
        f"<recordData>{told if packing == 'xml' else escape(told)}</recordData></record>"
        f"{_diagnostics(error) if error else ''}</explainResponse>"
    )


def _diagnostics(error: SruError) -> str:
    return (
        f'<diagnostics><diagnostic xmlns="{_SRW}diagnostic/">'
        f"<uri>info:srw/diagnostic/1/{error.fault.value}</uri>{element('details', error.details)}"
        f"<message>{MESSAGES[error.fault]}</message></diagnostic></diagnostics>"
    )
