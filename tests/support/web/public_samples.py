"""An address of each public page, and a browser that it opens in: pages with a parameter get an
object, pages behind a step or a link get a browser that took the step, or a fresh link."""

from email.message import EmailMessage
from pathlib import Path
from typing import Final

from django.conf import settings
from django.test import Client

from bench.public_pages import NO_PAGES, routes
from records.record import Credit
from rontal.accounts.selectors import reset_path
from rontal.catalogue.models import Series
from rontal.feedback.survey import tokens
from rontal.feedback.survey.models import Asking
from rontal.membership.email_reversals import EmailReversal
from rontal.membership.rules.kinds import LinkPurpose
from rontal.membership.suspensions import EmailChange
from rontal.notifications import choice_links
from rontal.notifications.purposes import Purpose
from rontal.web.collection import addresses
from tests.support.feedback.survey import factories as survey
from tests.support.membership import factories as membership
from tests.support.membership.members import correct
from tests.support.reading.pages import files
from tests.support.records import epubs
from tests.support.standard.publishing import published
from tests.support.web import data_requests, family, feedback
from tests.support.web.claim import invited
from tests.support.web.collection import titles_without_files
from tests.support.web.reader import samples as sample_books
from tests.support.web.reader.open_pages import opened
from tests.support.web.registration import walk

Sample = tuple[Client, str]

NOT_SAMPLED: Final = {
    "gallery_trouble": "shows an error page with its status",
    "mfa_authenticate": "redirects without a password that was just entered",
    "mfa_login_webauthn": "answers scripts with JSON",
    "registration_photo": "takes a photo from a script or redirects",
    "registration_regencies": "part of a page for scripts",
    "registration_districts": "part of a page for scripts",
    "feedback_link": "redirects to the page of the ticket",
    "data_request_link": "redirects to the page of the request",
}
"""Public routes without a page of their own in an ordinary visit, with the reason."""


def samples(folder: Path, language: str) -> dict[str, Sample]:
    """Returns a page of each public route except `NO_PAGES` and `NOT_SAMPLED`, by the route's name.
    `language` is that of pages that have it in their address; files are written to `folder`."""
    plain = {name: f"/{path}" for name, path in routes() if not set("<^") & set(path)}
    pages = {name: (Client(), path) for name, path in plain.items()}
    pages |= {name: (Client(), path) for name, path in _of_books(folder).items()}
    pages |= {name: (Client(), path) for name, path in _by_link(folder).items()}
    pages |= {name: (Client(), path) for name, path in _offline(language).items()}
    pages |= _after_a_step()
    pages |= _of_a_guardian()
    return {name: one for name, one in pages.items() if name not in {*NO_PAGES, *NOT_SAMPLED}}


def _of_books(folder: Path) -> dict[str, str]:
    book = titles_without_files.public_title(
        "Air di Tepi Sawah",
        credits=[Credit("Ni Wayan Sari")],
        subjects=["Pertanian"],
        series="Pustaka Sawah",
    )
    person, subject = book.contributors.get().agent, book.subjects.get().subject
    series = Series.objects.get()
    return {
        "title": addresses.title(book.slug),
        "cite": addresses.cite(book.slug),
        "similar": addresses.similar(book.slug),
        "agent": addresses.agent(person.pk, person.name),
        "subject": addresses.subject(subject.pk, subject.name),
        "series": addresses.series(series.pk, series.name),
        "register": "/koleksi/daftar/orang/",
        "service_standard_version": f"/standar-pelayanan/versi/{published()}/",
        **_to_read(folder),
    }


def _to_read(folder: Path) -> dict[str, str]:
    """Pages of books that are open to everybody, and of samples."""
    text = f"/koleksi/{opened(folder, epubs.book(), 'buku.epub').slug}/baca/"
    pages = f"/koleksi/{opened(folder, files.text()).slug}/halaman/"
    sample = sample_books.text()
    paged = sample_books.lent(files.text(10), "cuplikan.pdf", 25)
    return {
        "open_book": text,
        "open_chapters": f"{text}bab/",
        "open_chapter": f"{text}bab/1/",
        "open_page": f"{pages}1/",
        "sample": addresses.sample(sample.slug),
        "sample_chapters": f"{addresses.sample(sample.slug)}bab/",
        "sample_chapter": f"{addresses.sample(sample.slug)}bab/1/",
        "sample_page": f"{addresses.sample(paged.slug)}halaman/1/",
    }


def _by_link(folder: Path) -> dict[str, str]:
    """Pages behind links of mails."""
    _imported, claim = invited()
    member = membership.member()
    correct(member, email="baru@contoh.example")
    child = membership.activated(membership.child_values())
    deletion = membership.token(membership.submitted(), LinkPurpose.DELETION)
    invitation = survey.invited()
    return {
        "registration_activation": f"/aktivasi/{membership.token(membership.submitted())}/",
        "registration_guardian": f"/wali/{membership.token(child, 'guardian')}/",
        "claim": claim,
        "email_confirmation": f"/surel/{EmailChange.objects.get().token}/",
        "email_reversal": f"/surel/batal/{EmailReversal.objects.get().token}/",
        "deletion_confirm": f"/akun/hapus/{deletion}/",
        "survey_answer": f"/survei/{invitation}/",
        "survey_peace": f"/survei/jangan-tanya/{tokens.opt_out_token(Asking.objects.get().key)}/",
        "notifications_by_link": choice_links.choice_path(member.user_id, Purpose.HOLDS),
        "account_reset_password_from_key": reset_path(member.user),
        "outbox_mail": f"/surat-keluar/{_mail(folder)}/",
    }


def _of_a_guardian() -> dict[str, Sample]:
    """Pages behind the link to the guardians' page."""
    member = membership.member(membership.child_values())
    token = membership.token(member.application, "guardian_page")
    browser, page = family.entered(member), family.page_of(member)
    return {
        "family_enter": (Client(), f"/keluarga/masuk/{token}/"),
        "family": (browser, "/keluarga/"),
        "family_child": (browser, page),
        "family_request": (browser, f"{page}permintaan/"),
        "family_withdraw": (browser, f"{page}cabut/membership/"),
    }


def _offline(language: str) -> dict[str, str]:
    """Pages as the service worker requests them."""
    root = f"/luring/{language}/"
    return {
        "offline_page": root,
        "waiting_in": f"{root}menunggu/",
        "offline_shelf_in": f"{root}rak/",
    }


def _mail(folder: Path) -> str:
    settings.OUTBOX = folder
    message = EmailMessage()
    message["Subject"], message["To"] = "Aktifkan pendaftaran Anda", "sari@contoh.example"
    message.set_content("Buka pranala di bawah ini.\n")
    (folder / "001.eml").write_bytes(bytes(message))
    return "001.eml"


def _after_a_step() -> dict[str, Sample]:
    """Pages of a form that was begun or sent in the same browser."""
    started, sent, wrote, asked = Client(), Client(), Client(), Client()
    walk.fill(started, walk.ADULT)
    walk.fill(sent, membership.values(number="5102056505900002", email="dua@contoh.example"))
    walk.send(sent)
    feedback.send(wrote)
    asked.post("/privasi/permintaan/", data_requests.sheet())
    steps = {
        "photos": "foto/", "camera": "foto/card/ambil/", "who": "siapa/", "reach": "kontak/",
        "consent": "persetujuan/", "review": "periksa/",
    }  # fmt: skip
    return {
        **{f"registration_{name}": (started, f"/daftar/{path}") for name, path in steps.items()},
        "registration_sent": (sent, "/daftar/terkirim/"),
        "feedback_sent": (wrote, "/saran/terima-kasih/"),
        "data_request_sent": (asked, "/privasi/permintaan/terkirim/"),
    }
