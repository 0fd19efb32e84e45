"""The life of one application, moment by moment. Writes nothing to the database."""

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bench.traffic.people import Person
from rontal.core.actors import Actor
from rontal.membership import events
from rontal.membership.rules.kinds import Origin
from rontal.membership.states import CLOCK_RUNS, FINAL, ApplicationState, MemberState
from rontal.standard.rules import due
from rontal.standard.selectors import calendar
from rontal.standard.steps.rules import Step
from rontal.verification import events as verification

_S = ApplicationState
PROMISED = timedelta(hours=8)
MACHINE = Actor.system("verification.examine")
SWEEPER = Actor.system("membership.lapse_overdue")
VISITOR = Actor.visitor()
REJECTIONS = ("not_eligible", "not_own_identity", "identity_invalid", "duplicate", "other")
CORRECTIONS = ("photo_card_unreadable", "photo_face_unclear", "address_incomplete", "name_differs")


@dataclass
class Life:
    """One application: its columns, its events with their times, and the duration of its steps; the
    resulting member number and the state of that membership.
    """

    person: Person
    columns: dict[str, Any]
    happened: list[tuple[datetime, str, Actor, dict[str, Any]]] = field(default_factory=list)
    took: list[tuple[Step, datetime, timedelta]] = field(default_factory=list)
    used: timedelta = timedelta()
    member: str = ""
    member_state: MemberState = MemberState.ACTIVE

    @property
    def state(self) -> ApplicationState:
        return ApplicationState(self.columns["state"])

    def note(self, at: datetime, name: str, actor: Actor, **data: Any) -> None:
        """Records an event without a transition."""
        self.happened.append((at, name, actor, data))

    def record_transition(
        self, at: datetime, to: ApplicationState, name: str, actor: Actor, **data: Any
    ) -> None:
        """Records a transition as `membership.steps.moving` does it."""
        self.note(at, name, actor, **{"from": str(self.state), "to": str(to)}, **data)
        self.columns |= {"state": to, "clock_started_at": None}
        if to in CLOCK_RUNS:
            self.columns["lapse_at"] = None
        if to in FINAL:
            self.columns |= {"ended_at": at, "lapse_at": None}


@dataclass(frozen=True)
class World:
    """Surroundings of the lives: `until` is the current time."""

    rng: Random
    until: datetime
    clerks: tuple[Actor, ...]


def live(world: World, person: Person, sent: datetime) -> Life:
    """Returns an application from the day on which it is submitted until now."""
    rng, form = world.rng, person.form
    life = Life(
        person,
        {
            "state": _S.AWAITING_ACTIVATION,
            "origin": Origin.COUNTER if rng.random() < 0.07 else Origin.ONLINE,
            "language": "en" if rng.random() < 0.03 else "id",
            "resident": form.regency == "5102",
            "submitted_at": sent,
            "lapse_at": sent + timedelta(days=7),
        },
    )
    life.took.append((Step.FORM, sent, _about(rng, minutes=13)))
    life.note(sent, events.SUBMITTED, VISITOR, to=str(life.state), address_known=False)
    for purpose in sorted(form.consents):
        life.note(sent, events.CONSENT_GIVEN, VISITOR, purpose=purpose.value, by="applicant")
    if form.guardian is not None:
        life.note(sent, events.GUARDIAN_ASKED, VISITOR, asks_for="consent")
    _activate(world, life, sent)
    return life


def _activate(world: World, life: Life, sent: datetime) -> None:
    rng, lapses = world.rng, sent + timedelta(days=7)
    at = sent + _about(rng, minutes=40)
    chance = rng.random()
    if chance < 0.05 or at >= lapses:
        if lapses <= world.until:
            life.record_transition(lapses, _S.LAPSED, events.LAPSED, SWEEPER, why="not_activated")
    elif at <= world.until:
        if chance < 0.06:
            life.record_transition(at, _S.WITHDRAWN, events.WITHDRAWN, VISITOR, by="address_owner")
            return
        life.columns["activated_at"] = at
        life.took.append((Step.ACTIVATION, at, at - sent))
        if life.person.form.guardian is not None:
            life.note(at, events.GUARDIAN_CONSENTED, VISITOR)
        life.record_transition(at, _S.CHECKING, events.ACTIVATED, VISITOR)
        _check(world, life, at)


def _check(world: World, life: Life, start: datetime) -> None:
    """Starts the clock; the automatic check comes first, then a clerk."""
    rng = world.rng
    life.columns |= {
        "clock_started_at": start,
        "due_at": due(calendar(), start, max(timedelta(), PROMISED - life.used)),
    }
    checked_at = start + timedelta(seconds=rng.randint(40, 400))
    if checked_at > world.until:
        return
    decision = rng.choices(("approve", "look_closer", "ask_correction"), (70, 22, 8))[0]
    life.note(checked_at, verification.EXAMINED, MACHINE, recommendation=decision)
    life.columns |= {"says": decision, "checked_at": checked_at}
    life.record_transition(checked_at, _S.IN_REVIEW, events.CHECKING_FINISHED, MACHINE)
    life.columns["clock_started_at"] = start
    works = min(_about(rng, minutes=170), timedelta(hours=13))
    decided = max(due(calendar(), start, works), checked_at)
    clerk = rng.choice(world.clerks)
    if decided <= world.until:
        life.used += works
        life.columns["working_seconds_used"] = int(life.used.total_seconds())
        life.note(decided - timedelta(seconds=50), events.OPENED, clerk, reason="case_review")
        _decide(world, life, decided, clerk)


def _decide(world: World, life: Life, at: datetime, clerk: Actor) -> None:
    rng, chance = world.rng, world.rng.random()
    again = bool(life.columns.get("decision_reasons"))
    if chance < 0.10 and not again:
        reason = rng.choice(CORRECTIONS)
        life.record_transition(
            at, _S.NEEDS_CORRECTION, events.CORRECTION_ASKED, clerk, reasons=reason
        )
        life.columns |= {"decision_reasons": [reason], "lapse_at": at + timedelta(days=30)}
        _correct(world, life, at)
        return
    if chance < 0.11:
        life.record_transition(at, _S.WITHDRAWN, events.WITHDRAWN, VISITOR, by="applicant")
        return
    life.columns |= {"decided_at": at, "decided_by_id": clerk.id}
    life.took.append((Step.DECISION, at, life.used))
    if chance < 0.16:
        reason = rng.choice(REJECTIONS)
        life.record_transition(at, _S.REJECTED, events.REJECTED, clerk, reason=reason)
        life.columns |= {"decision_reasons": [reason], "decision_words": "Mohon datang ke loket."}
    else:
        life.record_transition(at, _S.APPROVED, events.APPROVED, clerk, automatic=False)
        life.columns |= {"decision_reasons": [], "decision_words": ""}
    mail = timedelta(seconds=rng.randint(2, 50))
    life.took.append((Step.RESULT_MAIL, at + mail, mail))
    signs_in = at + mail + _about(rng, minutes=70)
    if life.state == _S.APPROVED and signs_in <= world.until:
        life.took.append((Step.SIGN_IN, signs_in, signs_in - at - mail))


def _correct(world: World, life: Life, asked_at: datetime) -> None:
    rng, lapses = world.rng, asked_at + timedelta(days=30)
    sent = asked_at + _about(rng, minutes=1500)
    if rng.random() < 0.15 or sent >= lapses:
        if lapses <= world.until:
            life.record_transition(lapses, _S.LAPSED, events.LAPSED, SWEEPER, why="not_corrected")
    elif sent <= world.until:
        life.record_transition(sent, _S.CHECKING, events.CORRECTED, Actor.person(0))
        _check(world, life, sent)


def _about(rng: Random, *, minutes: float) -> timedelta:
    """Returns a random duration around a median; few are very long."""
    return timedelta(minutes=minutes * math.exp(rng.gauss(0, 0.9)))
