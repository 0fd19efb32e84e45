"""Writes generated lives to the database: accounts, applications, members, examinations, events,
mails, statistics.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.db import models

from bench.traffic.application_histories import VISITOR, Life
from rontal.accounts import events as accounts
from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.core import sealing
from rontal.core.actors import Actor
from rontal.core.models import Event
from rontal.membership import events
from rontal.membership.figures.models import RegistrationFact
from rontal.membership.figures.rules import CAME_IN, END, ENDED, Moment
from rontal.membership.models import Application, Consent, Guardian, Member
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules import ages, number
from rontal.membership.rules import form as forms
from rontal.membership.rules.kinds import CONSENT_TEXT_VERSION, ConsentBy
from rontal.membership.rules.staff_reasons import SuspensionReason
from rontal.membership.selectors.families import address_hash
from rontal.membership.states import ApplicationState, MemberState
from rontal.membership.steps import counting
from rontal.membership.suspensions import Suspension
from rontal.notifications.models import Message
from rontal.standard.policies import StandardPolicies
from rontal.standard.selectors import library
from rontal.standard.steps.models import StepTime
from rontal.standard.steps.rules import IN_WORKING_TIME, PROMISED, Step
from rontal.verification.models import Examination, Finding

_S = ApplicationState
AT_ONCE = 2000
PHOTO_RETENTION = timedelta(days=30)
CALM = timedelta(days=20)
"""Time after joining before anything else happens to a membership."""
LETTERS = {
    events.SUBMITTED: "activation",
    events.ACTIVATED: "received",
    events.APPROVED: "approved",
    events.REJECTED: "rejected",
    events.CORRECTION_ASKED: "correction_needed",
    events.LAPSED: "lapsed",
    events.WITHDRAWN: "withdrawn",
    events.GUARDIAN_ASKED: "guardian_request",
}
FINDINGS_OF = {
    "approve": (("nik_sound", "pass"), ("identity_new", "pass"), ("card_found", "pass")),
    "look_closer": (("nik_sound", "pass"), ("nik_region_differs", "warn"), ("card_found", "pass")),
    "ask_correction": (("nik_sound", "pass"), ("card_blurred", "fail"), ("card_found", "pass")),
}
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@dataclass
class Ledger:
    """Events of everybody, written in the order of time, and the mails that they cause: (event,
    kind, columns).
    """

    rows: list[Event] = field(default_factory=list)
    messages: list[tuple[Event, str, dict[str, Any]]] = field(default_factory=list)

    def note(
        self, at: datetime, name: str, actor: Actor, subject: models.Model, data: dict[str, Any]
    ) -> Event:
        event = Event(
            name=name,
            at=at,
            actor_kind=actor.kind,
            actor_id=actor.id,
            actor_name=actor.name,
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            data=data,
        )
        self.rows.append(event)
        return event

    def write(self, rng: Random) -> None:
        """Writes all events and mails; some mails have failed."""
        self.rows.sort(key=lambda row: row.at)
        bulk(Event, self.rows)
        mails = []
        for event, kind, columns in self.messages:
            fails = rng.random() < 0.004
            sent = None if fails else event.at + timedelta(seconds=rng.randint(1, 40))
            mails.append(
                Message(
                    kind=kind,
                    event_id=event.pk,
                    state="failed" if fails else "sent",
                    attempts=1,
                    error="refused" if fails else "",
                    created_at=event.at,
                    sent_at=sent,
                    **columns,
                )
            )
        bulk(Message, sorted(mails, key=lambda mail: mail.created_at))


def bulk(model: type[models.Model], rows: Iterable[Any]) -> list[Any]:
    """Writes rows a few thousand at a time and returns them with their keys."""
    written, waiting = [], iter(rows)
    while part := list(islice(waiting, AT_ONCE)):
        written += model._base_manager.bulk_create(part, batch_size=1000)
    return written


def write(lives: list[Life], ledger: Ledger, rng: Random, until: datetime) -> list[Member]:
    """Writes applications and everything around them; returns the members."""
    codes = _codes(rng, len(lives))
    _join(lives, rng, until)
    accounts = iter(bulk(User, _accounts(lives, codes)))
    rows = [
        _application(life, code, next(accounts) if "activated_at" in life.columns else None)
        for life, code in zip(lives, codes, strict=True)
    ]
    facts = [fact for life, row in zip(lives, rows, strict=True) for fact in _count(life, row)]
    for row in rows:
        _erase(row, until)
    bulk(Application, rows)
    bulk(RegistrationFact, facts)
    pairs = list(zip(lives, rows, strict=True))
    _around(pairs)
    for life, row in pairs:
        _record_events(life, row, ledger)
    bulk(StepTime, _times(lives))
    return _members(pairs, ledger)


def _codes(rng: Random, count: int) -> list[str]:
    codes: dict[str, None] = {}
    while len(codes) < count:
        letters = "".join(rng.choices(_ALPHABET, k=8))
        codes[f"{letters[:4]}-{letters[4:]}"] = None
    return list(codes)


def _accounts(lives: list[Life], codes: list[str]) -> Iterator[User]:
    for life, code in zip(lives, codes, strict=True):
        if "activated_at" in life.columns:
            form = life.person.form
            yield User(
                login_name=life.member or code,
                is_active=life.member_state != MemberState.CLOSED,
                email=form.email,
                name=form.name,
                password="!",  # noqa: S106
                date_joined=life.columns["activated_at"],
            )


def _application(life: Life, code: str, user: User | None) -> Application:
    form = life.person.form
    assert form.identity_kind is not None
    columns = {key: value for key, value in life.columns.items() if key != "says"}
    return Application(
        code=code,
        user=user,
        name=form.name,
        email=form.email,
        identity_kind=form.identity_kind,
        nik_hash=sealing.keyed_hash(form.identity, purpose="nik"),
        details=forms.write(form),
        submit_key=sealing.token_hash(code).hex(),
        **columns,
    )


def _count(life: Life, row: Application) -> list[RegistrationFact]:
    moments = {Moment.SENT: row.submitted_at}
    if life.state in END and row.ended_at is not None:
        moments[END[life.state]] = row.ended_at
    row.counted = ENDED if life.state in END else CAME_IN
    return counting.facts(row, moments, life.person.form)


def _erase(row: Application, until: datetime) -> None:
    """Erases personal data of an application that ended long ago without a member."""
    if row.state != _S.APPROVED and row.ended_at is not None:
        row.details, row.nik_hash = {}, b""
        if row.ended_at + PHOTO_RETENTION < until:
            row.name = row.email = row.decision_words = ""
            row.erased_at = row.ended_at + PHOTO_RETENTION


def _around(pairs: list[tuple[Life, Application]]) -> None:
    bulk(
        Consent,
        (
            Consent(
                application=row,
                purpose=purpose,
                by=ConsentBy.APPLICANT,
                given_at=row.submitted_at,
                text_version=CONSENT_TEXT_VERSION,
            )
            for life, row in pairs
            for purpose in sorted(life.person.form.consents)
        ),
    )
    bulk(Guardian, (_guardian(life, row) for life, row in pairs if _has_guardian(life, row)))
    checked = [(life, row, row.checked_at) for life, row in pairs if row.checked_at is not None]
    examinations = bulk(
        Examination,
        (
            Examination(
                application=row,
                run=1,
                recommendation=life.columns["says"],
                at=at,
                milliseconds=900,
            )
            for life, row, at in checked
            if "says" in life.columns
        ),
    )
    bulk(
        Finding,
        (
            Finding(examination=one, position=place, code=code, level=level)
            for one in examinations
            for place, (code, level) in enumerate(FINDINGS_OF[one.recommendation])
        ),
    )


def _has_guardian(life: Life, row: Application) -> bool:
    return life.person.form.guardian is not None and row.erased_at is None


def _guardian(life: Life, row: Application) -> Guardian:
    form = life.person.form
    assert form.guardian is not None
    assert form.birth_date is not None
    guardian = {
        "name": form.guardian.name,
        "relation": str(form.guardian.relation),
        "email": form.guardian.email,
    }
    return Guardian(
        application=row,
        details=guardian,
        email_hash=address_hash(form.guardian.email),
        decides=ages.guardian_decides(form.birth_date, row.submitted_at.date()),
        asked_at=row.submitted_at,
        consented_at=life.columns.get("activated_at"),
    )


def _record_events(life: Life, row: Application, ledger: Ledger) -> None:
    for at, name, actor, data in life.happened:
        who = Actor.person(row.user_id or 0) if actor.id == 0 else actor
        event = ledger.note(at, name, who, row, data)
        if name in LETTERS:
            ledger.messages.append((event, LETTERS[name], {"application": row}))


def _times(lives: list[Life]) -> Iterator[StepTime]:
    decision = timedelta(minutes=StandardPolicies.current().decision_working_minutes)
    for life in lives:
        for step, at, took in life.took:
            yield StepTime(
                step=step,
                ended_on=at.astimezone(library().tz).date(),
                seconds=int(took.total_seconds()) + 1,
                working=step in IN_WORKING_TIME,
                promised_seconds=int(PROMISED.get(step, decision).total_seconds()),
            )


def _join(lives: list[Life], rng: Random, until: datetime) -> None:
    """Assigns member numbers in the order of decisions. Some weeks later a few members close their
    membership, and fewer are suspended.
    """
    approved = [life for life in lives if life.state == _S.APPROVED]
    for serial, life in enumerate(
        sorted(approved, key=lambda life: life.columns["decided_at"]), start=500_000
    ):
        at, chance = life.columns["decided_at"], rng.random()
        year = at.astimezone(library().tz).year
        life.member = number.compose(library().member_number, year=year, serial=serial)
        if chance < 0.03 and at + CALM < until:
            life.member_state = MemberState.CLOSED if chance < 0.02 else MemberState.SUSPENDED


def _members(pairs: list[tuple[Life, Application]], ledger: Ledger) -> list[Member]:
    joined = [(life, row) for life, row in pairs if life.member]
    members = bulk(Member, [_member(life, row) for life, row in joined])
    bulk(Suspension, (_suspension(one) for one in members if one.state == MemberState.SUSPENDED))
    for member, (life, _row) in zip(members, joined, strict=True):
        _record_member_events(member, life, ledger)
    return members


def decided(row: Application) -> datetime:
    """Returns the moment of the decision about a decided application."""
    assert row.decided_at is not None
    return row.decided_at


def _suspension(member: Member) -> Suspension:
    row = member.application
    return Suspension(
        member=member,
        reason=SuspensionReason.ASKED,
        since=decided(row) + CALM,
        by_id=row.decided_by_id,
    )


def _record_member_events(member: Member, life: Life, ledger: Ledger) -> None:
    row = member.application
    assert row.decided_by_id is not None
    clerk, at = Actor.staff(row.decided_by_id, frozenset({Role.CLERK})), decided(row)
    ledger.note(at, events.MEMBER_JOINED, clerk, member, {})
    if member.state == MemberState.CLOSED:
        ledger.note(at + CALM, events.MEMBER_CLOSED, VISITOR, member, {"by": "member"})
    if member.state == MemberState.SUSPENDED:
        ledger.note(at + CALM, events.MEMBER_SUSPENDED, clerk, member, {})
    for step, moment, _took in life.took:
        if step is Step.SIGN_IN:
            ledger.note(
                moment, accounts.FIRST_SIGN_IN, Actor.person(member.user_id), member.user, {}
            )


def _member(life: Life, row: Application) -> Member:
    day = decided(row).astimezone(library().tz).date()
    closed = life.member_state == MemberState.CLOSED
    return Member(
        user=row.user,
        application=row,
        nik_hash=b"" if closed else row.nik_hash,
        name=row.name,
        number=life.member,
        state=life.member_state,
        joined_on=day,
        closed_at=decided(row) + CALM if closed else None,
        valid_until=day + timedelta(days=365 * MembershipPolicies.current().membership_years),
    )
