"""Tests for polling a real IMAP server: each mail is entered once, automatic mails never, none is
lost.
"""

import email.policy
import tempfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from rontal.core import limits
from rontal.core.errors import DecodersBusy
from rontal.core.models import SealedFile
from rontal.feedback import services
from rontal.feedback.errors import MailboxAway
from rontal.feedback.mail.mailbox import Box, open_mailbox
from rontal.feedback.models import MailSeen, Ticket
from rontal.feedback.rules.kinds import Channel
from rontal.feedback.selectors import follow
from rontal.feedback.services import polling
from rontal.notifications.messages.tickets import message_id
from rontal.notifications.models import Message
from tests.support.feedback import factories
from tests.support.feedback.dovecot import PASSWORD, PROGRAM, USER, Dovecot
from tests.support.feedback.factories import CONTACT, EMAIL, NAME
from tests.support.membership import pictures
from tests.support.security import hostile_files
from tests.support.security.decoding import nothing_decoded_here

__all__ = ["nothing_decoded_here"]

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.machine,
    pytest.mark.skipif(not PROGRAM, reason="needs Debian's dovecot-imapd"),
]


@pytest.fixture(scope="module")
def server():
    with tempfile.TemporaryDirectory(prefix="dovecot-", dir="/tmp") as folder:
        dovecot = Dovecot(Path(folder))
        dovecot.start()
        yield dovecot
        dovecot.stop()


@pytest.fixture
def box(server):
    with server.connected() as line:
        if line.search(None, "ALL")[1][0]:
            line.store("1:*", "+FLAGS", r"(\Deleted)")
            line.expunge()
    return server


def poll(box: Dovecot) -> dict[str, int]:
    return services.poll_mailbox(url=box.url)


def mail(words: str = "Lampunya mati.", subject: str = "Lampu", **headers) -> EmailMessage:
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"] = f'"{NAME}" <{EMAIL}>'
    message["To"] = USER
    message["Subject"] = subject
    message["Message-ID"] = f"<{next(factories.NUMBERS)}@contoh.example>"
    for name, value in headers.items():
        del message[name.replace("_", "-")]
        message[name.replace("_", "-")] = value
    message.set_content(words)
    return message


def words_of(ticket: Ticket) -> list[str]:
    return [one.words for one in follow.thread(ticket)]


def test_mail_becomes_one_ticket_however_often_the_mailbox_is_polled(box):
    raw = bytes(mail())
    box.put(raw)
    assert poll(box) == {"opened": 1}
    assert poll(box) == {}
    box.put(raw)  # the same mail, delivered twice
    assert poll(box) == {"twice": 1}
    ticket = Ticket.objects.get()
    assert ticket.channel == Channel.EMAIL
    assert ticket.reporter.reveal()["email"] == EMAIL
    assert words_of(ticket) == ["Lampunya mati."]
    assert all(r"\Seen" in flags for flags in box.flags())


def test_uncommitted_mail_is_fetched_again(box, monkeypatch):
    box.put(bytes(mail()))

    def lost(*_args, **_kwargs):
        raise MailboxAway

    monkeypatch.setattr(polling.Box, "mark", lost)
    with pytest.raises(MailboxAway):
        poll(box)
    monkeypatch.undo()
    assert poll(box) == {"twice": 1}
    assert Ticket.objects.count() == 1


def test_reply_is_added_to_its_ticket_by_subject_or_reference(box):
    opened_ticket = factories.ticket(**CONTACT)
    quoted = "Masih mati.\n\nPada 24 November 2026 perpustakaan menulis:\n> Sudah diganti."
    by_reference = mail(
        "Lagi.", "Re: lampu", In_Reply_To=message_id(Message(pk=1, ticket=opened_ticket))
    )
    box.put(bytes(mail(quoted, f"Re: [{opened_ticket.code}] Jawaban kami")), bytes(by_reference))
    assert poll(box) == {"threaded": 2}
    assert words_of(opened_ticket)[1:] == ["Masih mati.", "Lagi."]
    opened_ticket.refresh_from_db()
    assert opened_ticket.news


def test_mail_of_a_stranger_naming_a_ticket_opens_a_new_one(box):
    opened_ticket = factories.ticket(**CONTACT)
    box.put(bytes(mail("Saya ikut.", f"[{opened_ticket.code}]", From="lain@contoh.example")))
    assert poll(box) == {"opened": 1}
    assert len(words_of(opened_ticket)) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; type=vacation"},
        {"Precedence": "bulk"},
        {"List_Id": "<daftar.contoh.example>"},
        {"X_Auto_Response_Suppress": "All"},
        {"From": "MAILER-DAEMON@contoh.example"},
        {"From": USER},
        {"From": "kpersip2012@gmail.com"},
        {"Return_Path": "<>"},
        {"From": "no address at all"},
    ],
)
def test_automatic_mails_get_no_ticket_and_no_answer(box, headers):
    box.put(bytes(mail(**headers)))
    assert poll(box) == {"automatic": 1}
    assert not Ticket.objects.exists()
    assert MailSeen.objects.get().outcome == "automatic"


def test_endless_sender_counts_as_a_loop(box):
    box.put(*(bytes(mail(f"Surat {number}")) for number in range(22)))
    assert poll(box) == {"opened": 20, "loop": 2}
    assert sum(r"\Flagged" in flags for flags in box.flags()) == 2


def test_mail_of_20_mb_is_entered_by_its_subject_and_stays_in_the_mailbox(box):
    huge = mail("Lihat lampiran.", "Foto banjir di gudang")
    huge.add_attachment(b"\0" * 16_000_000, maintype="application", subtype="octet-stream")
    box.put(bytes(huge))
    assert poll(box) == {"too_large": 1}
    (words,) = words_of(Ticket.objects.get())
    assert words.startswith("Foto banjir di gudang")
    assert "20 MB" in words
    assert r"\Flagged" in box.flags()[0]


def mail_that_crashes_the_child(subject: str = "Lampu mati") -> bytes:
    """Returns a mail of 6 MB with a million parts, which take many minutes to parse."""
    head = f"From: {EMAIL}\r\nSubject: {subject}\r\nMessage-ID: <bunuh@contoh.example>\r\n"
    kind = "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    return (head + kind).encode() + b"--b\n\n" * 1_000_000


def fetched_whole(monkeypatch) -> list[str]:
    """Returns a list of the mails that are fetched as a whole from now on."""
    received, whole = [], Box.whole

    def counted(self, place):
        received.append(place.place)
        return whole(self, place)

    monkeypatch.setattr(Box, "whole", counted)
    return received


@pytest.mark.usefixtures("nothing_decoded_here")
def test_mail_that_crashes_the_child_is_fetched_once_and_set_aside_for_staff(box, monkeypatch):
    fetched = fetched_whole(monkeypatch)
    box.put(mail_that_crashes_the_child(), bytes(mail("Lampu hidup.")))
    assert poll(box) == {"set_aside": 1, "opened": 1}
    assert poll(box) == {}
    assert len(fetched) == 2
    first = Ticket.objects.order_by("pk").first()
    assert words_of(first)[0].startswith("Lampu mati\n\n[")
    assert r"\Flagged" in box.flags()[0]
    assert r"\Flagged" not in box.flags()[1]


def test_mail_during_which_the_worker_died_twice_is_not_fetched_again(box, monkeypatch):
    fetched = fetched_whole(monkeypatch)
    box.put(bytes(mail("Kata.", "Lampu mati")))
    with open_mailbox(box.url) as opened:
        (place,) = opened.unseen()
    for _death in range(polling.FETCHES.count):
        limits.count_attempt(polling.FETCHES, place.place)
    assert poll(box) == {"set_aside": 1}
    assert not fetched
    assert words_of(Ticket.objects.get())[0].startswith("Lampu mati\n\n[")


def test_a_poll_that_failed_does_not_count_against_a_mail(box, monkeypatch):
    box.put(bytes(mail()))

    def lost(*_args, **_kwargs):
        raise MailboxAway

    monkeypatch.setattr(polling.Box, "whole", lost)
    for _turn in range(4):
        with pytest.raises(MailboxAway):
            poll(box)
    monkeypatch.undo()
    assert poll(box) == {"opened": 1}


def test_mail_whose_files_wait_in_the_queue_leaves_nothing_behind(box, monkeypatch):
    message = mail("Ini fotonya.")
    for name in ("a.jpg", "b.jpg"):
        photo = pictures.encoded("JPEG")
        message.add_attachment(photo, maintype="image", subtype="jpeg", filename=name)
    box.put(bytes(message))
    clean, turns = polling.files.clean, []

    def busy_at_every_second(content, *, wait):
        turns.append(1)
        if len(turns) % 2 == 0:
            raise DecodersBusy(seconds=3)
        return clean(content, wait=wait)

    monkeypatch.setattr(polling.files, "clean", busy_at_every_second)
    for _turn in range(polling.FROM_ONE.count + 1):
        with pytest.raises(DecodersBusy):
            poll(box)
    assert not SealedFile.objects.filter(erased_at=None).exists()
    monkeypatch.undo()
    assert poll(box) == {"opened": 1}
    assert Ticket.objects.get().attachments.count() == 2


def test_mail_that_always_fails_is_set_aside(box, monkeypatch):
    box.put(bytes(mail(subject="Lampu mati")))

    def error(*_args, **_kwargs):
        raise ValueError

    monkeypatch.setattr(polling, "_open_ticket", error)
    for _turn in range(polling.FETCHES.count):
        with pytest.raises(ValueError):
            poll(box)
    monkeypatch.undo()
    assert poll(box) == {"set_aside": 1}


def test_a_mail_with_a_heavy_pdf_is_entered_without_it(box, nothing_decoded_here):
    message = mail("Lihat lampiran.")
    bomb = hostile_files.pdf_with_contents_of(500)
    message.add_attachment(bomb, maintype="application", subtype="pdf", filename="a.pdf")
    box.put(bytes(message))
    assert poll(box) == {"opened": 1}
    ticket = Ticket.objects.get()
    assert not ticket.attachments.exists()
    assert words_of(ticket)[0].startswith("Lihat lampiran.\n\n[1 ")


def test_pictures_are_attached_and_malware_is_not(box):
    message = mail("Ini fotonya.")
    message.add_attachment(pictures.turned(6), maintype="image", subtype="jpeg", filename="a.jpg")
    message.add_attachment(factories.eicar(), maintype="image", subtype="png", filename="b.png")
    message.add_attachment(b"MZ", maintype="application", subtype="pdf", filename="c.pdf")
    box.put(bytes(message))
    assert poll(box) == {"opened": 1}
    ticket = Ticket.objects.get()
    assert ticket.attachments.count() == 1
    assert words_of(ticket)[0].startswith("Ini fotonya.\n\n[2 ")


HTML = b"""From: %s\r\nSubject: =?utf-8?q?Buku_anak?=\r\nMessage-ID: <h@c>\r\n\
Content-Type: text/html; charset=iso-8859-1\r\n\r\n\
<style>p{color:red}</style><script>alert(1)</script><p>Caf\xe9 <b>buku</b> &amp; baca</p>
<p>Salam</p>
"""


def test_html_mail_becomes_plain_text(box):
    box.put(HTML % EMAIL.encode())
    assert poll(box) == {"opened": 1}
    (words,) = words_of(Ticket.objects.get())
    assert words.split("\n") == ["Café buku & baca", "", "Salam"]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (b"Subject: x\r\nContent-Type: text/plain; charset=klingon", b"\xff\xfe kata"),
        (b"Subject: =?bogus?q?=ZZ?= \xe9\xff", b"kata"),
        (b"Subject: x\r\nContent-Type: multipart/mixed; boundary=none", b"kata"),
        (b"Subject: x\r\nContent-Transfer-Encoding: base64", b"!!!kata!!!"),
        (b"Subject: x\r\nContent-Type: text/plain;;;=\r\nDate: never", b"kata\0\x07"),
        (b"Subject: " + b"x" * 5000, b"kata " * 4000),
        (b"Subject: only a subject", b""),
    ],
)
def test_malformed_mail_is_entered_as_far_as_possible(box, headers, body):
    box.put(b"From: a@b.example\r\n" + headers + b"\r\n\r\n" + body)
    assert poll(box) == {"opened": 1}
    (words,) = words_of(Ticket.objects.get())
    assert words
    assert "\0" not in words


def test_empty_mail_is_only_counted(box):
    box.put(b"From: a@b.example\r\n\r\n")
    assert poll(box) == {"empty": 1}


def test_unreachable_or_locked_mailbox_is_reported(server):
    wrong = server.url.replace(PASSWORD, "salah")
    for url in (wrong, "imap://a:b@127.0.0.1:1/INBOX", server.url.replace("INBOX", "Tiada")):
        with pytest.raises(MailboxAway):
            services.poll_mailbox(url=url)


def test_nothing_of_a_mail_is_stored_in_plain_text(box):
    box.put(bytes(mail()))
    poll(box)
    row = MailSeen.objects.values().get()
    assert EMAIL not in str(row)
    assert "contoh.example" not in str(row)
