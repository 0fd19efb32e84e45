"""Targets: functions that read what strangers send, each with sound input to begin with.

A target takes any bytes. It returns where they were read or refused in the declared way, and raises
anything else: that is a defect.
"""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import tinycss2
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.test import RequestFactory
from lxml import etree

from records import formats
from records.epub import reader as epub
from records.errors import RecordsError
from records.formats.item import Kind
from records.formats.kinds import kind_of
from rontal.core.children.frames import Frame
from rontal.core.errors import DomainError
from rontal.feedback import pdf_disarming
from rontal.feedback.mail import reading as mail
from rontal.interop.oai import arguments, tokens
from rontal.interop.oai.errors import OaiError
from rontal.interop.sru import cql
from rontal.interop.sru.diagnostics import SruError
from rontal.membership import photo_decoding
from rontal.reading import sanitise
from rontal.reading.sanitise.addresses import Book
from rontal.ui.uploads import LimitedMemoryUploadHandler
from tests.fuzzing import seeds

BOOK = Book(frozenset(("OEBPS/bab1.xhtml", "OEBPS/gaya.css", "OEBPS/a.png")), "OEBPS/bab1.xhtml")
FORBIDDEN = {"script", "iframe", "object", "embed", "base", "form", "noscript", "foreignobject"}
LOADING = {"href", "src", "srcset", "poster", "data", "action", "formaction", "ping", "to", "from"}
ACTIVE = re.compile(r"^(?:javascript|vbscript|data:(?!image/)|file|blob):?", re.IGNORECASE)
MARKS = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]")
BOUNDARY = "batas"


@dataclass(frozen=True)
class Target:
    """`run` raises for a defect; `seeds` are sound inputs."""

    run: Callable[[bytes], None]
    seeds: Callable[[], Sequence[bytes]]
    changes: int = 300
    """Number of changes of each seed that `./test` tries."""


class Defect(AssertionError):
    """The input was read, and the result is not safe."""


def _page(data: bytes) -> None:
    _refuse_active(sanitise.clean_document(data, BOOK))
    _refuse_active(sanitise.clean_svg(data, BOOK))


def _refuse_active(content: bytes) -> None:
    """Raises Defect where a cleaned document can run or load anything."""
    for node in etree.fromstring(content, etree.XMLParser(resolve_entities=False)).iter():
        if not isinstance(node.tag, str):
            raise Defect(f"{node!r} is left")
        if etree.QName(node).localname.lower() in FORBIDDEN:
            raise Defect(f"{node.tag} is left")
        for name, value in node.attrib.items():
            local = etree.QName(name).localname.lower()
            loads = local in LOADING and ACTIVE.match(MARKS.sub("", value))
            if local.startswith("on") or loads:
                raise Defect(f"{name} is left")


def _styles(data: bytes) -> None:
    css = sanitise.clean_styles(data.decode("utf-8", "replace"), BOOK)
    for address in _addresses(tinycss2.parse_component_value_list(css)):
        if not (address.startswith(("#", "data:image/")) or BOOK.inside(address)):
            raise Defect(f"{address!r} is loaded")


def _addresses(nodes: Sequence[Any]) -> Iterator[str]:
    """Yields what `url()` names, as tinycss2 reads the cleaned style sheet once more."""
    for node in nodes:
        content = getattr(node, "arguments", None) or getattr(node, "content", None) or ()
        if node.type == "url":
            yield node.value
        elif node.type == "function" and node.lower_name == "url":
            yield from (one.value for one in content if one.type == "string")
        else:
            yield from _addresses(content)


def _epub_package(data: bytes) -> None:
    try:
        epub.read(io.BytesIO(seeds.epub(package=data)))
    except RecordsError:
        return


def _epub_file(data: bytes) -> None:
    try:
        epub.read(io.BytesIO(data))
    except RecordsError:
        return


def _cql(data: bytes) -> None:
    try:
        cql.parse(data.decode("utf-8", "replace"))
    except SruError:
        return


def _records(kind: Kind) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        try:
            for item in formats.items(io.BytesIO(data), kind):
                assert item.number > 0
        except RecordsError:
            return

    return run


def _kind(data: bytes) -> None:
    try:
        kind_of(io.BytesIO(data), "daftar.csv")
    except RecordsError:
        return


def _token(data: bytes) -> None:
    for verb in arguments.Verb:
        try:
            tokens.read_token(data.decode("utf-8", "replace"), verb)
        except OaiError:
            continue
        raise Defect("a token that this library did not sign was accepted")


def _oai(data: bytes) -> None:
    try:
        request = arguments.parse_request(QueryDict(data))
        arguments.echoed_arguments(request.values)
        arguments.window(request.values)
    except (OaiError, SuspiciousOperation):
        return


def _multipart(data: bytes) -> None:
    request: HttpRequest = RequestFactory().generic(
        "POST", "/", data, content_type=f"multipart/form-data; boundary={BOUNDARY}"
    )
    handler = LimitedMemoryUploadHandler(request)
    request.upload_handlers = [handler]
    try:
        files = request.FILES
    except (MultiPartParserError, RequestDataTooBig, SuspiciousOperation):
        return
    sizes = [one.size or 0 for _name, many in files.lists() for one in many]
    if len(sizes) > handler.most or max(sizes, default=0) > handler.most_bytes:
        raise Defect("more was taken in than is allowed")


def _answer(answer: Callable[[Frame], Frame], head: dict[str, Any]) -> Callable[[bytes], None]:
    """Returns the target of a decoder, called here as its child process calls it."""

    def run(data: bytes) -> None:
        try:
            answer(Frame(head, (data,)))
        except (DomainError, RecordsError):
            return

    return run


def _photo(kind: str) -> Callable[[bytes], None]:
    return _answer(photo_decoding.answer, {"format": kind})


TARGETS = {
    "page": Target(_page, seeds.pages),
    "styles": Target(_styles, seeds.styles),
    "epub-package": Target(_epub_package, seeds.packages),
    "epub-file": Target(_epub_file, seeds.epubs),
    "cql": Target(_cql, seeds.queries, changes=1000),
    "marc": Target(_records(Kind.MARC), seeds.marcs),
    "marcxml": Target(_records(Kind.MARCXML), seeds.marcxmls),
    "onix": Target(_records(Kind.ONIX), seeds.onixes),
    "table": Target(_records(Kind.TABLE), seeds.tables),
    "kind": Target(_kind, seeds.all_records),
    "token": Target(_token, seeds.tokens),
    "oai": Target(_oai, seeds.oai_requests, changes=1000),
    "multipart": Target(_multipart, seeds.multiparts),
    "jpeg": Target(_photo("JPEG"), seeds.jpegs, changes=60),
    "png": Target(_photo("PNG"), seeds.pngs, changes=60),
    "webp": Target(_photo("WEBP"), seeds.webps, changes=60),
    "heic": Target(_photo("HEIF"), seeds.heics, changes=60),
    "mail": Target(_answer(mail.answer, {"own_addresses": []}), seeds.mails),
    "pdf": Target(_answer(pdf_disarming.answer, {}), seeds.pdfs, changes=100),
}
