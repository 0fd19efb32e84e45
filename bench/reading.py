"""Reading: resources of EPUBs and pictures of pages a second compared with WhiteNoise, and pages
rendered.

Of real books every document, picture, font and style sheet is requested in turn, compressed as for
browsers; of the demo library one very short document and one picture of a page. They come from a
demo library served as `./run` does it, requested by members who have the book on loan: each
response needs the session, the user and the loan. WhiteNoise serves the same bytes.

Pages are rendered by the child process: once for the first time, and once more from the disk cache
by a process that does not have them in memory.
"""

import io
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import quote
from urllib.request import Request, urlopen

from bench.books import SHARED as BOOKS
from bench.figures import Figures, main
from bench.load_generator import UnexpectedAnswer, request, run_many
from bench.served_library import MEMBER, Served, library, session_of, settled, static, with_loans
from rontal.config.env import ROOT

if TYPE_CHECKING:
    from rontal.reading.pages.books import Pages

FIRST_MS, CACHED_MS = 60, 3
RUN = 50
"""Number of consecutive requests for one resource, which count as one: faster requests than anybody
can read are throttled.
"""
READERS = 4
"""Number of members who have each whole book, for the same reason."""
WIDTH = 1080
PAGES = 24
NO_LICENCE_TERMS = {"page_mark": False, "copy_characters": None, "devices": None}
"""Values that switch off the licence's demands on readers: they are another benchmark."""
SENTENCE = "Air subak mengalir pelan ke sawah dan orang membaginya dengan adil sejak dahulu. "


def measure(figures: Figures, quick: bool) -> None:
    """Measures serving and rendering, and adds the figures."""
    with library() as served:
        import django

        django.setup()
        seconds = 2 if quick else 6
        _serve(figures, served, seconds)
        pages = 8 if quick else PAGES
        _draw(figures, "text page", _text(), pages)
        _draw(figures, "scanned page", _scan(pages), pages)


def _serve(figures: Figures, served: Served, seconds: int) -> None:
    """Measures the server's responses, each compared with static files of the same bytes."""
    from rontal.reading.tokens import token_of

    session = session_of(MEMBER)
    with_loans(MEMBER, 0)
    pdf, epub = _loans()
    readers = [_whole_books() for _reader in range(READERS)]
    settled()
    for name, requests in (
        ("whole books", readers),
        (
            "page picture",
            [
                [
                    ResourceRequest(
                        f"/baca/{pdf}/halaman/{token_of(pdf, session)}/5/720.webp", session
                    )
                ]
            ],
        ),
        (
            "very short document",
            [
                [
                    ResourceRequest(
                        f"/baca/{epub}/isi/{token_of(epub, session)}/{_chapter(epub)}", session
                    )
                ]
            ],
        ),
    ):
        bodies = [_content(served, one) for one in requests[0]]
        by_all = [request(served.host, one.path, one.headers) for one in chain(*requests)]
        ours = _in_runs(by_all)
        theirs = _in_runs([request(served.host, f"/static/{at}.bin") for at in range(len(bodies))])
        with static(bodies) as address:
            own = bare = 0.0
            for _turn in range(2):  # twice, because the load of the machine changes
                own = max(own, run_many(served.address, ours, seconds=seconds).per_second)
                bare = max(bare, run_many(address, theirs, seconds=seconds).per_second)
        mean = statistics.mean(len(body) for body in bodies) / 1000
        figures.add(f"{name} ({len(bodies)} of {mean:.0f} kB)", own, "1/s")
        figures.add(f"{name}, WhiteNoise", bare, "1/s")
        figures.add(f"{name}, share of WhiteNoise", own / bare, "")


def _in_runs(messages: list[bytes]) -> list[bytes]:
    """Repeats each message RUN times before the next."""
    return [message for message in messages for _time in range(RUN)]


@dataclass(frozen=True)
class ResourceRequest:
    """A resource that a reader's browser requests."""

    path: str
    session: str

    @property
    def headers(self) -> dict[str, str]:
        """The headers that the browser sends."""
        return {"Cookie": f"rontal={self.session}", "Accept-Encoding": "gzip, deflate, br"}


def _whole_books() -> list[ResourceRequest]:
    """Imports the real books, lends each to a member, and returns all their resources."""
    from rontal.catalogue.models import BookFile
    from rontal.catalogue.services import import_files
    from rontal.core.actors import Actor
    from rontal.lending import services
    from rontal.lending.models import Licence
    from rontal.reading.media_types import kind_of
    from rontal.reading.tokens import token_of
    from tests.support.membership import factories

    system = Actor.system("bench")
    books = import_files(paths=sorted(BOOKS.glob("*.epub")), actor=system)
    requests = []
    for book in books:
        file = BookFile.objects.get(title=book.title_id)
        services.grant_licence(title_id=file.title_id, copies=1, actor=system)
        Licence.objects.filter(title=file.title_id).update(**NO_LICENCE_TERMS)
        user = factories.member().user
        actor, session = Actor.person(user.pk), session_of(user.email)
        loan = services.borrow(title_id=file.title_id, actor=actor).pk
        token = token_of(loan, session)
        requests += [
            ResourceRequest(f"/baca/{loan}/isi/{token}/{quote(path)}", session)
            for path, (media_type, _size, _mask) in file.manifest.items()
            if kind_of(media_type) is not None
        ]
    return requests


def _content(served: Served, content_request: ResourceRequest) -> bytes:
    address = f"http://{served.host}:{served.port}{content_request.path}"
    with urlopen(Request(address, headers=content_request.headers)) as answer:  # noqa: S310
        if answer.headers.get_content_type() == "text/html":
            raise UnexpectedAnswer(f"a page of the library instead of {content_request.path}")
        return bytes(answer.read())


def _loans() -> tuple[int, int]:
    """Returns loans of a PDF and of an EPUB of the demo library."""
    from rontal.accounts.models import User
    from rontal.catalogue.models import BookFile
    from rontal.core.actors import Actor
    from rontal.lending import services
    from rontal.lending.models import Licence

    actor = Actor.person(User.objects.get(email=MEMBER).pk)
    system = Actor.system("bench")
    loan_ids = []
    for kind in ("pdf", "epub"):
        file = BookFile.objects.filter(format=kind).order_by("pk")[0]
        services.grant_licence(title_id=file.title_id, copies=1, actor=system)
        Licence.objects.filter(title=file.title_id).update(**NO_LICENCE_TERMS)
        loan_ids.append(services.borrow(title_id=file.title_id, actor=actor).pk)
    return loan_ids[0], loan_ids[1]


def _chapter(loan_id: int) -> str:
    from rontal.catalogue.models import BookFile

    file = BookFile.objects.get(format="epub", title__loans__pk=loan_id)
    return str(file.spine[4]["path"])


def _draw(figures: Figures, name: str, content: bytes, pages: int) -> None:
    """Measures rendering pages in the running child, and reading them from the disk."""
    from rontal.reading.pages import books
    from rontal.reading.pages.image_sizes import Cut

    book = _pages(content)
    books.plan(book)
    cut = Cut(WIDTH)
    first = [_ms(partial(_drawn, book, n, cut)) for n in range(1, pages + 1)]
    times = [_ms(partial(_drawn, book, n, cut)) for n in range(1, pages + 1)]
    size = statistics.median(len(_drawn(book, n, cut)) for n in range(1, pages + 1))
    figures.at_most(f"{name}, first time, median", statistics.median(first), "ms", FIRST_MS)
    figures.add(f"{name}, first time, slowest", max(first), "ms")
    figures.at_most(f"{name}, cached, median", statistics.median(times), "ms", CACHED_MS)
    figures.add(f"{name}, {WIDTH} wide", size / 1000, "kB")


def _drawn(book: "Pages", page: int, cut: object) -> bytes:
    from rontal.reading.pages import books

    what, more = books.picture_request(page, cut, None)  # type: ignore[arg-type]
    return books.get_or_render(book, what, "picture", page, **more)


def _pages(content: bytes) -> "Pages":
    from rontal.catalogue.models import BookFile
    from rontal.catalogue.services import import_files
    from rontal.core.actors import Actor
    from rontal.reading.pages import books

    path = ROOT / "build" / f"bench-{len(content)}.pdf"
    path.write_bytes(content)
    try:
        report = import_files(paths=[path], actor=Actor.system("bench"))[0]
    finally:
        path.unlink()
    assert report.title_id is not None
    return books.pages_of(BookFile.objects.get(title_id=report.title_id).pk)


def _ms(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)


def _text() -> bytes:
    """Returns a PDF with full pages of small print."""
    import typst

    source = ROOT / "build" / "bench.typ"
    chapters = "\n\n".join(f"= Bab {n}\n{SENTENCE * 28}" for n in range(1, 2 * PAGES))
    source.write_text(f'#set page(paper: "a5")\n#set text(size: 10pt, lang: "id")\n{chapters}')
    try:
        return bytes(typst.compile(source))
    finally:
        source.unlink()


def _scan(pages: int) -> bytes:
    """Returns a PDF of scanned pages, A5 at 300 dpi: JPEG with noise."""
    import numpy as np
    import pypdfium2 as pdfium
    from PIL import Image

    dice, images = np.random.default_rng(3), []
    with pdfium.PdfDocument(_text()) as document:
        for page in range(pages):
            pixels = document[page].render(scale=300 / 72).to_numpy().astype(np.int16)
            noisy = np.clip(pixels * 0.92 + dice.normal(8, 3, pixels.shape), 0, 255)
            images.append(Image.fromarray(noisy.astype(np.uint8)))
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=300, quality=75)
    return out.getvalue()


if __name__ == "__main__":
    main(measure, __doc__)
