"""Tests that no trace of an erased person is left: a marked person uses every part of the product,
is erased by each real way, and is looked for in every table, file, cache and log.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Final

import pytest
import time_machine
from django.db import connection
from django.test import Client

from rontal.accounts.roles import Role
from rontal.core.actors import Actor
from rontal.feedback import services as feedback
from rontal.feedback.models import Ticket
from rontal.membership import services
from rontal.membership.models import Application, Member
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules.kinds import ConsentPurpose
from tests.support.membership import factories
from tests.support.membership.importing import factories as importing
from tests.support.membership.importing.tables import table
from tests.support.privacy.erasure import marked_person as marked
from tests.support.privacy.erasure.passing_time import pass_days, run_jobs, run_periodic_jobs
from tests.support.privacy.erasure.traces import Traces

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2023, 11, 21, 2, 0, tzinfo=UTC)  # the database replaces readers of ended years only
Travel = time_machine.Traveller

REMARK = "feedback_survey_remark.words"
KEPT: Final[dict[str, str]] = {
    REMARK: "anonymous: no key leads to a person (PermenPANRB 14/2017); a year, `survey:sweep`",
}
"""What is kept on purpose, with the law or policy that says so."""
KEPT_FOR_THE_LAST_MAIL: Final[dict[str, str]] = KEPT | {
    "accounts_user.email": "the mail about the end; `photo_days_after_decision`",
    "account_emailaddress.email": "the same",
    "accounts_user.name": "the same",
    "membership_application.email": "the same",
    "membership_application.name": "the same",
    "membership_member.name": "the same",
    "membership_guardian.details": "the mail to the guardian; the same",
    "membership_guardian.email_hash": "the same",
    "data_requests_datarequest.contact": "the answer to the request; with the account",
    "data_requests_requestentry.words": "the same",
    "core_cache.cache_key": "rate limits, some minutes; `privacy:sweep`",
    "core_counter.key": "the same",
}
"""What is kept from the end until `photo_days_after_decision`, or shorter."""


@pytest.fixture(autouse=True)
def travel(transactional_db: None) -> Iterator[Travel]:
    with connection.cursor() as cursor:  # other tests leave theirs
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def traces(monkeypatch: pytest.MonkeyPatch) -> Traces:
    found = Traces(marked.CHILD_WORDS, addresses=(marked.EMAIL,))
    found.record_hashes(monkeypatch)
    return found


@pytest.fixture(autouse=True)
def no_log_names_the_person(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.INFO)
    yield
    said = caplog.text.lower()
    assert not [word for word in marked.CHILD_WORDS if word in said]


def days_after_decision() -> int:
    return MembershipPolicies.current().photo_days_after_decision + 1


@pytest.mark.whole
def test_the_search_finds_the_person_before_the_erasure(traces: Traces) -> None:
    marked.member()
    marked.complain()
    found = traces.everywhere()
    assert found >= {
        "account_emailaddress.email",
        "accounts_apppassword.name",
        "accounts_user.email",
        "accounts_user.name",
        "core_cache.cache_key",
        "data_requests_datarequest.contact",
        "data_requests_requestentry.words",
        "django_session.session_data",
        "feedback_entry.words",
        "feedback_survey_remark.words",
        "feedback_ticket.email_hash",
        "feedback_ticket.reporter",
        "membership_application.details",
        "membership_application.email",
        "membership_application.nik_hash",
        "membership_emailchange.addresses",
        "membership_member.name",
        "mfa_authenticator.data",
        "notifications_whatsappnumber.number",
        "reading_mark.words",
    }


def end_by_the_page(member: Member) -> None:
    services.close_membership(member_id=member.pk, actor=Actor.person(member.user_id))


def withdraw_consent(member: Member) -> None:
    services.withdraw_consent(
        application_id=member.application_id,
        purpose=ConsentPurpose.MEMBERSHIP,
        actor=Actor.person(member.user_id),
    )


def close_at_the_desk(member: Member) -> None:
    services.close_member(member_id=member.pk, reason="asked", actor=factories.clerk(Role.HEAD))


def merge(member: Member) -> None:
    other = factories.member()
    Member.objects.filter(pk=other.pk).update(nik_hash=b"")
    services.join_members(
        surviving_id=other.pk,
        merged_id=member.pk,
        reason="registered_twice",
        actor=factories.clerk(Role.HEAD),
    )


@pytest.mark.whole
@pytest.mark.parametrize("months", [0, 3])
@pytest.mark.parametrize("end", [end_by_the_page, withdraw_consent, close_at_the_desk])
def test_member_leaves_no_trace(
    end: Callable[[Member], None], months: int, traces: Traces, travel: Travel
) -> None:
    member = marked.member()
    pass_days(travel, months * 30)
    end(member)
    run_jobs()
    assert traces.everywhere() <= KEPT_FOR_THE_LAST_MAIL.keys()
    pass_days(travel, days_after_decision())
    assert traces.everywhere() <= KEPT.keys()
    pass_days(travel, 400)
    assert traces.everywhere() == set()


@pytest.mark.whole
@pytest.mark.parametrize("stage", [marked.in_review, lambda: marked.corrected(marked.in_review())])
@pytest.mark.parametrize("way", ["withdraw", "delete_by_link"])
def test_withdrawn_application_leaves_no_trace(
    stage: Callable[[], Application], way: str, traces: Traces, travel: Travel
) -> None:
    application = stage()
    if way == "withdraw":
        services.withdraw(application_id=application.pk, actor=factories.applicant(application))
    else:
        services.send_deletion_links(typed=marked.TYPED_LIKE)
        run_jobs()
        token = factories.token(application, "deletion")
        services.delete_by_link(token=token, actor=Actor.visitor())
    run_jobs()
    assert traces.everywhere() <= KEPT_FOR_THE_LAST_MAIL.keys()
    pass_days(travel, days_after_decision())
    assert traces.everywhere() <= KEPT.keys()
    pass_days(travel, 60)
    assert traces.everywhere() == set()


@pytest.mark.whole
def test_rejected_application_leaves_no_trace_when_its_time_has_passed(
    traces: Traces, travel: Travel
) -> None:
    application = marked.in_review()
    services.reject(
        application_id=application.pk,
        reason="other",
        words=f"Ibu {marked.MARK}, datang ke loket.",
        actor=factories.clerk(),
    )
    run_jobs()
    pass_days(travel, 100)
    assert traces.everywhere() == set()


@pytest.mark.whole
@pytest.mark.parametrize("stage", ["submitted", "needs_correction"])
def test_lapsed_application_leaves_no_trace(stage: str, traces: Traces, travel: Travel) -> None:
    if stage == "submitted":
        factories.submitted(marked.values())
    else:
        marked.corrected(marked.in_review())
    run_jobs()
    pass_days(travel, 130)
    assert traces.everywhere() == set()


@pytest.mark.whole
def test_draft_that_lapses_leaves_no_trace(traces: Traces, travel: Travel) -> None:
    marked.start_form()
    run_jobs()
    assert traces.everywhere() >= {"membership_draft.data"}
    pass_days(travel, 8)
    assert traces.everywhere() == set()


@pytest.mark.whole
@pytest.mark.parametrize("days", [0, 20, 90])
def test_guardian_withdraws_late_and_no_trace_is_left(
    days: int, traces: Traces, travel: Travel
) -> None:
    application = factories.activated(marked.child_values())
    token = factories.token(application, "guardian")
    services.guardian_consent(token=token, actor=Actor.visitor())
    services.finish_checking(application_id=application.pk, actor=factories.SYSTEM)
    services.approve(application_id=application.pk, actor=factories.clerk())
    run_jobs()
    pass_days(travel, days)
    services.guardian_withdraw(token=token, actor=Actor.visitor())
    run_jobs()
    assert traces.everywhere() <= KEPT_FOR_THE_LAST_MAIL.keys()
    pass_days(travel, days_after_decision())
    assert traces.everywhere() <= KEPT.keys()
    pass_days(travel, 60)
    assert traces.everywhere() == set()


@pytest.mark.whole
@pytest.mark.parametrize("days", [0, 90])
def test_guardian_withdraws_on_the_page_and_no_trace_is_left(
    days: int, traces: Traces, travel: Travel
) -> None:
    member = marked.child()
    pass_days(travel, days)
    browser = marked.use_guardian_page(member)
    path = f"/keluarga/anak/{member.application.code}/"
    browser.post(f"{path}cabut/membership/", follow=True)
    assert browser.get(path).status_code == 404
    run_jobs()
    assert traces.everywhere() <= KEPT_FOR_THE_LAST_MAIL.keys()
    pass_days(travel, days_after_decision())
    assert traces.everywhere() <= KEPT.keys()
    pass_days(travel, 400)
    assert traces.everywhere() == set()


@pytest.mark.whole
def test_guardian_leaves_no_trace_after_the_hand_over(traces: Traces, travel: Travel) -> None:
    member = marked.child(birth_date="2006-11-30")
    travel.shift(datetime(2023, 12, 1, tzinfo=UTC) - NOW)
    services.ask_for_hand_overs()
    run_jobs()
    marked.use_guardian_page(member)
    services.take_over(
        application_id=member.application_id,
        purposes=[ConsentPurpose.MEMBERSHIP],
        actor=Actor.person(member.user_id),
    )
    run_jobs()
    pass_days(travel, 30)
    guardian = Traces((marked.GUARDIAN_MARK,), addresses=(marked.CHILD["guardian_email"],))
    guardian.hashes |= {
        digest: purpose for digest, purpose in traces.hashes.items() if purpose == "guardian"
    }
    pass_days(travel, 400)
    assert guardian.everywhere() == set()
    assert "membership_member.name" in traces.everywhere(), "the young person stays"


@pytest.mark.whole
def test_guardian_refuses_and_no_trace_is_left(traces: Traces, travel: Travel) -> None:
    application = factories.activated(marked.child_values())
    token = factories.token(application, "guardian")
    services.guardian_refuse(token=token, actor=Actor.visitor())
    run_jobs()
    assert traces.everywhere() <= KEPT_FOR_THE_LAST_MAIL.keys()
    pass_days(travel, 100)
    assert traces.everywhere() == set()


@pytest.mark.whole
@pytest.mark.parametrize("withdraws", [False, True])
def test_complainant_leaves_no_trace(withdraws: bool, traces: Traces, travel: Travel) -> None:
    ticket, _clerk = marked.complain()
    if withdraws:
        feedback.withdraw_identity(ticket_id=ticket.pk, actor=Actor.visitor())
        ticket.refresh_from_db()
        assert ticket.reporter is None
        assert not {"feedback_ticket.reporter", "feedback_ticket.email_hash"} & (
            traces.everywhere()
        )
    pass_days(travel, 400)
    assert Ticket.objects.get(pk=ticket.pk).erased_at is not None
    assert traces.everywhere() == set()


@pytest.mark.whole
def test_searching_and_failing_to_sign_in_leaves_no_trace(traces: Traces, travel: Travel) -> None:
    visitor = Client()
    visitor.get("/koleksi/", {"q": marked.MARK})
    visitor.post("/masuk/", {"login": marked.EMAIL, "password": "salah salah salah"})
    visitor.post("/sandi/lupa/", {"email": marked.EMAIL})
    assert "core_cache.cache_key" in traces.everywhere()
    pass_days(travel, 30)
    assert traces.everywhere() == set()


@pytest.mark.whole
def test_imported_member_who_is_undone_leaves_no_trace(traces: Traces, travel: Travel) -> None:
    head = importing.head()
    row = {
        "member_name": marked.VALUES["name"],
        "member_email": marked.EMAIL,
        "pin": marked.NIK,
        "member_address": marked.VALUES["street"],
        "member_phone": marked.PHONE,
        "birth_date": "1990-05-17",
    }
    run = importing.started(table(row), actor=head, name=f"{marked.MARK}.csv")
    from rontal.membership.importing.layout import names_of
    from rontal.membership.importing.selectors import layout_of

    importing.services.check_import(
        import_id=run.pk, fields=names_of(layout_of(run).fields), lenient=False, actor=head
    )
    run_jobs()
    importing.services.begin_import(import_id=run.pk, actor=head)
    run_jobs()
    assert "membership_member.name" in traces.everywhere()
    importing.services.undo_import(import_id=run.pk, actor=head)
    pass_days(travel, 40)
    run_periodic_jobs()
    assert traces.everywhere() == set()


@pytest.mark.whole
def test_imported_member_who_leaves(traces: Traces, travel: Travel) -> None:
    run = importing.done(
        table({"member_name": marked.VALUES["name"], "pin": marked.NIK, "member_id": marked.MARK})
    )
    member = Member.objects.get(imported__run=run)
    assert member.imported.former_number or member.number
    services.close_member(member_id=member.pk, reason="asked", actor=factories.clerk(Role.HEAD))
    pass_days(travel, days_after_decision())
    assert traces.everywhere() <= KEPT.keys()


@pytest.mark.whole
def test_merged_membership_leaves_only_the_one_that_stays(traces: Traces, travel: Travel) -> None:
    member = marked.member()
    merge(member)
    pass_days(travel, days_after_decision())
    staying = Member.objects.get(joined_from=member)
    services.close_member(member_id=staying.pk, reason="asked", actor=factories.clerk(Role.HEAD))
    pass_days(travel, 400)
    assert traces.everywhere() == set()
