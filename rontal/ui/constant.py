"""Public pages that are the same for every visitor: rendered once, then served from memory.

A view says what its page depends on beside address, language and theme: `@constant` on nothing,
`@constant_until("catalogue")` on what `kernel.bell` rings for. The page is kept until the bell
rings, so nobody sees an old one after a change was committed. Somebody who is signed in always
gets a fresh page.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.utils.cache import patch_vary_headers

from rontal.kernel import bell
from rontal.kernel.bell import Topic, Versions
from rontal.kernel.packing import PACKERS, PLAIN, coding_for, etag_matches
from rontal.ui import request_language, themes

View = TypeVar("View", bound=Callable[..., Any])
Next = Callable[[HttpRequest], HttpResponse]
LONGEST_QUERY: Final = 500
LARGEST: Final = 4_000_000
ROOM = 64_000_000
"""Bytes of pages that a process keeps."""

SIZE_OF_REST: Final = 2_000  # about what key, headers and the objects take
VARIES_BY: Final = frozenset({"cookie", "accept-encoding", "accept-language", "authorization"})
"""The language is part of the key, and nobody who shows who they are is answered from memory."""


class Key(NamedTuple):
    """What tells one page from another."""

    path: str
    query: str
    host: str
    language: str
    theme: str


@dataclass(frozen=True)
class Constant:
    """What a page depends on, and which parts of a query it knows."""

    topics: tuple[Topic, ...] = ()
    query: frozenset[str] = frozenset()
    everybody: bool = False


@dataclass
class Kept:
    """One rendered page with the version it shows; packed when somebody first wants it so."""

    headers: dict[str, str]
    bodies: dict[str, bytes]
    topics: tuple[Topic, ...]
    version: tuple[bytes, ...]
    etag: str
    everybody: bool
    size: int = field(init=False)

    def __post_init__(self) -> None:
        self.size = len(self.bodies[PLAIN]) + SIZE_OF_REST


def constant(view: View) -> View:
    """Marks a public view whose page depends on address, language and theme only."""
    return constant_until()(view)


def constant_until(
    *topics: str, query: Iterable[str] = (), everybody: bool = False
) -> Callable[[View], View]:
    """Marks a public view whose page changes only when one of the topics does.

    With a query the page is kept where all its parts are named in `query`. `everybody` says that
    whoever is signed in sees the same: the page shows nobody's name and no message.
    """
    declared = Constant(tuple(Topic(topic) for topic in topics), frozenset(query), everybody)

    def mark(view: View) -> View:
        view.constant = declared  # type: ignore[attr-defined]
        return view

    return mark


class Memory:
    """The kept pages of a process; those that were not asked for longest make room."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Key, Kept] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def fresh(self, key: Key, now: Versions) -> Kept | None:
        """The page, where it is kept and shows what is now."""
        with self._lock:
            kept = self._pages.get(key)
            if kept is None or kept.version != _version(kept.topics, now):
                return None
            self._pages.move_to_end(key)
            return kept

    def keep(self, key: Key, page: Kept) -> None:
        """Keeps a page in the place of an older one."""
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self._size += page.size
            self._make_room()

    def body(self, key: Key, kept: Kept, coding: str) -> bytes:
        """The page's content in a coding, packed once."""
        found = kept.bodies.get(coding)
        if found is None:
            found = PACKERS[coding](kept.bodies[PLAIN])
            with self._lock:
                if coding not in kept.bodies and self._pages.get(key) is kept:
                    self._size += len(found)
                    kept.size += len(found)
                    kept.bodies[coding] = found
                    self._make_room()
        return found

    def _make_room(self) -> None:
        while self._size > ROOM and len(self._pages) > 1:
            self._drop(next(iter(self._pages)))

    def _drop(self, key: Key) -> None:
        gone = self._pages.pop(key, None)
        if gone is not None:
            self._size -= gone.size


class constant_pages:  # noqa: N801 - a middleware beside functions
    """Answers from memory what was rendered before."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.memory = Memory()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The kept page, or the page of the view, kept where the view allows it."""
        if not settings.KEEP_CONSTANT_PAGES or not _is_plain(request):
            return self.get_response(request)
        key, now, stranger = _key(request), bell.versions(), _is_stranger(request)
        kept = self.memory.fresh(key, now)
        if kept is None or not (stranger or kept.everybody):
            response = self.get_response(request)
            declared = _declared(request)
            if declared is None or not (stranger or declared.everybody) or not _may_keep(response):
                return response
            kept = _kept(response, declared, now)
            self.memory.keep(key, kept)
        return self._answer(request, key, kept)

    def _answer(self, request: HttpRequest, key: Key, kept: Kept) -> HttpResponse:
        if etag_matches(request.META.get("HTTP_IF_NONE_MATCH"), kept.etag):
            told = {name: kept.headers[name] for name in ("ETag", "Vary", "Cache-Control")}
            return HttpResponseNotModified(headers=told)
        coding = coding_for(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        body = self.memory.body(key, kept, coding)
        response = HttpResponse(b"" if request.method == "HEAD" else body, headers=kept.headers)
        response.headers["Content-Length"] = str(len(body))
        if coding:
            response.headers["Content-Encoding"] = coding
        return response


def _is_plain(request: HttpRequest) -> bool:
    """Whether nothing but address and cookies tells what is asked for."""
    meta = request.META
    if request.method not in ("GET", "HEAD") or len(meta.get("QUERY_STRING", "")) > LONGEST_QUERY:
        return False
    return not ("HTTP_AUTHORIZATION" in meta or "HTTP_HX_REQUEST" in meta or "HTTP_RANGE" in meta)


def _is_stranger(request: HttpRequest) -> bool:
    """Whether nobody is signed in here, and no message waits."""
    cookies = request.COOKIES
    return settings.SESSION_COOKIE_NAME not in cookies and "messages" not in cookies


def _key(request: HttpRequest) -> Key:
    meta, known = request.META, request_language.of(request)
    host = f"{request.scheme}://{meta.get('HTTP_HOST', '')}"
    return Key(request.path, meta.get("QUERY_STRING", ""), host, known, themes.of(request))


def _declared(request: HttpRequest) -> Constant | None:
    """What the view that answered says of its page; None where it may not be kept."""
    if request.method != "GET":
        return None
    match = request.resolver_match
    declared = getattr(match.func, "constant", None) if match else None
    if not isinstance(declared, Constant) or not declared.query.issuperset(request.GET):
        return None
    return declared


def _may_keep(response: HttpResponse | StreamingHttpResponse) -> bool:
    if isinstance(response, StreamingHttpResponse) or response.status_code != 200:
        return False
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",") if name}
    return not response.cookies and varies <= VARIES_BY and len(response.content) <= LARGEST


def _version(topics: tuple[Topic, ...], now: Versions) -> tuple[bytes, ...]:
    return tuple([now.of(topic) for topic in topics])


def _kept(response: HttpResponse, declared: Constant, now: Versions) -> Kept:
    etag = 'W/"' + hashlib.sha256(response.content).hexdigest()[:24] + '"'
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    headers = {name: value for name, value in response.items() if name != "Content-Length"}
    headers |= {"ETag": etag, "Cache-Control": "no-cache"}
    version = _version(declared.topics, now)
    bodies = {PLAIN: response.content}
    return Kept(headers, bodies, declared.topics, version, etag, declared.everybody)
