"""Races of deleting an account by a link, on real PostgreSQL; each with its control."""

import contextlib
import threading
from collections.abc import Callable
from typing import Any

import pytest

from rontal.android import services as android
from rontal.android.errors import CertificateKnown, TooManyCertificates
from rontal.android.models import AppCertificate, AppEntry
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition
from rontal.core.models import Event
from rontal.lending import services as lending
from rontal.lending.models import Loan
from rontal.lending.states import LoanState
from rontal.membership import errors, services
from rontal.membership.models import Application, Member
from rontal.membership.rules.kinds import LinkPurpose
from rontal.membership.services import deletion
from rontal.membership.states import ApplicationState, MemberState
from tests.support.lending.factories import lendable
from tests.support.membership import factories
from tests.support.races.threads import Moment, together
from tests.support.worker import drain

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
VISITOR = Actor.visitor()
THREADS = 8


def link(application: Application) -> str:
    return factories.token(application, LinkPurpose.DELETION)


def leaving(token: str) -> Callable[[], Application]:
    return lambda: services.delete_by_link(token=token, actor=VISITOR)


def confirmed(application: Application) -> int:
    return Event.objects.filter(
        name="application:deletion_confirmed", subject_id=str(application.pk)
    ).count()


def test_one_of_many_confirmations_at_once_deletes() -> None:
    application = factories.member().application
    tokens = [link(application), link(application)] * (THREADS // 2)
    results = together(*map(leaving, tokens))
    assert sum(isinstance(one, Application) for one in results) == 1
    refused = [one for one in results if not isinstance(one, Application)]
    assert {type(one) for one in refused} <= {errors.LinkUsed, errors.LinkOver}, refused
    assert confirmed(application) == 1


def test_one_of_two_confirmations_of_an_application_without_account_deletes() -> None:
    application = factories.submitted()
    results = together(*map(leaving, [link(application)] * 2))
    assert sum(isinstance(one, Application) for one in results) == 1
    assert confirmed(application) == 1


def test_control_without_locks_both_confirmations_succeed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shows that the race is real: without locks and used links both requests continue."""
    application = factories.member().application
    token, moment = link(application), Moment()
    monkeypatch.setattr(deletion, "_use_links", lambda application: None)
    monkeypatch.setattr(deletion, "lock_member", moment.after(lambda pk: None))
    results = together(leaving(token), leaving(token))
    assert moment.met
    assert any(isinstance(one, IllegalTransition) for one in results), (
        "only the state of the membership still refuses the second"
    )


def test_deleting_and_approving_at_once_leaves_no_open_account() -> None:
    """Checks that either the application is deleted first, or the link ends the new membership."""
    for _turn in range(6):
        case, clerk = factories.in_review(), factories.clerk()
        token = link(case)
        results = together(
            leaving(token),
            lambda case=case, clerk=clerk: services.approve(application_id=case.pk, actor=clerk),
        )
        case.refresh_from_db()
        if isinstance(results[0], Exception):
            assert isinstance(results[0], IllegalTransition), results
            services.delete_by_link(token=token, actor=VISITOR)
        if isinstance(results[1], Member):
            assert Member.objects.get(application=case).state == MemberState.CLOSED
        else:
            case.refresh_from_db()
            assert case.state == ApplicationState.WITHDRAWN


def test_deleting_and_leaving_while_signed_in_at_once_closes_once() -> None:
    member = factories.member()
    token, own = link(member.application), factories.applicant(member.application)
    results = together(
        leaving(token), lambda: services.close_membership(member_id=member.pk, actor=own)
    )
    assert sum(not isinstance(one, Exception) for one in results) == 1
    refused = next(one for one in results if isinstance(one, Exception))
    assert isinstance(refused, IllegalTransition | errors.LinkOver), refused
    assert Event.objects.filter(name="member:closed", subject_id=str(member.pk)).count() == 1


def test_borrowing_while_the_account_is_deleted_leaves_no_loan() -> None:
    for _turn in range(6):
        member, title = factories.member(), lendable()
        own, token = factories.applicant(member.application), link(member.application)
        results = together(
            leaving(token),
            lambda title=title, own=own: lending.borrow(title_id=title.pk, actor=own),
        )
        assert isinstance(results[0], Application), results[0]
        drain()
        assert not Loan.objects.filter(state=LoanState.ACTIVE, member=member).exists()
        other = factories.member()
        assert lending.borrow(title_id=title.pk, actor=factories.applicant(other.application))


def test_certificate_entered_by_two_administrators_at_once_is_entered_once() -> None:
    actors = [factories.clerk("administrator") for _client in range(THREADS)]

    def entering(actor: Actor) -> Callable[[], Any]:
        return lambda: android.add_certificate(
            fingerprint="ab" * 32, signer="store", label="", actor=actor
        )

    results = together(*map(entering, actors))
    assert sum(isinstance(one, AppCertificate) for one in results) == 1
    assert sum(isinstance(one, CertificateKnown) for one in results) == THREADS - 1
    assert Event.objects.filter(name="app:certificate_added").count() == 1
    assert AppEntry.objects.count() == 1


def test_limit_of_certificates_holds_when_many_are_entered_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(android, "MAX_CERTIFICATES", 2)
    actor = factories.clerk("administrator")

    def entering(number: int) -> Callable[[], Any]:
        return lambda: android.add_certificate(
            fingerprint=f"{number:02x}" * 32, signer="store", label="", actor=actor
        )

    results = together(*map(entering, range(THREADS)))
    assert AppCertificate.objects.count() == 2
    assert sum(isinstance(one, TooManyCertificates) for one in results) == THREADS - 2


def test_control_without_the_lock_more_are_entered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(android, "MAX_CERTIFICATES", 1)
    entry, actor = AppEntry.objects.create(), factories.clerk("administrator")
    meeting = threading.Barrier(2)

    class Slow:
        """Certificates that both threads count before either adds one."""

        def count(self) -> int:
            certificates = AppCertificate.objects.count()
            with contextlib.suppress(threading.BrokenBarrierError):
                meeting.wait(1)
            return certificates

        def filter(self, **which: Any) -> Any:
            return AppCertificate.objects.filter(**which)

    monkeypatch.setattr(AppEntry, "certificates", Slow())
    monkeypatch.setattr(android, "_lock", lambda: entry)
    results = together(
        *(
            lambda number=number: android.add_certificate(
                fingerprint=f"{number:02x}" * 32, signer="store", label="", actor=actor
            )
            for number in range(2)
        )
    )
    assert all(isinstance(one, AppCertificate) for one in results), results
