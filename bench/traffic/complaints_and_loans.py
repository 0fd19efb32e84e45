"""Everything besides applications: complaints, answers of the survey, loans."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from bench.traffic.application_histories import VISITOR
from bench.traffic.applications import Ledger, bulk, decided
from rontal.catalogue.models import Title
from rontal.core import sealing
from rontal.core.actors import Actor
from rontal.feedback import events
from rontal.feedback.models import Entry, Ticket
from rontal.feedback.rules.codes import ticket_code
from rontal.feedback.rules.kinds import PACE_OF, Category, Channel, EntryKind, Kind
from rontal.feedback.selectors.promise import answer_due, closes, first_due
from rontal.feedback.states import TicketState
from rontal.feedback.survey.kinds import ABOUT, Occasion
from rontal.feedback.survey.models import Answer, Remark
from rontal.feedback.survey.rules import Element
from rontal.lending import events as lending
from rontal.lending.models import Licence, Loan
from rontal.lending.states import LoanState
from rontal.membership.models import Member
from rontal.membership.states import MemberState
from rontal.standard.selectors import library

TOPICS = ("Aplikasi lambat", "Tambah buku anak", "Jam buka hari Sabtu", "Terima kasih", "Kartu")
CHANNELS = (
    (Channel.FORM, 60),
    (Channel.CHAT, 15),
    (Channel.EMAIL, 10),
    (Channel.BOX, 6),
    (Channel.PHONE, 5),
    (Channel.COUNTER, 4),
)
KINDS = ((Kind.COMPLAINT, 40), (Kind.SUGGESTION, 30), (Kind.QUESTION, 22), (Kind.PRAISE, 8))
TITLES, COPIES = 400, 5


def tickets(
    count: int,
    ledger: Ledger,
    clerks: Sequence[Actor],
    rng: Random,
    since: datetime,
    until: datetime,
) -> None:
    """Writes complaints, suggestions, questions and praise, most of them answered in time."""
    rows = bulk(Ticket, (_ticket(rng, clerks, since, until) for _number in range(count)))
    entries = [one for row in rows for one in _entries(row)]
    bulk(Entry, entries)
    for row in rows:
        _record_events(row, ledger)


def _ticket(rng: Random, clerks: Sequence[Actor], since: datetime, until: datetime) -> Ticket:
    kind = rng.choices([kind for kind, _n in KINDS], [n for _kind, n in KINDS])[0]
    received = since + (until - since) * rng.random()
    anonymous, clerk = rng.random() < 0.3, rng.choice(clerks)
    row = Ticket(
        code=ticket_code(rng.randbytes(8)),
        kind=kind,
        category=rng.choice(list(Category)),
        channel=rng.choices([one for one, _n in CHANNELS], [n for _one, n in CHANNELS])[0],
        pace=PACE_OF[kind],
        topic={"text": rng.choice(TOPICS)},
        reporter=None if anonymous else {"name": "Ni Luh Sari", "email": "", "phone": "0812"},
        submit_key=sealing.keyed_hash(str(rng.random()), purpose="bench"),
        received_at=received,
        first_due_at=first_due(received),
        due_at=answer_due(received, PACE_OF[kind]),
    )
    taken_at = received + timedelta(hours=rng.expovariate(1 / 20))
    answered = taken_at + timedelta(days=rng.expovariate(1 / 3))
    if taken_at <= until:
        row.state, row.handler_id, row.first_response_at = (
            TicketState.IN_PROGRESS,
            clerk.id,
            taken_at,
        )
    if answered <= until:
        row.state, row.answered_at, row.in_time = (
            TicketState.ANSWERED,
            answered,
            answered <= row.due_at,
        )
        row.closes_at = closes(answered)
        if row.closes_at <= until:
            row.state, row.closed_at, row.closes_at = TicketState.CLOSED, row.closes_at, None
            row.rating = rng.choice((None, None, 2, 3, 4, 4))
    return row


def _entries(row: Ticket) -> Iterator[Entry]:
    words = {"text": "Aplikasi berputar terus saat saya membuka buku."}
    yield Entry(ticket=row, kind=EntryKind.REPORT, words=words, at=row.received_at)
    if row.answered_at is not None:
        words = {"text": "Terima kasih. Masalah ini sudah kami perbaiki."}
        yield Entry(
            ticket=row,
            kind=EntryKind.ANSWER,
            words=words,
            at=row.answered_at,
            staff_id=row.handler_id,
        )


def _record_events(row: Ticket, ledger: Ledger) -> None:
    clerk = Actor.staff(row.handler_id, frozenset({"clerk"})) if row.handler_id else VISITOR
    data = {"kind": str(row.kind), "category": str(row.category), "channel": str(row.channel)}
    ledger.note(row.received_at, events.OPENED, VISITOR, row, data)
    if row.first_response_at:
        transition = {"from": "received", "to": "in_progress"}
        ledger.note(row.first_response_at, events.TAKEN, clerk, row, transition)
    if row.answered_at:
        transition = {"from": "in_progress", "to": "answered"}
        ledger.note(row.answered_at, events.ANSWERED, clerk, row, transition)
    if row.closed_at:
        transition = {"from": "answered", "to": "closed", "how": "time"}
        ledger.note(
            row.closed_at, events.CLOSED, Actor.system("feedback.close_answered"), row, transition
        )


def survey(count: int, rng: Random, since: datetime, until: datetime) -> None:
    """Writes anonymous answers, and a remark for one in twenty."""
    months = [
        (since + (until - since) * rng.random()).astimezone(library().tz).date()
        for _number in range(count)
    ]
    months = [day.replace(day=1) for day in months]
    bulk(
        Answer,
        (
            Answer(
                id=uuid.UUID(bytes=rng.randbytes(16)),
                month=month,
                occasion=rng.choice(list(Occasion)),
                **{
                    element.value: rng.choices((1, 2, 3, 4), (2, 8, 45, 45))[0]
                    for element in Element
                },
                **{name: rng.choice(["", *values]) for name, values in ABOUT.items()},
            )
            for month in months
        ),
    )
    bulk(
        Remark,
        (
            Remark(
                id=uuid.UUID(bytes=rng.randbytes(16)),
                month=month,
                words={"text": "Mudah dan cepat."},
            )
            for month in months[: count // 20]
        ),
    )


def loans(
    count: int, members: Sequence[Member], ledger: Ledger, rng: Random, until: datetime
) -> None:
    """Writes loans of active members, each of a week; the last ones are still active."""
    readers = [one for one in members if one.state == MemberState.ACTIVE]
    if not readers:
        return
    licences = _collection(rng, until)
    used: set[tuple[object, ...]] = set()
    rows = []
    for _number in range(count):
        member, licence = rng.choice(readers), rng.choice(licences)
        joined = decided(member.application)
        started = joined + (until - joined) * rng.random()
        copy, over = rng.randint(1, COPIES), started + timedelta(days=7)
        keys = {(licence.pk, copy), ("member", member.pk, licence.title_id)}
        if over > until and used & keys:
            continue
        used |= keys if over > until else set()
        rows.append(
            Loan(
                member=member,
                title_id=licence.title_id,
                licence=licence,
                copy=copy,
                started_at=started,
                due_at=over,
                state=LoanState.EXPIRED if over <= until else LoanState.ACTIVE,
                ended_at=over if over <= until else None,
            )
        )
    for row in bulk(Loan, rows):
        actor = Actor.person(row.member.user_id)
        ledger.note(row.started_at, lending.LOAN_STARTED, actor, row, {})


def _collection(rng: Random, until: datetime) -> list[Licence]:
    added = until - timedelta(days=500)
    titles = bulk(
        Title,
        (
            Title(
                slug=f"tahun-{number}",
                title=f"Buku {number}",
                sort_title=f"buku {number}",
                language="id",
                added_at=added + timedelta(days=rng.randint(0, 400)),
            )
            for number in range(TITLES)
        ),
    )
    return bulk(
        Licence,
        (Licence(title=title, copies=COPIES, granted_at=title.added_at) for title in titles),
    )
