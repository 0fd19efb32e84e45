"""Tests of the links to pages on which a request about personal data is done."""

import pytest
from django.utils.translation import override

from rontal.accounts.roles import Role
from rontal.data_requests.rules.kinds import RequestKind
from rontal.desk.data_requests.places import places
from tests.support.data_requests.factories import data_request
from tests.support.desk.factories import at_desk
from tests.support.membership import factories as membership

pytestmark = pytest.mark.django_db
KINDS = (RequestKind.CORRECTION, RequestKind.ERASURE, RequestKind.RESTRICTION, RequestKind.ACCESS)


@pytest.fixture
def requests():
    """Returns a request of each kind by a member."""
    member = membership.member()
    made = [data_request(kind=kind) for kind in KINDS]
    for one in made:
        one.account = member.user
        one.save(update_fields=["account"])
    return made


@pytest.mark.whole
@pytest.mark.parametrize("role", [Role.OFFICER, Role.CLERK, Role.HEAD])
def test_every_link_opens_for_who_gets_it(requests, role):
    desk, actor = at_desk(role), membership.clerk(role)
    found = [place for request in requests for place in places(request, actor)]
    assert found
    for place in found:
        assert bool(place.path) != bool(place.who), place
        if place.path:
            assert desk.get(place.path).status_code == 200, place.path


def test_officer_reads_who_does_it_and_a_correction_is_not_only_the_heads(requests):
    correction, erasure, *_others = requests
    officer = membership.clerk(Role.OFFICER)
    with override("en"):
        assert str(places(correction, officer)[0].who) == "A clerk or the head does this."
        assert str(places(erasure, officer)[0].who) == "The head does this."
    assert not any(place.path for place in places(correction, officer))
