"""Races of incidents: two heads who confirm, two jobs that queue the notices, and a worker that is
killed in the middle. The controls remove the lock and show that the races are real.
"""

import os
import signal
from collections import Counter

import pytest
from django.db import connections

from rontal.accounts.roles import Role
from rontal.core.errors import DomainError
from rontal.core.models import Event
from rontal.incidents import services
from rontal.incidents.models import AffectedPerson, Incident
from rontal.incidents.services import finding, notices, notifying
from rontal.incidents.steps.notice_version import version_of
from rontal.notifications import incident_proof
from rontal.notifications.models import Message
from tests.support.data_requests.factories import data_request
from tests.support.incidents import factories
from tests.support.races.threads import Moment, together
from tests.support.worker import drain

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
PERSONS = 7


def read_without_lock(incident_id: int) -> Incident:
    return Incident.objects.get(pk=incident_id)


def submitted() -> Incident:
    """Returns an incident of seven persons with addresses, and the staff."""
    for number in range(PERSONS):
        data_request(email=f"orang{number}@contoh.example")
    return factories.submitted(agency="")


def confirmed() -> Incident:
    found = submitted()
    services.confirm(incident_id=found.pk, seen=version_of(found), actor=factories.actor(Role.HEAD))
    return found


def notified(found: Incident) -> Counter:
    """Returns the number of notices by person."""
    rows = Event.objects.filter(name="incident:person_notified")
    own = {str(pk) for pk in found.persons.values_list("pk", flat=True)}
    return Counter(pk for pk in rows.values_list("subject_id", flat=True) if pk in own)


def spread_by_two(found: Incident) -> list:
    return together(*[lambda: services.spread_notices(incident_id=found.pk)] * 2)


def test_one_of_two_heads_confirms(monkeypatch):
    found = submitted()
    moment = Moment()
    monkeypatch.setattr(notices, "lock_unfinished", moment.after(notices.lock_unfinished))
    heads = [factories.actor(Role.HEAD) for _ in range(2)]
    results = together(
        *(
            lambda head=head: services.confirm(
                incident_id=found.pk, seen=version_of(found), actor=head
            )
            for head in heads
        )
    )
    assert not moment.met
    assert sum(isinstance(one, DomainError) for one in results) == 1
    assert Event.objects.filter(name="incident:confirmed").count() == 1


def test_two_jobs_queue_each_notice_once(monkeypatch):
    found = confirmed()
    monkeypatch.setattr(notifying, "BATCH", 2)
    moment = Moment()
    monkeypatch.setattr(notifying, "lock", moment.after(notifying.lock))
    spread_by_two(found)
    assert not moment.met
    assert set(notified(found).values()) == {1}
    assert len(notified(found)) == found.persons.count()


def test_control_without_the_lock_two_jobs_queue_notices_twice(monkeypatch):
    found = confirmed()
    moment = Moment()
    monkeypatch.setattr(notifying, "lock", read_without_lock)
    monkeypatch.setattr(
        notifying, "recipient_or_nobody", moment.after(notifying.recipient_or_nobody)
    )
    spread_by_two(found)
    assert moment.met
    assert set(notified(found).values()) == {2}


def killed_at(module: object, name: str, call: int, act) -> None:
    """Runs `act` in a process that is killed at a call of a function, inside its transaction."""
    connections.close_all()
    child = os.fork()
    if not child:
        original, calls = getattr(module, name), []

        def deadly(*arguments, **named):
            result = original(*arguments, **named)
            calls.append(1)
            if len(calls) == call:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        setattr(module, name, deadly)
        try:
            act()
        finally:
            os._exit(1)
    _child, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)


@pytest.mark.whole
def test_worker_killed_in_the_middle_of_the_notices_notifies_everybody_once(
    monkeypatch, mailoutbox
):
    found = confirmed()
    monkeypatch.setattr(notifying, "BATCH", 2)
    killed_at(notifying, "emit_all", 3, lambda: services.spread_notices(incident_id=found.pk))
    assert AffectedPerson.objects.filter(incident=found, queued_at__isnull=False).count() == 4
    services.resume_work()
    (_result,) = together(drain)
    assert set(notified(found).values()) == {1}
    sent = Counter(mail.to[0] for mail in mailoutbox if "insiden" in mail.subject.lower())
    assert {sent[f"orang{number}@contoh.example"] for number in range(PERSONS)} == {1}
    proof = incident_proof.proof_of(found)
    assert (proof.told, proof.untold, proof.waiting) == (proof.persons, 0, 0)
    assert Message.objects.filter(kind="incident_person").count() == proof.persons


def test_worker_killed_in_the_middle_of_the_search_counts_everybody_once(monkeypatch):
    for _ in range(PERSONS):
        data_request()
    officer = factories.actor()
    found = factories.incident(officer)
    monkeypatch.setattr(finding, "BATCH", 2)
    scope = factories.Scope(factories.ScopeKind.EVERYBODY)
    services.choose_scope(incident_id=found.pk, scope=scope, actor=officer)
    killed_at(finding, "_persons", 4, lambda: services.search_persons(incident_id=found.pk))
    assert Incident.objects.get(pk=found.pk).is_searching
    services.resume_work()
    requests = AffectedPerson.objects.filter(incident=found, data_request__isnull=False)
    assert requests.values("data_request").distinct().count() == requests.count() == PERSONS
