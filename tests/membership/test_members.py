"""Tests for staff's actions on memberships: correct, suspend, lift, renew, close, merge."""

from datetime import date, timedelta

import pytest
from django.db import connection

from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, Invalid, NotAllowed
from rontal.core.models import Event, SealedFile
from rontal.membership import errors, events, services
from rontal.membership.claiming.selectors import waits_to_be_claimed
from rontal.membership.importing.models import Import, ImportedMember
from rontal.membership.models import Application, Guardian, Member
from rontal.membership.selectors import families, members, today
from rontal.membership.states import MemberState
from rontal.membership.suspensions import EmailChange, Suspension
from tests.support.membership import factories
from tests.support.membership.members import (
    correct,
    ending,
    expired,
    fresh,
    head,
    suspended,
    without_number,
)

pytestmark = pytest.mark.django_db
VISITOR = Actor.visitor()


def test_correction_reaches_every_copy_and_its_event_contains_no_value():
    member = factories.member()
    changed = correct(
        member, name="Ni Wayan Sarini", phone="0813 0000 1111", street="Jl. Kamboja 1"
    )
    stored = fresh(member)
    assert changed == {"name", "phone", "street"}
    assert stored.name == stored.application.name == stored.user.name == "Ni Wayan Sarini"
    assert members.form_of(stored.application).phone == "+6281300001111"
    event = Event.objects.get(name=events.MEMBER_CORRECTED)
    assert event.data == {"fields": "name,phone,street", "reason": "typing_mistake"}


def test_second_of_two_clerks_sees_the_change_of_the_first():
    member = factories.member()
    correct(member, phone="0813 0000 1111")
    with pytest.raises(errors.ChangedMeanwhile):
        services.correct_member(
            member_id=member.pk,
            revision=0,
            values={"phone": "0813 2222 3333"},
            reason="asked",
            actor=factories.clerk(),
        )
    assert members.form_of(fresh(member).application).phone == "+6281300001111"


def test_correction_without_a_change_leaves_no_trace():
    member = factories.member()
    assert correct(member, name=member.name) == frozenset()
    assert fresh(member).revision == 0
    assert not Event.objects.filter(name=events.MEMBER_CORRECTED).exists()


@pytest.mark.parametrize(
    ("field", "typed", "fault"),
    [
        ("number", "123", "nik_16_digits"),
        ("number", "5102059913170001", "nik_date_impossible"),
        ("name", "", "field_required"),
        ("email", "bukan surel", "email_malformed"),
        ("phone", "12", "phone_malformed"),
        ("birth_date", "2091-01-01", "birth_in_future"),
        ("regency", "9999", "region_unknown"),
    ],
)
def test_invalid_values_are_reported_by_field_and_nothing_is_written(field, typed, fault):
    member = factories.member()
    with pytest.raises(Invalid) as refused:
        correct(member, **{field: typed})
    assert refused.value.fields[field] == fault
    assert fresh(member).revision == 0


def test_an_incomplete_old_record_may_stay_incomplete():
    member = without_number()
    assert correct(member, phone="0813 0000 1111") == {"phone"}
    form = members.form_of(fresh(member).application)
    assert (form.name, form.number, form.phone) == (member.name, "", "+6281300001111")


def test_added_number_identifies_the_person_from_then_on():
    member, number = without_number(), factories.nik()
    correct(member, identity_kind="ktp", number=number)
    assert members.members_by_identity(number, factories.clerk()) == [member]
    assert bytes(fresh(member).nik_hash) == bytes(fresh(member).application.nik_hash) != b""


def test_number_of_another_member_is_refused_and_named_to_the_head_only():
    other, member = factories.member(), without_number()
    number = members.form_of(other.application).number
    with pytest.raises(errors.NumberIsTaken) as refused:
        correct(member, identity_kind="ktp", number=number)
    assert refused.value.params == {}
    with pytest.raises(errors.NumberIsMembers) as refusal:
        correct(member, head(), identity_kind="ktp", number=number)
    assert refusal.value.params == {"number": other.number}


def test_moving_away_makes_a_non_resident_and_never_ends_the_membership():
    member = factories.member()
    correct(member, province="51", regency="5171", district="517101")
    assert fresh(member).application.resident is False


@pytest.mark.parametrize("role", [Role.LIBRARIAN, Role.ADMINISTRATOR])
def test_other_roles_can_neither_correct_nor_renew(role):
    member, actor = factories.member(), factories.clerk(role)
    with pytest.raises(NotAllowed):
        correct(member, actor, phone="0813 0000 1111")
    with pytest.raises(NotAllowed):
        services.renew_membership(
            member_id=member.pk, displayed_until=member.valid_until, actor=actor
        )


def test_new_address_applies_only_after_confirmation():
    member = factories.member()
    before = fresh(member).application.email
    assert correct(member, email="baru@contoh.example") == {"email"}
    assert fresh(member).application.email == before
    services.confirm_email(token=EmailChange.objects.get().token, actor=VISITOR)
    stored = fresh(member)
    assert stored.application.email == stored.user.email == "baru@contoh.example"
    assert members.form_of(stored.application).email == "baru@contoh.example"
    assert EmailChange.objects.get().addresses.reveal() == {}
    assert stored.user.emailaddress_set.get(verified=True).email == "baru@contoh.example"


def test_confirmation_link_works_once_and_expires():
    member = factories.member()
    correct(member, email="baru@contoh.example")
    token = EmailChange.objects.get().token
    with clock.frozen_at(clock.now() + timedelta(days=4)), pytest.raises(errors.LinkExpired):
        services.confirm_email(token=token, actor=VISITOR)
    services.confirm_email(token=token, actor=VISITOR)
    with pytest.raises(errors.LinkUsed):
        services.confirm_email(token=token, actor=VISITOR)
    with pytest.raises(errors.LinkUnknown):
        services.confirm_email(token=token[:-2], actor=VISITOR)


def test_newer_address_voids_the_older_link_and_staff_may_discard_it():
    member = factories.member()
    correct(member, email="salah@contoh.example")
    first = EmailChange.objects.get().token
    correct(member, email="benar@contoh.example")
    with pytest.raises(errors.LinkUnknown):
        services.confirm_email(token=first, actor=VISITOR)
    services.drop_email_change(member_id=member.pk, actor=factories.clerk())
    assert not EmailChange.objects.exists()


def test_unconfirmed_address_is_deleted():
    member = factories.member()
    correct(member, email="baru@contoh.example")
    with clock.frozen_at(clock.now() + timedelta(days=4)):
        assert services.sweep_email_changes() == 1


def test_head_suspends_with_a_sealed_text():
    member = suspended(until=today() + timedelta(days=3))
    assert member.state == MemberState.SUSPENDED
    assert Suspension.objects.get().text == "Mari bicara."
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM membership_suspension")
        assert b"Mari" not in bytes(cursor.fetchone()[0])
    event = Event.objects.get(name=events.MEMBER_SUSPENDED)
    assert event.data["reason"] == "shared_access"
    assert "Mari" not in str(event.data)


def test_clerks_do_not_suspend_lift_close_or_join():
    member, other, clerk = factories.member(), factories.member(), factories.clerk()
    acts = [
        lambda: services.suspend_member(
            member_id=member.pk, reason="asked", words="", until=None, actor=clerk
        ),
        lambda: services.lift_suspension(member_id=member.pk, actor=clerk),
        lambda: services.close_member(member_id=member.pk, reason="asked", actor=clerk),
        lambda: services.join_members(
            surviving_id=member.pk, merged_id=other.pk, reason="registered_twice", actor=clerk
        ),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_suspension_ends_automatically_after_its_last_day_and_only_once():
    day = today() + timedelta(days=3)
    member = suspended(until=day)
    with clock.frozen_at(clock.now() + timedelta(days=3)):
        assert services.lift_ended_suspensions() == 0
    with clock.frozen_at(clock.now() + timedelta(days=4)):
        assert services.lift_ended_suspensions() == 1
        assert services.lift_ended_suspensions() == 0
    assert fresh(member).state == MemberState.ACTIVE
    assert not Suspension.objects.exists()


def test_open_ended_suspension_is_lifted_by_the_head():
    member = suspended()
    with clock.frozen_at(clock.now() + timedelta(days=400)):
        assert services.lift_ended_suspensions() == 0
    assert services.lift_suspension(member_id=member.pk, actor=head()).state == MemberState.ACTIVE


def test_member_reinstated_after_expiry_has_to_renew():
    member = ending(suspended(), today() - timedelta(1))
    services.expire_memberships()
    assert fresh(member).state == MemberState.SUSPENDED
    lifted = services.lift_suspension(member_id=member.pk, actor=head())
    assert lifted.state == MemberState.EXPIRED


def test_past_last_day_and_unknown_reason_are_refused():
    member, actor = factories.member(), head()
    for changes, error in [
        ({"until": today() - timedelta(1)}, errors.SuspensionOver),
        ({"reason": "sebal"}, errors.NoSuchReason),
    ]:
        arguments = {"reason": "asked", "words": "", "until": None} | changes
        with pytest.raises(error):
            services.suspend_member(member_id=member.pk, actor=actor, **arguments)


def test_renewing_before_the_end_adds_whole_years_to_it():
    end = today() + timedelta(days=20)
    member = ending(factories.member(), end)
    renewed = services.renew_membership(
        member_id=member.pk, displayed_until=end, actor=factories.clerk()
    )
    assert renewed.valid_until == end.replace(year=end.year + 5)
    assert renewed.state == MemberState.ACTIVE


def test_renewing_after_the_end_counts_from_today():
    member = expired()
    renewed = services.renew_membership(
        member_id=member.pk, displayed_until=member.valid_until, actor=factories.clerk()
    )
    assert renewed.state == MemberState.ACTIVE
    assert renewed.valid_until == today().replace(year=today().year + 5) - timedelta(1)


def test_renewing_twice_at_once_counts_once():
    end = today() + timedelta(days=20)
    member, clerk = ending(factories.member(), end), factories.clerk()
    services.renew_membership(member_id=member.pk, displayed_until=end, actor=clerk)
    with pytest.raises(errors.ChangedMeanwhile):
        services.renew_membership(member_id=member.pk, displayed_until=end, actor=clerk)


def test_renewal_far_ahead_or_of_a_suspended_or_closed_membership_is_refused():
    clerk, member, suspended_member, gone = (
        factories.clerk(),
        factories.member(),
        suspended(),
        factories.member(),
    )
    services.close_member(member_id=gone.pk, reason="asked", actor=head())
    for one, error in [
        (member, errors.TooEarlyToRenew),
        (suspended_member, errors.MembershipIsSuspended),
        (gone, errors.MembershipClosed),
    ]:
        with pytest.raises(error):
            services.renew_membership(
                member_id=one.pk, displayed_until=one.valid_until, actor=clerk
            )


def test_membership_expires_once_the_day_after_its_last():
    member = ending(factories.member(), today())
    assert services.expire_memberships() == 0
    ending(member, today() - timedelta(1))
    assert services.expire_memberships() == 1
    assert services.expire_memberships() == 0
    assert fresh(member).state == MemberState.EXPIRED


def test_coming_end_is_notified_once_and_again_after_a_renewal():
    end = today() + timedelta(days=10)
    member = ending(factories.member(), end)
    assert services.notify_of_ending() == 1
    assert services.notify_of_ending() == 0
    services.renew_membership(member_id=member.pk, displayed_until=end, actor=factories.clerk())
    assert services.notify_of_ending() == 0
    ending(member, today() + timedelta(days=11))
    assert services.notify_of_ending() == 1


def test_closing_ends_sign_in_erases_details_and_retains_the_name_for_the_mail():
    member = factories.member()
    services.close_member(member_id=member.pk, reason="moved_away", actor=head())
    stored = fresh(member)
    assert stored.state == MemberState.CLOSED
    assert stored.user.is_active is False
    assert stored.application.details.reveal() == {}
    assert stored.application.card_photo is None
    assert stored.application.email
    event = Event.objects.get(name=events.MEMBER_CLOSED)
    assert event.data == {"by": "staff", "reason": "moved_away"}


def test_name_and_address_are_erased_after_retention_also_if_expired_before():
    member = factories.member()
    with clock.frozen_at(clock.now() + timedelta(days=31)):
        services.erase_photos_of_final()
        services.close_member(member_id=member.pk, reason="asked", actor=head())
        assert services.erase_photos_of_final() == 0
    with clock.frozen_at(clock.now() + timedelta(days=62)):
        assert services.erase_photos_of_final() == 1
    stored = fresh(member)
    assert (stored.name, stored.application.email, stored.user.email) == ("", "", "")


def test_closed_membership_accepts_no_change():
    member, clerk = factories.member(), factories.clerk()
    services.close_member(member_id=member.pk, reason="asked", actor=head())
    with pytest.raises(errors.MembershipClosed):
        correct(member, clerk, phone="0813 0000 1111")
    with pytest.raises(errors.MembershipClosed):
        services.close_member(member_id=member.pk, reason="asked", actor=head())


def join(surviving: Member, merged: Member, actor: Actor | None = None) -> Member:
    return services.join_members(
        surviving_id=surviving.pk,
        merged_id=merged.pk,
        reason="imported_twice",
        actor=actor or head(),
    )


def test_surviving_membership_gets_number_details_and_the_longer_term():
    surviving, merged = without_number(), factories.member()
    number = members.form_of(merged.application).number
    ending(merged, date(2040, 1, 1))
    Member.objects.filter(pk=surviving.pk).update(joined_on=date(2019, 2, 1))
    joined = join(surviving, merged)
    assert (joined.joined_on, joined.valid_until) == (date(2019, 2, 1), date(2040, 1, 1))
    assert members.members_by_identity(number, factories.clerk()) == [surviving]
    form = members.form_of(fresh(surviving).application)
    assert (form.number, form.street) == (number, "Jl. Melati No. 4")
    gone = fresh(merged)
    assert (gone.state, gone.joined_into_id) == (MemberState.CLOSED, surviving.pk)
    assert gone.application.details.reveal() == {}
    assert gone.user.is_active is False


def test_surviving_membership_retains_its_own_details():
    surviving, merged = factories.member(), without_number()
    own = members.form_of(surviving.application)
    join(surviving, merged)
    assert members.form_of(fresh(surviving).application) == own


def test_missing_address_is_taken_from_the_merged_membership():
    surviving, merged = without_number(), factories.member()
    Application.objects.filter(pk=surviving.application_id).update(email="")
    User.objects.filter(pk=surviving.user_id).update(email="")
    address = merged.application.email
    join(surviving, merged)
    assert fresh(surviving).user.email == fresh(surviving).application.email == address


def test_guardian_of_a_child_is_merged_too():
    merged = factories.member(factories.child_values())
    surviving = without_number()
    join(surviving, merged)
    assert Guardian.objects.get().application_id == surviving.application_id
    assert surviving.application.consents.filter(by="guardian", withdrawn_at=None).exists()


def test_expired_membership_is_active_again_by_the_later_end():
    merged = factories.member()
    surviving = without_number()
    ending(surviving, today() - timedelta(1))
    services.expire_memberships()
    assert join(surviving, merged).state == MemberState.ACTIVE


def test_merge_of_two_people_of_itself_or_with_a_lost_suspension_is_refused():
    first, second = factories.member(), factories.member()
    gone = factories.member()
    services.close_member(member_id=gone.pk, reason="asked", actor=head())
    suspended_member = suspended()
    Member.objects.filter(pk=suspended_member.pk).update(nik_hash=b"")
    for surviving, merged, error in [
        (first, first, errors.SameMembership),
        (first, second, errors.DifferentPersons),
        (first, gone, errors.MembershipClosed),
        (first, suspended_member, errors.SuspensionWouldBeLost),
    ]:
        with pytest.raises(error):
            join(surviving, merged)
    assert join(suspended_member, first).state == MemberState.SUSPENDED


def test_a_suspended_membership_is_not_suspended_again():
    member = suspended()
    with pytest.raises(IllegalTransition):
        services.suspend_member(
            member_id=member.pk, reason="asked", words="", until=None, actor=head()
        )


@pytest.mark.parametrize(
    "typed", ["sari", "SARI ni", "wayan sar", "ni wayan sari", "Sári", "  sari  "]
)
def test_name_is_found_by_the_beginnings_of_its_words_in_any_order(typed):
    member = factories.member(factories.values(name="Ni Wayan Sari"))
    factories.member(factories.values(name="I Made Oka"))
    assert list(members.members_by_name(typed, factories.clerk())) == [member]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("I.G.N. Oka", "ign oka"),
        ("I.G.N. Oka", "g n oka"),
        ("Ahmad Ma'ruf", "maruf"),
        ("Ahmad Ma’ruf", "ma'ruf"),
        ("José Da Costa", "jose costa"),
        ("Siti Nur-Aini", "aini siti"),
        ("ᬦᬶ ᬯᬬᬦ᭄", "ᬯᬬᬦ᭄"),
    ],
)
def test_names_are_found_in_any_spelling(name, typed):
    member = factories.member()
    Member.objects.filter(pk=member.pk).update(name=name)
    matches = list(members.members_by_name(typed, factories.clerk()))
    assert matches == ([] if typed == "ign oka" else [member])


@pytest.mark.parametrize("typed", ["'", "& | !", "a' & 'b", "\\", ":*", "x" * 500, "()", "%_"])
def test_special_characters_in_a_search_break_nothing(typed):
    factories.member()
    assert list(members.members_by_name(typed, factories.clerk())) == []


def test_number_address_and_nik_match_exactly_one():
    member, clerk = factories.member(), factories.clerk()
    form = members.form_of(member.application)
    spaced = f"{form.number[:6]} {form.number[6:12]}-{form.number[12:]}"
    assert members.members_by_identity(spaced, clerk) == [member]
    other = form.number[:-1] + ("8" if form.number.endswith("9") else "9")
    assert members.members_by_identity(other, clerk) == []
    assert members.member_by_number(f" {member.number.lower()} ", clerk) == member
    assert list(members.with_email(form.email.upper(), clerk)) == [member]


def test_other_roles_find_nobody():
    member = factories.member()
    for actor in (VISITOR, Actor.person(member.user_id), factories.clerk(Role.ADMINISTRATOR)):
        with pytest.raises(NotAllowed):
            members.members_by_name("sari", actor)
        with pytest.raises(NotAllowed):
            members.member_for_staff(member.pk, actor)


def test_children_are_found_by_their_guardian_and_by_the_guardians_membership():
    mother = factories.member(factories.values(email="ayu@contoh.example"))
    first = factories.member(factories.child_values(name="I Made Satu"))
    second = factories.member(factories.child_values(name="Ni Ketut Dua"))
    factories.member(factories.child_values(guardian_email="lain@contoh.example"))
    clerk = factories.clerk()
    assert families.siblings_of(first, clerk) == [second]
    assert families.children_of(mother, clerk) == [first, second]
    assert families.siblings_of(mother, clerk) == []


def test_memberships_of_possibly_one_person_are_suggested():
    member = factories.member(factories.values(name="I Made Oka"))
    twin = factories.member(factories.values(name="Made Oka I"))
    shared = factories.member(factories.values(name="Ni Sari", email=member.application.email))
    factories.member(factories.values(name="I Made Okasana Lain"))
    duplicates = members.possible_duplicates(member, factories.clerk())
    assert {one.pk for one in duplicates} >= {twin.pk, shared.pk}
    assert member not in duplicates


@pytest.mark.parametrize(
    ("rows_of", "index"),
    [
        (lambda clerk: members.members_by_name("sari wayan", clerk), "member_words"),
        (lambda clerk: members.with_email("sari@contoh.example", clerk), "application_email"),
        (
            lambda clerk: members._identified_members().filter(nik_hash=b"1" * 32),
            "one_membership_a_person",
        ),
    ],
)
def test_searches_use_an_index(rows_of, index):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert index in rows_of(factories.clerk()).explain()


def test_member_merged_with_an_imported_one_need_not_claim_it():
    surviving, merged, other = without_number(), factories.member(), without_number()
    file = SealedFile.objects.latest("created_at")
    run = Import.objects.create(file=file, file_name="anggota.csv", shape="")
    for number, member in enumerate((surviving, other)):
        ImportedMember.objects.create(member=member, run=run, row_number=number)
    join(surviving, merged)
    assert waits_to_be_claimed(surviving) is False
    join(surviving, other)
    assert fresh(other).joined_into_id == surviving.pk


def test_renewals_and_suspensions_count_as_changes_by_staff():
    member = ending(factories.member(), today() + timedelta(days=5))
    services.renew_membership(
        member_id=member.pk, displayed_until=member.valid_until, actor=factories.clerk()
    )
    services.suspend_member(member_id=member.pk, reason="asked", words="", until=None, actor=head())
    assert fresh(member).revision == 2
