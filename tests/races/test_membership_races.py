"""Races of applications on real PostgreSQL.

Each test brings two threads to the critical point at once and shows that one wins; its control
removes the guard and shows that the race is real.
"""

import contextlib
import io
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, models

from rontal.accounts.models import User
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition
from rontal.core.models import Event, SealedFile
from rontal.membership import errors, services
from rontal.membership.models import Application, Draft, Member, Receipt
from rontal.membership.services import (
    activation,
    corrections,
    decisions,
    drafts,
    endings,
    submitting,
)
from rontal.membership.states import OPEN, ApplicationState
from rontal.membership.steps import application_changes, linking
from tests.support.membership import factories, pictures
from tests.support.races.threads import Moment, refusals, together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
VISITOR = Actor.visitor()


def read_without_lock(application_id: int) -> Application:
    """Reads without a lock."""
    return Application.objects.get(pk=application_id)


def transition_without_check(
    instance: models.Model, to: Any, *, table: Any, **changes: Any
) -> None:
    """Writes the state without checking the current one."""
    rows = type(instance)._base_manager.filter(pk=instance.pk)
    rows.update(**{"state": to, **changes})
    for name, value in {"state": to, **changes}.items():
        setattr(instance, name, value)


def history(application: Application) -> list[tuple[str | None, str]]:
    """Returns (from, to) of every transition, from the event log."""
    rows = Event.objects.filter(
        subject_type="membership.application", subject_id=str(application.pk), data__has_key="to"
    )
    return [(row.data.get("from"), row.data["to"]) for row in rows.order_by("pk")]


def transitions_form_a_chain(application: Application) -> bool:
    """Returns True where each transition starts in the state in which the previous one ended."""
    transitions = history(application)
    ends = [to for _, to in transitions]
    begins = [frm for frm, _ in transitions[1:]]
    state = Application.objects.values_list("state", flat=True).get(pk=application.pk)
    return begins == ends[:-1] and ends[-1] == state


@contextlib.contextmanager
def without_unique(*places: tuple[type[models.Model], str]) -> Iterator[None]:
    """Removes constraints of unique columns, then empties the tables and restores them."""
    results = []
    with connection.cursor() as cursor:
        for model, column in places:
            table = model._meta.db_table
            for name, info in connection.introspection.get_constraints(cursor, table).items():
                if info["unique"] and info["columns"] == [column] and not info["index"]:
                    cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}" CASCADE')
                    results.append((table, column, name))
    assert len(results) == len(places)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for table, column, name in results:
                cursor.execute(f'TRUNCATE "{table}" CASCADE')
                cursor.execute(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" UNIQUE ("{column}")')


@contextlib.contextmanager
def without_constraint(model: type[models.Model], name: str) -> Iterator[None]:
    """Removes a constraint of a model, then empties the table and restores it."""
    constraint = next(c for c in model._meta.constraints if c.name == name)
    with connection.schema_editor() as editor:
        editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'TRUNCATE "{model._meta.db_table}" CASCADE')
        with connection.schema_editor() as editor:
            editor.add_constraint(model, constraint)


# Two clerks decide one case.


def decide_twice(application: Application) -> list[Any]:
    first, second = factories.clerk(), factories.clerk()
    pk = application.pk
    return together(
        lambda: services.approve(application_id=pk, actor=first),
        lambda: services.reject(application_id=pk, reason="other", words="", actor=second),
    )


def test_second_of_two_clerks_deciding_at_once_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    application = factories.in_review()
    monkeypatch.setattr(decisions, "lock", Moment().after(decisions.lock))

    results = decide_twice(application)

    assert refusals(results) == [IllegalTransition]
    assert transitions_form_a_chain(application)
    state = Application.objects.get(pk=application.pk).state
    assert Member.objects.exists() == (state == ApplicationState.APPROVED)


def test_guarded_transition_alone_refuses_the_second_clerk(monkeypatch: pytest.MonkeyPatch) -> None:
    application, moment = factories.in_review(), Moment()
    monkeypatch.setattr(decisions, "lock", moment.after(read_without_lock))

    results = decide_twice(application)

    assert moment.met
    assert refusals(results) == [IllegalTransition]
    assert transitions_form_a_chain(application)


def test_control_without_lock_and_guard_both_clerks_decide(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    application, moment = factories.in_review(), Moment()
    monkeypatch.setattr(decisions, "lock", moment.after(read_without_lock))
    monkeypatch.setattr(application_changes.transitions, "move", transition_without_check)

    results = decide_twice(application)

    assert moment.met
    assert refusals(results) == []
    assert not transitions_form_a_chain(application)


def test_two_clerks_approving_at_once_create_one_member(monkeypatch: pytest.MonkeyPatch) -> None:
    application, clerks = factories.in_review(), (factories.clerk(), factories.clerk())
    monkeypatch.setattr(decisions, "lock", Moment().after(decisions.lock))

    results = together(
        *(lambda clerk=clerk: services.approve(application_id=application.pk, actor=clerk)
          for clerk in clerks)
    )  # fmt: skip

    assert refusals(results) == [IllegalTransition]
    assert Member.objects.count() == 1


def test_people_approved_at_once_get_different_numbers() -> None:
    applications, clerk = [factories.in_review() for _ in range(4)], factories.clerk()

    results = together(
        *(lambda pk=a.pk: services.approve(application_id=pk, actor=clerk) for a in applications)
    )

    assert refusals(results) == []
    assert len({member.number for member in results}) == 4


# One draft is sent twice: a double click.


def send_twice(draft: Draft) -> list[Any]:
    key = uuid.uuid4().hex

    def send() -> services.Submission:
        return services.submit(draft_id=draft.pk, key=key, actor=VISITOR)

    return together(send, send)


def submissions() -> int:
    return Event.objects.filter(name="application:submitted").count()


def test_double_click_sends_once_and_both_get_the_same_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draft = factories.draft()
    monkeypatch.setattr(submitting, "_lock_draft", Moment().after(submitting._lock_draft))

    first, second = send_twice(draft)

    assert first == second
    assert Application.objects.get().code == first.code
    assert submissions() == 1


def test_submission_key_alone_limits_a_double_click_to_one(monkeypatch: pytest.MonkeyPatch) -> None:
    draft, moment = factories.draft(), Moment()
    plain = moment.after(lambda pk: Draft.objects.filter(pk=pk).first())
    monkeypatch.setattr(submitting, "_lock_draft", plain)

    first, second = send_twice(draft)

    assert moment.met
    assert first == second
    assert submissions() == 1


def test_control_without_lock_and_key_a_double_click_sends_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draft, moment = factories.draft(), Moment()
    plain = moment.after(lambda pk: Draft.objects.filter(pk=pk).first())
    monkeypatch.setattr(submitting, "_lock_draft", plain)

    with without_unique(
        (Receipt, "key"), (Receipt, "draft_id"), (Application, "submit_key")
    ):  # fmt: skip
        first, second = send_twice(draft)

        assert moment.met
        assert first != second
        assert submissions() == 2


# One person sends two drafts at once.


ADDRESS = "sama@contoh.example"


def send_same_person() -> list[Any]:
    number = factories.nik()
    two_drafts = [factories.draft(factories.values(number=number, email=ADDRESS)) for _ in range(2)]
    return together(
        *(
            lambda pk=d.pk: services.submit(draft_id=pk, key=str(pk), actor=VISITOR)
            for d in two_drafts
        )
    )


def open_applications() -> int:
    return Application.objects.filter(state__in=sorted(OPEN)).count()


def test_number_sent_twice_at_once_has_one_open_application(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(submitting, "_is_known", Moment().after(submitting._is_known))

    results = send_same_person()

    assert refusals(results) == []
    assert open_applications() == 1


def test_constraint_alone_allows_one_open_application(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = Moment()
    monkeypatch.setattr(submitting, "lock_person", lambda _nik_hash: None)
    monkeypatch.setattr(submitting, "_is_known", moment.after(submitting._is_known))

    send_same_person()

    assert moment.met
    assert open_applications() == 1


def test_control_without_lock_and_constraint_one_person_has_two_applications(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moment = Moment()
    monkeypatch.setattr(submitting, "lock_person", lambda _nik_hash: None)
    monkeypatch.setattr(submitting, "_is_known", moment.after(submitting._is_known))

    with without_constraint(Application, "one_open_application_a_person_and_address"):
        send_same_person()

        assert moment.met
        assert open_applications() == 2


# One activation link is opened twice.


def activate_twice(application: Application) -> list[Any]:
    token = factories.token(application)

    def activate() -> Application:
        return services.activate(token=token, password=None, actor=VISITOR)

    return together(activate, activate)


def test_link_used_twice_at_once_activates_once(monkeypatch: pytest.MonkeyPatch) -> None:
    application = factories.submitted()
    monkeypatch.setattr(linking, "lock", Moment().after(linking.lock))

    results = activate_twice(application)

    assert refusals(results) == [errors.LinkUsed]
    assert User.objects.count() == 1
    assert transitions_form_a_chain(application)


def test_link_alone_activates_once(monkeypatch: pytest.MonkeyPatch) -> None:
    application, moment = factories.submitted(), Moment()
    monkeypatch.setattr(linking, "lock", moment.after(read_without_lock))

    results = activate_twice(application)

    assert moment.met
    assert refusals(results) == [errors.LinkUsed]
    assert User.objects.count() == 1


def test_control_without_guards_one_link_creates_two_accounts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    application, moment = factories.submitted(), Moment()
    read = moment.after(lambda _token, _purpose: read_without_lock(application.pk))
    monkeypatch.setattr(activation, "use_link", read)
    monkeypatch.setattr(application_changes.transitions, "move", transition_without_check)

    with without_unique((User, "login_name")):
        results = activate_twice(application)

        assert moment.met
        assert refusals(results) == []
        assert User.objects.count() == 2


# The child activates while the guardian consents.


def activate_and_consent(application: Application) -> list[Any]:
    mine, theirs = factories.token(application), factories.token(application, "guardian")
    return together(
        lambda: services.activate(token=mine, password=None, actor=VISITOR),
        lambda: services.guardian_consent(token=theirs, actor=VISITOR),
    )


def test_child_and_guardian_at_once_move_the_application_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    application = factories.submitted(factories.child_values())
    monkeypatch.setattr(linking, "lock", Moment().after(linking.lock))

    results = activate_and_consent(application)

    assert refusals(results) == []
    assert Application.objects.get().state == ApplicationState.CHECKING


def test_control_without_lock_child_and_guardian_wait_for_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    application, moment = factories.submitted(factories.child_values()), Moment()
    monkeypatch.setattr(linking, "lock", moment.after(read_without_lock))
    inserted = Moment()
    monkeypatch.setattr(
        activation, "_waits_for_guardian", inserted.after(activation._waits_for_guardian)
    )
    from rontal.membership.services import guardians

    monkeypatch.setattr(guardians, "record", inserted.after(guardians.record))

    results = activate_and_consent(application)

    assert moment.met
    assert refusals(results) == []
    assert Application.objects.get().state == ApplicationState.AWAITING_ACTIVATION


# The applicant withdraws in one window and sends the correction in another.


def correct_and_withdraw(application: Application) -> list[Any]:
    pk, person = application.pk, factories.applicant(application)
    return together(
        lambda: services.correct(application_id=pk, changes={"village": "Bongan"}, actor=person),
        lambda: services.withdraw(application_id=pk, actor=person),
    )


def test_withdrawing_wins_over_correcting_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    application, moment = factories.needs_correction(), Moment()
    monkeypatch.setattr(corrections, "_lock_own", moment.after(corrections._lock_own))
    monkeypatch.setattr(endings, "lock", moment.after(endings.lock))

    results = correct_and_withdraw(application)

    assert set(refusals(results)) <= {IllegalTransition}
    after = Application.objects.get(pk=application.pk)
    assert after.state == ApplicationState.WITHDRAWN
    assert after.details.reveal() == {}
    assert transitions_form_a_chain(application)


def test_control_without_guards_a_withdrawn_application_is_corrected(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    application, moment = factories.needs_correction(), Moment()
    monkeypatch.setattr(
        corrections, "_lock_own", moment.after(lambda pk, _actor: read_without_lock(pk))
    )
    monkeypatch.setattr(endings, "lock", moment.after(read_without_lock))
    monkeypatch.setattr(application_changes.transitions, "move", transition_without_check)

    # The database prevents some orders by itself, so both constraints are removed.
    with (
        without_constraint(Application, "ended_when_final"),
        without_constraint(Application, "clock_runs_while_library_works"),
    ):
        results = correct_and_withdraw(application)

        assert moment.met
        assert refusals(results) == []
        assert not transitions_form_a_chain(application)


# Two photos for one place.


def attach_twice(draft: Draft) -> list[Any]:
    def attach() -> Draft:
        content = io.BytesIO(pictures.encoded("JPEG"))
        return services.attach_photo(draft_id=draft.pk, slot="card", content=content)

    return together(attach, attach)


def photo_count() -> int:
    return SealedFile.objects.filter(erased_at=None).count()


def test_one_of_two_photos_sent_at_once_is_stored_and_one_erased(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    draft = factories.draft(slots="")
    monkeypatch.setattr(drafts, "_lock", Moment().after(drafts._lock))

    assert refusals(attach_twice(draft)) == []

    photo = Draft.objects.select_related("card_photo").get(pk=draft.pk).card_photo
    assert photo is not None
    assert photo.erased_at is None
    assert photo_count() == 1


def test_control_without_lock_a_photo_remains(monkeypatch: pytest.MonkeyPatch) -> None:
    draft, moment = factories.draft(slots=""), Moment()
    plain = moment.after(lambda pk: Draft.objects.get(pk=pk))
    monkeypatch.setattr(drafts, "_lock", plain)

    assert refusals(attach_twice(draft)) == []

    assert moment.met
    assert photo_count() == 2


def test_links_are_requested_no_more_often_at_once_than_one_by_one() -> None:
    application = factories.submitted()

    results = together(
        *(lambda: services.resend_activation(email=application.email) for _ in range(6))
    )

    assert refusals(results) == []
    assert Event.objects.filter(name="application:activation_resent").count() == 3
