"""Races at the counter: two identical requests, and one person at two counters."""

import pytest

from rontal.membership import services
from rontal.membership.errors import AlreadyApplied, AlreadyMember
from rontal.membership.models import Application
from tests.support.membership.counter import begun
from tests.support.membership.factories import clerk, values
from tests.support.races.threads import together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_two_presses_at_once_register_once():
    actor = clerk()
    draft = begun(actor)

    def press() -> object:
        return services.register_at_counter(draft_id=draft.pk, actor=actor)

    first, second = together(press, press)
    assert first == second
    assert Application.objects.count() == 1


def test_person_at_two_counters_at_once_is_registered_once():
    typed = values(email="")
    actors = [clerk(), clerk()]
    drafts = [begun(actor, typed) for actor in actors]
    answers = together(
        *(
            lambda draft=draft, actor=actor: services.register_at_counter(
                draft_id=draft.pk, actor=actor
            )
            for draft, actor in zip(drafts, actors, strict=True)
        )
    )
    refused = [one for one in answers if isinstance(one, AlreadyApplied | AlreadyMember)]
    assert len(refused) == 1
    assert Application.objects.count() == 1
