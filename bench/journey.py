"""The main job, step by step: server time, queries, mails; and pages served a second.

The steps run in this process against a demo library that is served at the same time, so that its
worker does the jobs and its mail goes over real SMTP. Pages are served by the library's own web
server and compared with a constant body of the same size from the same kind of server.
"""

import io
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import load_generator, served_library
from bench.figures import Figures, main

if TYPE_CHECKING:
    from django.test import Client

MAX_QUERIES = {"title": 8, "shelf": 10}
MAX_MILLISECONDS_OF_A_TITLE = 60.0
CLIENTS = 16
MIN_SHARE_OF_CONSTANT = 0.3
MIN_SHARE_OF_TITLES = 0.5
"""Rate of the shelf over that of a title page."""
MAX_SECONDS_TO_MAIL = 2.0
LINK = re.compile(r"/(?:aktivasi)/[^\s/<>\"]+/")


@dataclass
class Step:
    """One request: server time (ms) and number of queries, for each run."""

    name: str
    milliseconds: list[float]
    queries: list[int]


class MainJob:
    """Plays every role of the main job and records the cost of each step."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.steps: dict[str, Step] = {}

    def step(self, name: str, request: Callable[[], Any], status: int = 200) -> Any:
        """Makes a request and records its cost; raises RuntimeError on another status."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            start = time.perf_counter()
            answer = request()
            if answer.streaming:
                b"".join(answer.streaming_content)
            passed = (time.perf_counter() - start) * 1000
        if answer.status_code != status:
            raise RuntimeError(f"{name}: {answer.status_code} instead of {status}")
        step = self.steps.setdefault(name, Step(name, [], []))
        step.milliseconds.append(passed)
        step.queries.append(len(queries))
        return answer

    def mail(self, address: str, seen_before: set[Path]) -> str:
        """Returns the text of a new mail to the address; raises RuntimeError after a minute."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            for path in set((self.home / "outbox").glob("*.eml")) - seen_before:
                text = _text(path)
                if f"To: {address}" in text:
                    return text
            time.sleep(0.01)
        raise RuntimeError("no mail came")

    def mails(self) -> set[Path]:
        """Returns the paths of the mails sent so far."""
        return set((self.home / "outbox").glob("*.eml"))


def _text(path: Path) -> str:
    from email import message_from_bytes, policy

    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    return f"To: {message['To']}\n{body.get_content() if body else ''}"


def measure(figures: Figures, quick: bool) -> None:
    """Runs the main job, then loads pages."""
    with served_library.library() as library, served_library.constant() as constant:
        import django

        django.setup()
        walk, delays = MainJob(library.home), []
        for number in range(1 if quick else 5):
            delays.append(_run_main_job(walk, number))
        _add_step_rows(figures, walk)
        figures.at_most(
            "submit to mail handed over, slowest", max(delays), "s", MAX_SECONDS_TO_MAIL
        )
        served_library.with_loans(served_library.MEMBER, 3)
        served_library.settled()
        _pages(figures, library, constant, seconds=1.0 if quick else 4.0)


def _run_main_job(walk: MainJob, number: int) -> float:
    from django.test import Client

    citizen, typed = Client(), _typed(number)
    _register(walk, citizen, typed)
    seen_before = walk.mails()
    key = _field(walk.step("review", lambda: citizen.get("/daftar/periksa/")), "key")
    sent_at = time.perf_counter()
    walk.step("send", lambda: citizen.post("/daftar/periksa/", {"key": key}), 302)
    link = LINK.search(walk.mail(typed["email"], seen_before))
    delay = time.perf_counter() - sent_at
    if link is None:
        raise RuntimeError("the activation mail has no link")
    _activate(walk, citizen, link[0])
    _decide(walk, typed["email"])
    _read(walk, citizen)
    return delay


def _register(walk: MainJob, citizen: "Client", typed: dict[str, str]) -> None:
    from idcard.kinds import IdentityKind
    from idcard.specimen.card_data import card_of
    from idcard.specimen.cards import draw_card
    from idcard.specimen.faces import selfie
    from idcard.specimen.photograph import photograph, snapshot

    seed = int(typed.pop("seed"))
    person = _person(seed)
    card = photograph(draw_card(card_of(person, IdentityKind.KTP), seed=seed), seed=seed)
    face = snapshot(selfie(seed, seed=1), seed=1)
    walk.step("begin", lambda: citizen.post("/daftar/"), 302)
    for slot, photo in (("card", card), ("face", face)):
        path, file = f"/daftar/foto/{slot}/", io.BytesIO(photo)
        file.name = "foto.jpg"
        walk.step(f"photo: {slot}", partial(citizen.post, path, {"file": file}))
    for name, path in (("who", "siapa"), ("reach", "kontak"), ("consent", "persetujuan")):
        walk.step(name, partial(citizen.post, f"/daftar/{path}/", typed), 302)


def _activate(walk: MainJob, citizen: "Client", link: str) -> None:
    walk.step("activation page", lambda: citizen.get(link))
    fields = {"password1": "lontar-tabanan-2", "password2": "lontar-tabanan-2"}
    fields |= {"password": "lontar-tabanan-2"}
    walk.step("activate", lambda: citizen.post(link, fields), 302)
    walk.step("status", lambda: citizen.get("/status/"))


def _decide(walk: MainJob, email: str) -> None:
    from django.test import Client

    from rontal.accounts.models import User
    from rontal.membership.models import Application

    clerk = Client()
    clerk.force_login(User.objects.get(login_name="petugas"))
    application = Application.objects.get(email=email)
    until = time.monotonic() + 60
    while application.state != "in_review" and time.monotonic() < until:
        time.sleep(0.02)
        application.refresh_from_db()
    path = f"/meja/permohonan/{application.code}/"
    walk.step("desk: queue", lambda: clerk.get("/meja/"))
    walk.step("desk: take the case", lambda: clerk.post(f"{path}ambil/"), 302)
    walk.step("desk: case", lambda: clerk.get(path))
    walk.step("desk: photo", lambda: clerk.get(f"{path}foto/card/"))
    walk.step("desk: approve", lambda: clerk.post(f"{path}setujui/"), 302)


def _read(walk: MainJob, member: "Client") -> None:
    from rontal.catalogue.models import BookFile
    from rontal.lending.models import Loan
    from rontal.reading.tokens import token_of

    slug = free_book()
    walk.step("card", lambda: member.get("/kartu/"))
    walk.step("card as PDF", lambda: member.get("/kartu/kartu.pdf"))
    walk.step("collection", lambda: member.get("/koleksi/"))
    walk.step("title", lambda: member.get(f"/koleksi/{slug}/"))
    walk.step("borrow", lambda: member.post(f"/koleksi/{slug}/pinjam/"), 302)
    loan = Loan.objects.latest("pk")
    walk.step("shelf", lambda: member.get("/rak/"))
    walk.step("open the book", lambda: member.get(f"/baca/{loan.pk}/"))
    chapter = BookFile.objects.get(title__slug=slug).spine[-1]["path"]
    token = token_of(loan.pk, member.cookies["rontal"].value)
    source = f"/baca/{loan.pk}/isi/{token}/{chapter}"
    walk.step("a chapter", lambda: member.get(source))
    walk.step("the chapter again", lambda: member.get(source))
    walk.step("return", lambda: member.post(f"/rak/{loan.pk}/kembalikan/"), 302)


def free_book() -> str:
    """Returns the slug of an EPUB with an available copy: the demo's members have borrowed all
    copies of some.
    """
    from rontal.catalogue.models import Title
    from rontal.lending.selectors import availability

    books = Title.objects.filter(files__format="epub").order_by("slug")
    slugs = dict(books.values_list("pk", "slug"))
    return next(
        slugs[pk] for pk, availability_row in availability(slugs).items() if availability_row.free
    )


def _field(answer: Any, name: str) -> str:
    match = re.search(rf'name="{name}" value="([^"]+)"', answer.content.decode())
    if match is None:
        raise RuntimeError(f"the page has no field {name}")
    return match[1]


def _person(seed: int) -> Any:
    from idcard.specimen.people import person

    return person(seed)


def _typed(number: int) -> dict[str, str]:
    from idcard.specimen.people import find
    from idcard.specimen.places import DISTRICTS

    person = find(lambda one: 20 <= one.age <= 60, start=5000 + number * 50)
    district = next(d.code for d in DISTRICTS if d.name == person.address.district)
    return {
        "seed": str(person.seed),
        "identity_kind": "ktp",
        "number": person.nik,
        "name": person.name,
        "birth_place": person.birth_place,
        "birth_date_day": str(person.birth_date.day),
        "birth_date_month": str(person.birth_date.month),
        "birth_date_year": str(person.birth_date.year),
        "sex": person.sex.value,
        "email": f"bench{number}@contoh.example",
        "phone": "0812 3456 7890",
        "street": person.address.street,
        "village": person.address.village,
        "province": "51",
        "regency": "5102",
        "district": district,
        "consent_membership": "1",
    }


def _add_step_rows(figures: Figures, walk: MainJob) -> None:
    for step in walk.steps.values():
        figures.add(f"{step.name}: server time, median", statistics.median(step.milliseconds), "ms")
        if most := MAX_QUERIES.get(step.name):
            figures.at_most(f"{step.name}: queries", max(step.queries), "queries", most)
        else:
            figures.add(f"{step.name}: queries", max(step.queries), "queries")


def _pages(
    figures: Figures, library: served_library.Served, constant: tuple[str, int], seconds: float
) -> None:
    slug = free_book()
    cookie = {"Cookie": f"rontal={served_library.session_of(served_library.MEMBER)}"}
    pages = {
        "front page, anonymous": ("/", {}),
        "collection, anonymous": ("/koleksi/", {}),
        "title, anonymous": (f"/koleksi/{slug}/", {}),
        "service standard, anonymous": ("/standar-pelayanan/", {}),
        "title, signed in": (f"/koleksi/{slug}/", cookie),
        "collection, signed in": ("/koleksi/", cookie),
        "shelf, signed in, three loans": ("/rak/", cookie),
    }
    rates: dict[str, float] = {}
    for name, (path, headers) in pages.items():
        message = load_generator.request(f"127.0.0.1:{library.port}", path, headers)
        load_generator.run(library.address, message, seconds=0.5)
        page = load_generator.run(library.address, message, seconds=seconds, connections=CLIENTS)
        bare = load_generator.run(
            constant, load_generator.request("127.0.0.1", f"/?size={page.size}"), seconds=seconds
        )
        _add_page_rows(figures, name, page, bare)
        rates[name] = page.per_second
    share = rates["shelf, signed in, three loans"] / rates["title, signed in"]
    figures.at_least("shelf: share of the title page's rate", share, "", MIN_SHARE_OF_TITLES)


def _add_page_rows(
    figures: Figures, name: str, page: load_generator.Load, bare: load_generator.Load
) -> None:
    if page.status != 200:
        raise RuntimeError(f"{name}: {page.status}")
    share = page.per_second / bare.per_second
    figures.add(f"{name}: constant body of {page.size} bytes", bare.per_second, "a second")
    figures.add(f"{name}: served", page.per_second, "a second")
    if name == "title, signed in":
        most = MAX_MILLISECONDS_OF_A_TITLE
        figures.at_most(f"{name}: 99 of 100 within", page.milliseconds, "ms", most)
    if name.endswith("anonymous"):
        figures.at_least(f"{name}: share of constant", share, "", MIN_SHARE_OF_CONSTANT)
    else:
        figures.add(f"{name}: share of constant", share, "")


if __name__ == "__main__":
    main(measure, __doc__)
