"""Tests of requests of guardians, which end with the guardian's rights."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.core.actors import Actor
from rontal.core.jobs import tell_subscriber
from rontal.core.models import Event
from rontal.data_requests import services
from rontal.data_requests.errors import RequestOver
from rontal.data_requests.models import DataRequest, RequestFollowKey
from rontal.data_requests.rules.kinds import RequestAct, RequestKind
from rontal.data_requests.services.opening import open_guardian_request
from rontal.membership import services as membership
from rontal.membership.models import Member
from rontal.membership.selectors.families import address_hash
from tests.support.data_requests import factories as requests
from tests.support.membership import factories
from tests.support.web.visitors import client_of, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def travel() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 11, 24, 2, 0, tzinfo=UTC), tick=False) as traveller:
        yield traveller


def asked_member(travel: time_machine.Traveller) -> Member:
    member = factories.member(factories.child_values(date(2010, 3, 2)))
    travel.move_to(datetime(2027, 3, 1, 17, 22, tzinfo=UTC))
    membership.ask_for_hand_overs()
    return member


def of_guardian(member: Member, key: str) -> int:
    return open_guardian_request(
        address=address_hash("ayu@contoh.example"),
        code=member.application.code,
        kind=RequestKind.ACCESS,
        words="Apa yang dibaca anak saya?",
        key=key * 32,
    ).request_id


def test_requests_of_a_guardian_end_when_the_young_person_takes_over(
    travel: time_machine.Traveller,
) -> None:
    member, handler = asked_member(travel), requests.clerk()
    taken, waiting = of_guardian(member, "a"), of_guardian(member, "b")
    services.take(request_id=taken, actor=handler)
    own = requests.data_request(actor=Actor.person(member.user_id))
    membership.take_over(
        application_id=member.application_id,
        purposes=["membership"],
        actor=Actor.person(member.user_id),
    )
    for job in ProcrastinateJob.objects.filter(task_name=tell_subscriber.name):
        if job.args["subscriber"].startswith("rontal.data_requests."):
            tell_subscriber.func(**job.args)
    with pytest.raises(RequestOver):
        services.fulfil(
            request_id=taken, acts=[RequestAct.COPY_GIVEN], words="Ini salinannya.", actor=handler
        )
    for row in DataRequest.objects.filter(pk__in=[taken, waiting]):
        assert (row.state, row.contact, row.has_email) == ("withdrawn", None, False)
        assert row.news is (row.pk == taken), "the handler is told"
        assert not RequestFollowKey.objects.filter(request=row).exists()
    assert Event.objects.filter(name="data_request:guardian_ended").count() == 2
    own.refresh_from_db()
    assert (own.state, own.contact is None) == ("received", False)
    code = DataRequest.objects.get(pk=taken).code
    page = text(client_of(handler).get(f"/meja/permintaan/{code}/"))
    assert "orang tua atau wali ini sudah berakhir" in page
