"""The two formats side by side: what each writes with, and what its answers are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from django.http import HttpRequest, HttpResponse

from rontal.interop.authentication.reader import Reader, actor_of, reader_of
from rontal.interop.opds import atom, webpub
from rontal.interop.opds.shape import Feed, Kind, Publication
from rontal.kernel.actors import Actor
from rontal.standard.selectors import library


class Writer(Protocol):
    """What writes feeds and publications for one site."""

    def feed(self, feed: Feed) -> bytes:
        """A whole feed."""

    def publication(self, found: Publication) -> bytes:
        """A publication's own document."""


@dataclass(frozen=True)
class Form:
    """A version of OPDS: its name, its writer, the media types of its documents, and where its
    addresses begin."""

    name: str
    writer: type[atom.Writer] | type[webpub.Writer]
    types: Mapping[Kind, str]

    @property
    def root(self) -> str:
        """Where its addresses begin."""
        return self.writer.root


ATOM: Final = Form("opds1", atom.Writer, atom.TYPES)
WEBPUB: Final = Form("opds2", webpub.Writer, webpub.TYPES)


class Visit:
    """One request of a reading app: in which format, for whom, and how it is answered."""

    def __init__(self, request: HttpRequest, form: Form, reader: Reader | None) -> None:
        self.request, self.form, self.reader = request, form, reader

    @classmethod
    def of(cls, request: HttpRequest, form: Form) -> "Visit":
        """Of anybody; raises what `reader_of` raises."""
        return cls(request, form, reader_of(request))

    @property
    def actor(self) -> Actor:
        """Who asks."""
        return actor_of(self.reader)

    @property
    def writer(self) -> Writer:
        """What writes the answer."""
        site = f"{self.request.scheme}://{self.request.get_host()}"
        return self.form.writer(site, library().name)

    def feed(self, feed: Feed) -> HttpResponse:
        """A feed as an answer."""
        kind = self.form.types[feed.kind]
        return HttpResponse(self.writer.feed(feed), content_type=f"{kind}; charset=utf-8")

    def publication(self, found: Publication, status: int = 200) -> HttpResponse:
        """A publication as an answer."""
        kind = self.form.types[Kind.ENTRY]
        body = self.writer.publication(found)
        return HttpResponse(body, content_type=f"{kind}; charset=utf-8", status=status)
