"""A message "ready" that is outdated is not sent, in any order of actions and jobs.

`pytest tests/notifications/test_outdated_messages.py --orders 10000` tries that many orders of
taking a place, leaving, fetching, giving back, letting time pass, and sending; the suite tries 300.
"""

import contextlib
import dataclasses
import random
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.db.models import Q
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import DomainError
from rontal.core.jobs import tell_subscriber
from rontal.lending import services as lending
from rontal.lending.models import Hold, Loan
from rontal.lending.states import HoldState, LoanState
from rontal.notifications import registry, services
from rontal.notifications.messages import holds
from rontal.notifications.models import Message
from rontal.notifications.purposes import ChannelName, Purpose
from tests.support.lending.factories import borrower, lendable

pytestmark = pytest.mark.django_db
STEPS = 12
READY = {"Buku siap untuk Anda", "Hari terakhir meminjam buku yang siap untuk Anda"}
QUEUE = "rontal.notifications.tasks.queue_messages"


class Order:
    """One random order, in a transaction that is rolled back."""

    def __init__(self, seed: int, people, devices, title) -> None:
        self.chance = random.Random(seed)
        self.people, self.devices, self.title = people, devices, title
        self.done = set[int]()
        self.arrived = {actor.id: len(devices[actor.id].arrived) for actor in people}
        self.sent = self.false = 0

    def run(self, clock_of_test) -> None:
        self.clock = clock_of_test
        first, second, _third = self.people
        lending.borrow(title_id=self.title, actor=first)
        lending.place_hold(title_id=self.title, actor=second)
        acts = [self.wait, self.leave, self.fetch, self.pass_time, self.settle]
        acts += [self.return_loan] * 2 + [self.job] * 5 + [self.suspend_or_resume, self.remind]
        for act in self.chance.choices(acts, k=STEPS):
            act()
        while self.job():
            pass

    def wait(self) -> None:
        try_to(lending.place_hold, title_id=self.title, actor=self.person())

    def leave(self) -> None:
        for hold in self.hold():
            try_to(lending.cancel_hold, hold_id=hold.pk, actor=owner(hold))

    def suspend_or_resume(self) -> None:
        for hold in self.hold():
            act = lending.resume_hold if hold.state == HoldState.SUSPENDED else lending.suspend_hold
            try_to(act, hold_id=hold.pk, actor=owner(hold))

    def fetch(self) -> None:
        try_to(lending.borrow, title_id=self.title, actor=self.person())

    def return_loan(self) -> None:
        for loan in Loan.objects.filter(state=LoanState.ACTIVE, member__isnull=False):
            lending.return_loan(loan_id=loan.pk, actor=Actor.person(loan.member.user_id))

    def pass_time(self) -> None:
        self.clock.shift(timedelta(hours=self.chance.choice([1, 5, 14, 30, 80])))

    def settle(self) -> None:
        lending.settle_overdue()

    def remind(self) -> None:
        lending.remind_of_last_day()

    def job(self) -> bool:
        """Runs one waiting job, whichever, sometimes twice; False where none waits."""
        jobs = ProcrastinateJob.objects.filter(status="todo").exclude(pk__in=self.done)
        ours = jobs.filter(Q(task_name=services.DELIVERY) | Q(args__subscriber=QUEUE))
        if not ours:
            return False
        job = self.chance.choice(ours)
        self.done.add(job.pk)
        for _time in range(self.chance.choice([1, 1, 2])):
            if job.task_name == services.DELIVERY:
                if job.scheduled_at and job.scheduled_at > clock.now():
                    self.clock.shift(job.scheduled_at - clock.now() + timedelta(seconds=1))
                services.deliver(message_id=job.args["message_id"])
            else:
                tell_subscriber.func(**job.args)
            self.check_arrivals()
        return True

    def check_arrivals(self) -> None:
        """Compares what just arrived with what is so at this moment."""
        for actor in self.people:
            fresh = self.devices[actor.id].arrived[self.arrived[actor.id] :]
            self.arrived[actor.id] += len(fresh)
            for message in fresh:
                if message["title"] in READY:
                    self.sent += 1
                    self.false += not self.is_so(actor)

    def is_so(self, actor) -> bool:
        rows = Hold.objects.filter(member__user_id=actor.id, title=self.title)
        return rows.filter(state=HoldState.READY, ready_until__gt=clock.now()).exists()

    def person(self):
        return self.chance.choice(self.people)

    def hold(self):
        rows = list(Hold.objects.filter(title=self.title).order_by("pk"))
        return [self.chance.choice(rows)] if rows else []


def owner(hold) -> Actor:
    return Actor.person(hold.member.user_id)


def try_to(act, **arguments) -> None:
    with contextlib.suppress(DomainError):
        act(**arguments)


def tried_orders(number, device_of, first=0) -> tuple[int, int]:
    """Returns the number of messages "ready" in these orders, and how many were false."""
    people = [borrower() for _one in range(3)]
    devices = {actor.id: device_of(actor.id) for actor in people}
    title = lendable().pk
    for actor in people:  # mail uses the same check; it only takes longer
        services.choose(
            switches={(Purpose.HOLDS, ChannelName.MAIL): False}, show_titles=False, actor=actor
        )
    ProcrastinateJob.objects.filter(status="todo").delete()
    sent = false = 0
    for seed in range(first, first + number):
        with transaction.atomic():
            with time_machine.travel(clock.now(), tick=False) as traveller:
                order = Order(seed, people, devices, title)
                order.run(traveller)
                rows = Message.objects.filter(
                    channel="push", state="sent", kind__startswith="hold_"
                )
                assert rows.count() == order.sent, seed
            transaction.set_rollback(True)
        sent, false = sent + order.sent, false + order.false
        if seed % 250 == 249:
            print(f"up to seed {seed}: {sent} messages, {false} false", flush=True)
    return sent, false


@pytest.mark.whole
def test_no_order_of_events_sends_a_false_ready_message(device_of, pytestconfig):
    number = pytestconfig.getoption("--orders")
    sent, false = tried_orders(number, device_of, pytestconfig.getoption("--first-order"))
    print(f"{number:,} orders, {sent:,} messages, {false} false")
    assert sent > number / 4
    assert false == 0


@pytest.mark.whole
def test_without_the_check_false_messages_are_sent(device_of, monkeypatch):
    unchecked = dataclasses.replace(holds.READY, load=holds._loader(lambda _hold, _event: True))
    monkeypatch.setitem(registry.MESSAGES, "hold_ready", unchecked)
    _sent, false = tried_orders(60, device_of)
    assert false > 0
