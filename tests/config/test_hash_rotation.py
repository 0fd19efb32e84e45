"""Rotation of the hash key: what is found while two keys are in use, and after the first has left.

The library begins with the first key; `rotating` puts a second one before it.
"""

import io
import uuid
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models

from rontal.accounts.reading_apps import selectors as app_selectors
from rontal.accounts.reading_apps import services as app_services
from rontal.accounts.reading_apps.models import AppPassword
from rontal.accounts.roles import Role
from rontal.config import doctor, hash_rotation
from rontal.core import lasting_hashes, limits, rehashing, sealing
from rontal.core.actors import Actor
from rontal.core.fields import SealedJSONField
from rontal.core.models import HashKey
from rontal.data_requests.selectors import follow as data_request_follow
from rontal.feedback import services as feedback
from rontal.feedback.models import Ticket
from rontal.feedback.selectors import follow
from rontal.feedback.steps import following
from rontal.feedback.survey import selectors as survey
from rontal.feedback.survey import tokens
from rontal.feedback.survey.kinds import Occasion
from rontal.feedback.survey.models import Asking
from rontal.feedback.survey.services import invite
from rontal.interop.opds import identifiers
from rontal.lending.device_pseudonyms import device_pseudonym
from rontal.membership import errors, services
from rontal.membership.email_reversals import EmailReversal
from rontal.membership.models import Application, Guardian, Member
from rontal.membership.selectors.families import children_of, siblings_of
from rontal.membership.selectors.links import email_change, email_reversal
from rontal.membership.selectors.members import members_by_identity
from rontal.membership.services import members as corrections
from rontal.membership.services.rehashing import rotate_persons
from rontal.membership.suspensions import EmailChange
from rontal.notifications.channels import whatsapp
from rontal.notifications.models import Subscription
from rontal.notifications.services import devices
from rontal.reading import tokens as content_tokens
from rontal.reading.offline import wrapping
from rontal.standard.steps import services as steps
from tests.support.accounts import factories as accounts
from tests.support.config import hash_keys
from tests.support.data_requests import factories as data_requests
from tests.support.feedback import factories as tickets
from tests.support.incidents import factories as incidents
from tests.support.membership import factories

pytestmark = pytest.mark.django_db

VISITOR = Actor.visitor()
NEVER_UNDER_A_FORMER_KEY = {
    "membership.oneuselink.token_hash", "membership.emailchange.token_hash",
    "membership.emailreversal.token_hash",
}  # fmt: skip
"""Hashes of random tokens without a key."""
LEFT = {
    "data_requests.datarequest.submit_key", "data_requests.requestfollowkey.key_hash",
    "feedback.ticket.submit_key", "feedback.upload.form", "feedback.followkey.key_hash",
    "incidents.incident.submit_key",
    "feedback.mailseen.key", "standard.stepmark.key", "core.counter.key",
    "accounts.apppassword.digest", "accounts.apptoken.digest", "accounts.apptoken.refresh",
    "accounts.apptoken.family", "accounts.apptoken.former", "accounts.appcode.digest",
    "membership.importrow.number_hash", "membership.importrow.nik_hash",
    "membership.handover.guardian_hash",
}  # fmt: skip
"""Hashes whose value nobody but its holder knows, or that end soon (ADR 50)."""


@pytest.fixture(autouse=True)
def first_key(settings: Any) -> Iterator[None]:
    hash_keys.start(settings)
    lasting_hashes._sub_keys.cache_clear()
    identifiers.of_title.cache_clear()
    content_tokens._tokens.cache_clear()
    yield
    lasting_hashes._sub_keys.cache_clear()
    identifiers.of_title.cache_clear()
    content_tokens._tokens.cache_clear()


def run_command() -> str:
    out = io.StringIO()
    call_command("rotate_keys", stdout=out)
    return out.getvalue()


def submit(typed: dict[str, str]) -> list[Application]:
    """Sends an application; returns those that it added."""
    before = set(Application.objects.values_list("pk", flat=True))
    draft = factories.draft(typed)
    services.submit(draft_id=draft.pk, key=uuid.uuid4().hex, actor=VISITOR)
    return list(Application.objects.exclude(pk__in=before))


def stored_hashes(number: str) -> set[bytes]:
    rows = [*Application.objects.all(), *Member.objects.all()]
    known = {*sealing.keyed_hashes(number, purpose="nik")}
    return {bytes(row.nik_hash) for row in rows} & known


def test_member_of_the_first_key_cannot_apply_again_under_the_second(settings: Any) -> None:
    typed = factories.values()
    factories.member(typed)
    hash_keys.rotate(settings)

    assert submit(typed) == []


def test_member_of_the_first_key_is_not_approved_again_from_another_address(settings: Any) -> None:
    typed = factories.values()
    factories.member(typed)
    hash_keys.rotate(settings)

    case = factories.in_review({**typed, "email": "lain@contoh.example"})
    with pytest.raises(errors.AlreadyMember):
        services.approve(application_id=case.pk, actor=factories.clerk())


def test_open_application_of_the_first_key_is_replaced_by_one_of_the_second(settings: Any) -> None:
    typed = factories.values()
    former = factories.submitted(typed)
    hash_keys.rotate(settings)

    (added,) = submit(typed)

    former.refresh_from_db()
    assert former.state == "lapsed"
    assert added.state == "awaiting_activation"


def test_two_applications_of_different_keys_make_one_member(settings: Any) -> None:
    """The second is decided by its own stored hash, and yet finds the membership of the other."""
    typed = factories.values()
    first = factories.in_review(typed)
    hash_keys.rotate(settings)
    second = factories.in_review({**typed, "email": "lain@contoh.example"})
    services.approve(application_id=second.pk, actor=factories.clerk())

    with pytest.raises(errors.AlreadyMember):
        services.approve(application_id=first.pk, actor=factories.clerk())


def test_number_of_another_member_is_refused_in_a_correction(settings: Any) -> None:
    typed = factories.values()
    factories.member(typed)
    other = factories.member()
    hash_keys.rotate(settings)

    with pytest.raises(errors.NumberIsTaken):
        corrections.correct_member(
            member_id=other.pk,
            revision=other.revision,
            values={"number": typed["number"]},
            reason="asked",
            actor=factories.clerk(Role.CLERK),
        )


def test_person_is_found_by_number_before_and_after_the_rotation(settings: Any) -> None:
    typed, clerk = factories.values(), factories.clerk()
    member = factories.member(typed)
    hash_keys.rotate(settings)
    assert members_by_identity(typed["number"], clerk) == [member]
    run_command()
    hash_keys.finish(settings)
    assert members_by_identity(typed["number"], clerk) == [member]
    assert submit(typed) == []


def test_rotation_that_is_interrupted_goes_on_when_it_is_repeated(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rontal.membership.services.rehashing.CHUNK", 1)
    typed = [factories.values() for _one in range(3)]
    for one in typed:
        factories.member(one)
    hash_keys.rotate(settings)
    list(islice(rotate_persons(), 2))  # killed in the middle

    assert sum(len(stored_hashes(one["number"])) for one in typed) == 3
    run_command()

    hash_keys.finish(settings)
    assert all(len(stored_hashes(one["number"])) == 1 for one in typed)
    assert hash_rotation.count_unknown() == 0


def test_application_and_membership_change_together(settings: Any) -> None:
    member = factories.member()
    hash_keys.rotate(settings)
    run_command()
    member.refresh_from_db()
    assert bytes(member.nik_hash) == bytes(member.application.nik_hash)
    assert bytes(member.nik_hash) == sealing.keyed_hash(
        member.application.details.reveal()["number"], purpose="nik"
    )


def test_person_with_two_memberships_is_named_and_does_not_stop_the_others(settings: Any) -> None:
    """A membership that another version or a restore brought in beside the first."""
    typed = factories.values()
    first, other = factories.member(typed), factories.member()
    hash_keys.rotate(settings)
    second = factories.member()
    Application.objects.filter(pk=second.application_id).update(
        details=first.application.details.reveal(),
        nik_hash=sealing.keyed_hash(typed["number"], purpose="nik"),
    )
    Member.objects.filter(pk=second.pk).update(
        nik_hash=sealing.keyed_hash(typed["number"], purpose="nik")
    )

    with pytest.raises(CommandError, match=f"membership.application {first.application_id}"):
        run_command()

    other.refresh_from_db()
    number = other.application.details.reveal()["number"]
    assert bytes(other.nik_hash) == sealing.keyed_hash(number, purpose="nik")


def test_family_of_children_under_both_keys_is_whole(settings: Any) -> None:
    clerk = factories.clerk()
    first = factories.member(factories.child_values())
    hash_keys.rotate(settings)
    second = factories.member(factories.child_values())
    mother = factories.member(factories.values(email="ayu@contoh.example"))
    assert siblings_of(first, clerk) == [second]
    assert siblings_of(second, clerk) == [first]
    assert set(children_of(mother, clerk)) == {first, second}
    run_command()
    hash_keys.finish(settings)
    assert set(children_of(mother, clerk)) == {first, second}
    assert len({bytes(one.email_hash) for one in Guardian.objects.all()}) == 1


def test_follow_codes_work_until_the_first_key_leaves(settings: Any) -> None:
    complaint = tickets.opened()
    request = data_requests.opened()
    hash_keys.rotate(settings)
    assert follow.by_code(complaint.follow_code).code == complaint.code
    assert data_request_follow.by_code(request.follow_code).code == request.code
    said = run_command()
    assert "up to 1 follow codes of complaints" in said
    assert "up to 1 follow codes of data requests" in said


def test_form_that_is_sent_again_after_the_rotation_opens_one_ticket(settings: Any) -> None:
    report = tickets.report()
    first = feedback.open_ticket_of_form(report=report, key="k" * 64, actor=VISITOR)
    hash_keys.rotate(settings)
    again = feedback.open_ticket_of_form(report=report, key="k" * 64, actor=VISITOR)
    assert (again.code, again.follow_code) == (first.code, first.follow_code)
    assert Ticket.objects.count() == 1
    assert len(following.forms_of("k" * 64)) == 2


def test_incident_form_that_is_sent_again_after_the_rotation_opens_one_incident(
    settings: Any,
) -> None:
    by = incidents.actor()
    first = incidents.incident(by, key="k" * 64)
    hash_keys.rotate(settings)
    assert incidents.incident(by, key="k" * 64) == first


def test_address_of_a_ticket_is_hashed_anew(settings: Any) -> None:
    ticket = tickets.ticket(email="warga@contoh.example")
    hash_keys.rotate(settings)
    run_command()
    hash_keys.finish(settings)
    ticket.refresh_from_db()
    assert bytes(ticket.email_hash or b"") == sealing.keyed_hash(
        "warga@contoh.example", purpose="feedback.address"
    )


def test_links_of_survey_mails_stay_the_same(settings: Any) -> None:
    account = accounts.person().pk
    opened = invite(
        account_id=account, occasion=Occasion.APPLICATION, event_id=1, actor=Actor.system("tests")
    )
    assert opened is not None
    links = survey.mail_links(str(opened.pk))
    assert links is not None
    hash_keys.rotate(settings)
    assert survey.open_invitation(links[0]) == opened
    run_command()
    hash_keys.finish(settings)
    lasting_hashes._sub_keys.cache_clear()
    assert survey.mail_links(str(opened.pk)) == links
    assert survey.open_invitation(links[0]) == opened
    assert survey.asking_by_link(links[1]) == Asking.objects.get()
    assert tokens.hash_token(links[1]) == bytes(Asking.objects.get().stop_hash)


def test_link_that_confirms_an_address_works_while_both_keys_are_there(settings: Any) -> None:
    member = factories.member()
    corrections.correct_member(
        member_id=member.pk,
        revision=member.revision,
        values={"email": "baru@contoh.example"},
        reason="asked",
        actor=factories.clerk(),
    )
    token = EmailChange.objects.get().token
    hash_keys.rotate(settings)
    assert email_change(token).token == token


def test_link_that_takes_a_change_back_works_while_both_keys_are_there(settings: Any) -> None:
    member = factories.member()
    services.ask_own_email(email="baru@contoh.example", actor=Actor.person(member.user_id))
    made = EmailReversal.objects.get()
    assert sealing.token_hash(made.token) == bytes(made.token_hash)
    token = made.token
    hash_keys.rotate(settings)
    assert email_reversal(token).token == token
    assert "up to 1 links that take a change of address back" in run_command()


def test_device_is_subscribed_once_under_both_keys(settings: Any) -> None:
    account = accounts.person()
    digest = sealing.keyed_hash("https://push.example/1", purpose="notifications.endpoint")
    row = Subscription.objects.create(
        account=account, endpoint_hash=digest, keys={"endpoint": "https://push.example/1"}
    )
    hash_keys.rotate(settings)
    assert devices._stored_hash("https://push.example/1") == digest
    run_command()
    row.refresh_from_db()
    assert bytes(row.endpoint_hash) == devices.hashes_of("https://push.example/1")[0]
    assert devices._stored_hash("https://push.example/1") == bytes(row.endpoint_hash)


def test_app_password_that_is_used_while_both_keys_are_there_stays(settings: Any) -> None:
    actor = Actor.person(accounts.person().pk)
    _used, password = app_services.make_password(name="Thorium", actor=actor)
    _unused, other = app_services.make_password(name="KOReader", actor=actor)
    hash_keys.rotate(settings)
    said = run_command()
    assert "up to 2 passwords of reading apps" in said
    holder = app_selectors.holder_of_password(password)
    assert holder is not None
    app_services.record_app_use(holder=holder)
    hash_keys.finish(settings)
    assert app_selectors.holder_of_password(password) is not None
    assert app_selectors.holder_of_password(other) is None


def test_app_that_renews_twice_around_the_rotation_gets_one_answer(settings: Any) -> None:
    actor = Actor.person(accounts.person().pk)
    app, _password = app_services.make_password(name="Thorium", actor=actor)
    holder = app_selectors.Holder(app.pk, app.user_id, True, None)
    tokens = app_services.issue(holder=holder)
    first = app_services.renew(refresh=tokens.refresh)
    hash_keys.rotate(settings)
    assert app_selectors.holder_of_token(first.access) is not None
    again = app_services.renew(refresh=tokens.refresh)
    assert again.refresh == first.refresh
    later = app_services.renew(refresh=again.refresh)
    assert app_selectors.holder_of_token(later.access) is not None
    assert AppPassword.objects.get(pk=app.pk).revoked_at is None


def test_measured_step_is_recorded_once_under_both_keys(settings: Any) -> None:
    duration = steps.timedelta(minutes=3)
    assert steps.record(step=steps.Step.FORM, took=duration, key="form:1")
    hash_keys.rotate(settings)
    assert not steps.record(step=steps.Step.FORM, took=duration, key="form:1")


def test_what_others_have_stored_never_changes(settings: Any) -> None:
    """Entries of feeds, books on a phone, drafts in a browser (RFC 4287, 4.2.6)."""
    device = uuid.UUID(int=7)

    def names() -> list[object]:
        lasting_hashes._sub_keys.cache_clear()
        identifiers.of_title.cache_clear()
        return [
            identifiers.of_title(1),
            wrapping.key_of(1, device),
            device_pseudonym(1, "session"),
            *(lasting_hashes.lasting_hash("1", purpose=one) for one in lasting_hashes.PURPOSES),
        ]

    before = names()
    hash_keys.rotate(settings)
    assert names() == before
    run_command()
    assert names() == before
    hash_keys.finish(settings)
    assert names() == before
    settings.HASH_KEY = "k3:" + "S" * 43 + "=," + hash_keys.SECOND
    run_command()
    settings.HASH_KEY = "k3:" + "S" * 43 + "="
    assert names() == before


def test_stored_sub_keys_are_sealed() -> None:
    lasting_hashes.store_sub_keys()
    row = HashKey.objects.get()
    assert row.lasting is not None
    assert b"opds" not in row.lasting.data
    assert set(row.lasting.reveal()) == lasting_hashes.PURPOSES


def test_address_of_an_open_book_and_word_of_the_webhook_work_under_both(settings: Any) -> None:
    token, word = content_tokens.token_of(1, "session"), whatsapp.verify_token()
    hash_keys.rotate(settings)
    content_tokens._tokens.cache_clear()
    assert content_tokens.fits(token, 1, "session")
    assert content_tokens.token_of(1, "session") != token
    assert not content_tokens.fits(token, 2, "session")
    assert word in whatsapp.verify_tokens()
    hash_keys.finish(settings)
    content_tokens._tokens.cache_clear()
    assert not content_tokens.fits(token, 1, "session")


def test_rate_limits_count_on_under_the_active_key(settings: Any) -> None:
    limit = limits.Limit("test", 1, steps.timedelta(minutes=1))
    limits.spend(limit, "somebody")
    hash_keys.rotate(settings)
    limits.spend(limit, "somebody")
    with pytest.raises(limits.TooMany):
        limits.spend(limit, "somebody")


def test_every_stored_hash_is_rotated_or_is_known_to_stay() -> None:
    hashed = {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.BinaryField) and not isinstance(field, SealedJSONField)
    }
    rotated = {f"{one.model._meta.label_lower}.{one.name}" for one in hash_rotation.CHECKED}
    rotated.add("membership.member.nik_hash")
    assert rotated | LEFT | NEVER_UNDER_A_FORMER_KEY == hashed


def test_doctor_says_when_a_key_is_missing_and_when_one_may_leave(settings: Any) -> None:
    factories.member()
    assert [one.level for one in doctor._hash_keys()] == [doctor.Level.OK]
    hash_keys.rotate(settings)
    (finding,) = doctor._hash_keys()
    assert "run `rontal rotate-keys`" in finding.remedy
    run_command()
    (finding,) = doctor._hash_keys()
    assert "up to 0 hashes remain" in finding.result
    hash_keys.finish(settings)
    assert [one.level for one in doctor._hash_keys()] == [doctor.Level.OK]
    hash_keys.start(settings)
    absent, *_others = doctor._hash_keys()
    assert absent.level is doctor.Level.FAIL
    assert "of a key that is not here" in absent.result


def test_doctor_notices_a_key_that_lost_its_id(settings: Any) -> None:
    hash_keys.rotate(settings)
    run_command()
    settings.HASH_KEY = hash_keys.SECOND.partition(":")[2]
    assert any("has no id" in one.result for one in doctor._hash_keys())


def test_since_is_when_the_key_was_first_used(settings: Any) -> None:
    assert rehashing.active_since() is None
    hash_keys.rotate(settings)
    run_command()
    since = rehashing.active_since()
    run_command()
    assert since is not None
    assert rehashing.active_since() == since


def test_new_key_may_come_second_at_first_where_there_are_several_machines(settings: Any) -> None:
    """A machine that still hashes by the first key finds what another hashed by the second."""
    typed = factories.values()
    hash_keys.rotate(settings)
    factories.member(typed)
    name = lasting_hashes.lasting_hash("1", purpose="opds")
    settings.HASH_KEY = f"{hash_keys.FIRST},{hash_keys.SECOND}"
    lasting_hashes._sub_keys.cache_clear()
    assert submit(typed) == []
    assert lasting_hashes.lasting_hash("1", purpose="opds") == name
