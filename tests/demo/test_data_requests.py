"""Tests of the requests about personal data in the demo library."""

import pytest

from rontal.accounts.roles import Role
from rontal.data_requests.models import DataRequest
from rontal.data_requests.selectors.figures import published
from rontal.data_requests.states import OPEN
from rontal.demo import data_requests
from tests.support.accounts.factories import staff

pytestmark = pytest.mark.django_db


def test_requests_are_entered_once_with_answered_and_open_ones():
    staff(Role.CLERK, login_name="petugas")
    for _ in range(2):
        data_requests.load()
    assert DataRequest.objects.count() == len(data_requests.REQUESTS)
    assert DataRequest.objects.filter(state__in=list(OPEN)).count() == 2
    assert published() is not None
