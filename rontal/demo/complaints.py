"""Complaints, suggestions, questions and praise of the demo year, entered through the services."""

import random
from dataclasses import dataclass
from datetime import timedelta

from rontal.accounts.models import User
from rontal.accounts.selectors import actor_of
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.feedback import services
from rontal.feedback.models import Ticket
from rontal.feedback.rules.kinds import Category, Channel, Kind
from rontal.feedback.services.opening import Report

VISITOR = Actor.visitor()
KEY = "demo-complaint"


@dataclass(frozen=True)
class DemoMessage:
    """A message to the library, and its answer."""

    kind: Kind
    category: Category
    topic: str
    words: str
    answer: str


MESSAGES = (
    DemoMessage(
        Kind.COMPLAINT,
        Category.BUILDING,
        "Kipas angin mati",
        "Kipas angin di ruang baca anak mati sejak Senin. Anak-anak kepanasan.",
        "Terima kasih sudah memberi tahu. Kipasnya sudah diganti dan kini menyala.",
    ),
    DemoMessage(
        Kind.SUGGESTION,
        Category.COLLECTION,
        "Komik berbahasa Bali",
        "Mohon ditambah komik berbahasa Bali untuk anak SD.",
        "Saran yang baik. Dua judul kami usulkan dalam pengadaan triwulan depan.",
    ),
    DemoMessage(
        Kind.QUESTION,
        Category.BORROWING,
        "Perpanjang pinjaman",
        "Apakah pinjaman bisa diperpanjang kalau bukunya belum selesai dibaca?",
        "Bisa dipinjam lagi setelah kembali, selama tidak ada yang mengantre.",
    ),
    DemoMessage(
        Kind.PRAISE,
        Category.STAFF,
        "Petugas ramah",
        "Petugas sabar sekali membantu nenek saya mendaftar. Terima kasih!",
        "Terima kasih, sudah kami sampaikan kepada petugasnya.",
    ),
    DemoMessage(
        Kind.COMPLAINT,
        Category.APP,
        "Halaman lambat malam hari",
        "Setelah pukul delapan malam halaman koleksi lambat dibuka dari ponsel.",
        "Kami mohon maaf. Penyebabnya sudah ditemukan dan diperbaiki.",
    ),
    DemoMessage(
        Kind.SUGGESTION,
        Category.MEMBERSHIP,
        "Pendaftaran di sekolah",
        "Bagaimana kalau petugas datang ke sekolah untuk mendaftarkan siswa?",
        "Mulai bulan depan kami jadwalkan kunjungan ke tiga sekolah.",
    ),
)
CHANNELS = (Channel.FORM, Channel.FORM, Channel.CHAT, Channel.BOX, Channel.PHONE, Channel.COUNTER)
YEAR, FRESH = 60, 5


def load() -> None:
    """Enters a year of answered tickets and a few open ones. Idempotent."""
    clerk = actor_of(User.objects.get(login_name="petugas"))
    dice = random.Random(1)
    for number in range(YEAR):
        days = 20 + number * 5 + dice.randrange(4)
        _answer_ticket(number, days, clerk, patience=dice.choice((1, 2, 3, 5, 8, 25)))
    for number in range(YEAR, YEAR + FRESH):
        ticket = _open_ticket(number, days=(number - YEAR) * 2 + 0.2, clerk=clerk)
        if number % 2 and ticket.state == "received":
            services.take(ticket_id=ticket.pk, actor=clerk)


def _open_ticket(number: int, days: float, clerk: Actor) -> Ticket:
    message, channel = MESSAGES[number % len(MESSAGES)], CHANNELS[number % len(CHANNELS)]
    known = number % 3 == 0
    report = Report(
        kind=message.kind,
        category=message.category,
        topic=message.topic,
        words=message.words,
        channel=channel,
        name="Ni Wayan Contoh" if known else "",
        phone="0812 0000 0000" if known else "",
    )
    actor = VISITOR if channel is Channel.FORM else clerk
    with clock.frozen_at(clock.now() - timedelta(days=days)):
        opened = services.open_ticket(report=report, key=f"{KEY}-{number}", actor=actor)
    return Ticket.objects.get(pk=opened.ticket_id)


def _answer_ticket(number: int, days: int, clerk: Actor, patience: int) -> None:
    ticket = _open_ticket(number, days, clerk)
    if ticket.state != "received":
        return
    with clock.frozen_at(ticket.received_at + timedelta(days=min(patience, days - 1))):
        services.take(ticket_id=ticket.pk, actor=clerk)
        words = MESSAGES[number % len(MESSAGES)].answer
        services.answer(ticket_id=ticket.pk, words=words, actor=clerk)
        if number % 4:
            services.rate(ticket_id=ticket.pk, stars=2 + number % 3, actor=VISITOR)
