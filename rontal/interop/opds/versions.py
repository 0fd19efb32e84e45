"""The two formats of OPDS: their writers and media types."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from django.http import HttpRequest, HttpResponse

from rontal.core.actors import Actor
from rontal.interop.authentication.reader import Reader, actor_of, reader_of
from rontal.interop.opds import atom, webpub
from rontal.interop.opds.feed_data import Feed, Kind, Publication
from rontal.standard.selectors import library


class Writer(Protocol):
    """Writer of feeds and publications for one site."""

    def feed(self, feed: Feed) -> bytes:
        """Returns a feed as bytes."""

    def publication(self, publication: Publication) -> bytes:
        """Returns a publication document as bytes."""


@dataclass(frozen=True)
class OpdsVersion:
    """Version of OPDS: its name, its writer, the media types of its documents."""

    name: str
    writer: type[atom.Writer] | type[webpub.Writer]
    types: Mapping[Kind, str]

    @property
    def root(self) -> str:
        """Path where its URLs begin."""
        return self.writer.root


ATOM: Final = OpdsVersion("opds1", atom.Writer, atom.TYPES)
WEBPUB: Final = OpdsVersion("opds2", webpub.Writer, webpub.TYPES)


class AppRequest:
    """Request of a reading app: its version of OPDS, its reader, and its responses."""

    def __init__(self, request: HttpRequest, version: OpdsVersion, reader: Reader | None) -> None:
        self.request, self.version, self.reader = request, version, reader

    @classmethod
    def of(cls, request: HttpRequest, version: OpdsVersion) -> "AppRequest":
        """Creates a request with an optional reader. Raises the errors of `reader_of`."""
        return cls(request, version, reader_of(request))

    @property
    def actor(self) -> Actor:
        return actor_of(self.reader)

    @property
    def writer(self) -> Writer:
        site = f"{self.request.scheme}://{self.request.get_host()}"
        return self.version.writer(site, library().name)

    def feed(self, feed: Feed) -> HttpResponse:
        kind = self.version.types[feed.kind]
        return HttpResponse(self.writer.feed(feed), content_type=f"{kind}; charset=utf-8")

    def publication(self, publication: Publication, status: int = 200) -> HttpResponse:
        kind = self.version.types[Kind.ENTRY]
        body = self.writer.publication(publication)
        return HttpResponse(body, content_type=f"{kind}; charset=utf-8", status=status)
